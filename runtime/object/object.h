/* object.h - floor 2: objects inside one apartment, threads in apartments, waiting. A section per file of this room. */
#ifndef ACOM_RUNTIME_OBJECT_H
#define ACOM_RUNTIME_OBJECT_H

#include <acom.h>

#include "base/base.h"

/* ---- waitable.c: something that becomes set, for threads, descriptors and apartments ---- */

struct waiter;

/* WATCHED: there are waiters, or a descriptor: it changes under the lock only, and so does SET while it is there. */
enum { WAITABLE_SET = 1, WAITABLE_WATCHED = 2 };

/* Zero-initialized is not set. Its lock is a leaf: nothing is called under it. */
struct waitable {
	os_u32 state;
	os_mutex lock; /* guards the rest */
	int fd;        /* descriptor + 1; 0: not asked for yet */
	bool auto_reset; /* the first wait that finds it set resets it */
	struct waiter *waiters;
	os_ptr source;   /* struct wait_source, which lives as long as it may be waited for; NULL: nobody knows */
};

/* What will set it comes from outside the process, and whoever waits can bring it in himself. */
struct wait_source {
	/* In place of os_park: sleeps until unparked, or something has come in, or the deadline (false). w: may be NULL. */
	bool (*sleep)(struct wait_source *s, struct waitable *w, os_parker *parker, uint64_t deadline);
	/* Where nothing but what comes in there sets the waitable, for one thread that waits for ever: brings something in, without
	 * being told of anything else meanwhile. False: somebody else does so, or nothing came for long. NULL: there is more. */
	bool (*read)(struct wait_source *s);
};
/* That of all who wait for something whose source nobody knows. NULL: none. fd: is readable when it has something; 0: there is
 * none; < 0: there cannot be one now. Set before any apartment exists. */
struct wait_outside {
	struct wait_source source;
	bool (*has)(void);    /* somebody outside may have something to say at all */
	void (*write)(void);  /* the calling thread is about to wait, and has held something back: thread_batch */
	int (*fd)(void);
};
void wait_outside_set(struct wait_outside *o);
bool wait_outside_has(void);
int wait_outside_fd(void);
bool wait_sleep(struct waitable *w, os_parker *parker, uint64_t deadline);
/* What the calling thread has held back goes out. */
void wait_write(void);
void wait_gather(bool begins); /* what it says until that ends goes out together then */
/* What has come is taken in, on the calling thread. */
void wait_look(void);

void waitable_fini(struct waitable *w);
void waitable_set(struct waitable *w);
void waitable_reset(struct waitable *w);
/* As it was at first: for one that nobody else knows just now, and that has no descriptor. */
void waitable_renew(struct waitable *w);
bool waitable_is_set(struct waitable *w);
/* Whether it was set; resets it if it is of that kind. */
bool waitable_take(struct waitable *w);
/* A descriptor that is readable exactly while w is set; w owns it. RPC_E_OUT_OF_RESOURCES: none is left. */
HRESULT waitable_fd(struct waitable *w, int *fd);
/* The same as ISynchronizeHandle::GetHandle gives it: E_INVALIDARG without `handle`. */
HRESULT waitable_handle(struct waitable *w, HANDLE *handle);
/* Waits until w is set (S_OK) or the deadline has passed (RPC_S_CALLPENDING), serving the calling thread's apartment
 * meanwhile. Any thread, in an apartment or not. */
HRESULT waitable_wait(struct waitable *w, uint64_t deadline);
/* The deadline `milliseconds` from now; INFINITE is OS_FOREVER. */
uint64_t wait_deadline(DWORD milliseconds);
/* The same in seconds; RPC_C_CANCEL_INFINITE_TIMEOUT is OS_FOREVER. */
uint64_t wait_deadline_seconds(ULONG seconds);

/* ---- waits.c: several descriptors at once ---- */

enum { WAITS_MOST = OS_POLL_MOST - 1 }; /* one more is that of the apartment's queue */

/* Waits until one, or all, of 1 to WAITS_MOST descriptors are readable (S_OK, *ready: a bit each) or the deadline has passed
 * (RPC_S_CALLPENDING), serving the calling thread's apartment meanwhile. E_HANDLE: one is no descriptor;
 * RPC_E_OUT_OF_RESOURCES: there is none for the apartment. */
HRESULT waits_wait(const int *fds, unsigned count, bool all, uint64_t deadline, uint64_t *ready);
/* Whether these are COWAIT_FLAGS. */
bool waits_flags_known(DWORD flags);

