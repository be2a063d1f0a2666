/* base.h - floor 1: plain C that knows nothing of COM but its error codes. A section per file of this room. */
#ifndef ACOM_BASE_H
#define ACOM_BASE_H

#include <acom/errors.h>

#include "os.h"

#define ARRAY_COUNT(a) (sizeof(a) / sizeof *(a))
#define container_of(p, type, member) ((type *)(void *)((char *)(p) - offsetof(type, member)))

/* ---- error.c ---- */

const char *error_name(HRESULT hr); /* NULL: none of errors.h */
const char *error_text(HRESULT hr); /* never NULL */

/* ---- trace.c ---- */

/* What ACOM_TRACE asks for: a comma-separated list of these names, written to standard error. */
enum trace_topic {
	TRACE_CALL = 1, /* every transition of a call */
	TRACE_FAIL = 2, /* where an error is born */
	TRACE_HELD = 4, /* what is still held when an apartment ends */
};
bool trace_on(enum trace_topic topic);
void trace_write(const char *format, ...) __attribute__((format(printf, 1, 2)));
HRESULT trace_fail(HRESULT hr, const char *file, int line, const char *function);

/* Stands where an error is born: `return FAIL(E_POINTER);` With ACOM_TRACE=fail it says where that was. */
#define FAIL(hr) trace_fail((hr), __FILE__, __LINE__, __func__)

#endif
