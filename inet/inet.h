/* inet.h - what the files of inet/ share, a section per file. It stands on the base alone; errors are WinINet's codes, 0 is
 * success.
 *
 * Three kinds of threads: the application's; one I/O thread, which owns the engine and all transfers and runs no code of the
 * application; and, for asynchronous sessions, threads that deliver what callbacks are told.
 */
#ifndef ACOM_INET_H
#define ACOM_INET_H

#include <acom/wininet.h>

#include "base/base.h"

/* ---- last.c: what each thread knows of its last failure ---- */

/* What a server said; counted, and never changed. */
struct words {
	os_u32 refs;
	size_t length;
	char text[];
};
struct words *words_make(const char *text, size_t length); /* NULL: no memory */
void words_ref(struct words *w);
void words_unref(struct words *w); /* NULL is none */
/* Of this thread from now on. Takes the reference. */
void last_words(DWORD error, struct words *w);
void last_system(DWORD error);   /* its own error behind that */
/* Both, and the error, which it returns: of what this thread learns of now. Counts w. */
DWORD last_late(DWORD error, struct words *w, DWORD system);
DWORD last_system_error(void);
struct words *last_words_take(void); /* this thread has none any more */
void last_response(DWORD *error, const struct words **w);
BOOL last_failed(DWORD error); /* SetLastError; FALSE */
/* What a function returns that ends with this: 0, or SetLastError. *value: what it has made. */
BOOL last_succeeded(DWORD error);
HINTERNET last_made(DWORD error, const HINTERNET *value);

/* ---- text.c: codes in words, for people ---- */

const char *text_of(DWORD error); /* a sentence; NULL: it is none of acom/wininet.h */

/* ---- strand.c: what the callback of a handle is told: in order, one after the other ---- */

struct node;
struct notice {
	struct notice *next;
	DWORD_PTR context;
	DWORD status, length;
	bool kept;                             /* it is a part of something else; what is not is freed once told */
	bool of_parent;                        /* the callback is told the parent's handle */
	struct gate *gate;                     /* somebody waits until it was told; guarded by the node's lock */
	struct node *then;                     /* may end behind it: node_stay_open. NULL: none */
	void (*telling)(struct node *n);       /* locked: before the callback; may be NULL */
	void (*told)(struct node *n);          /* locked: behind it; may be NULL */
	union {
		INTERNET_ASYNC_RESULT result;
		HINTERNET handle;
		DWORD number;
		char text[sizeof(INTERNET_ASYNC_RESULT)]; /* and more */
	};
};

struct strand {
	struct notice *first, **last;
	bool ended;                            /* nothing is taken any more */
	uint64_t teller;                       /* the thread that tells; 0: nobody */
	bool called;                           /* a teller is to come */
	os_parker *waiter;                     /* of a synchronous call: its thread tells */
	struct node *next;                     /* that waits for a teller */
};

/* Locked, as all that follow unless said otherwise. Nothing is told with context 0. */
void strand_post(struct node *n, struct notice *notice);
/* The same, with text or a number. False: no memory. */
bool strand_text(struct node *n, DWORD_PTR context, DWORD status, const char *text);
bool strand_parent_text(struct node *n, DWORD_PTR context, DWORD status, const char *text); /* told of the parent */
/* That it was made: on its own strand it is told of the parent. */
bool strand_created(struct node *n, const struct node *made, bool of_parent);
bool strand_number(struct node *n, DWORD_PTR context, DWORD status, DWORD number);
bool strand_plain(struct node *n, DWORD_PTR context, DWORD status);
/* Whether anybody would be told anything. */
bool strand_wanted(const struct node *n, DWORD_PTR context);
/* NULL: no memory. text: octets of room for it. */
struct notice *notice_make(DWORD_PTR context, DWORD status, size_t text);
struct notice *notice_make_text(const struct node *n, DWORD_PTR context, DWORD status, const char *text); /* as n is told text */
static inline char *notice_text(struct notice *notice) { return (char *)notice + offsetof(struct notice, text); }
/* Tells what there is to tell on this thread, if no other one does. Unlocks meanwhile. */
void strand_tell(struct node *n);
/* The same with this one; if others tell, it is posted. */
void strand_now(struct node *n, struct notice *notice);
/* Somebody waits until something was told. */
struct gate {
	struct notice *notice;                 /* NULL: it was */
	os_parker *waiter;                     /* who waits for it, or NULL */
	struct transfer *transfer;             /* TRANSFER_GO is asked for if nobody does */
};
/* Posts what the gate is for from now on. False: no memory. */
bool strand_gate(struct node *n, struct gate *gate, DWORD_PTR context, DWORD status);
/* On the I/O thread: waits until it was told, or a while is over. Unlocks meanwhile. */
void strand_pass(struct node *n, struct gate *gate);
/* ---- tellers.c: the threads that tell ---- */