/* ---- apartment.c, queue.c, worker.c, overseer.c, reader.c, worker_end.c: threads and the apartments that they belong to ---- */

/* Something to be done in an apartment. run gets S_OK there, or, on any thread, the reason why it never will be. */
struct work {
	struct work *next;
	void (*run)(struct work *work, HRESULT hr);
	bool notice; /* waits for a thread as long as it takes */
	HRESULT kept; /* its owner's, where it has room */
};

/* NTA: the neutral one, whose calls run on the thread of who makes them. */
enum apartment_kind { APARTMENT_STA, APARTMENT_MTA, APARTMENT_NTA };

/* What floor 4 keeps of a thread (call/cancel.c, call/context.c, call/filter.c). */
struct thread_calls {
	uint64_t id;                  /* of the thread, once it is known by it */
	uint64_t number, last_number; /* of calls: the last that it has given, and may */
	struct thread *next, **link;  /* in the list of threads that can be found by their id */
	unsigned cancellable;         /* CoEnableCallCancellation less CoDisableCallCancellation */
	struct cancel_entry *cancels; /* its pending calls that can be cancelled, the innermost first */
	struct context *context;      /* of the call that it serves */
	IUnknown *outside;            /* what CoSwitchCallContext set while it served none; not counted */
	struct filter *filter;        /* of an STA's thread */
	unsigned filtering;           /* its methods that it is in */
	struct logical *logical;      /* what it does, if it was asked for that or told */
	struct outgoing *outgoing;    /* synchronous calls that it waits for, the innermost first */
	struct export *inside;        /* where it stays between the calls of its batch; NULL: nowhere */
	bool within;                  /* it is in the midst of one of these */
};

/* What floor 5 keeps of a thread (wire/batch.c). */
enum { THREAD_HELD = 4 };
struct thread_batch {
	struct connection *held[THREAD_HELD]; /* that are to be written; counted */
	os_u32 count;
	unsigned depth;               /* batches that stand on its stack, or that the application has asked for: */
	unsigned asked;
	bool shared;                  /* others may write, too; then it is in a list */
	struct pool_node *retired, *last; /* calls that it has answered, to be used again: so many */
	unsigned retirees;
	const struct wait_source *reads; /* what it writes is written because it is about to wait there */
	uint32_t since, seen;         /* how often something was held, and what of that the overseer has seen */
	struct thread *next, **link;
};

/* And of a reader (wire/stay.c). */
struct thread_stay {
	struct connection *with; /* counted; NULL: with none */
	os_u32 turns;            /* of it */
	os_u32 rests;            /* nothing has come for the next one */
	uint32_t seen;           /* what of them the overseer has seen */
	struct thread *next, **link;
	bool left;               /* others read in its place */
};

/* What the runtime knows of a thread that is in an apartment by CoInitializeEx, or is a worker, or wants to be remembered. */
struct thread {
	struct apartment *apartment;
	struct visit *visits;   /* that stand on its stack, the innermost first */
	struct visit *visiting; /* the one that it is in; NULL: it is at home, if only to serve */
	unsigned inits;   /* CoInitializeEx calls not yet undone */
	unsigned pins;    /* waits and served calls that stand on its stack */
	unsigned serving; /* served calls alone */
	bool worker;
	struct IErrorInfo *error; /* its error object; counted */
	struct Mutex *mutexes;    /* that it holds; under their lock */
	unsigned holds;           /* so many it took and has not given back; they may be gone */
	os_parker parker;
	struct thread_calls calls;
	struct thread_batch batch;
	const void *meeting; /* floor 5's: over what a reference goes that is being made */
	struct thread_stay stay;
};

/* How it is looked whether others are held up: calmly is eight times as seldom. */
enum overseen { OVERSEEN_NOT, OVERSEEN_CLOSELY, OVERSEEN_CALMLY };

/* The threads of an MTA or NTA that serve; all under the apartment's lock. */
struct workers {
	struct worker *idle;  /* parked, last in first out */
	struct worker *ended; /* to be joined */
	unsigned total, blocked;
	unsigned owed;        /* works in the queue for which no worker was provided: whoever takes one provides the next */
	unsigned reading;     /* of the blocked ones: readers that look for what comes from outside */
	unsigned alive;       /* and visitors */
	unsigned bound;       /* of runnable ones: WORKERS_RUNNABLE, but tests lower it to meet it sooner */
	os_parker *ender;     /* CoUninitialize, waiting for alive to fall */
	bool orphaned;        /* it has waited long enough: the last one ends the apartment */
	os_u32 overseen;      /* enum overseen: whether one of the blocked ones is the overseer, who sleeps here: */
	os_parker *overseer;
	uint32_t taken;       /* works, modulo 2^32, out of the queue */
	unsigned slow;        /* so many lists are shared out at once: one was not run in time */
};

