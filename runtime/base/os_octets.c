/* os_octets.c - octets over stream sockets, and descriptors with them; the same in both builds. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include "os_stream.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SEEN 1
#endif
#endif
#if defined(OS_TSAN) || defined(__SANITIZE_ADDRESS__) || defined(recvmsg)
#define SEEN 1
#endif

/* glibc's may be where a thread is cancelled, and what that takes is more than all else that they do. Who looks at what is called
 * sees glibc's. */
/* One piece alone, without descriptors, has less to be looked at. */
static ptrdiff_t receive_message(int fd, struct msghdr *m, int flags)
{
#ifdef SEEN
	return recvmsg(fd, m, flags);
#else
	if (m->msg_iovlen == 1 && !m->msg_control)
		return syscall(SYS_recvfrom, fd, m->msg_iov->iov_base, m->msg_iov->iov_len, flags, NULL, NULL);
	return syscall(SYS_recvmsg, fd, m, flags);
#endif
}

static ptrdiff_t send_message(int fd, const struct msghdr *m, int flags)
{
#ifdef SEEN
	return sendmsg(fd, m, flags);
#else
	if (m->msg_iovlen == 1 && !m->msg_control)
		return syscall(SYS_sendto, fd, m->msg_iov->iov_base, m->msg_iov->iov_len, flags, NULL, 0);
	return syscall(SYS_sendmsg, fd, m, flags);
#endif
}

/* Aligned as the kernel's headers in it want to be. */
union control {
	struct cmsghdr head;
	char room[CMSG_SPACE(OS_FDS_MOST * sizeof(int))];
};

static void close_all(const int *fds, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

static void collect_fds(struct msghdr *m, int *fds, unsigned *count)
{
	for (struct cmsghdr *c = CMSG_FIRSTHDR(m); c; c = CMSG_NXTHDR(m, c)) {
		size_t size = c->cmsg_len - CMSG_LEN(0);

		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS || *count + size / sizeof(int) > OS_FDS_MOST)
			continue;
		memcpy(fds + *count, CMSG_DATA(c), size);
		*count += (unsigned)(size / sizeof(int));
	}
}

/* All or none: 0 or an errno. */
static int take_fds(struct msghdr *m, int *fds, unsigned *count)
{
	bool lost = m->msg_flags & MSG_CTRUNC;
	int error = 0;

	*count = 0;
	collect_fds(m, fds, count);
	for (unsigned i = 0; i < *count; i++) {
		fds[i] = linux_above_standard(fds[i]);
		if (fds[i] < 0)
			error = errno;
	}
	if (lost || error) {
		close_all(fds, *count);
		*count = lost ? OS_FDS_LOST : 0;
	}
	return error;
}

/* The first `most` octets of the rooms, or fewer; how many pieces that are. */
static unsigned cut_rooms(const struct os_room *rooms, unsigned count, size_t most, struct iovec pieces[OS_PARTS_MOST])
{
	unsigned n;

	for (n = 0; n < count && n < OS_PARTS_MOST && most; n++) {
		size_t size = rooms[n].size < most ? rooms[n].size : most;

		pieces[n] = (struct iovec){ rooms[n].at, size };
		most -= size;
	}
	return n;
}

static ptrdiff_t receive(int fd, struct iovec *pieces, unsigned count, bool waits, int *fds, unsigned *fd_count)
{
	int flags = MSG_CMSG_CLOEXEC | (waits ? 0 : MSG_DONTWAIT);
	union control control;
	struct msghdr m = {
		.msg_iov = pieces, .msg_iovlen = count, .msg_control = fds ? &control : NULL, .msg_controllen = fds ? sizeof control : 0,
	};
	ptrdiff_t n;
	int error;

	do
		n = receive_message(fd, &m, flags);
	while (n < 0 && errno == EINTR && !waits);
	if (n < 0)
		return errno == EINTR ? -EAGAIN : -errno;
	if (!fds || (!m.msg_controllen && !(m.msg_flags & MSG_CTRUNC)))
		return n;
	error = take_fds(&m, fds, fd_count);
	return error ? -error : n;
}

static ptrdiff_t read_one(int fd, void *buffer, size_t size, bool waits, int *fds, unsigned *fd_count)
{
	struct iovec room = { buffer, size };
	ptrdiff_t n = stream_chosen(fd, &room.iov_len);

	*fd_count = 0;
	return n < 0 ? n : receive(fd, &room, 1, waits, fds, fd_count);
}

ptrdiff_t os_socket_read(int fd, void *buffer, size_t size, int *fds, unsigned *fd_count)
{
	return read_one(fd, buffer, size, false, fds, fd_count);
}