enum { TELLER_PATIENCE = 10 * 1000 * 1000 }; /* nanoseconds until a queue that does not move gets company */
/* One more session needs threads that tell, or one less. Not locked. An errno. */
int tellers_start(void);
void tellers_call(struct node *n); /* locked: one of them is to tell what it has */
uint64_t tellers_due(void);  /* of the I/O thread: when it is to relieve them */
void tellers_go(void);       /* of the I/O thread: they tell what it has posted */
void tellers_relieve(void);  /* one more, if a queue does not move */
void tellers_stop(void);
void tellers_copied(void); /* this process was forked, and they are in the other one; so the next two */

/* ---- operation.c: what a function of a handle has begun, one at a time ---- */

enum operation_state {
	OPERATION_IDLE,
	OPERATION_PENDING,
	OPERATION_OVER,                        /* its end is not told yet */
};
struct operation {
	enum operation_state state;
	DWORD error;
	DWORD count;                           /* told in the place of the error, when there is none */
	uint32_t number;                       /* no other one has it */
	DWORD system;                          /* the system's own error behind it, an errno */
	DWORD_PTR result, context;
	bool opens;                            /* its function makes this handle, which is what it results in */
	/* Not locked: before its success is told, on the thread that tells it. NULL: nothing. */
	void (*succeeds)(struct node *n);
	struct words *words;                   /* of a server that refused; they stay until the next one begins */
	struct notice notice;                  /* its REQUEST_COMPLETE */
	os_parker parker;                      /* of its thread, if it is synchronous */
	struct operation_waiter *waiters;      /* others that wait for its end */
	struct node *then;                     /* its notice's */
};

/* Locked. ERROR_INTERNET_REQUEST_PENDING, ERROR_INVALID_HANDLE. */
DWORD operation_begin(struct node *n, DWORD_PTR context);
/* The same for the function that makes this handle: of which is told, and which is closed if that fails. */
DWORD operation_begin_opening(struct node *n);
/* Locked, and so when it returns: ERROR_IO_PENDING, or how it ended. result may be NULL. */
DWORD operation_await(struct node *n, DWORD_PTR *result);
/* Locked: it never was. */
void operation_drop(struct node *n);
/* Locked. Nothing happens if it is not pending. Takes words. */
void operation_end(struct node *n, DWORD_PTR result, DWORD error, struct words *words);
/* What pends is asked to end, with ERROR_INTERNET_OPERATION_CANCELLED; of this context only, unless it is NULL: on an FTP session
 * several may come after each other. ERROR_INVALID_HANDLE, ERROR_INTERNET_INCORRECT_HANDLE_STATE: nothing pends. */
DWORD operation_cancel(HINTERNET handle, const DWORD_PTR *context);
/* Locked, and so when it returns: WAIT_TIMEOUT, or how the last one ended. */
DWORD operation_wait(struct node *n, uint64_t deadline);
static inline bool operation_pending(const struct operation *o) { return o->state == OPERATION_PENDING; }

/* ---- node.c: what handles stand for: a tree ---- */

#define TYPE_BIT(type) (1u << (type))
#define TYPES_ALL 0xFFFFFFFFu
enum timeout { TIMEOUT_CONNECT, TIMEOUT_SEND, TIMEOUT_RECEIVE, TIMEOUT_DATA_SEND, TIMEOUT_DATA_RECEIVE, TIMEOUTS };
/* What a handle takes from its parent when it is made. */
struct settings {
	INTERNET_STATUS_CALLBACK callback;
	bool wide;                             /* it is told text as UTF-16 */
	bool async;
	bool offline;                          /* as if nothing could be reached: there is no cache */
	bool decodes;                          /* bodies that came compressed */
	bool hsts;                             /* servers that want TLS are asked over nothing else */
	DWORD timeouts[TIMEOUTS];              /* milliseconds; INFINITE */
	DWORD addresses;                       /* of a server that are tried */
	DWORD pieces[2];                       /* octets of FTP's data that are read, and written, at a time */
	DWORD ignored;                         /* SECURITY_FLAG_IGNORE_* */
	DWORD error_mask;                      /* INTERNET_ERROR_MASK_* */
	DWORD protocols;                       /* HTTP_PROTOCOL_FLAG_*: what may be spoken beside HTTP/1.1 */
};
/* Who one is for a server, and for a proxy. */
enum login { LOGIN_USER, LOGIN_PASSWORD, LOGIN_PROXY_USER, LOGIN_PROXY_PASSWORD, LOGINS };

