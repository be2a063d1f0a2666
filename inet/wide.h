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
/* Into room for as many units as the text has octets, and a terminator. */
void wide_fill(const char *text, WCHAR *to);
/* Text for a buffer of so many octets, or units if it is wide. *length: what was given, without its terminator, or what is
 * needed, with it. ERROR_INSUFFICIENT_BUFFER, ERROR_NOT_ENOUGH_MEMORY. */
DWORD wide_give(const char *text, bool wide, void *buffer, DWORD room, DWORD *length);
void wide_item(const GOPHER_FIND_DATAA *item, GOPHER_FIND_DATAW *to);
void wide_found(const WIN32_FIND_DATAA *found, WIN32_FIND_DATAW *to);

#endif
