/* com.h - what the objects of inet.idl share. They live in the multithreaded apartment, and are clients of the flat interface:
 * each has a handle, whose callback completes the calls of its clients, so that no thread is held for them.
 */
#ifndef ACOM_COM_H
#define ACOM_COM_H

#include <acom.h>
#include <acom/inet.h>
#include <acom/wininet.h>

#include "base/base.h"
#include "base/map.h"

typedef struct com_call com_call;
typedef struct com_thing com_thing;

/* ---- com_sink.c: who hears of progress ---- */

struct com_sink;
HRESULT com_sink_make(IInternetStatusSink *to, struct com_sink **sink);
struct com_sink *com_sink_ref(struct com_sink *s); /* NULL is none, in both */
void com_sink_unref(struct com_sink *s);
void com_sink_tell(struct com_sink *s, uint64_t context, DWORD status, DWORD number, const char *text);

/* ---- com_watch.c ---- */

/* `ended` is called once, when the current apartment ends or the cookie is revoked (CoRevokeClassObject). */
HRESULT com_watch(void (*ended)(void *arg), void *arg, DWORD *cookie);

/* ---- com_line.c: what is known of a handle ---- */

struct com_line {
	uint32_t refs;                         /* guarded by the table's lock */
	struct map_node by_context;
	DWORD_PTR context;                     /* by which the callback finds it */
	struct com_line *parent;               /* counted; NULL: it is a session's */
	uint64_t told;                         /* the context that the sink hears */
	os_mutex lock;                         /* guards what follows */
	HINTERNET handle;                      /* closed with the last count; NULL: there is none yet */
	bool doomed;                           /* it is to be closed as soon as there is one */
	bool closing;                          /* the sink was told that it ends */
	bool hangs_up;                         /* and this, but not yet that the connection is closed */
	com_call *pending;                     /* whose end the callback is to tell */
	struct com_sink *sink;                 /* counted; NULL: nobody hears */
};
/* With the parent's sink. NULL: no memory. */
struct com_line *com_line_make(struct com_line *parent, uint64_t told);
struct com_line *com_line_ref(struct com_line *l);
void com_line_unref(struct com_line *l); /* NULL is none */
HINTERNET com_line_handle(struct com_line *l);
void com_line_set(struct com_line *l, HINTERNET handle);
void com_line_hears(struct com_line *l, struct com_sink *sink); /* takes the count */
/* From now on the call pends. ERROR_INTERNET_REQUEST_PENDING: another one does. */
DWORD com_line_claim(struct com_line *l, com_call *c);
void com_line_unclaim(struct com_line *l, const com_call *c);
/* If the call pends, it is to end, and so is the handle if it is being made. */
void com_line_cancel(struct com_line *l, com_call *c);
void com_line_callback(HINTERNET h, DWORD_PTR context, DWORD status, void *info, DWORD length);

/* ---- com_call.c: call objects, which differ in their interface ---- */

struct com_call {
	AcomObject object;
	IUnknown face;                         /* the interface */
	ICancelMethodCalls ICancelMethodCalls_iface;
	AcomServerCall call;
	com_thing *thing;                      /* counted: whose call it is */
	os_mutex lock;                         /* guards the next one against Cancel */
	struct com_line *line;                 /* counted: of what pends, or was made; NULL: nothing does */
	bool makes;                            /* it is the line of something new */
	bool cancelled;                        /* guarded by the line's lock */
	/* What was given and has to last, or is for Finish_. */
	void *data;                            /* CoTaskMem: octets, text, what a find has found first */
	char *words;                           /* of a server that has refused; the same */
	InternetFound *found;                  /* the same, and what hangs below it */
	ULONG found_count;
	DWORD count;
	uint64_t number;                       /* a size, a place; of octets: how many were asked for */
	IID iid;                               /* of what is made */
	INTERNET_BUFFERS buffers;
};
/* What a call object of an interface is. */
struct com_call_kind {
	const IID *iid;
	AcomClass class;
};
extern const ICancelMethodCallsVtbl com_call_ICancelMethodCalls_vtbl;
HRESULT com_call_construct(void *object);
void com_call_destruct(void *object);
#define COM_CALL_KIND(IAsync) \
	static const AcomInterface IAsync##_map[] = { \
		{ &IID_##IAsync, offsetof(com_call, face), &IAsync##_vtbl }, ACOM_ENTRY(com_call, ICancelMethodCalls), \
		ACOM_SERVER_CALL_ENTRIES(com_call, call), ACOM_END, \
	}; \
	const struct com_call_kind com_##IAsync = { \
		&IID_##IAsync, { #IAsync, sizeof(com_call), IAsync##_map, com_call_construct, com_call_destruct, NULL }, \
	}
extern const struct com_call_kind com_AsyncIInternetHandle, com_AsyncIInternetStream, com_AsyncIHttpRequest,
	com_AsyncIHttpConnection, com_AsyncIFtpSession, com_AsyncIGopherSession, com_AsyncIInternetFind, com_AsyncIInternetSession;

/* First in Begin_. What AcomServerCallTryBegin says. */
HRESULT com_call_begin(com_call *c, DWORD method);
/* Or else one of these: of what needs an open session; of what may pend: on the object's handle, or while a new one is made, with
 * so much room for its data (0: none). False: *hr is what Begin_ returns. */
