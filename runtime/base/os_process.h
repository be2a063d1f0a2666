/* os_process.h - of os.h: programs that are started, shared objects, and who called. */
#ifndef ACOM_OS_PROCESS_H
#define ACOM_OS_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/* ---- os_library.c: shared objects ---- */
typedef void (*os_function)(void);
void *os_library_open(const char *path, const char **why); /* NULL: *why, good until this thread's next of these calls */
void os_library_close(void *library);
os_function os_library_function(void *library, const char *name); /* NULL: it has none */
/* That which `inside` points into, to be looked into with all that it needs, and closed; NULL: the program, which is no less. */
void *os_library_of(const void *inside);
/* The shared object that `inside` points into is never unloaded from here on. */
void os_library_keep(const void *inside);

/* ---- os_stack.c: who called ---- */
unsigned os_stack(void **places, unsigned most);      /* return addresses, the innermost first; how many */
bool os_stack_is_library(void *place);                /* in the shared library that holds this function, if it is in one */
void os_stack_name(void *place, char *text, size_t size); /* "file(symbol+0x12)", for addr2line without a symbol */

#endif
