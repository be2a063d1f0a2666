/* option_way.c - what can be asked and set about the way to servers: whom one believes, as whom, by which proxy, over what. */
#include "option.h"

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

/* FTP says it as part of a line, and HTTP the user. */
static DWORD set_login(struct node *n, enum login which, const char *value, size_t size)
{
	bool said = n->type == INTERNET_HANDLE_TYPE_CONNECT_FTP || which == LOGIN_USER || which == LOGIN_PROXY_USER;
	size_t i;

	for (i = 0; said && i < size; i++)
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
	DWORD error;

	(void)size;
	memcpy(&info, value, sizeof info);
	error = proxies_make(&p, &(struct proxies){ info.dwAccessType, (char *)info.lpszProxy, (char *)info.lpszProxyBypass });
	if (error)
		return error;
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
	{ INTERNET_OPTION_CONNECT_RETRIES, SESSIONS | CONNECTS | REQUESTS, sizeof(DWORD), get_addresses, set_addresses },
	{ INTERNET_OPTION_READ_BUFFER_SIZE, SESSIONS | FTP, sizeof(DWORD), get_read_piece, set_read_piece },
	{ INTERNET_OPTION_WRITE_BUFFER_SIZE, SESSIONS | FTP, sizeof(DWORD), get_write_piece, set_write_piece },
	{ INTERNET_OPTION_EXTENDED_ERROR, NOBODY, sizeof(DWORD), get_system_error, NULL },
	{ INTERNET_OPTION_HTTP_VERSION, NOBODY, sizeof(HTTP_VERSION_INFO), get_version, set_version },
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
const struct option_rows options_of_ways = { rows, ARRAY_COUNT(rows) };