struct apartment {
	os_u32 refs;
	enum apartment_kind kind;
	uint64_t id;              /* the OXID; never reused */
	os_mutex lock;            /* guards all below */
	os_u32 dead;              /* may be read without it */
	struct work *head, **tail;
	os_u32 queued;            /* works between head and tail; the serving thread looks at it without the lock */
	struct thread *thread;    /* STA: the one that serves */
	struct waitable readable; /* STA: set while work is queued, once AcomApartmentFd was called */
	int pollable;             /* + 1: what that gave: readable then, and when something has come from outside */
	unsigned members;         /* MTA: CoInitializeEx calls not yet undone; under the process' lock */
	struct workers workers;   /* MTA, NTA */
};

static inline struct thread *thread_self(void) { return os_slot(); } /* NULL: unknown to the runtime so far */
struct thread *thread_obtain(void);          /* makes it known; NULL: memory is short */
void thread_free_unused(struct thread *self);
/* What floor 4 keeps of a thread that ends goes; user code runs. */
void thread_calls_end(struct thread *self);
/* The apartment that the calling thread is in, by CoInitializeEx or by default; counted. NULL: CO_E_NOTINITIALIZED. */
struct apartment *apartment_current(void);
/* The same but for visits. */
struct apartment *apartment_home(void);
bool apartment_is_current(const struct apartment *a);
/* The same for who can be right most of the time: false: it may be all the same. */
static inline bool apartment_is_home(const struct apartment *a)
{
	const struct thread *self = thread_self();

	return self && !self->visiting && self->apartment == a;
}
bool apartment_is_main(const struct apartment *a); /* the first STA of those that live */
struct apartment *apartment_main(void);             /* that one, or NULL; counted */
struct apartment *apartment_with_workers(enum apartment_kind kind); /* the MTA or the NTA; NULL: there is none; counted */
unsigned apartment_threads(void);                   /* how many threads are in one by CoInitializeEx */
bool apartment_is_dead(struct apartment *a);
/* The neutral apartment, which the first who asks makes; counted. CO_E_NOTINITIALIZED: the process has no apartment at all;
 * E_OUTOFMEMORY. */
HRESULT apartment_neutral(struct apartment **a);
/* A thread comes to a new STA, or to the MTA, which its first member makes; *first: it is made. Counted. NULL: memory is short. */
struct apartment *apartment_enter(struct thread *self, enum apartment_kind kind, bool *first);
/* It goes; true: as the last one, and the apartment is to be ended. Then, when it has gone: */
bool apartment_leave(struct apartment *a);
void apartment_left(void);
/* On the apartment's last thread, which is still in it, so that what is released now runs where it belongs. */
void apartment_end(struct apartment *a);
struct apartment *apartment_ref(struct apartment *a);
void apartment_unref(struct apartment *a);

/* Queues work. RPC_E_DISCONNECTED: the apartment is dead; RPC_E_OUT_OF_RESOURCES: no thread for it. On failure the work
 * was not taken. Any thread; never runs it before it returns. */
HRESULT apartment_post(struct apartment *a, struct work *work);
/* The same for a call whose caller waits for it and may hold what the runnable workers want: it always gets a worker. In the
 * NTA it runs at once, on the calling thread: E_OUTOFMEMORY. */
HRESULT apartment_post_nested(struct apartment *a, struct work *work);
/* The same for what must not be lost - a Signal, a release, a cancel: only a dead apartment refuses it. In the NTA it runs at
 * once, on the calling thread, and so it does in the MTA where no worker can be had. */
HRESULT apartment_notify(struct apartment *a, struct work *work);
/* The same for who holds a lock: it never runs before this returns. */
HRESULT apartment_leave_notice(struct apartment *a, struct work *work);
/* Queues all of a list, in order, for one worker, which has others follow. What cannot be queued is run with the reason.
 * goes_on: the calling worker will take one after the other; others do so if one of them takes long. False: they do at once. */
