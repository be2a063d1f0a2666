/* option.c - what can be asked about a handle, and set: a row for each option. */
#include "inet.h"

#define SESSIONS TYPE_BIT(INTERNET_HANDLE_TYPE_INTERNET)
#define REQUESTS TYPE_BIT(INTERNET_HANDLE_TYPE_HTTP_REQUEST)
#define CONNECTS (TYPE_BIT(INTERNET_HANDLE_TYPE_CONNECT_FTP) | TYPE_BIT(INTERNET_HANDLE_TYPE_CONNECT_GOPHER) | \
		  TYPE_BIT(INTERNET_HANDLE_TYPE_CONNECT_HTTP))

#define FTP TYPE_BIT(INTERNET_HANDLE_TYPE_CONNECT_FTP)
#define HTTP (TYPE_BIT(INTERNET_HANDLE_TYPE_CONNECT_HTTP) | REQUESTS)
#define OR_NOBODY TYPE_BIT(31)                 /* the process, too: the handle is NULL */
#define NOBODY 0u                              /* it alone */

/* A value of an option: octets, or text, which is copied and converted by whoever gives it to the application. */
struct option_row {
	DWORD option;
	uint32_t types;                        /* of handles that have it */
	DWORD size;                            /* octets; 0: text */
	DWORD (*get)(struct node *n, struct option_value *v); /* locked, or the process's. NULL: it cannot be asked for */
	DWORD (*set)(struct node *n, const void *value, size_t size); /* locked. NULL: it cannot be set */
};

static DWORD give_number(struct option_value *v, DWORD number)
{
	v->number = number;
	v->at = &v->number;
	v->size = sizeof v->number;
	return ERROR_SUCCESS;
}

static DWORD give_pointer(struct option_value *v, uintptr_t pointer)
{
	v->pointer = pointer;
	v->at = &v->pointer;
	v->size = sizeof v->pointer;
	return ERROR_SUCCESS;
}

