/* os.h - the one seam to threads, clock, atomics, thread-locals, futex, eventfd, poll, sockets, memory, the environment, files
 * that are not to be trusted, and shared objects.
 *
 * Two builds of the same functions. Direct: thin inlines over Linux. ACOM_SIM: a cooperative scheduler with simulated
 * time (os_sim.c), in which every lock, wait, wake and atomic read-modify-write is a scheduling point that a test
 * chooses.
 */
#ifndef ACOM_OS_H
#define ACOM_OS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Deadlines are absolute, in nanoseconds of os_now(). */
#define OS_FOREVER UINT64_MAX
#define NS_PER_S UINT64_C(1000000000)

/* ---- memory: the one allocator of library, generator and tests (counted, and failed on purpose) ---- */
void *os_alloc(size_t size);                 /* contents undefined; NULL when memory is short */
void *os_zalloc(size_t size);                /* zeroed; large blocks are untouched zero pages */
void *os_realloc(void *p, size_t size);      /* as realloc; p stays valid when it fails */
void os_free(void *p);
void os_alloc_trim(void);                    /* large blocks that are kept to be used again go back to the system */

/* The harness' view: every block that is alive; the n-th allocation to fail (0: none; `ever`: and all that follow). */
uint64_t os_alloc_live(void);
uint64_t os_alloc_count(void) __attribute__((used)); /* the bench's, too */
void os_alloc_fail(uint64_t nth, bool ever);
bool os_alloc_failed(void);                  /* whether a failure was delivered since os_alloc_fail */
void os_alloc_exempt(bool exempt);           /* this thread's allocations never fail on purpose, and are not numbered */

/* ---- clock, randomness, environment ---- */
uint64_t os_now(void);
void os_random(void *buffer, size_t size);
const char *os_env(const char *name);        /* NULL when unset */
const char *os_env_trusted(const char *name); /* NULL in set-user-id programs, too */
uint64_t os_process_id(void);
bool os_process_lives(uint64_t id);            /* this one, or another one that has got its number */

/* ---- atomics: loads and read-modify-writes are in one order that all threads agree on, so that of two that write one and then
 * read the other's at least one sees it; stores are releases; os_ref is relaxed ---- */
typedef struct os_u32 { uint32_t v; } os_u32;
typedef struct os_u64 { uint64_t v; } os_u64;
typedef struct os_ptr { void *v; } os_ptr;

#ifdef ACOM_SIM
void os_point(void);                         /* a scheduling point */
#else
static inline void os_point(void) {}
#endif

