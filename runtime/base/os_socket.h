/* os_socket.h - of os.h: sockets, and memory, by which processes talk. */
#ifndef ACOM_OS_SOCKET_H
#define ACOM_OS_SOCKET_H

#include "os_atomic.h"

/* ---- os_socket.c, os_octets.c: stream sockets. Nonblocking, close-on-exec, above 2; a broken one is an error, no signal ---- */
enum os_family { OS_UNIX, OS_IPV4, OS_IPV6, OS_NOWHERE /* nobody has looked so far */ };
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

#endif