struct read;
struct node_class {
	size_t size;
	void (*stop)(struct node *n);          /* locked: it is closed; what runs for it is to end. May be NULL */
	void (*fini)(struct node *n);          /* the last count goes. May be NULL */
	/* Locked, and nothing pends; of what is read and written, the last two where writable says 0. writable may be NULL. */
	DWORD (*read)(struct node *n, struct read *read, DWORD_PTR context);
	DWORD (*writable)(struct node *n, DWORD size);
	DWORD (*write)(struct node *n, const void *data, DWORD size, DWORD *written);
	struct transfer *(*carrier)(struct node *n); /* locked: of what pends, or NULL: not begun yet. May be NULL */
};
struct node {
	os_u32 refs;
	os_u32 open;                           /* itself, and those below it whose end is not told yet */
	const struct node_class *class;
	HINTERNET value;
	DWORD type;                            /* INTERNET_HANDLE_TYPE_* */
	DWORD_PTR context;
	struct node *parent;                   /* counted; NULL: a session */
	struct node *children, *next, **link;  /* guarded by the table's lock */
	struct node *after;                    /* the next one that is closed together with it */
	os_mutex lock;                         /* guards what follows, and what the class adds. A leaf but for io.c's */
	struct settings settings;
	char *logins[LOGINS];                  /* that options have set; NULL: as above it */
	bool closed;
	bool hidden;                           /* nobody was told of it: it is closed together with the last one below it */
	bool held;                             /* node_hold */
	os_parker *holder;                     /* who waits for that to end */
	struct strand strand;
	struct operation operation;
	struct notice closing;                 /* its HANDLE_CLOSING */
};

/* A node without a value, with the parent's settings; parent NULL: none. NULL: no memory. One count. */
struct node *node_make(const struct node_class *class, DWORD type, struct node *parent, DWORD_PTR context);
/* From now on it has a value. ERROR_INVALID_HANDLE: the parent was closed. ERROR_INTERNET_OUT_OF_HANDLES. */
DWORD node_open(struct node *n);
/* The end of a function that makes a handle at once: it is told of, and the caller's count goes. error: why it cannot. */
DWORD node_make_known(struct node *n, DWORD error, HINTERNET *value);
/* What the function ends with that was to make it: closed if it has failed; its words stay this thread's. The count goes. */
DWORD node_opened(struct node *n, DWORD error, HINTERNET *value);
bool table_copied(void); /* false: there are handles, which cannot be used */
/* The open one with this value and one of these types, counted: ERROR_INVALID_HANDLE, ERROR_INTERNET_INCORRECT_HANDLE_TYPE. */
DWORD node_get(HINTERNET value, uint32_t types, struct node **n);
DWORD node_close(HINTERNET value, bool *pending);
struct node *node_ref(struct node *n);
void node_unref(struct node *n); /* NULL is none */
/* Locked: the end of this one was told. */
void node_ended(struct node *n);
/* Locked, in `stop`: its end is not told before it is let go of. */
void node_hold(struct node *n);
/* Not locked: its end is not told before node_may_end. For what is told of it on another strand. */
struct node *node_stay_open(struct node *n);
void node_may_end(struct node *n);
void node_let_go(struct node *n); /* not locked; nothing happens if it is not held */
static inline void node_lock(struct node *n) { os_mutex_lock(&n->lock); }
static inline void node_unlock(struct node *n) { os_mutex_unlock(&n->lock); }
/* Not locked: one of its settings, which the application may change meanwhile. */
static inline DWORD node_setting(struct node *n, const DWORD *setting)
{
	DWORD value;

	node_lock(n);
	value = *setting;
	node_unlock(n);
	return value;
}

/* ---- ftp_list.c ---- */

FILETIME filetime_of(int year, int month, int day, int hour, int minute, int second); /* 0: there is no such time */

/* ---- headers.c: lines "Name: value" in order ---- */

struct header {
	struct header *next;
	size_t name;                           /* octets of it; behind them lies ": " */
	char line[];
};
struct headers { struct header *first; };
/* Lines with their ends between them. ERROR_HTTP_INVALID_HEADER, ERROR_HTTP_HEADER_NOT_FOUND, ERROR_HTTP_HEADER_ALREADY_EXISTS,
 * ERROR_NOT_ENOUGH_MEMORY: then nothing has changed. modifiers: HTTP_ADDREQ_FLAG_*. */
DWORD headers_add(struct headers *h, const char *text, size_t length, DWORD modifiers);
const char *headers_find(const struct headers *h, const char *name, unsigned index); /* the value */
void headers_remove(struct headers *h, const char *name); /* all with this name */
void headers_free(struct headers *h);
bool header_is_token(const char *text, size_t size); /* a name, or a verb */

/* ---- engine.h's part: what carries transfers. All of it happens on the I/O thread, unless said otherwise ---- */

