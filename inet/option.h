/* option.h - what the files of options share: rows, and what their functions are made of. */
#ifndef ACOM_OPTION_H
#define ACOM_OPTION_H

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
struct option_rows {
	const struct option_row *first;
	size_t count;
};
extern const struct option_rows options_of_handles, options_of_ways; /* option_handle.c, option_way.c */

static inline DWORD give_number(struct option_value *v, DWORD number)
{
	v->number = number;
	v->at = &v->number;
	v->size = sizeof v->number;
	return ERROR_SUCCESS;
}

static inline DWORD give_pointer(struct option_value *v, uintptr_t pointer)
{
	v->pointer = pointer;
	v->at = &v->pointer;
	v->size = sizeof v->pointer;
	return ERROR_SUCCESS;
}

static inline DWORD give_text(struct option_value *v, const char *text)
{
	v->text = text_copy(text ? text : "", text ? strlen(text) : 0);
	v->at = v->text;
	v->size = text ? strlen(text) : 0;
	return v->text ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

static inline DWORD number_of(const void *value)
{
	DWORD number;

	memcpy(&number, value, sizeof number);
	return number;
}

static inline DWORD set_text(char **to, const void *value, size_t size)
{
	char *copy = text_copy(value, size);

	if (!copy)
		return ERROR_NOT_ENOUGH_MEMORY;
	os_free(*to);
	*to = copy;
	return ERROR_SUCCESS;
}

#endif
