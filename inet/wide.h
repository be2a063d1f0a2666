/* wide.h - text as UTF-16, which the functions that end with W take and give; inside all text is UTF-8. */
#ifndef ACOM_WIDE_H
#define ACOM_WIDE_H

#include "inet.h"

/* To be freed. count: units, or WIDE_TERMINATED; NULL stays NULL. ERROR_INVALID_PARAMETER: it is no UTF-16. */
#define WIDE_TERMINATED SIZE_MAX
DWORD wide_narrow(const WCHAR *text, size_t count, char **to);
/* To be freed, and terminated; text of several pieces with terminators between them, too. What is no UTF-8 is taken for
 * ISO-8859-1. NULL: no memory. */
WCHAR *wide_text(const char *text, size_t size, size_t *units);
/* Into room for as many units as the text has octets, and a terminator: how many there are. */
size_t wide_fill(const char *text, WCHAR *to);
/* Text for a buffer of *room octets, which becomes those that were given, without a terminator, or that are needed, with it.
 * ERROR_INSUFFICIENT_BUFFER, ERROR_NOT_ENOUGH_MEMORY: then *room is as it was. */
DWORD wide_give(const char *text, size_t size, bool wide, void *buffer, size_t *room);
/* The same with terminated text, and units if it is wide. */
DWORD wide_give_units(const char *text, bool wide, void *buffer, DWORD room, DWORD *length);
/* The structure with its texts behind it; octets. ERROR_INSUFFICIENT_BUFFER. */
DWORD wide_give_proxy(const INTERNET_PROXY_INFOA *info, void *buffer, DWORD *room);
/* For a buffer whose room is a DWORD: octets as they are, and wide_give. */
DWORD wide_give_value(const void *value, size_t size, void *buffer, DWORD *room);
DWORD wide_give_text(const char *text, size_t size, bool wide, void *buffer, DWORD *room);
void wide_item(const GOPHER_FIND_DATAA *item, GOPHER_FIND_DATAW *to);
void wide_found(const WIN32_FIND_DATAA *found, WIN32_FIND_DATAW *to);


/* What one function is given, as UTF-8. */
enum { TEXTS_MOST = 5 };
struct texts {
	char *at[TEXTS_MOST];
	unsigned count;
	DWORD error;                           /* of the first that could not be had */
};
const char *texts_take(struct texts *t, const WCHAR *text);
const char *texts_take_part(struct texts *t, const WCHAR *text, DWORD *length); /* (DWORD)-1: terminated; then octets */
bool texts_good(const struct texts *t);     /* or SetLastError */
void texts_free(struct texts *t);

/* ---- wininet.c, wininet_http.c, wininet_ftp.c: functions that end with A and with W ---- */

BOOL find_next(HINTERNET find, void *data, bool wide);
INTERNET_STATUS_CALLBACK set_callback(HINTERNET handle, INTERNET_STATUS_CALLBACK fn, bool wide);
BOOL give_words(DWORD *error, void *buffer, DWORD *length, bool wide);
BOOL query_option(HINTERNET handle, DWORD option, void *buffer, DWORD *length, bool wide);
BOOL query_info(HINTERNET request, DWORD level, const char *custom, void *buffer, DWORD *length, DWORD *index, bool wide);
BOOL ftp_tell_where(HINTERNET connect, void *buffer, DWORD *length, bool wide);
HINTERNET ftp_find_first(HINTERNET connect, const char *pattern, void *data, bool wide, DWORD_PTR context);

#endif