#define TRANSFER_PAUSE SIZE_MAX
struct transfer;
/* How a server is reached; what is NULL is not there. */
struct way {
	char *host;                            /* of the URL, if somebody has taken that apart */
	char *proxy;                           /* in libcurl's words */
	char *logins[LOGINS];
	char *authorities;                     /* a file of certificates that are believed; NULL: the system's */
	DWORD ignored;                         /* SECURITY_FLAG_IGNORE_* */
	DWORD protocols;                       /* HTTP_PROTOCOL_FLAG_* */
};
/* What the engine tells; whoever is told calls nothing of the engine. Not locked. False: it is to end. */
struct transfer_calls {
	void (*starting)(struct transfer *t);  /* what comes from here on is of this start. May be NULL */
	bool (*cookies)(struct transfer *t, unsigned count); /* that will be sent; when it starts */
	bool (*resolving)(struct transfer *t, const char *host);
	bool (*connecting)(struct transfer *t, const char *address);
	bool (*connected)(struct transfer *t, const char *address);
	/* It will be sent, and its headers may still change. waits: somebody is told, and the engine hears `go` behind that. */
	bool (*announced)(struct transfer *t, bool *waits);
	bool (*sending)(struct transfer *t);   /* it is being sent; waits itself for whom it has to tell, or has told */
	bool (*headers)(struct transfer *t, bool (*fn)(const char *line, void *arg), void *arg); /* each of them; fn's false ends it */
	bool (*sent)(struct transfer *t, size_t octets, bool all);
	bool (*header)(struct transfer *t, const char *line, size_t length); /* with CR LF; the empty one is the last */
	size_t (*body)(struct transfer *t, const char *data, size_t length); /* length; TRANSFER_PAUSE; another: it is to end */
	size_t (*upload)(struct transfer *t, char *data, size_t room); /* 0: the end; TRANSFER_PAUSE */
	bool (*rewind)(struct transfer *t);    /* the body is to come once more; false: it cannot */
	/* The answer, of so many octets of head, has asked who is there: the same goes out again, with that. */
	bool (*challenged)(struct transfer *t, size_t octets);
	void (*resumed)(struct transfer *t);
	void (*disconnected)(struct transfer *t); /* the connection that it used was closed */
	void (*done)(struct transfer *t, DWORD error); /* the last; the engine knows it no more */
};
/* Of a transfer that the engine knows nothing of. */
struct transfer_ops {
	DWORD (*start)(struct transfer *t);
	void (*stop)(struct transfer *t);
	void (*resume)(struct transfer *t);
	void (*leave)(struct transfer *t);     /* running or not */
};
struct transfer {
	const struct transfer_calls *calls;    /* of one with ops: `done` suffices */
	const struct transfer_ops *ops;        /* NULL: the engine's */
	struct node *node;                     /* counted while it is io.c's */
	/* What is asked for; constant while it runs. */
	const char *url, *method;
	const struct way *way;                 /* it is looked at until the head of the answer is there */
	int64_t upload;                        /* octets of the body; -1: as many as come; no_upload: there is none */
	bool no_upload;
	void **jar;                            /* of cookies, the engine's own; NULL: none are sent or kept */
	bool decodes;                          /* what comes compressed */
	bool of_proxy;                         /* the answer is that of a proxy, which lets nobody through; the engine's */
	/* io.c's */
	os_u32 asked;                          /* TRANSFER_START ... */
	struct transfer *next_asked;
	struct transfer *next, **link;         /* of those that run, or wait to */
	uint64_t deadline;                     /* when it ends with ERROR_INTERNET_TIMEOUT */
	bool running, waiting;
	DWORD system;                          /* the system's own error behind the one that it ended with */
	bool cancelled;                        /* told `done` because the application wants it to end */
	os_u32 cancels;                        /* TRANSFER_CANCEL: the operation that is meant */
	void *engine;                          /* the engine's own */
};
/* A connection of octets. */
struct stream;
struct stream_calls {
	bool (*resolving)(struct stream *s, const char *host); /* these two call nothing of the engine; false: it is to end */
	bool (*connecting)(struct stream *s, const char *address);
	void (*connected)(struct stream *s, const char *address);
	void (*failed)(struct stream *s, DWORD error); /* to be connected: the engine knows it no more */
	void (*ready)(struct stream *s, unsigned events); /* what it wants: OS_READABLE, OS_WRITABLE */
};
struct stream {
	const struct stream_calls *calls;
	const char *host;                      /* constant while it is open, and so the port and the way */
	INTERNET_PORT port;
	const struct way *way;
	void *engine;                          /* the engine's own; NULL: it is not open */
	DWORD system;                          /* behind the error that it failed with */
};
struct engine_ops {
	DWORD (*start)(void *engine, struct transfer *t);
	void (*stop)(void *engine, struct transfer *t);   /* nothing is told behind it */
	void (*resume)(void *engine, struct transfer *t); /* what was paused goes on */
	void (*go)(void *engine, struct transfer *t);     /* whom `announced` had to tell was told; of that or an earlier one */
	void (*turn)(void *engine, uint64_t deadline);    /* until something has happened */
	void (*wake)(void *engine);                       /* ends a turn; any thread */
	void (*end)(void *engine);
	void (*forget)(void *engine, void *jar);          /* that no transfer uses; any thread. NULL is none */
	DWORD (*open)(void *engine, struct stream *s);
	void (*close)(void *engine, struct stream *s);    /* nothing is told behind it; it may be closed already */
	ptrdiff_t (*read)(void *engine, struct stream *s, void *to, size_t size);
	ptrdiff_t (*write)(void *engine, struct stream *s, const void *data, size_t size);
	void (*want)(void *engine, struct stream *s, unsigned events); /* at first nothing */
};
struct engine { const struct engine_ops *ops; void *self; };
/* ERROR_NOT_ENOUGH_MEMORY, ERROR_INTERNET_INTERNAL_ERROR. */
DWORD engine_curl(struct engine *e);
extern DWORD (*engine_make)(struct engine *e); /* engine_curl, or a test's */

