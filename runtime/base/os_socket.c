/* os_socket.c - stream sockets over Unix and IP: making them, and their ends; the same in both builds. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "os_stream.h"

union any_address {
	struct sockaddr any;
	struct sockaddr_un local;
	struct sockaddr_in ip4;
	struct sockaddr_in6 ip6;
};

_Static_assert(sizeof(((struct sockaddr_un *)0)->sun_path) == OS_UNIX_MOST, "a path of the kernel's length");

/* ---- addresses ---- */

bool os_ip_parse(const char *text, struct os_address *a)
{
	a->family = strchr(text, ':') ? OS_IPV6 : OS_IPV4;
	return inet_pton(a->family == OS_IPV6 ? AF_INET6 : AF_INET, text, a->ip) == 1;
}

void os_ip_text(const struct os_address *a, char text[OS_IP_MOST])
{
	inet_ntop(a->family == OS_IPV6 ? AF_INET6 : AF_INET, a->ip, text, OS_IP_MOST);
}

static socklen_t to_kernel(const struct os_address *a, union any_address *k)
{
	memset(k, 0, sizeof *k);
	if (a->family == OS_UNIX) {
		k->local.sun_family = AF_UNIX;
		memcpy(k->local.sun_path, a->path, OS_UNIX_MOST);
		return sizeof k->local;
	}
	if (a->family == OS_IPV4) {
		k->ip4.sin_family = AF_INET;
		k->ip4.sin_port = htons(a->port);
		memcpy(&k->ip4.sin_addr, a->ip, sizeof k->ip4.sin_addr);
		return sizeof k->ip4;
	}
	k->ip6.sin6_family = AF_INET6;
	k->ip6.sin6_port = htons(a->port);
	memcpy(&k->ip6.sin6_addr, a->ip, sizeof k->ip6.sin6_addr);
	return sizeof k->ip6;
}

/* An abstract name begins with a NUL. A path that is too long for us comes without one. */
static int path_from_kernel(const union any_address *k, socklen_t length, char path[OS_UNIX_MOST])
{
	size_t head = offsetof(struct sockaddr_un, sun_path), size = length > head ? length - head : 0;

	memcpy(path, k->local.sun_path, size < OS_UNIX_MOST ? size : OS_UNIX_MOST);
	return path[OS_UNIX_MOST - 1] ? ENAMETOOLONG : 0;
}

static int from_kernel(const union any_address *k, socklen_t length, struct os_address *a)
{
	memset(a, 0, sizeof *a);
	switch (k->any.sa_family) {
	case AF_UNIX:
		a->family = OS_UNIX;
		return path_from_kernel(k, length, a->path);
	case AF_INET:
		a->family = OS_IPV4;
		a->port = ntohs(k->ip4.sin_port);
		memcpy(a->ip, &k->ip4.sin_addr, sizeof k->ip4.sin_addr);
		return 0;
	case AF_INET6:
		a->family = OS_IPV6;
		a->port = ntohs(k->ip6.sin6_port);
		memcpy(a->ip, &k->ip6.sin6_addr, sizeof k->ip6.sin6_addr);
		return 0;
	default:
		return EAFNOSUPPORT;
	}
}

int os_socket_address(int fd, struct os_address *a)
{
	union any_address k;
	socklen_t length = sizeof k;

	return getsockname(fd, &k.any, &length) ? errno : from_kernel(&k, length, a);
}

int os_socket_other(int fd, struct os_address *a)
{
	union any_address k;
	socklen_t length = sizeof k;

	return getpeername(fd, &k.any, &length) ? errno : from_kernel(&k, length, a);
}

int os_socket_peer(int fd, struct os_peer *p)
{
	struct ucred who;
	socklen_t length = sizeof who;

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &length))
		return errno;
	*p = (struct os_peer){ (uint32_t)who.pid, who.uid, who.gid };
	return 0;
}

/* ---- making them ---- */

static bool set_option(int fd, int level, int option, int value)
{
	return !setsockopt(fd, level, option, &value, sizeof value);
}

/* Of the kernel's own questions: 60 seconds of silence, then one every 10, and the sixth is the last. */
enum { KEEP_IDLE = 60, KEEP_BOUND = 60, KEEP_PROBES = 6 };
static os_u32 keep_idle = { KEEP_IDLE }, keep_bound = { KEEP_BOUND };

static uint32_t whole_seconds(uint32_t milliseconds)
{
	return milliseconds / 1000 + (milliseconds % 1000 != 0);
}

void os_socket_patience(uint32_t interval, uint32_t bound)
{
	os_store32(&keep_idle, interval ? whole_seconds(interval) : KEEP_IDLE);
	os_store32(&keep_bound, interval ? whole_seconds(bound) : KEEP_BOUND);
}

static void keep_alive(int fd)
{
	int bound = (int)os_load32(&keep_bound), probes = bound < KEEP_PROBES ? bound : KEEP_PROBES;

	set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
	set_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, (int)os_load32(&keep_idle));
	set_option(fd, IPPROTO_TCP, TCP_KEEPINTVL, bound / probes);
	set_option(fd, IPPROTO_TCP, TCP_KEEPCNT, probes);
}