bool apartment_post_list(struct apartment *a, struct work *list, bool goes_on);
/* Runs one queued work of the calling thread's STA. False: none, or the thread has no STA. */
bool apartment_serve(void);
/* Runs fn(arg) in the apartment and waits for it, serving the caller's own: fn's result, or why it could not run. */
HRESULT apartment_call(struct apartment *a, HRESULT (*fn)(void *arg), void *arg);

/* Around every wait: `self` stays alive, and a worker that waits does not count against the bound. NULL is fine. */
void thread_pin(struct thread *self);
void thread_unpin(struct thread *self);

/* What floor 4 wants to know: set once, before any apartment exists. */
struct apartment_observer {
	void (*apartment_ends)(struct apartment *a); /* in it, on its last thread; it takes no more work */
	void (*process_ends)(void);                  /* the last apartment has ended; no user code may be called */
	void (*thread_ends)(struct thread *self);    /* what it has in thread_calls goes */
	void (*thread_leaves)(struct thread *self);  /* its apartment, by CoUninitialize; may be NULL */
};
void apartment_observe(const struct apartment_observer *observer);
const struct apartment_observer *apartment_observer(void); /* NULL: nobody does */
/* The same for floor 5: the last apartment is about to go, which takes no more work; not locked. */
void apartment_observe_last(void (*last_leaves)(void));

/* MTA workers: at most this many runnable ones, and this many in all (decision 15). */
enum { WORKERS_RUNNABLE = 8, WORKERS_TOTAL = 512 };
/* How long CoUninitialize waits for workers that still execute calls. */
enum { WORKERS_END_SECONDS = 10 };

/* The part that apartment.c and queue.c use; the apartment is locked. What is left to do when it is not any more: */
struct worker_todo {
	os_parker *marked;    /* to be woken */
	struct worker *ended; /* to be joined */
};
/* Has a worker that has nothing to do run it: nobody else sees it any more. False: there is none, or others come first. */
bool worker_give(struct apartment *a, struct work *work, struct worker_todo *todo);
/* Has one look that has nothing to do, or starts one if there may be another: RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY. */
HRESULT worker_provide(struct apartment *a, bool nested, struct worker_todo *todo);
void worker_do(const struct worker_todo *todo);
/* The same as worker_oversees, unless too much has taken long of late. */
bool worker_oversee_list(struct apartment *a, struct worker_todo *todo);
/* The part that is not: stops and joins them. Workers are no members, so none calls it. False: some are still at work, and
 * the last of them calls apartment_finish. */
bool worker_end_all(struct apartment *a);
/* Readers: threads of the MTA that bring in what comes from outside the process. Set once, before any apartment exists. */
struct apartment_reader {
	/* Looks, until there is work of the apartment's for the calling thread itself, and reader_may_run says so. NULL: it is to
	 * end, because the apartment is dead. wanted: or because nobody wants it any more, once what it has begun is done. */
	struct work *(*next)(struct apartment *a, bool wanted);
	void (*stop)(void); /* those who look hear that it is dead; it is locked */
	enum overseen (*look)(void); /* by the overseer: sees to what is kept for too long; how what is kept is to be overseen */
	/* By one that runs what it found: the next that comes from where that came from, for which it does not look any more.
	 * NULL: it is to look again. Asked by one whose stay lasts. */
	struct work *(*stay)(struct apartment *a);
	unsigned (*at_rest)(const struct apartment *a); /* how many of those wait for nothing else */
};
void reader_set(const struct apartment_reader *r);
/* Somebody looks from here on. RPC_E_DISCONNECTED, RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY. */
HRESULT reader_provide(struct apartment *a);
/* Of one that looks: whether it may run what it has found, because another one looks then. */
bool reader_may_run(struct apartment *a);
/* Of the calling thread, if it is a reader that looks: what may wait is for others to run. NULL: it is none. Not counted. */
struct apartment *reader_home(void);
bool readers_look(void); /* one does, or will as soon as it runs */
/* A worker looks from time to time whether others are held up; false: there is none for that. closely: soon. */
bool worker_oversees(struct apartment *a, bool closely);
/* The end of an apartment that nobody executes in any more, by a thread that is still in it. */
void apartment_finish(struct apartment *a);
/* Visitors are counted like workers. False: the apartment is dead. */
bool worker_visitor_enters(struct apartment *a);
void worker_visitor_leaves(struct apartment *a);
/* Whether but for the calling thread nobody is in it: all wait for work, and none is there. */
bool workers_are_idle(struct apartment *a);
void worker_blocks(struct apartment *a);
void worker_resumes(struct apartment *a);
/* Takes the first queued work; the apartment is locked. */
struct work *apartment_take(struct apartment *a);
/* The calls that are queued learn that they will not run, notices wait on; the apartment is locked, but not meanwhile. */
void apartment_refuse(struct apartment *a, HRESULT hr);