ptrdiff_t os_socket_read_into(int fd, const struct os_room *rooms, unsigned count, int *fds, unsigned *fd_count)
{
	struct iovec pieces[OS_PARTS_MOST];
	size_t size = 0;

	for (unsigned i = 0; i < count; i++)
		size += rooms[i].size;
	ptrdiff_t n = stream_chosen(fd, &size);
	*fd_count = 0;
	return n < 0 ? n : receive(fd, pieces, cut_rooms(rooms, count, size, pieces), false, fds, fd_count);
}

bool os_socket_waits(int fd)
{
#ifdef ACOM_SIM
	return (void)fd, false;
#else
	struct timeval t = { .tv_usec = OS_SOCKET_WAIT_MS * 1000 };

	return !setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t) && !fcntl(fd, F_SETFL, O_RDWR);
#endif
}

ptrdiff_t os_socket_await(int fd, void *buffer, size_t size, int *fds, unsigned *fd_count)
{
	return read_one(fd, buffer, size, true, fds, fd_count);
}

static void attach_fds(struct msghdr *m, union control *control, const int *fds, unsigned count)
{
	if (!count)
		return;
	memset(control, 0, sizeof *control);
	m->msg_control = control;
	m->msg_controllen = CMSG_SPACE(count * sizeof *fds);
	struct cmsghdr *c = CMSG_FIRSTHDR(m);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(count * sizeof *fds);
	memcpy(CMSG_DATA(c), fds, count * sizeof *fds);
}

/* The first `most` octets of the parts, or fewer; how many pieces that are. */
static unsigned cut(const struct os_part *parts, unsigned count, size_t most, struct iovec pieces[OS_PARTS_MOST])
{
	unsigned n;

	for (n = 0; n < count && n < OS_PARTS_MOST && most; n++) {
		size_t size = parts[n].size < most ? parts[n].size : most;

		pieces[n] = (struct iovec){ (void *)(uintptr_t)parts[n].at, size };
		most -= size;
	}
	return n;
}

static size_t size_of(const struct os_part *parts, unsigned count)
{
	size_t size = 0;

	for (unsigned i = 0; i < count; i++)
		size += parts[i].size;
	return size;
}

static ptrdiff_t send_on(int fd, const struct msghdr *m)
{
	ptrdiff_t n;

	do
		n = send_message(fd, m, MSG_NOSIGNAL | MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	os_point();
	return n < 0 ? -errno : n;
}

static ptrdiff_t send_parts(int fd, const struct os_part *parts, unsigned count, size_t size, const int *fds, unsigned fd_count)
{
	struct iovec pieces[OS_PARTS_MOST];
	struct msghdr m = { .msg_iov = pieces };
	union control control;

	m.msg_iovlen = cut(parts, count, size, pieces);
	attach_fds(&m, &control, fds, fd_count);
	return send_on(fd, &m);
}

static ptrdiff_t send_part(int fd, const void *at, size_t size)
{
	struct iovec piece = { (void *)(uintptr_t)at, size };

	return send_on(fd, &(struct msghdr){ .msg_iov = &piece, .msg_iovlen = 1 });
}

ptrdiff_t os_socket_write(int fd, const struct os_part *parts, unsigned count, const int *fds, unsigned fd_count)
{
	size_t size = size_of(parts, count);
	ptrdiff_t n = stream_chosen(fd, &size);

	if (n < 0)
		return n;
	if (fd_count > OS_FDS_MOST || (fd_count && !size))
		return -EINVAL;
	return count == 1 && !fd_count ? send_part(fd, parts->at, size) : send_parts(fd, parts, count, size, fds, fd_count);
}

/* ---- bells ---- */

/* A socket that is full of them has told. */
int os_socket_ring(int fd)
{
	ptrdiff_t n;

	do
		n = send(fd, "", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	os_point();
	return n < 0 && errno != EAGAIN ? errno : 0;
}

/* Descriptors that somebody sends with them are nobody's. Each bell takes more of a socket than its octet: so many are none. */
int os_socket_unring(int fd)
{
	char octets[256];
	size_t most = 64 << 10, came = 0;
	ptrdiff_t n;

	do {
		os_point();
		n = recv(fd, octets, sizeof octets, MSG_DONTWAIT);
		came += n > 0 ? (size_t)n : 0;
	} while ((n > 0 && came < most) || (n < 0 && errno == EINTR));
	return n > 0 ? EPROTO : !n ? EPIPE : errno != EAGAIN ? errno : 0;
}