/* ---- io.c: the I/O thread ---- */

/* One more session needs it, or one less. ERROR_INTERNET_ASYNC_THREAD_FAILED and what engine_make says. */
DWORD io_start(void);
void io_stop(void);
enum { TRANSFER_START = 1, TRANSFER_STOP = 2, TRANSFER_RESUME = 4, TRANSFER_LEAVE = 8, TRANSFER_CANCEL = 16, TRANSFER_GO = 32 };
/* Any thread. Started, it is told `done` once, unless it is stopped; with ops then, too, unless it never ran. */
void io_ask(struct transfer *t, uint32_t what);
void io_forget(void *jar); /* any thread, while there is a session */
/* On the I/O thread, the engine's: it is over, and forgotten. */
void io_done(struct transfer *t, DWORD error);
extern os_u32 io_epoch;      /* connections that were kept before it changed are used no more */
extern os_u32 io_http_version; /* 10 or 11 */
extern os_u32 io_browsers; /* how often cookies without a time were to be forgotten */
extern os_u32 io_host_limit; /* connections to one server at a time; 0: any number */
extern os_u32 io_copied;     /* this process was forked from one with handles: here nobody does what they are asked for */
bool io_here(void); /* whether this is the I/O thread */
void io_look(void); /* any thread, while there is a session: it looks at tellers_due again */
/* On the I/O thread: it has so long from now on; INFINITE. */
void io_allow(struct transfer *t, DWORD milliseconds);
/* On the I/O thread: the engine's streams. Read: 0: the other end has ended; both: -errno, -EAGAIN: not now. */
DWORD io_open(struct stream *s);
void io_close(struct stream *s);
ptrdiff_t io_read(struct stream *s, void *to, size_t size);
ptrdiff_t io_write(struct stream *s, const void *data, size_t size);
void io_want(struct stream *s, unsigned events);

/* ---- turn.c: which of the engine's transfers run, and which wait for their turn; the I/O thread's ---- */

bool turn_take(struct transfer *t);    /* false: it waits, and its node is counted meanwhile */
void turn_over(void);                  /* one that had its turn runs no more */
void turn_leave(struct transfer *t);   /* it waits no more, if it does */
struct transfer *turn_next(void);      /* it has its turn, and the count goes over; NULL: nobody has yet */
struct transfer *turn_first(void);     /* that waits; NULL: nobody does */
uint64_t turn_due(void);               /* when to look again; OS_FOREVER: nobody waits */
void turn_copied(void);

/* ---- flow.c, inflow.c, outflow.c: octets between the network and the application; locked but for node_* ---- */

struct flow {
	char *data;
	size_t room, begin, count;
};
/* A read. */
struct read {
	bool waits;
	bool counts;                           /* only how much there is is asked for */
	bool some;                             /* it suffices that there is something */
	bool tells;                            /* the completion says how much */
	char *to;                              /* the caller's, and so got_to */
	DWORD wanted, got;
	DWORD *got_to;                         /* may be NULL */
};
struct inflow {
	struct flow flow;                      /* what came and nobody has read */
	struct read read;
	struct notice *receiving, *received;   /* what the next read that waits is told with; NULL: not made yet */
	struct words *words;                   /* of a server that has broken off, or NULL */
};
struct outflow {
	struct flow flow;                      /* what is written and not sent */
	bool waits;                            /* a write: what it has left is the caller's */
	const char *from;
	size_t from_size;
	DWORD written;
	DWORD *written_to;
};
bool flow_room(struct flow *p, size_t size); /* false: there is no memory, or it is full */
bool flow_fit(struct flow *p, size_t size);  /* however much it is */
void flow_put(struct flow *p, const char *data, size_t size);
size_t flow_take(struct flow *p, char *to, size_t most);
bool flow_is_low(const struct flow *p);
/* Octets up to a line's end, which is taken, too; *size of them were left. A line that fills its room was too long, and the rest of
 * it goes nowhere. False: its end has not come. */