/* ---- visit.c: being in an apartment without belonging to it ---- */

/* On the stack of a thread that is in an NTA or MTA meanwhile. When it serves it is at home, and afterwards where it was. */
struct visit {
	struct thread *self;
	struct visit *outer;         /* the one that stands below it on the stack */
	struct visit *before;        /* the one that it came from; NULL: from home */
	struct apartment *apartment; /* counted */
};
/* Runs work there on the calling thread. RPC_E_DISCONNECTED: it is dead; E_OUTOFMEMORY. On failure work was not taken. */
HRESULT visit_run(struct apartment *a, struct work *work);
/* How many visits of the thread's to this apartment stand on its stack. */
unsigned visits_to(const struct thread *self, const struct apartment *a);

/* ---- place.c: what the trace tells of threads ---- */

void place_here(struct trace_place *p); /* the calling thread's; takes the process' lock */
/* Around a wait that lasts, with TRACE_FILE on; false: it does not, and nothing was told. */
bool place_wait_begins(struct trace_place *p, uint64_t deadline);
void place_wait_ends(const struct trace_place *p);
void place_tell(const struct apartment *a, const char *what); /* with TRACE_APARTMENT on */
/* With TRACE_REFS on; a: NULL is the calling thread's. */
void place_ref_made(const void *thing, const char *kind, const os_u32 *count, const struct apartment *a);
void place_tell_refs(const struct apartment *a);

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

/* ---- event.c ---- */

/* An object of CLSID_ManualResetEvent, or of CLSID_StdEvent, which resets itself; as AcomCreateObject. */
HRESULT event_create(IUnknown *outer, REFIID riid, void **ppv);
HRESULT event_create_auto(IUnknown *outer, REFIID riid, void **ppv);

/* ---- container.c, mutex.c ---- */

/* An object of CLSID_SynchronizeContainer, or of CLSID_AcomMutex; as AcomCreateObject. */
HRESULT container_create(IUnknown *outer, REFIID riid, void **ppv);
HRESULT mutex_create(IUnknown *outer, REFIID riid, void **ppv);
void mutex_thread_ends(struct thread *self);

/* ---- class.c, factory.c: class objects ---- */

struct class_entry {
	struct apartment *apartment; /* that made the registration; NULL: one of the library's own classes */
	IUnknown *factory;           /* NULL: create is used, or it lives in another apartment */
	AcomCreate create;
	DWORD flags;
	struct registration *held;
	struct library *library;     /* used; NULL: the class is in none */
	struct class_place *server;  /* owned; NULL: it is not that of another process */
	CLSID clsid;                 /* of a class in a library */
};

/* What `current` should use for a class wanted in one of these contexts (CLSCTX): its own registration before any other, then
 * the runtime's own classes, then those of class files. Give it back with class_release. REGDB_E_CLASSNOTREG; and what
 * library_find says. */
HRESULT class_find(REFCLSID clsid, DWORD context, struct apartment *current, struct class_entry *found);
/* Those alone that applications have registered; looking: where, and with which flags, without using it. REGDB_E_CLASSNOTREG;
 * CO_E_SERVER_STOPPING: the last use of this process as a server has gone. */
HRESULT class_find_registered(REFCLSID clsid, DWORD context, struct apartment *current, struct class_entry *found);
HRESULT class_look(REFCLSID clsid, DWORD context, struct class_entry *found);
void class_release(struct class_entry *entry);
/* A client of another process comes for an object, or has it, or has none: in between no use is the last one. */
void class_arrival(bool comes);
/* `stops` is called when the last use has gone; told once, before any apartment exists. */
void class_server_stops(void (*stops)(void));
/* Makes an object in the calling apartment; IClassFactory::CreateInstance of that class. */
HRESULT class_create(const struct class_entry *entry, IUnknown *outer, REFIID riid, void **ppv);
/* The class object itself; for classes registered by a create function one is made. */
HRESULT class_object(const struct class_entry *entry, REFIID riid, void **ppv);
/* Drops what an ending apartment registered. */
void class_apartment_ends(struct apartment *a);

/* A class of the library's; of higher floors too, which add theirs before any apartment exists. */
struct class_own {
	const CLSID *clsid;
	AcomCreate create;
	struct class_own *next;
};
void class_own_add(struct class_own *c);

