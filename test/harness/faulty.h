/* faulty.h - what runtime/base/os*.c are compiled with so that their system calls can fail on purpose (fault.h): each name is the
 * call with a look at the plan in front of it. The sources stay as they are.
 */
#ifndef HARNESS_FAULTY_H
#define HARNESS_FAULTY_H

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"

#define FAULT_MET(name) ({ \
	static struct fault_site site_ __attribute__((section("fault_sites"), used, aligned(32))) = { __func__, name, { NULL } }; \
	fault_met(&site_); \
})
/* One that fails with -1 and errno; that returns NULL; that returns its error. */
#define FAULT_ERRNO(name, call) ({ int met_ = FAULT_MET(name); met_ ? (errno = met_, -1) : (call); })
#define FAULT_NULL(name, call) ({ int met_ = FAULT_MET(name); met_ ? (errno = met_, NULL) : (call); })
#define FAULT_VALUE(name, call) ({ int met_ = FAULT_MET(name); met_ ? met_ : (call); })

#define socket(...) FAULT_ERRNO("socket", socket(__VA_ARGS__))
#define bind(...) FAULT_ERRNO("bind", bind(__VA_ARGS__))
#define listen(...) FAULT_ERRNO("listen", listen(__VA_ARGS__))
#define connect(...) FAULT_ERRNO("connect", connect(__VA_ARGS__))
#define getsockname(...) FAULT_ERRNO("getsockname", getsockname(__VA_ARGS__))
#define getpeername(...) FAULT_ERRNO("getpeername", getpeername(__VA_ARGS__))
#define getsockopt(...) FAULT_ERRNO("getsockopt", getsockopt(__VA_ARGS__))
#define setsockopt(...) FAULT_ERRNO("setsockopt", setsockopt(__VA_ARGS__))
#define shutdown(...) FAULT_ERRNO("shutdown", shutdown(__VA_ARGS__))
#define send(...) FAULT_ERRNO("send", send(__VA_ARGS__))
#define recv(...) FAULT_ERRNO("recv", recv(__VA_ARGS__))
#define memfd_create(...) FAULT_ERRNO("memfd_create", memfd_create(__VA_ARGS__))
#define fstatfs(...) FAULT_ERRNO("fstatfs", fstatfs(__VA_ARGS__))
#define getrlimit(...) FAULT_ERRNO("getrlimit", getrlimit(__VA_ARGS__))
#define mmap(...) ({ int met_ = FAULT_MET("mmap"); met_ ? (errno = met_, MAP_FAILED) : mmap(__VA_ARGS__); })
#define fcntl(fd, command, ...) FAULT_ERRNO(#command, fcntl(fd, command, ##__VA_ARGS__))
#define fchmod(...) FAULT_ERRNO("fchmod", fchmod(__VA_ARGS__))
#define eventfd(...) FAULT_ERRNO("eventfd", eventfd(__VA_ARGS__))
#define eventfd_read(...) FAULT_ERRNO("eventfd_read", eventfd_read(__VA_ARGS__))
#define eventfd_write(...) FAULT_ERRNO("eventfd_write", eventfd_write(__VA_ARGS__))
#define epoll_create1(...) FAULT_ERRNO("epoll_create1", epoll_create1(__VA_ARGS__))
#define poll(...) FAULT_ERRNO("poll", poll(__VA_ARGS__))
#define ppoll(...) FAULT_ERRNO("ppoll", ppoll(__VA_ARGS__))
#define open(...) FAULT_ERRNO("open", open(__VA_ARGS__))
#define openat(...) FAULT_ERRNO("openat", openat(__VA_ARGS__))
#define fstat(...) FAULT_ERRNO("fstat", fstat(__VA_ARGS__))
#define flock(...) FAULT_ERRNO("flock", flock(__VA_ARGS__))
#define ftruncate(...) FAULT_ERRNO("ftruncate", ftruncate(__VA_ARGS__))
#define mkdir(...) FAULT_ERRNO("mkdir", mkdir(__VA_ARGS__))
#define chmod(...) FAULT_ERRNO("chmod", chmod(__VA_ARGS__))
#define remove(...) FAULT_ERRNO("remove", remove(__VA_ARGS__))
#define readlinkat(...) FAULT_ERRNO("readlinkat", readlinkat(__VA_ARGS__))
#define realpath(...) FAULT_NULL("realpath", realpath(__VA_ARGS__))
#define fdopendir(...) FAULT_NULL("fdopendir", fdopendir(__VA_ARGS__))
#define socketpair(...) FAULT_ERRNO("socketpair", socketpair(__VA_ARGS__))
#define waitpid(...) FAULT_ERRNO("waitpid", waitpid(__VA_ARGS__))
#define signalfd(...) FAULT_ERRNO("signalfd", signalfd(__VA_ARGS__))
#define dup2(...) FAULT_ERRNO("dup2", dup2(__VA_ARGS__))
#define dup3(...) FAULT_ERRNO("dup3", dup3(__VA_ARGS__))
#define chdir(...) FAULT_ERRNO("chdir", chdir(__VA_ARGS__))
#define execve(...) FAULT_ERRNO("execve", execve(__VA_ARGS__))
#define pthread_create(...) FAULT_VALUE("pthread_create", pthread_create(__VA_ARGS__))
#define syscall(number, ...) FAULT_ERRNO(#number, syscall(number, ##__VA_ARGS__))

#define recvmsg(...) fault_recvmsg(FAULT_MET("recvmsg"), __VA_ARGS__)
#define sendmsg(...) fault_sendmsg(FAULT_MET("sendmsg"), __VA_ARGS__)
#define accept4(...) fault_accept4(FAULT_MET("accept4"), __VA_ARGS__)
#define epoll_ctl(...) fault_epoll_ctl(FAULT_MET("epoll_ctl"), __VA_ARGS__)
#define epoll_wait(...) fault_epoll_wait(FAULT_MET("epoll_wait"), __VA_ARGS__)
#define read(...) fault_read(FAULT_MET("read"), __VA_ARGS__)
#define pwrite(...) fault_pwrite(FAULT_MET("pwrite"), __VA_ARGS__)
#define getrandom(...) fault_getrandom(FAULT_MET("getrandom"), __VA_ARGS__)
#define close(...) fault_close(FAULT_MET("close"), __VA_ARGS__)

#endif