static inline uint32_t os_load32(const os_u32 *a) { return __atomic_load_n(&a->v, __ATOMIC_SEQ_CST); }
/* Of a number alone, that says nothing of other memory. */
static inline uint32_t os_peek32(const os_u32 *a) { return __atomic_load_n(&a->v, __ATOMIC_RELAXED); }
static inline void os_store32(os_u32 *a, uint32_t v) { __atomic_store_n(&a->v, v, __ATOMIC_RELEASE); }
static inline uint32_t os_swap32(os_u32 *a, uint32_t v)
{
	os_point();
	return __atomic_exchange_n(&a->v, v, __ATOMIC_SEQ_CST);
}
static inline uint32_t os_add32(os_u32 *a, uint32_t d)
{
	os_point();
	return __atomic_add_fetch(&a->v, d, __ATOMIC_SEQ_CST);
}
static inline uint32_t os_sub32(os_u32 *a, uint32_t d)
{
	os_point();
	return __atomic_sub_fetch(&a->v, d, __ATOMIC_SEQ_CST);
}
static inline bool os_cas32(os_u32 *a, uint32_t expected, uint32_t v)
{
	os_point();
	return __atomic_compare_exchange_n(&a->v, &expected, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
static inline uint32_t os_or32(os_u32 *a, uint32_t bits) /* what it was */
{
	os_point();
	return __atomic_fetch_or(&a->v, bits, __ATOMIC_SEQ_CST);
}
static inline uint32_t os_and32(os_u32 *a, uint32_t bits) /* what it was */
{
	os_point();
	return __atomic_fetch_and(&a->v, bits, __ATOMIC_SEQ_CST);
}
static inline uint64_t os_load64(const os_u64 *a) { return __atomic_load_n(&a->v, __ATOMIC_SEQ_CST); }
/* What it is from now on: v, unless it is something else than 0 already. No scheduling point: that is so once in a process. */
static inline uint64_t os_settle64(os_u64 *a, uint64_t v)
{
	uint64_t was = 0;

	return __atomic_compare_exchange_n(&a->v, &was, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST) ? v : was;
}
static inline uint64_t os_add64(os_u64 *a, uint64_t d)
{
	os_point();
	return __atomic_add_fetch(&a->v, d, __ATOMIC_SEQ_CST);
}
static inline void *os_loadp(const os_ptr *a) { return __atomic_load_n(&a->v, __ATOMIC_SEQ_CST); }
static inline void os_storep(os_ptr *a, void *v) { __atomic_store_n(&a->v, v, __ATOMIC_RELEASE); }
static inline void *os_swapp(os_ptr *a, void *v)
{
	os_point();
	return __atomic_exchange_n(&a->v, v, __ATOMIC_SEQ_CST);
}
static inline bool os_casp(os_ptr *a, void *expected, void *v)
{
	os_point();
	return __atomic_compare_exchange_n(&a->v, &expected, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/* Reference counts: both return the new count. Others may run right behind an os_unref: the object may be gone then. */
static inline uint32_t os_ref(os_u32 *a) { os_point(); return __atomic_add_fetch(&a->v, 1, __ATOMIC_RELAXED); }
static inline uint32_t os_unref(os_u32 *a)
{
	uint32_t left = __atomic_sub_fetch(&a->v, 1, __ATOMIC_ACQ_REL);

	os_point();
	return left;
}
/* The same where only who has a count can take another: then who has the last one is alone, and need not count it down. */
static inline uint32_t os_unref_own(os_u32 *a) { return os_load32(a) == 1 ? 0 : os_unref(a); }

/* ---- locks: not recursive, zero-initialized is unlocked ---- */
#ifdef ACOM_SIM
typedef struct os_mutex { void *owner; } os_mutex;
#define OS_MUTEX_INIT { NULL }
void os_mutex_init(os_mutex *m);
void os_mutex_fini(os_mutex *m);
void os_mutex_lock(os_mutex *m);
void os_mutex_unlock(os_mutex *m);
#else
#include <pthread.h>
#if defined(__SANITIZE_THREAD__)
#define OS_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define OS_TSAN 1
#endif
#endif
#ifdef OS_TSAN
#include <sanitizer/tsan_interface.h>
#define OS_TSAN_MUTEX(what, ...) __tsan_mutex_##what(__VA_ARGS__)
#else
#define OS_TSAN_MUTEX(what, ...) ((void)0)
#endif
/* 0: free; 1: held; 2: held, and somebody may sleep. Taking it acquires, giving it back releases. */
typedef struct os_mutex { os_u32 state; } os_mutex;
#define OS_MUTEX_INIT { { 0 } }
void os_mutex_await(os_mutex *m);            /* of os_wait.c: the slow halves */
void os_mutex_wake(os_mutex *m);

static inline void os_mutex_init(os_mutex *m)
{
	m->state.v = 0;
	OS_TSAN_MUTEX(create, m, __tsan_mutex_not_static);
}
static inline void os_mutex_fini(os_mutex *m)
{
	OS_TSAN_MUTEX(destroy, m, 0);
	(void)m;
}
static inline void os_mutex_lock(os_mutex *m)
{
	uint32_t state = 0;

	OS_TSAN_MUTEX(pre_lock, m, 0);
	if (!__atomic_compare_exchange_n(&m->state.v, &state, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
		os_mutex_await(m);
	OS_TSAN_MUTEX(post_lock, m, 0, 0);
}
/* Once it is free the next holder may destroy it: what follows uses the address only. */
static inline void os_mutex_unlock(os_mutex *m)
{
	OS_TSAN_MUTEX(pre_unlock, m, 0);
	if (__atomic_exchange_n(&m->state.v, 0, __ATOMIC_RELEASE) == 2)
		os_mutex_wake(m);
	OS_TSAN_MUTEX(post_unlock, m, 0);
}
#endif

/* ---- trying before sleeping: the other side may be about to do what is waited for ---- */
/* Whether tries have paid of late, which is their thread's own knowledge. Zero-initialized: let us see. */
struct os_patience {
	uint64_t sober;        /* until then nothing is tried */
	uint16_t misses, hits;
};
/* Gives way to others a few times, and asks after each whether that has helped. False: it has not, or is not worth trying. In a
 * simulation nothing is tried. */
bool os_try(struct os_patience *p, uint64_t deadline, bool (*helped)(void *arg), void *arg);
void os_try_nothing(bool sober) __attribute__((used)); /* from now on threads sleep at once: for measurements */

/* ---- parking: a binary semaphore per waiting thread; an unpark before the park is not lost ---- */
typedef struct os_parker {
	os_u32 token;
	os_u32 waker;   /* the processor of the last unpark, + 1; a hint */
	struct os_patience patience; /* this and the rest are the parked thread's own */
	int wake;       /* an event + 1, of one that sleeps at descriptors; 0: it never did */
} os_parker;
/* What a token holds. SLEEPING and POLLING tell the waker that a system call is needed, and which. */
enum { PARK_EMPTY, PARK_TOKEN, PARK_SLEEPING, PARK_POLLING };
void os_parker_fini(os_parker *p); /* of one that may have slept at descriptors */
bool os_park(os_parker *p, uint64_t deadline); /* false: the time is over and no token came; true takes the token */
static inline bool os_unparked(os_parker *p)   /* a token has come; it is taken */
{
	return os_load32(&p->token) == PARK_TOKEN && os_cas32(&p->token, PARK_TOKEN, PARK_EMPTY);
}
bool os_nap(os_parker *p, uint64_t deadline);  /* the same, but it sleeps at once */
/* The same, but descriptors end it, too: false, *ready: which of them are readable, a bit each; 0: the time is over. */
bool os_park_at(os_parker *p, const int *fds, unsigned count, uint64_t deadline, uint64_t *ready);
void os_unpark(os_parker *p);
/* The same in two steps, for those who hold a lock that the woken thread wants next: the token under the lock, the system
 * call after it. What mark returned (NULL: nobody sleeps) may be gone by then; wake uses the address only. */
os_parker *os_unpark_mark(os_parker *p);
void os_unpark_wake(os_parker *marked);

/* ---- threads ---- */
typedef struct os_thread { void *impl; } os_thread;
/* 0 or an errno. fn runs on the new thread; every thread is joined or detached exactly once. */
int os_thread_start(os_thread *t, void (*fn)(void *arg), void *arg);
void os_thread_join(os_thread *t);
void os_thread_detach(os_thread *t);
uint64_t os_thread_id(void);                   /* gettid; unique among live threads, never 0 */
uint64_t os_thread_live(void);                 /* threads started here and not yet ended */
void os_yield(void);

/* The one thread-local pointer. `at_exit` runs when a thread ends with a non-NULL pointer. */
#ifdef ACOM_SIM
void *os_slot(void);
#else
/* In the memory that each thread has from its start, also where the library is a shared one. */
extern __thread void *os_slot_value __attribute__((visibility("hidden"), tls_model("initial-exec")));
static inline void *os_slot(void) { return os_slot_value; }
#endif
void os_slot_set(void *value, void (*at_exit)(void *value));

/* Octets that each thread has of its own beside it, zero at first, for what must not fail. `at_exit`, the same for all that
 * ask, runs when such a thread ends. */
enum { OS_LOCAL_SIZE = 64 };
void *os_local(void);
void os_local_at_exit(void (*at_exit)(void *local));

/* A copy, made by fork, of a process of which `in_use` said then that it is in use: it has the memory, but of the threads only its
 * own, and descriptors that are the other one's, too. Once; then the copying thread's slot is NULL in the copy. */
void os_copy_watch(bool (*in_use)(void));
extern os_u32 os_copied __attribute__((visibility("hidden")));
static inline bool os_is_copy(void) { return os_load32(&os_copied); }

/* ---- pollable events ---- */
int os_eventfd(void);                          /* nonblocking, close-on-exec, never descriptor 0; < 0: -errno */
void os_eventfd_set(int fd);
bool os_eventfd_clear(int fd);                 /* whether it was set */
int os_dup(int fd);                            /* close-on-exec, never descriptor 0; < 0: -errno */
void os_close(int fd);
enum os_fd_kind { OS_FD_BAD, OS_FD_REGULAR, OS_FD_DIRECTORY, OS_FD_DEVICE, OS_FD_PIPE, OS_FD_SOCKET, OS_FD_NAMELESS };
enum os_fd_kind os_fd_kind(int fd);            /* what stat says; NAMELESS: that it is no kind of file, as an eventfd */
enum { OS_POLL_MOST = 64 };
/* Waits until a descriptor is readable; *ready: which are, a bit each. How many; 0: time is over; < 0: -errno. */
int os_poll_many(const int *fds, unsigned count, uint64_t deadline, uint64_t *ready);
struct timespec;
int linux_poll(const int *fds, unsigned count, const struct timespec *left, uint64_t *ready); /* once; for os*.c alone */
static inline int os_poll(int fd, uint64_t deadline)
{
	uint64_t ready;

	return os_poll_many(&fd, 1, deadline, &ready);
}

/* ---- os_stack.c: who called ---- */
unsigned os_stack(void **places, unsigned most);      /* return addresses, the innermost first; how many */
bool os_stack_is_library(void *place);                /* in the shared library that holds this function, if it is in one */
void os_stack_name(void *place, char *text, size_t size); /* "file(symbol+0x12)", for addr2line without a symbol */

/* ---- os_file.c: a file that grows and is only written, and directories of this user ---- */
/* Makes it (mode 0600), or empties it, for this process alone; no link of either kind, pipe or socket. A descriptor above 2;
 * < 0: -errno. */
int os_file_make(const char *path);
/* Writes n octets at an offset: 0 or an errno; then the file ends at `at`. */
int os_file_put(int fd, uint64_t at, const void *data, size_t n);
/* On standard error, in one write. What becomes of that harms nobody: neither a limit on its size, nor a reader who has gone. */
void os_tell(const char *text, size_t n);
/* Errors are errno's, 0 is success. */
int os_directory_make(const char *path);             /* mode 0700; EEXIST: one is there, and stays as it is */
int os_directory_close_to_others(const char *path);  /* mode 0700 from now on */
int os_directory_lock(const char *path);             /* waits for those who hold it; a descriptor to unlock it; < 0: -errno */
void os_directory_unlock(int lock);
int os_file_remove(const char *path);                /* or a directory that is empty */
int linux_above_standard(int fd); /* the same at a number above 2; < 0: it is closed, errno says why. For os*.c alone */

/* ---- os_look.c: files that others may have prepared ---- */
enum { OS_PATH_MOST = 4096 };                  /* with the terminator */
enum os_file_kind { OS_FILE_REGULAR, OS_FILE_DIRECTORY, OS_FILE_LINK, OS_FILE_SOCKET, OS_FILE_OTHER };
struct os_file {
	int fd;                                /* good for the functions below only; os_close */
	enum os_file_kind kind;
	uint64_t device, number;               /* together its own among all files that exist */
	uint32_t owner, mode;                  /* mode: the twelve bits of chmod */
	uint64_t size;
};
/* Errors are errno's, 0 is success. Of `name` the last component is no link that would be followed; nothing waits.
 * directory: where a relative name begins, or -1. */
int os_file_find(int directory, const char *name, struct os_file *f);
int os_file_read(const struct os_file *f, void *buffer, size_t size, size_t *got); /* from the start; to its end, or `size` */
int os_file_list(const struct os_file *directory, bool (*fn)(const char *name, void *arg), void *arg); /* until fn says no */
int os_link_read(const struct os_file *link, char *target); /* where it leads to, into OS_PATH_MOST octets */
int os_path_real(const char *path, char *real); /* without links and dots, into OS_PATH_MOST octets */
uint32_t os_user(void);                         /* the one whose rights this process has */
const char *os_error_text(int error);

/* ---- os_socket.c, os_octets.c: stream sockets. Nonblocking, close-on-exec, above 2; a broken one is an error, no signal ---- */
enum os_family { OS_UNIX, OS_IPV4, OS_IPV6 };
enum { OS_UNIX_MOST = 108, OS_IP_MOST = 48, OS_PARTS_MOST = 64, OS_FDS_MOST = 32, OS_FDS_LOST };
struct os_address {
	enum os_family family;
	uint16_t port;                         /* of IP; 0: any that is free */
	uint8_t ip[16];
	char path[OS_UNIX_MOST];               /* of Unix; "": it has none in the file system */
};
struct os_peer { uint32_t process, user, group; };
struct os_part { const void *at; size_t size; };
struct os_room { void *at; size_t size; };

bool os_ip_parse(const char *text, struct os_address *a); /* a number, without a port */
void os_ip_text(const struct os_address *a, char text[OS_IP_MOST]);
/* Descriptors; < 0: -errno. */
int os_socket_listen(const struct os_address *a);         /* that of Unix has mode 0600 */
int os_socket_connect(const struct os_address *a, uint64_t deadline); /* -ETIMEDOUT when it is over */
int os_socket_accept(int listener);                       /* -EAGAIN: nobody is there */
/* One that this process was started with becomes as if it had been made here: 0 or an errno, when it is no listener. */
int os_socket_adopt(int fd);
int os_socket_address(int fd, struct os_address *a);      /* of this end: 0 or an errno */
int os_socket_other(int fd, struct os_address *a);        /* of the other one */
int os_socket_peer(int fd, struct os_peer *p);            /* who connected, or listened: 0 or an errno; for Unix only */
/* How many octets, which may be fewer than asked for; < 0: -errno, -EAGAIN: none for now. Descriptors that are written go with
 * the first octet, and stay the caller's own. A read ends behind octets that brought descriptors: they came with the last
 * write that it has a part of. fds: room for OS_FDS_MOST; the caller's from then on. *fd_count is OS_FDS_LOST: there were
 * more, or more than this process may have, and all are lost. fds: NULL: none are expected, which takes less, and what comes of
 * them all the same is closed. */
ptrdiff_t os_socket_read(int fd, void *buffer, size_t size, int *fds, unsigned *fd_count); /* 0: the other end has ended */
ptrdiff_t os_socket_read_into(int fd, const struct os_room *rooms, unsigned count, int *fds, unsigned *fd_count); /* the same */
/* One that may be waited at without asking first: os_socket_await reads as os_socket_read does, but sleeps for a short time until
 * something comes; -EAGAIN: nothing has, yet. False: this one may not, and simulated ones never. */
enum { OS_SOCKET_WAIT_MS = 10 };
bool os_socket_waits(int fd);
ptrdiff_t os_socket_await(int fd, void *buffer, size_t size, int *fds, unsigned *fd_count);
bool os_socket_widen(int fd); /* a local one takes more octets from now on, before a write of many has to wait; false: it is none */
ptrdiff_t os_socket_write(int fd, const struct os_part *parts, unsigned count, const int *fds, unsigned fd_count);
/* Of IP, from now on: after so much silence the kernel asks the other end's, and gives up after so much more of it; milliseconds,
 * whole seconds are what it knows. interval 0: as at first. */
void os_socket_patience(uint32_t interval, uint32_t bound);
/* An octet that says nothing but that there is something to look at; one that is there already says it as well. 0 or an errno. */
int os_socket_ring(int fd);
int os_socket_unring(int fd); /* all of those are taken. 0 or an errno; EPIPE: the other end has ended; EPROTO: too many */
void os_socket_end(int fd);                               /* nothing more is written: the other end reads to here */
void os_socket_deafen(int fd);                            /* nothing more is read: who waits here hears it */

/* ---- os_memory.c: memory that two processes share ---- */
int os_memory_make(size_t size);               /* a descriptor of zeros, whose size stays; < 0: -errno */
void *os_memory_map(int fd, size_t size);      /* NULL: it cannot be, is not so large, or could be taken away meanwhile */
void os_memory_unmap(void *memory, size_t size);
/* Sleeps while *word is `value`, for so long at most; returns early at will; simulated threads do not sleep so. One that sleeps
 * there, in any process, is woken. */
bool os_memory_waits(void);
void os_memory_await(os_u32 *word, uint32_t value, uint32_t milliseconds);
void os_memory_wake(os_u32 *word);

/* ---- os_set.c: descriptors that are waited for together. The set is readable (os_poll) when a wait would not last ---- */
enum { OS_READABLE = 1, OS_WRITABLE = 2, OS_READY_MOST = 64 };
enum { OS_EDGE = 4 };                          /* one of those who wait hears of it, once, until more comes */
struct os_set { int fd, wake; };
struct os_ready {
	void *what;                            /* NULL: os_set_wake was called */
	unsigned events;                       /* both when it is broken: reading or writing says how */
	bool ended;                            /* nothing comes behind what can be read now: who waits for edges reads to the end */
};
int os_set_make(struct os_set *s);             /* 0 or an errno */
void os_set_end(struct os_set *s);
/* From now on for these events; `what` is not NULL. 0 or an errno. A descriptor is forgotten before it is closed. */
int os_set_watch(struct os_set *s, int fd, unsigned events, void *what);
/* The same of one that is watched. Whoever waits for edges is told of the end in any case. */
int os_set_change(struct os_set *s, int fd, unsigned events, void *what);
void os_set_forget(struct os_set *s, int fd);
/* Up to `most` of what is ready. How many; 0: time is over; < 0: -errno. */
int os_set_wait(struct os_set *s, uint64_t deadline, struct os_ready *ready, unsigned most);
int os_set_join(const int *fds, unsigned count); /* a descriptor that is readable while one of these is; < 0: -errno */
void os_set_wake(struct os_set *s);            /* one wait ends, that which lasts or the next; wakes do not add up */

/* ---- os_library.c: shared objects ---- */
typedef void (*os_function)(void);
void *os_library_open(const char *path, const char **why); /* NULL: *why, good until this thread's next of these calls */
void os_library_close(void *library);
os_function os_library_function(void *library, const char *name); /* NULL: it has none */
/* That which `inside` points into, to be looked into with all that it needs, and closed; NULL: the program, which is no less. */
void *os_library_of(const void *inside);
/* The shared object that `inside` points into is never unloaded from here on. */
void os_library_keep(const void *inside);

/* ---- os_process.c: programs that are started ---- */

/* One of which it is not known yet whether it works. */
struct os_process { int report, keeper; };
enum os_process_end {
	OS_PROCESS_RUNS, OS_PROCESS_NOT_STARTED, /* value: an errno */
	OS_PROCESS_EXITED,                       /* its status */
	OS_PROCESS_KILLED,                       /* the signal */
	OS_PROCESS_UNKNOWN,
};
/* Starts it with these words (NULL behind them): in a session of its own, in the root directory, with standard input from
 * /dev/null, this process' standard output and error, its environment, and of all other descriptors only the listener, as
 * LISTEN_FDS says. It becomes init's child, not ours. 0 or an errno; EPERM in set-user-id programs. Then os_process_leave. */
int os_process_start(const char *path, char *const *words, int listener, struct os_process *p);
/* What has become of it until then; asked for once. */
enum os_process_end os_process_ended(const struct os_process *p, uint64_t deadline, int *value);
void os_process_leave(struct os_process *p);   /* nobody asks any more: it is on its own */

#endif
