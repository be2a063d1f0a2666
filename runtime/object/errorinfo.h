/* errorinfo.h - error objects. */
#ifndef ACOM_ERRORINFO_H
#define ACOM_ERRORINFO_H

#include <acom.h>

#include "base/base.h"

/* ---- errorinfo.c: the error object of the calling thread ---- */

/* The caller's from now on; NULL: there is none. */
struct IErrorInfo *errorinfo_take(void);
/* Another one, whose count is taken over, or NULL: none. E_OUTOFMEMORY: none. */
HRESULT errorinfo_put(struct IErrorInfo *info);
/* One of the library's own that any thread may have. NULL: memory is short. */
struct IErrorInfo *errorinfo_copy(struct IErrorInfo *info);
/* The same with this description, UTF-8 as far as it is, of less than ERRORINFO_TEXT octets. */
enum { ERRORINFO_TEXT = 512 };
struct IErrorInfo *errorinfo_make(const char *description);
/* Makes that the calling thread's, and tells it on standard error, too; returns hr. */
HRESULT errorinfo_tell(HRESULT hr, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Without the line. */
HRESULT errorinfo_say(HRESULT hr, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