bool line_take(char *line, size_t room, size_t *filled, const char **data, size_t *size);
/* What a waiting read has room for goes there, the rest is kept. False: there is no room for all. */
bool inflow_take(struct inflow *in, struct node *n, const char *data, size_t length);
void inflow_end(struct inflow *in, struct node *n, DWORD error); /* of a read that waits, if one does */
struct words *inflow_words(const struct inflow *in, DWORD error); /* counted: those that belong to the error; NULL: none */
/* What a read that waits will need: without memory it fails before anything has changed. */
DWORD inflow_prepare(struct inflow *in, struct node *n, DWORD_PTR context);
void inflow_fini(struct inflow *in);
/* Of one that counts nothing is taken. ended: nothing more comes, and why; NULL: it goes on. */
DWORD inflow_read(struct inflow *in, struct transfer *t, struct read *read, DWORD_PTR context, const DWORD *ended);
/* What there is; a write that waited for it completes. */
size_t outflow_take(struct outflow *o, struct node *n, char *to, size_t room);
void outflow_drop(struct outflow *o, struct node *n); /* a write that waits completes: what is left of it goes nowhere */
DWORD outflow_write(struct outflow *o, struct transfer *t, const void *data, DWORD size, DWORD *written);
DWORD node_read(struct node *n, void *buffer, DWORD wanted, DWORD *got);
DWORD node_read_ex(struct node *n, INTERNET_BUFFERSA *buffers, bool no_wait, DWORD_PTR context);
DWORD node_available(struct node *n, DWORD *count);
DWORD node_write(struct node *n, const void *data, DWORD size, DWORD *written);

/* ---- page.c: directories and menus as HTML ---- */

enum { PAGE_LINE_MOST = 16384 };       /* a path of 4 KiB, each octet as three, and a name */
struct page_line {
	char text[PAGE_LINE_MOST];
	size_t size;
};
struct page {
	/* Locked: makes the i-th line; false: there is none. */
	bool (*item)(struct node *n, size_t i, struct page_line *l);
	size_t next;
	bool ended;
};
/* Locked: as many whole lines as there is room for. ERROR_INSUFFICIENT_BUFFER: not even one. */
DWORD page_read(struct page *p, struct node *n, struct read *read);
void page_says(struct page_line *l, const char *html);
void page_shows(struct page_line *l, const char *text);
void page_leads(struct page_line *l, const char *text); /* as a part of a URL */
void page_add(struct page_line *l, const char *text, size_t size);

/* ---- url.c ---- */

struct url {
	char *scheme, *host, *user, *password, *path, *query; /* the last four may be NULL */
	INTERNET_PORT port;                    /* 0: the scheme is unknown */
};
/* ERROR_INTERNET_INVALID_URL (also if it has more than 65 535 octets), ERROR_NOT_ENOUGH_MEMORY; then nothing is to be freed. Any
 * scheme. */
DWORD url_crack(const char *text, struct url *u);
void url_free(struct url *u);
/* Its host as it is looked up: in ASCII, and without the dot behind it; to be freed. The same errors. */
DWORD url_name(const char *text, char **name);
size_t url_scheme(const char *text);        /* octets; 0: it has none */
/* Without its %XX; to be freed. ERROR_INTERNET_INVALID_URL: control characters, other than tabs if these may be there. */
DWORD url_decode(const char *text, bool tabs, char **decoded);
DWORD url_join(const char *base, const char *relative, char **joined); /* to be freed; without users and passwords */

/* ---- session.c: the upper handles ---- */

/* As InternetOpen has them. */
struct proxies {
	DWORD access;                          /* INTERNET_OPEN_TYPE_* */
	char *names, *bypass;                  /* lists, or NULL */
};
DWORD proxies_make(struct proxies *p, const struct proxies *how); /* a copy */
void proxies_free(struct proxies *p);
struct session {
	struct node node;
	void *jar;                             /* of cookies: the engine's */
	char *agent;
	struct proxies proxies;
	char *authorities;                     /* a file of certificates that are believed; NULL: the system's */
	struct strict_host *strict;            /* hsts.c's */
	unsigned late;                         /* how much less its callbacks are waited for at gates; the I/O thread's */
};
/* hsts.c: servers that want TLS. The second is told by a request's answer, the third makes https of its URL if need be. */
struct request;
void hsts_free(struct strict_host *first);
void hsts_learn(struct request *r);
DWORD hsts_apply(struct request *r, char **url);
/* proxy.c: in libcurl's words, to be freed; NULL: none. ERROR_NOT_ENOUGH_MEMORY. */
DWORD proxy_for(const struct proxies *p, const char *scheme, const char *host, char **proxy);
struct connect {
	struct node node;
	char *host, *user, *password;
	INTERNET_PORT port;
	DWORD flags;
};
/* way.c. Locked: that of n to this server, to be freed; as: by which logins. After an error nothing is to be freed. */
enum { WAY_AS_USER = 1, WAY_AS_PROXY_USER = 2 };
DWORD way_find(struct way *w, struct node *n, const struct url *to, unsigned as);
DWORD way_stream(struct way *w, struct node *n, const char *scheme, const char *host); /* not locked; anew, for a stream */
void way_free(struct way *w);
const char *login_of(const struct node *n, enum login which); /* locked: this handle's own, or NULL */
void logins_free(char *logins[LOGINS]);
DWORD session_open(const char *agent, const struct proxies *proxies, DWORD flags, HINTERNET *value);
DWORD connect_open(struct node *session, const struct connect *how, DWORD service, DWORD_PTR context, HINTERNET *value);
/* Without a value yet; not NULL: a count, also with an error. */
DWORD connect_make(struct node *session, const struct connect *how, DWORD service, DWORD_PTR context, struct node **n);
void connect_fini(struct node *n);
DWORD connect_fill(struct connect *c, const struct connect *how, DWORD service_port);
char *text_copy(const char *text, size_t length); /* NULL: no memory */
/* Of text that may be terminated in place of counted: (DWORD)-1; NULL is empty. */
static inline size_t text_length(const char *text, DWORD length)
{
	return !text ? 0 : length == (DWORD)-1 ? strlen(text) : length;
}
/* Of a caller. */
static inline bool buffers_are(const INTERNET_BUFFERSA *buffers)
{
	return buffers && buffers->dwStructSize == sizeof *buffers;
}
bool host_is_name(const char *host);          /* and nothing else; "" too */

