/* inside.h - the threads that are in an object just now, with calls. */
#ifndef ACOM_INSIDE_H
#define ACOM_INSIDE_H

#include "call/export.h"

/* ---- inside.c: the same around calls, of which a thread may have several ---- */

struct presence {
	struct export *export;
	struct thread_calls *stays; /* behind the call, too; NULL: it does not */
};
bool inside_enter(struct presence *x, struct export *e); /* as export_enter */
void inside_leave(const struct presence *x);
void inside_end(struct thread_calls *t); /* of the calling thread: nothing more of its batch is to come; user code may run */

#endif
