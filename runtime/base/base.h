/* base.h - floor 1: plain C that knows nothing of COM but its error codes. A section per file of this room. */
#ifndef ACOM_BASE_H
#define ACOM_BASE_H

#include <acom/errors.h>

#include "os.h"

#define ARRAY_COUNT(a) (sizeof(a) / sizeof *(a))
/* On functions that need much of the stack, or many registers, beside callers that seldom need them: these are not to pay. */
#define APART __attribute__((noinline))
#define container_of(p, type, member) ((type *)(void *)((char *)(p) - offsetof(type, member)))

/* ---- error.c ---- */

const char *error_name(HRESULT hr); /* NULL: none of errors.h */
const char *error_text(HRESULT hr); /* never NULL */
HRESULT error_from_system(int error, HRESULT otherwise); /* of an errno: that memory or descriptors are short, or the other */

/* ---- ascii.c: letters are A to Z and a to z, whatever the program's locale says ---- */

bool ascii_is_letter(char c);
bool ascii_is_digit(char c);
char ascii_capital(char c); /* what is no small letter stays as it is */
/* The same but for capitals; _n: in their first octets, or up to the end that both have before that. */
bool ascii_equal(const char *a, const char *b);
bool ascii_equal_n(const char *a, const char *b, size_t size);
/* Texts one behind the other, up to NULL, as far as there is room; how long they are together. As snprintf, which would be half a
 * dozen blocks of the C library in the memory of each process that only calls. */
size_t ascii_join(char *text, size_t room, ...) __attribute__((sentinel));
void ascii_cut(char *text, size_t room, const char *from, size_t length); /* the first of them, as far as there is room */

/* ---- utf.c: UTF-16 is little-endian and lies anywhere ---- */

/* Terminated text; false: no UTF-16, or not so much room. */
bool utf8_from_utf16(const void *units, size_t count, char *text, size_t room);
/* Units, without a terminator; SIZE_MAX: no UTF-8, or more units than there is room for. */
size_t utf16_from_utf8(const char *text, void *units, size_t room);

/* ---- trace.c ---- */

/* What ACOM_TRACE asks for: a comma-separated list of these names, written to standard error. */
enum trace_topic {
	TRACE_CALL = 1,      /* every step of a call */
	TRACE_FAIL = 2,      /* where an error is born */
	TRACE_HELD = 4,      /* what is still held when an apartment ends */
	TRACE_APARTMENT = 8, /* threads that enter and leave apartments, workers */
	TRACE_REFS = 16,     /* live objects, and where each was made */
	TRACE_FILE = 32,     /* ACOM_TRACE_FILE: calls and waits, for a viewer */
	TRACE_PCAP = 64,     /* ACOM_PCAP: what connections carry */
	TRACE_UNREAD = 128,  /* the environment has not been read yet */
};
extern os_u32 trace_topics __attribute__((visibility("hidden")));
bool trace_asked(uint32_t topics);

/* Whether one of these topics is asked for. Where tracing is off this is one load and one branch. May: as far as is known. */
static inline bool trace_may_be_on(uint32_t topics)
{
	return __builtin_expect(os_load32(&trace_topics) & (topics | TRACE_UNREAD), 0);
}
static inline bool trace_on(uint32_t topics)
{
	return trace_may_be_on(topics) && trace_asked(topics);
}
void trace_write(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Cold: what leads to it lies apart, and is not expected. */
HRESULT trace_fail(HRESULT hr, const char *file, int line, const char *function) __attribute__((cold));
void trace_drop(enum trace_topic topic); /* from now on it is off */

/* ---- sink.c: a file that a variable of the environment asks for; what goes wrong is one line, and the program goes on ---- */

struct sink {
	const char *variable;   /* with the path */
	enum trace_topic topic; /* on as long as it can be written */
	os_u32 process;         /* that made the file; 0: it is not made yet */
	os_mutex lock;          /* guards the rest; a leaf */
	int fd;                 /* 0: not made yet */
	uint64_t size;          /* without the tail */
};
/* Locks it; false: it is not asked for, cannot be written, or is another process' that forked this one. */
bool sink_begin(struct sink *s);
/* The last `tail` octets are overwritten by the next; when there is no room for those they stay. */
void sink_put(struct sink *s, const void *data, size_t size, size_t tail);
void sink_end(struct sink *s);
void sink_restart(struct sink *s); /* as at the start of a process: for tests */

/* ---- trace_file.c: ACOM_TRACE_FILE, Chrome's trace events; at any moment the file is a whole JSON array ---- */

/* Where something happens: viewers show the apartment as a process. */
struct trace_place {
	uint64_t apartment; /* 0: in none */
	const char *kind;   /* its name in short: "STA" */
	bool worker;        /* the thread was started by the runtime */
};
/* One event of the calling thread, now. `members` go into the JSON object: they begin with a quote, and every %s in them has a
 * precision, so that the event cannot outgrow its line. */
void trace_event(const struct trace_place *place, char phase, const char *members, ...) __attribute__((format(printf, 3, 4)));
/* As at the start of a process: for tests. */
void trace_restart(void);

/* ---- trace_refs.c: with TRACE_REFS on, what lives and where it was made ---- */

/* `kind` stays where it is; count: of references, as long as the thing lives. Nothing happens when memory is short. */
void trace_ref_made(const void *thing, const char *kind, const os_u32 *count, const struct trace_place *place);
void trace_ref_named(const void *thing, const char *name); /* the interface, which stays where it is */
void trace_ref_moves(const void *thing, bool taken);       /* a reference is about to be taken, or given back */
void trace_ref_gone(const void *thing);                    /* before it goes */
/* Tells of all that was made in an apartment; 0: everywhere. */
void trace_refs_tell(uint64_t apartment, const char *when);

/* Stands where an error is born: `return FAIL(E_POINTER);` With ACOM_TRACE=fail it says where that was. */
#define FAIL(hr) trace_fail((hr), __FILE__, __LINE__, __func__)

#endif