/* ---- classpath.c: classes described by files ---- */

enum class_model { MODEL_SINGLE, MODEL_APARTMENT, MODEL_FREE, MODEL_BOTH, MODEL_NEUTRAL };

enum { CLASS_ADDRESS_MOST = 128, CLASSFILE_LINE_MOST = OS_PATH_MOST + 64, CLASSFILE_NAME_MOST = 512, COMMAND_WORDS_MOST = 64 };

/* Paths are without links, and found worthy of trust. */
struct class_place {
	enum class_model model;
	char library[OS_PATH_MOST];        /* "": the class is that of a server in another process */
	char address[CLASS_ADDRESS_MOST];  /* of the server */
	char program[OS_PATH_MOST];        /* that is started if nobody listens there; "": none is */
	char command[CLASSFILE_LINE_MOST]; /* its words, each terminated */
	char *words[COMMAND_WORDS_MOST + 1];
	char file[CLASSFILE_NAME_MOST];    /* that says so, for people */
	unsigned address_line, program_line;
};

/* What the class files say of a class that is wanted in one of these contexts (CLSCTX); os_free(*place).
 * REGDB_E_CLASSNOTREG: no file describes it; REGDB_E_INVALIDVALUE: one does, wrongly; E_ACCESSDENIED: others can change the
 * library or program; CO_E_DLLNOTFOUND, CO_E_APPNOTFOUND; E_OUTOFMEMORY. A line on standard error says why. */
HRESULT classpath_find(REFCLSID clsid, DWORD context, struct class_place **place);

enum { PROGID_MOST = 39 };
struct class_names {
	CLSID clsid;
	char progid[PROGID_MOST + 1]; /* "": it has none */
};
/* By clsid, or where that is NULL by its ProgID. Errors as above, without those of the library. */
HRESULT classpath_names(const CLSID *clsid, const OLECHAR *progid, struct class_names *names);

/* ---- library.c: classes in shared objects ---- */

/* The class of a library, which is loaded, and the apartment that objects of it are made in when `current` wants one; or the
 * server that has it. CO_E_ERRORINDLL: it cannot be loaded; and what classpath_find and placement_find say. */
HRESULT library_find(REFCLSID clsid, DWORD context, struct apartment *current, struct class_entry *found);
void library_release(struct library *l);
/* The class object, made for the calling thread's apartment. CO_E_ERRORINDLL; what DllGetClassObject says. */
HRESULT library_class_object(const struct class_entry *entry, REFIID riid, void **ppv);
/* Nobody is in an apartment any more: libraries go that are not in use. */
void libraries_process_ends(void);

/* ---- placement.c: where objects of libraries live ---- */

/* The apartment for an object that `current` wants, counted: its own if the model allows, else one that other threads serve.
 * RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY: there is no thread for it. */
HRESULT placement_find(enum class_model model, struct apartment *current, struct apartment **where);
/* Whether no thread of the runtime's is on its way out of an object's method. */
bool placement_is_quiet(void);
/* A thread has left its apartment, for good. */
void placement_thread_left(void);

/* ---- limits.c: AcomSetLimit ---- */

/* Read by whoever is bound by one: no more than a load. */
extern os_u32 limits[ACOM_LIMITS];
static inline uint32_t limit_of(ACOM_LIMIT which)
{
	return os_peek32(&limits[which]);
}

/* A limit was hit. Zero-initialized: none was. */
struct limit_hit {
	uint32_t which;       /* ACOM_LIMIT; 0: none */
	bool set, theirs;     /* it is not the default; it is the other process' */
	uint64_t size, limit; /* size: not more than the limit: so much and more. limit: 0: nobody says */
};
/* This process' own, by something of this size; as it is now, or was when what it bounds began. */
struct limit_hit limit_own(ACOM_LIMIT which, uint64_t size);
struct limit_hit limit_at(ACOM_LIMIT which, uint64_t limit, uint64_t size);
enum { LIMIT_TEXT = 256 };
void limit_text(const struct limit_hit *hit, char text[LIMIT_TEXT]);
/* An error object that says so. NULL: none was hit, or memory is short. No user code but IMallocSpy's. */
struct IErrorInfo *limit_error(const struct limit_hit *hit);
void limit_tell(struct limit_hit hit); /* it becomes the calling thread's */

/* ---- stream.c ---- */

/* A growing stream in memory. Agile. */
HRESULT stream_create(IStream **stream);

#endif