static DWORD give_text(struct option_value *v, const char *text)
{
	v->text = text_copy(text ? text : "", text ? strlen(text) : 0);
	v->at = v->text;
	v->size = text ? strlen(text) : 0;
	return v->text ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

static DWORD number_of(const void *value)
{
	DWORD number;

	memcpy(&number, value, sizeof number);
	return number;
}

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

static DWORD set_text(char **to, const void *value, size_t size)
{
	char *copy = text_copy(value, size);

	if (!copy)
		return ERROR_NOT_ENOUGH_MEMORY;
	os_free(*to);
	*to = copy;
	return ERROR_SUCCESS;
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

/* ---- how servers are reached ---- */

enum { IGNORABLE = SECURITY_FLAG_IGNORE_REVOCATION | SECURITY_FLAG_IGNORE_UNKNOWN_CA | SECURITY_FLAG_IGNORE_WRONG_USAGE |
		   SECURITY_FLAG_IGNORE_CERT_CN_INVALID | SECURITY_FLAG_IGNORE_CERT_DATE_INVALID };

static DWORD get_security(struct node *n, struct option_value *v)
{
	bool secure = n->type == INTERNET_HANDLE_TYPE_HTTP_REQUEST &&
		      !strncmp(container_of(n, struct request, node)->url, "https:", 6);

	return give_number(v, n->settings.ignored | (secure ? SECURITY_FLAG_SECURE : 0));
}

static DWORD set_security(struct node *n, const void *value, size_t size)
{
	(void)size;
	n->settings.ignored = number_of(value) & IGNORABLE;
	return ERROR_SUCCESS;
}

static DWORD set_error_mask(struct node *n, const void *value, size_t size)
{
	(void)size;
	n->settings.error_mask = number_of(value);
	return ERROR_SUCCESS;
}

static DWORD get_protocols(struct node *n, struct option_value *v) { return give_number(v, n->settings.protocols); }

static DWORD set_protocols(struct node *n, const void *value, size_t size)
{
	(void)size;
	n->settings.protocols = number_of(value) & HTTP_PROTOCOL_FLAG_HTTP2;
	return ERROR_SUCCESS;
}

static DWORD get_protocol(struct node *n, struct option_value *v)
{
	return give_number(v, container_of(n, struct request, node)->protocol);
}

static DWORD get_authorities(struct node *n, struct option_value *v)
{
	return give_text(v, container_of(n, struct session, node)->authorities);
}

static DWORD set_authorities(struct node *n, const void *value, size_t size)
{
	return set_text(&container_of(n, struct session, node)->authorities, value, size);
}

/* FTP says it as part of a line. */
static DWORD set_login(struct node *n, enum login which, const char *value, size_t size)
{
	size_t i;

	for (i = 0; n->type == INTERNET_HANDLE_TYPE_CONNECT_FTP && i < size; i++)
		if ((unsigned char)value[i] < ' ' || value[i] == 0x7F)
			return ERROR_INVALID_PARAMETER;
	return set_text(&n->logins[which], value, size);
}

#define LOGIN_OPTION(name, which) \
	static DWORD get_##name(struct node *n, struct option_value *v) { return give_text(v, login_of(n, which)); } \
	static DWORD set_##name(struct node *n, const void *value, size_t size) { return set_login(n, which, value, size); }
LOGIN_OPTION(user, LOGIN_USER)
LOGIN_OPTION(password, LOGIN_PASSWORD)
LOGIN_OPTION(proxy_user, LOGIN_PROXY_USER)
LOGIN_OPTION(proxy_password, LOGIN_PROXY_PASSWORD)

static DWORD get_host_limit(struct node *n, struct option_value *v)
{
	(void)n;
	return give_number(v, os_load32(&io_host_limit));
}

static DWORD set_host_limit(struct node *n, const void *value, size_t size)
{
	(void)n;
	(void)size;
	os_store32(&io_host_limit, number_of(value));
	return ERROR_SUCCESS;
}

/* With what was known before nothing goes on: kept connections are given up. */
static DWORD set_changed(struct node *n, const void *value, size_t size)
{
	(void)n;
	(void)value;
	(void)size;
	os_add32(&io_epoch, 1);
	return ERROR_SUCCESS;
}

static DWORD get_proxy(struct node *n, struct option_value *v)
{
	const struct proxies *p = &container_of(n, struct session, node)->proxies;
	size_t names = p->names ? strlen(p->names) + 1 : 0, bypass = p->bypass ? strlen(p->bypass) + 1 : 0;
	INTERNET_PROXY_INFOA info = { p->access, p->names, p->bypass };
	char *block = os_alloc(sizeof info + names + bypass);

	if (!block)
		return ERROR_NOT_ENOUGH_MEMORY;
	memcpy(block, &info, sizeof info);
	memcpy(block + sizeof info, names ? p->names : "", names);
	memcpy(block + sizeof info + names, bypass ? p->bypass : "", bypass);
	v->at = v->block = block;
	v->size = sizeof info + names + bypass;
	return ERROR_SUCCESS;
}

static DWORD set_proxy(struct node *n, const void *value, size_t size)
{
	struct proxies p, *mine = &container_of(n, struct session, node)->proxies;
	INTERNET_PROXY_INFOA info;

	(void)size;
	memcpy(&info, value, sizeof info);
	if (!proxies_make(&p, &(struct proxies){ info.dwAccessType, (char *)info.lpszProxy, (char *)info.lpszProxyBypass }))
		return ERROR_NOT_ENOUGH_MEMORY;
	proxies_free(mine);
	*mine = p;
	return ERROR_SUCCESS;
}

/* ---- the network ---- */

static DWORD get_addresses(struct node *n, struct option_value *v) { return give_number(v, n->settings.addresses); }

static DWORD set_positive(DWORD *to, const void *value)
{
	if (!number_of(value))
		return ERROR_INVALID_PARAMETER;
	*to = number_of(value);
	return ERROR_SUCCESS;
}

static DWORD set_addresses(struct node *n, const void *value, size_t size)
{
	(void)size;
	return set_positive(&n->settings.addresses, value);
}

static DWORD get_read_piece(struct node *n, struct option_value *v) { return give_number(v, n->settings.pieces[0]); }
static DWORD get_write_piece(struct node *n, struct option_value *v) { return give_number(v, n->settings.pieces[1]); }

static DWORD set_read_piece(struct node *n, const void *value, size_t size)
{
	(void)size;
	return set_positive(&n->settings.pieces[0], value);
}

static DWORD set_write_piece(struct node *n, const void *value, size_t size)
{
	(void)size;
	return set_positive(&n->settings.pieces[1], value);
}

static DWORD get_system_error(struct node *n, struct option_value *v)
{
	(void)n;
	return give_number(v, last_system_error());
}

static DWORD get_version(struct node *n, struct option_value *v)
{
	uint32_t version = os_load32(&io_http_version);

	(void)n;
	v->version = (HTTP_VERSION_INFO){ version / 10, version % 10 };
	v->at = &v->version;
	v->size = sizeof v->version;
	return ERROR_SUCCESS;
}

static DWORD set_version(struct node *n, const void *value, size_t size)
{
	HTTP_VERSION_INFO version;

	(void)n;
	memcpy(&version, value, size);
	if (version.dwMajorVersion != 1 || version.dwMinorVersion > 1)
		return ERROR_INVALID_PARAMETER;
	os_store32(&io_http_version, 10 + version.dwMinorVersion);
	return ERROR_SUCCESS;
}

static DWORD set_ended(struct node *n, const void *value, size_t size)
{
	os_add32(&io_browsers, 1);
	return set_changed(n, value, size);
}

static const struct option_row rows[] = {
	{ INTERNET_OPTION_CALLBACK, TYPES_ALL, sizeof(void *), get_callback, NULL },
	{ INTERNET_OPTION_CONNECT_TIMEOUT, TYPES_ALL, sizeof(DWORD), get_connect_timeout, set_connect_timeout },
	{ INTERNET_OPTION_CONNECT_RETRIES, SESSIONS | CONNECTS | REQUESTS, sizeof(DWORD), get_addresses, set_addresses },
	{ INTERNET_OPTION_READ_BUFFER_SIZE, SESSIONS | FTP, sizeof(DWORD), get_read_piece, set_read_piece },
	{ INTERNET_OPTION_WRITE_BUFFER_SIZE, SESSIONS | FTP, sizeof(DWORD), get_write_piece, set_write_piece },
	{ INTERNET_OPTION_EXTENDED_ERROR, NOBODY, sizeof(DWORD), get_system_error, NULL },
	{ INTERNET_OPTION_HTTP_VERSION, NOBODY, sizeof(HTTP_VERSION_INFO), get_version, set_version },
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
	{ INTERNET_OPTION_SECURITY_FLAGS, SESSIONS | CONNECTS | REQUESTS, sizeof(DWORD), get_security, set_security },
	{ INTERNET_OPTION_ERROR_MASK, SESSIONS | CONNECTS | REQUESTS, sizeof(DWORD), NULL, set_error_mask },
	{ INTERNET_OPTION_ENABLE_HTTP_PROTOCOL, SESSIONS | CONNECTS | REQUESTS, sizeof(DWORD), get_protocols, set_protocols },
	{ INTERNET_OPTION_HTTP_PROTOCOL_USED, REQUESTS, sizeof(DWORD), get_protocol, NULL },
	{ ACOM_INTERNET_OPTION_AUTHORITIES, SESSIONS, 0, get_authorities, set_authorities },
	{ INTERNET_OPTION_USERNAME, HTTP | FTP, 0, get_user, set_user },
	{ INTERNET_OPTION_PASSWORD, HTTP | FTP, 0, get_password, set_password },
	{ INTERNET_OPTION_PROXY_USERNAME, SESSIONS | CONNECTS | REQUESTS, 0, get_proxy_user, set_proxy_user },
	{ INTERNET_OPTION_PROXY_PASSWORD, SESSIONS | CONNECTS | REQUESTS, 0, get_proxy_password, set_proxy_password },
	{ INTERNET_OPTION_PROXY, SESSIONS, sizeof(INTERNET_PROXY_INFOA), get_proxy, set_proxy },
	{ INTERNET_OPTION_SETTINGS_CHANGED, SESSIONS | OR_NOBODY, 0, NULL, set_changed },
	{ INTERNET_OPTION_END_BROWSER_SESSION, SESSIONS | OR_NOBODY, 0, NULL, set_ended },
	{ INTERNET_OPTION_MAX_CONNS_PER_SERVER, NOBODY, sizeof(DWORD), get_host_limit, set_host_limit },
	{ INTERNET_OPTION_MAX_CONNS_PER_1_0_SERVER, NOBODY, sizeof(DWORD), get_host_limit, set_host_limit },
};

static const struct option_row *row_of(DWORD option)
{
	size_t i;

	for (i = 0; i < ARRAY_COUNT(rows); i++)
		if (rows[i].option == option)
			return &rows[i];
	return NULL;
}

/* Its row and the handle's node, locked and counted; NULL: the process. */
static DWORD find(HINTERNET handle, DWORD option, const struct option_row **row, struct node **n)
{
	DWORD error;

	*n = NULL;
	*row = row_of(option);
	if (!*row)
		return ERROR_INTERNET_INVALID_OPTION;
	if ((*row)->types == NOBODY || (!handle && (*row)->types != TYPES_ALL && ((*row)->types & OR_NOBODY)))
		return handle ? ERROR_INTERNET_INVALID_OPERATION : ERROR_SUCCESS;
	error = handle ? node_get(handle, (*row)->types, n) : ERROR_INTERNET_INCORRECT_HANDLE_TYPE;
	if (!error)
		node_lock(*n);
	return error;
}

static void leave(struct node *n)
{
	if (!n)
		return;
	node_unlock(n);
	node_unref(n);
}

bool option_is_text(DWORD option)
{
	const struct option_row *row = row_of(option);

	return row && !row->size;
}

DWORD option_get(HINTERNET handle, DWORD option, struct option_value *v)
{
	const struct option_row *row;
	struct node *n;
	DWORD error = find(handle, option, &row, &n);

	*v = (struct option_value){ .at = NULL };
	if (error)
		return error;
	error = row->get ? row->get(n, v) : ERROR_INTERNET_INVALID_OPERATION;
	leave(n);
	return error;
}

static DWORD set(const struct option_row *row, struct node *n, const void *value, size_t size)
{
	if (!row->set)
		return ERROR_INTERNET_OPTION_NOT_SETTABLE;
	if (row->size && row->size != size)
		return row->option == INTERNET_OPTION_CONTEXT_VALUE ? ERROR_INVALID_PARAMETER : ERROR_INTERNET_BAD_OPTION_LENGTH;
	return row->set(n, value, size);
}

DWORD option_set(HINTERNET handle, DWORD option, const void *value, size_t size)
{
	const struct option_row *row;
	struct node *n;
	DWORD error = find(handle, option, &row, &n);

	if (error)
		return error;
	error = set(row, n, value, size);
	leave(n);
	return error;
}
