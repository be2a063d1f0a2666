/* option_handle.c - what can be asked about handles of each type, and set: who hears, how long is waited, what is sent. */
#include "option.h"

/* ---- handles ---- */

static DWORD get_callback(struct node *n, struct option_value *v) { return give_pointer(v, (uintptr_t)n->settings.callback); }
static DWORD get_type(struct node *n, struct option_value *v) { return give_number(v, n->type); }
static DWORD get_parent(struct node *n, struct option_value *v)
{
	return give_pointer(v, n->parent ? (uintptr_t)n->parent->value : 0);
}

static DWORD get_context(struct node *n, struct option_value *v) { return give_pointer(v, n->context); }

static DWORD set_context(struct node *n, const void *value, size_t size)
{
	memcpy(&n->context, value, size);
	return ERROR_SUCCESS;
}

/* ---- how long to wait ---- */

#define TIMEOUT_OPTION(name, which) \
	static DWORD get_##name(struct node *n, struct option_value *v) { return give_number(v, n->settings.timeouts[which]); } \
	static DWORD set_##name(struct node *n, const void *value, size_t size) \
	{ \
		(void)size; \
		n->settings.timeouts[which] = number_of(value); \
		return ERROR_SUCCESS; \
	}
TIMEOUT_OPTION(connect_timeout, TIMEOUT_CONNECT)
TIMEOUT_OPTION(send_timeout, TIMEOUT_SEND)
TIMEOUT_OPTION(receive_timeout, TIMEOUT_RECEIVE)
TIMEOUT_OPTION(data_send_timeout, TIMEOUT_DATA_SEND)
TIMEOUT_OPTION(data_receive_timeout, TIMEOUT_DATA_RECEIVE)

/* ---- sessions, connections, requests ---- */

static DWORD get_agent(struct node *n, struct option_value *v)
{
	return give_text(v, container_of(n, struct session, node)->agent);
}

static DWORD set_agent(struct node *n, const void *value, size_t size)
{
	return set_text(&container_of(n, struct session, node)->agent, value, size);
}

static DWORD get_url(struct node *n, struct option_value *v) { return give_text(v, container_of(n, struct request, node)->url); }

static DWORD get_request_flags(struct node *n, struct option_value *v)
{
	struct request *r = container_of(n, struct request, node);
	DWORD flags = r->answer_size ? 0 : INTERNET_REQFLAG_NO_HEADERS;

	if (r->way.proxy)
		flags |= INTERNET_REQFLAG_VIA_PROXY;
	return give_number(v, flags | (r->error == ERROR_INTERNET_TIMEOUT ? INTERNET_REQFLAG_NET_TIMEOUT : 0));
}

static DWORD set_decoding(struct node *n, const void *value, size_t size)
{
	(void)size;
	n->settings.decodes = number_of(value) != 0;
	return ERROR_SUCCESS;
}

static DWORD get_hsts(struct node *n, struct option_value *v) { return give_number(v, n->settings.hsts); }

static DWORD set_hsts(struct node *n, const void *value, size_t size)
{
	(void)size;
	n->settings.hsts = number_of(value) != 0;
	return ERROR_SUCCESS;
}

static const struct option_row rows[] = {
	{ INTERNET_OPTION_CALLBACK, TYPES_ALL, sizeof(void *), get_callback, NULL },
	{ INTERNET_OPTION_CONNECT_TIMEOUT, TYPES_ALL, sizeof(DWORD), get_connect_timeout, set_connect_timeout },
	{ INTERNET_OPTION_SEND_TIMEOUT, TYPES_ALL, sizeof(DWORD), get_send_timeout, set_send_timeout },
	{ INTERNET_OPTION_RECEIVE_TIMEOUT, TYPES_ALL, sizeof(DWORD), get_receive_timeout, set_receive_timeout },
	{ INTERNET_OPTION_DATA_SEND_TIMEOUT, TYPES_ALL, sizeof(DWORD), get_data_send_timeout, set_data_send_timeout },
	{ INTERNET_OPTION_DATA_RECEIVE_TIMEOUT, TYPES_ALL, sizeof(DWORD), get_data_receive_timeout, set_data_receive_timeout },
	{ INTERNET_OPTION_HANDLE_TYPE, TYPES_ALL, sizeof(DWORD), get_type, NULL },
	{ INTERNET_OPTION_PARENT_HANDLE, TYPES_ALL, sizeof(void *), get_parent, NULL },
	{ INTERNET_OPTION_REQUEST_FLAGS, REQUESTS, sizeof(DWORD), get_request_flags, NULL },
	{ INTERNET_OPTION_URL, REQUESTS, 0, get_url, NULL },
	{ INTERNET_OPTION_USER_AGENT, SESSIONS, 0, get_agent, set_agent },
	{ INTERNET_OPTION_HTTP_DECODING, SESSIONS | HTTP, sizeof(BOOL), NULL, set_decoding },
	{ INTERNET_OPTION_HSTS, SESSIONS | HTTP, sizeof(BOOL), get_hsts, set_hsts },
	{ INTERNET_OPTION_CONTEXT_VALUE, TYPES_ALL, sizeof(DWORD_PTR), get_context, set_context },
};
const struct option_rows options_of_handles = { rows, ARRAY_COUNT(rows) };
