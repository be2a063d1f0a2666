/* object.h - floor 2: objects inside one apartment, threads in apartments, waiting. What it holds of others is in headers of their
 * own, each with a section per file. */
#ifndef ACOM_RUNTIME_OBJECT_H
#define ACOM_RUNTIME_OBJECT_H

#include <acom.h>

#include "base/base.h"
#include "object/apartment.h"
#include "object/class.h"
#include "object/errorinfo.h"
#include "object/limits.h"
#include "object/thread.h"
#include "object/waitable.h"
#include "object/workers.h"

/* ---- object.c ---- */

/* Whether p may be used by any thread: it answers IAgileObject, or has the free-threaded marshaler (decision 6). */
bool object_is_agile(IUnknown *p);
/* Counts the object itself unless its last reference is gone. The caller knows that its memory is there. */
bool object_try_ref(AcomObject *o);
static inline void release_unknown(void *p)
{
	if (p)
		IUnknown_Release((IUnknown *)p);
}

/* ---- guid.c ---- */

enum { GUID_TEXT = 39 };
/* As StringFromGUID2; returns text. */
const char *guid_name(REFGUID guid, char text[GUID_TEXT]);

/* ---- event.c ---- */

/* An object of CLSID_ManualResetEvent, or of CLSID_StdEvent, which resets itself; as AcomCreateObject. */
HRESULT event_create(IUnknown *outer, REFIID riid, void **ppv);
HRESULT event_create_auto(IUnknown *outer, REFIID riid, void **ppv);

/* ---- container.c, mutex.c ---- */

/* An object of CLSID_SynchronizeContainer, or of CLSID_AcomMutex; as AcomCreateObject. */
HRESULT container_create(IUnknown *outer, REFIID riid, void **ppv);
HRESULT mutex_create(IUnknown *outer, REFIID riid, void **ppv);
void mutex_thread_ends(struct thread *self);

/* ---- stream.c ---- */

/* A growing stream in memory. Agile. */
HRESULT stream_create(IStream **stream);

#endif