/* What nobody is told does not matter: without these a connection works as well, but slower or longer. */
static void tune(int fd, enum os_family family)
{
	if (family == OS_UNIX)
		return;
	set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
	keep_alive(fd);
}

/* fd or -errno; closed if an error is there. */
static int made_or_closed(int fd, int error)
{
	if (error && fd >= 0)
		close(fd);
	return error ? -error : fd;
}

static int socket_make(enum os_family family)
{
	int domain = family == OS_UNIX ? AF_UNIX : family == OS_IPV4 ? AF_INET : AF_INET6;

	return linux_above_standard(socket(domain, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

static bool nonblocking(int fd)
{
	return !fcntl(fd, F_SETFL, O_RDWR | O_NONBLOCK);
}

/* The mode is set before it has a name, so that nobody gets in before. Two processes cannot listen at one port: with
 * SO_REUSEADDR only what is left of old connections is no hindrance. */
static bool prepare_to_listen(int fd, enum os_family family)
{
	if (family == OS_UNIX)
		return !fchmod(fd, 0600);
	return set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1) &&
	       (family == OS_IPV4 || set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1));
}

int os_socket_listen(const struct os_address *a)
{
	union any_address k;
	socklen_t length = to_kernel(a, &k);
	int fd = socket_make(a->family);
	bool done = fd >= 0 && prepare_to_listen(fd, a->family) && !bind(fd, &k.any, length) && !listen(fd, SOMAXCONN) &&
		    nonblocking(fd);

	return made_or_closed(fd, done ? 0 : errno);
}

int os_socket_adopt(int fd)
{
	int listens = 0, type = 0, flags = fcntl(fd, F_GETFD);
	socklen_t length = sizeof listens;

	if (flags < 0 || getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) ||
	    getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length))
		return errno;
	if (type != SOCK_STREAM || !listens)
		return EINVAL;
	return fcntl(fd, F_SETFD, flags | FD_CLOEXEC) || !nonblocking(fd) ? errno : 0;
}

/* Somebody who gave up before he was accepted is no error of the listener's. */
int os_socket_accept(int listener)
{
	union any_address k;
	socklen_t length = sizeof k;
	int fd;

	os_point();
	do
		fd = accept4(listener, &k.any, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
	while (fd < 0 && (errno == EINTR || errno == ECONNABORTED || errno == EPROTO));
	fd = linux_above_standard(fd);
	if (fd < 0)
		return -errno;
	tune(fd, k.any.sa_family == AF_UNIX ? OS_UNIX : OS_IPV4);
	return fd;
}

/* How long a connect lasts at most: SO_SNDTIMEO bounds that of Unix too, which cannot be waited for otherwise. Zero would be
 * for ever. */
static bool set_patience(int fd, uint64_t deadline)
{
	uint64_t now = os_now(), left = deadline > now ? deadline - now : 0;
	struct timeval t = { (time_t)(left / NS_PER_S), (suseconds_t)(left % NS_PER_S / 1000) };

	if (deadline == OS_FOREVER)
		t = (struct timeval){ 0, 0 };
	else if (!t.tv_sec && !t.tv_usec)
		t.tv_usec = 1;
	return !setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &t, sizeof t);
}

/* 0 or an errno. An interrupted one goes on; that it is done already says EISCONN. */
static int connect_until(int fd, const struct os_address *a, uint64_t deadline)
{
	union any_address k;
	socklen_t length = to_kernel(a, &k);
	int error;

	do {
		if (!set_patience(fd, deadline))
			return errno;
		error = connect(fd, &k.any, length) ? errno : 0;
	} while (error == EINTR);
	if (error == EAGAIN || error == EINPROGRESS || error == EALREADY)
		return ETIMEDOUT;
	return error == EISCONN ? 0 : error;
}

/* Where nobody listens, a port that is given out to the client itself connects it to itself. */
static bool met_itself(int fd, const struct os_address *a)
{
	struct os_address here;

	return a->family != OS_UNIX && !os_socket_address(fd, &here) && here.port == a->port &&
	       !memcmp(here.ip, a->ip, sizeof here.ip);
}

int os_socket_connect(const struct os_address *a, uint64_t deadline)
{
	int fd = socket_make(a->family), error;

	if (fd < 0)
		return -errno;
	os_point();
	error = connect_until(fd, a, deadline);
	if (!error && met_itself(fd, a))
		error = ECONNREFUSED;
	if (!error && !nonblocking(fd))
		error = errno;
	tune(fd, a->family);
	return made_or_closed(fd, error);
}

void os_socket_end(int fd)
{
	shutdown(fd, SHUT_WR);
	os_point();
}

void os_socket_deafen(int fd)
{
	shutdown(fd, SHUT_RD);
	os_point();
}

/* Each wait for room to write is one for other threads, but octets that wait for their reader leave the processor's cache when they
 * are more. The kernel's own bound may be less. Between machines it knows better. */
enum { WIDE = 256 << 10 };

bool os_socket_widen(int fd)
{
	int family = 0;
	socklen_t length = sizeof family;

	return !getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &length) && family == AF_UNIX &&
	       set_option(fd, SOL_SOCKET, SO_SNDBUF, WIDE);
}