bool com_call_opens(com_call *c, DWORD method, HRESULT *hr);
bool com_call_waits(com_call *c, DWORD method, size_t room, HRESULT *hr);
bool com_call_makes(com_call *c, DWORD method, uint64_t told, size_t room, HRESULT *hr);
HINTERNET com_call_handle(com_call *c);    /* the object's */
DWORD_PTR com_call_context(com_call *c);   /* of com_call_makes: what the handle is made with */
/* Last in Begin_: how it ended, or what the flat function has returned; what pends ends by the callback. */
HRESULT com_call_end(com_call *c, DWORD error);
HRESULT com_call_went(com_call *c, BOOL succeeded);
HRESULT com_call_made(com_call *c, HINTERNET handle);
void com_call_over(com_call *c, DWORD error); /* the callback's */
/* All of Finish_, by what it gives: nothing, octets (S_FALSE: none of those asked for), a number, text, an object. */
HRESULT com_call_finish(com_call *c, DWORD method);
HRESULT com_call_finish_octets(com_call *c, DWORD method, void *to, ULONG *count);
HRESULT com_call_finish_number(com_call *c, DWORD method, DWORD *number);
HRESULT com_call_finish_text(com_call *c, DWORD method, char **text);
HRESULT com_call_finish_object(com_call *c, DWORD method, const AcomClass *class, REFIID riid, void **ppv); /* NULL: its own */
HRESULT com_call_finish_size(com_call *c, DWORD method, ULONGLONG *size);
HRESULT com_call_finish_found(com_call *c, DWORD method, ULONG asked, InternetFound *found, ULONG *got); /* S_FALSE: fewer */
HRESULT com_result(DWORD error);
DWORD com_type(HINTERNET handle);          /* INTERNET_HANDLE_TYPE_*; 0: it is closed */
char *com_copy(const void *data, size_t size); /* CoTaskMem, with a terminator; NULL: no memory */

/* ---- com_thing.c: objects, which differ in their interfaces ---- */

struct com_thing {
	AcomObject object;
	IUnknown face;                         /* its own interface, if it has one */
	IInternetHandle IInternetHandle_iface;
	IInternetStream IInternetStream_iface;
	ICallFactory ICallFactory_iface;
	struct com_line *line;                 /* counted */
	os_mutex lock;                         /* of a session: while it is opened; of a find: guards the next one */
	void *first;                           /* CoTaskMem: what a find has found first; NULL: it was given away */
};
struct com_thing_kind {
	AcomClass class;
	const struct com_call_kind *calls[3];  /* of each of its interfaces */
};
extern const IInternetHandleVtbl com_thing_IInternetHandle_vtbl;
extern const IInternetStreamVtbl com_thing_IInternetStream_vtbl;
extern const ICallFactoryVtbl com_thing_ICallFactory_vtbl;
void com_thing_destruct(void *object);
/* An interface and its vtable; all objects have the other two. */
#define COM_THING_KIND(name, IFoo, stream, ...) \
	static const AcomInterface name##_map[] = { \
		{ &IID_##IFoo, offsetof(com_thing, face), &IFoo##_vtbl }, ACOM_ENTRY(com_thing, IInternetHandle), \
		ACOM_ENTRY(com_thing, ICallFactory), stream ACOM_END, \
	}; \
	static const struct com_thing_kind name = { \
		{ #name, sizeof(com_thing), name##_map, NULL, com_thing_destruct, NULL }, { &com_AsyncIInternetHandle, __VA_ARGS__ }, \
	}
#define COM_STREAM ACOM_ENTRY(com_thing, IInternetStream),
/* Takes the count of the line, and `first`. */
HRESULT com_thing_make(const AcomClass *class, struct com_line *l, void *first, IUnknown *outer, REFIID riid, void **ppv);
/* A call object of its own; NULL: no memory. */
void *com_thing_call(com_thing *t, const struct com_call_kind *kind);
/* Of a session that is not open: it is opened as it is by default. An error. */
DWORD com_thing_open(com_thing *t);
/* The synchronous method is the asynchronous one: `call` is an IAsync. */
#define COM_BOTH_HALVES(IAsync, thing, begin, finish) \
	do { \
		IAsync *call = com_thing_call(thing, &com_##IAsync); \
		HRESULT hr_ = call ? begin : E_OUTOFMEMORY; \
		if (SUCCEEDED(hr_)) \
			hr_ = finish; \
		if (call) \
			IAsync##_Release(call); \
		return hr_; \
	} while (0)

/* ---- com_class.c: an object more, or less ---- */

void com_class_made(void);
void com_class_gone(void);

/* ---- com_words.c: what a server has said to this thread that refuses, or what the error means ---- */

char *com_words_take(DWORD error);         /* CoTaskMem; NULL: nothing, or no memory */
void com_words_give(const char *words);    /* becomes the thread's error object; NULL: it has none then */

/* ---- com_session.c, com_http.c, com_ftp.c, com_gopher.c, com_stream.c, com_find.c ---- */

/* Of a new one that was asked for from a place on: where it begins, and all that there is; 0: nobody knows. HTTP_E_STATUS. */
HRESULT com_stream_begins(IInternetStream *stream, uint64_t place, uint64_t *begins, uint64_t *size);
DWORD com_session_open(com_thing *t, const char *agent, DWORD access, const char *proxies, const char *bypass, DWORD flags);
extern const AcomClass *const com_session, *const com_http_connection, *const com_http_request, *const com_ftp_session,
	*const com_gopher_session, *const com_file, *const com_find;

#endif