/* ---- open_url.c ---- */

/* ERROR_INTERNET_UNRECOGNIZED_SCHEME, ERROR_INTERNET_INVALID_URL, and what the scheme's functions say. */
DWORD open_url(struct node *session, const char *text, const char *headers, size_t headers_size, DWORD flags, DWORD_PTR context,
               HINTERNET *value);

/* ---- http.c, http_send.c, http_head.c: requests ---- */

enum request_state {
	REQUEST_NEW,
	REQUEST_SENDING,                       /* until the answer's headers are there */
	REQUEST_WRITING,                       /* the application writes the body, until HttpEndRequest */
	REQUEST_ANSWERED,                      /* the body comes */
	REQUEST_ENDED,                         /* nothing comes any more */
};
/* A body that the application writes. */
enum push_state {
	PUSH_NONE,
	PUSH_HEAD,                             /* the head is on its way, and what came with it */
	PUSH_OPEN,                             /* more may be written */
	PUSH_ENDED,
};
struct push {
	enum push_state state;
	DWORD left;                            /* octets that the application has still to write */
	bool sent_all, answered;               /* before the application has ended it: what is told waits for that */
	struct outflow out;
};
/* Where the application reads. */
struct seek {
	uint64_t came;                         /* octets of the body up to what comes next */
	uint64_t skip;                         /* so many come before that, that nobody wants */
	bool decoded;                          /* a part of that cannot be asked for */
	int64_t to;                            /* where the next read begins; -1: where the last one ended */
	bool asks;                             /* for a part: of all that happens until it comes nothing is told */
	DWORD status;                          /* of the answer to that */
	bool ends;                             /* there is nothing that far: what comes is no part of the body */
	bool fits;                             /* it begins where it is to */
	bool same;                             /* it is of what was read before */
	bool at_end;                           /* a read has said that nothing more comes */
};
struct request {
	struct node node;
	struct transfer transfer;
	char *url, *method;
	bool strict;                           /* it was opened for HTTP, but its server wants TLS */
	struct way way;
	struct headers headers;
	enum request_state state;
	DWORD error;                           /* how it ended */
	bool over;                             /* the engine has told all */
	bool restarting;                       /* what the engine tells is of the transfer before */
	unsigned addresses;                    /* of the server that were tried */
	bool resolving;                        /* that its name is asked for is told, its address not yet */
	bool announced;                        /* that it will be sent is posted */
	struct gate gate;                      /* behind that */
	DWORD flags;
	unsigned redirects;                    /* of this send */
	unsigned challenges;                   /* since it was started */
	bool redirecting;                      /* the answer leads elsewhere: it is being read to its end */
	bool redirect_told, redirect_drained;
	size_t drained;                        /* octets of that answer's body */
	size_t sent, received;                 /* octets of what is told next */
	bool sent_told;                        /* that all is sent, of a body that is there as a whole */
	const char *body;                      /* the caller's */
	size_t body_size, body_sent;
	DWORD status;
	DWORD protocol;                        /* HTTP_PROTOCOL_FLAG_*: the answer's; 0: HTTP/1 */
	char *answer;                          /* its head, with the CR LF of each line */
	size_t answer_size;
	struct inflow in;
	struct seek seek;
	struct push push;
};
/* Locked: there is an answer, or why there is none; and of a body that is written by pieces, whatever came, its end. */
static inline bool request_is_answered(const struct request *r)
{
	return (r->state == REQUEST_ANSWERED || r->state == REQUEST_ENDED) && r->push.state != PUSH_OPEN;
}
extern const struct transfer_calls request_calls;
static inline struct session *request_session(const struct request *r)
{
	return container_of(r->node.parent->parent, struct session, node);
}
DWORD request_open(struct node *connect, const char *verb, const char *object, const char **accept, const char *referrer,
                   DWORD flags, DWORD_PTR context, HINTERNET *value);
/* Without a value yet; not NULL: a count, also with an error. */
DWORD request_make(struct node *connect, const char *verb, const char *object, const char **accept, const char *referrer,
                   DWORD flags, DWORD_PTR context, struct node **n);
DWORD request_send(struct node *n, const char *headers, size_t headers_size, const void *body, size_t body_size);
DWORD request_read(struct node *n, struct read *read, DWORD_PTR context);
DWORD request_push(struct node *n, const INTERNET_BUFFERSA *in, DWORD_PTR context);
DWORD request_writable(struct node *n, DWORD size);
DWORD request_write(struct node *n, const void *data, DWORD size, DWORD *written);
DWORD request_end(struct node *n);
/* What the engine's calls begin and end with. unlock: false ends the transfer, for want of memory or because the handle was
 * closed. */
struct request *request_locked(struct transfer *t);
bool request_unlock(struct request *r, bool told);
bool request_number(struct request *r, DWORD status, size_t n); /* tells; so does the next */
bool request_plain(struct request *r, DWORD status);
bool request_tell_sent(struct request *r);    /* once; before the answer if that comes first */
void request_allow(struct transfer *t, const struct request *r); /* a read or a write that waits, or as long as it takes */
bool request_sent(struct transfer *t, size_t octets, bool all);
size_t request_upload(struct transfer *t, char *data, size_t room);
bool request_rewind(struct transfer *t);
/* Locked, and the operation has begun: all is as before a send; error: it is dropped, else the transfer starts. */
DWORD request_prepare(struct request *r, const char *headers, size_t headers_size, const void *body, size_t body_size);
DWORD request_start(struct request *r, DWORD error);
DWORD request_secure(struct request *r); /* locked: by TLS from now on, if its server wants that */
DWORD request_route(struct request *r, const char *url); /* locked: by which way. After an error all is as it was */
bool request_header(struct transfer *t, const char *line, size_t length); /* http_head.c: the engine tells it */
bool request_answered(struct request *r); /* locked: the head is whole. False: no memory */
size_t push_upload(struct request *r, char *to, size_t room);
bool push_head_sent(struct request *r);
bool push_is_refused(const struct request *r);
void push_let_go(struct request *r);
/* http_query.c */
struct query {
	char *text;                            /* to be freed */
	size_t length;                         /* its octets; a terminator lies behind them */
	const void *value;                     /* what was asked for in place of text, or NULL */
	size_t value_size;
	DWORD number;
	uint64_t number64;
	SYSTEMTIME time;
};
/* custom: the name for HTTP_QUERY_CUSTOM; index may be NULL. */
DWORD request_query(struct node *n, DWORD info, const char *custom, DWORD *index, struct query *q);
DWORD request_add_headers(struct node *n, const char *text, size_t length, DWORD modifiers);
void answer_decoded(struct request *r); /* locked: its body comes decoded, and that is what its head is to say */
unsigned answer_count(const struct request *r, const char *name); /* locked: how many lines of the answer */
/* Locked: of the answer; to be freed. NULL with 0: it has none. */
char *answer_value(const struct request *r, const char *name, DWORD *error);

/* http_seek.c. ERROR_INTERNET_INVALID_OPERATION, ERROR_INTERNET_INCORRECT_HANDLE_STATE, ERROR_NEGATIVE_SEEK. */
DWORD request_seek(struct node *n, int64_t distance, DWORD method, uint64_t *position);
/* Locked: a read begins there, now or when it comes; and what comes then. */
void seek_begin(struct request *r);
bool seek_headers(const struct request *r, bool (*fn)(const char *line, void *arg), void *arg); /* false: it is to end */
bool seek_header(struct request *r, const char *line, size_t length); /* false: it is to end */
bool seek_body(struct request *r, const char *data, size_t length); /* false: there is no room for it */

/* http_redirect.c. Locked, behind the head of an answer: 0, and the next request begins by itself; ERROR_HTTP_NOT_REDIRECTED: the
 * answer stands; or the error that the send ends with. */
DWORD redirect(struct request *r);
bool redirect_drains(struct request *r, size_t length); /* false: there is too much of it */
void redirect_drained(struct request *r);

/* ---- option.c ---- */

struct option_value {
	const void *at;                        /* what it is */
	size_t size;                           /* octets, of text without a terminator */
	char *text;                            /* to be freed */
	void *block;                           /* as well, and no text */
	DWORD number;
	uintptr_t pointer;
	HTTP_VERSION_INFO version;
};
/* ERROR_INTERNET_INVALID_OPTION and what else the row or the handle says. */
DWORD option_get(HINTERNET handle, DWORD option, struct option_value *v);
DWORD option_set(HINTERNET handle, DWORD option, const void *value, size_t size);
bool option_is_text(DWORD option);

#endif
