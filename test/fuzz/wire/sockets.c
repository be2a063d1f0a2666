/* sockets.c - descriptors, time and chance in memory, by the linker's --wrap around the functions of os.h. */
#include "memory.h"

#include <errno.h>

#include "wire/transport.h"

enum { STREAM = 1 << 20, STREAMS = 16, OTHER = STREAM - 1, FILE_FD = STREAM + STREAMS, FILES = 256, ROOM = 37, USER = 1000 };

static struct {
	struct outside o;
	unsigned opened, writes;
	struct {
		bool open;
		unsigned events; /* that are watched for, and what for */
		void *what;
		struct ear ear;
	} streams[STREAMS];
	unsigned sharing; /* the stream that has sent a descriptor */
	unsigned reads, files; /* files: descriptors that were brought, or made of those */
	bool is_open[FILES];
	uint64_t now;
	uint32_t number;
} world;

/* ---- the promises of who writes ---- */

void ear_hear(struct ear *e, const uint8_t *octets, size_t size)
{
	struct span in = { octets, size };
	struct pdu_header h;
	struct pdu_trailer t;
	struct take body;
	const uint8_t *pdu;
	HRESULT hr;

	for (size_t i = 0; i < size; i++)
		e->said = (e->said ^ octets[i]) * 1099511628211u;
	inbox_take_rest(&e->inbox, &in);
	while ((hr = inbox_take(&e->inbox, &in, &pdu, &h)) == S_OK) {
		must(!h.auth_size && pdu_read_trailer(&h, pdu, &body, &t) == S_OK, "a PDU was written with a trailer");
		if (h.type == PDU_BIND || h.type == PDU_BIND_ACK) {
			e->inbox.longs = h.type == PDU_BIND ? PDU_REQUEST : PDU_RESPONSE;
			e->inbox.most = PDU_LONG;
		}
		inbox_take_rest(&e->inbox, &in);
	}
	must(hr == S_FALSE, "what was written is no PDU");
}

/* ---- descriptors that travel ---- */

static int file_open(void)
{
	if (world.files == FILES)
		return -EMFILE;
	world.is_open[world.files] = true;
	return FILE_FD + (int)world.files++;
}

static bool is_file(int fd) { return fd >= FILE_FD && fd < FILE_FD + (int)world.files; }

bool sockets_are_over(void) { return !world.o.size; }

int sockets_file(void) { return file_open(); }

bool sockets_has_file(int fd) { return is_file(fd) && world.is_open[fd - FILE_FD]; }

/* With the n-th read, if its bit is set: more or fewer. */
static unsigned files_bring(unsigned n, int *fds)
{
	unsigned most = n < 8 && world.o.brings >> n & 1 ? (world.o.shares ? 1 : 1 + n * 5 % 18) : 0, count = 0;

	for (int fd; count < most && (fd = file_open()) >= 0; count++)
		fds[count] = fd;
	return count;
}

/* ---- streams ---- */

static int stream_open(void)
{
	if (world.opened == STREAMS)
		return -EMFILE;
	account_connected();
	world.streams[world.opened].open = true;
	world.streams[world.opened].events = 0;
	world.streams[world.opened].ear.said = world.streams[world.opened].ear.inbox.have = 0;
	world.streams[world.opened].ear.inbox.begun.rest = 0;
	return STREAM + (int)world.opened++;
}

struct stream sockets_stream(bool far)
{
	return (struct stream){ .fd = stream_open(), .transport = &transports[far], .who = { .known = !far, .id = { 1, USER, USER } } };
}

void sockets_begin(const struct outside *o)
{
	world.o = *o;
	world.opened = world.writes = world.reads = world.files = world.sharing = 0;
	memory_begin(o->spoils);
	world.now = NS_PER_S;
	world.number = 0;
}

struct ear *sockets_ear(void) { return &world.streams[world.sharing].ear; }

void sockets_end(void)
{
	memory_end();
	for (unsigned i = 0; i < world.opened; i++)
		must(!world.streams[i].open, "a stream is left open");
	for (unsigned i = 0; i < world.files; i++)
		must(!world.is_open[i], "a descriptor that was brought is left open");
}

/* ---- what the library calls ---- */

ptrdiff_t __wrap_os_socket_read(int fd, void *buffer, size_t size, int *fds, unsigned *fd_count);
ptrdiff_t __wrap_os_socket_read_into(int fd, const struct os_room *rooms, unsigned count, int *fds, unsigned *fd_count);
ptrdiff_t __wrap_os_socket_write(int fd, const struct os_part *parts, unsigned count, const int *fds, unsigned fd_count);
int __wrap_os_socket_connect(const struct os_address *a, uint64_t deadline);
int __wrap_os_socket_peer(int fd, struct os_peer *p);
void __wrap_os_socket_end(int fd);
int __wrap_os_socket_listen(const struct os_address *a);
void __wrap_os_close(int fd);
void __real_os_close(int fd);
int __wrap_os_dup(int fd);
int __real_os_dup(int fd);
enum os_fd_kind __wrap_os_fd_kind(int fd);
int __wrap_os_set_make(struct os_set *s);
int __wrap_os_set_watch(struct os_set *s, int fd, unsigned events, void *what);
void __wrap_os_set_forget(struct os_set *s, int fd);
int __wrap_os_set_wait(struct os_set *s, uint64_t deadline, struct os_ready *ready, unsigned most);
void __wrap_os_set_wake(struct os_set *s);
bool __wrap_os_park(os_parker *p, uint64_t deadline);
bool __wrap_os_park_at(os_parker *p, const int *fds, unsigned count, uint64_t deadline, uint64_t *ready);
uint64_t __wrap_os_now(void);
int __wrap_os_file_find(int directory, const char *name, struct os_file *f);
void __wrap_os_random(void *buffer, size_t size);
uint32_t __wrap_os_user(void);

/* As many octets as the PDU that begins here has. */
static size_t next_pdu(void)
{
	struct pdu_header h = { .size = 0 };

	if (world.o.size < PDU_HEADER)
		return world.o.size;
	pdu_read_header(world.o.octets, &h);
	return h.size < PDU_HEADER ? PDU_HEADER : h.size;
}

size_t sockets_take(void *room, size_t size)
{
	size_t n = world.o.piece ? world.o.piece : next_pdu();

	n = n < world.o.size ? n : world.o.size;
	n = n < size ? n : size;
	account_received(n);
	memcpy(room, world.o.octets, n);
	world.o.octets += n;
	world.o.size -= n;
	return n;
}

ptrdiff_t __wrap_os_socket_read(int fd, void *buffer, size_t size, int *fds, unsigned *fd_count)
{
	size_t n = sockets_take(buffer, size);

	(void)fd;
	*fd_count = n && fds ? files_bring(world.reads++, fds) : 0;
	return (ptrdiff_t)n;
}

ptrdiff_t __wrap_os_socket_read_into(int fd, const struct os_room *rooms, unsigned count, int *fds, unsigned *fd_count)
{
	uint8_t octets[PDU_LONG];
	size_t size = 0, done = 0;

	for (unsigned i = 0; i < count; i++)
		size += rooms[i].size;
	ptrdiff_t n = __wrap_os_socket_read(fd, octets, size < sizeof octets ? size : sizeof octets, fds, fd_count);
	for (unsigned i = 0; done < (size_t)n; i++) {
		size_t part = rooms[i].size < (size_t)n - done ? rooms[i].size : (size_t)n - done;
		memcpy(rooms[i].at, octets + done, part);
		done += part;
	}
	return n;
}

ptrdiff_t __wrap_os_socket_write(int fd, const struct os_part *parts, unsigned count, const int *fds, unsigned fd_count)
{
	size_t room = world.o.stutter ? ROOM : SIZE_MAX, done = 0;

	for (unsigned i = 0; i < fd_count; i++)
		must(is_file(fds[i]) && world.is_open[fds[i] - FILE_FD], "a descriptor goes that is not there");
	if (world.o.stutter && world.writes++ % 2)
		return -EAGAIN;
	if (fd_count)
		world.sharing = (unsigned)(fd - STREAM);
	for (unsigned i = 0; i < count && done < room; i++) {
		size_t n = parts[i].size < room - done ? parts[i].size : room - done;

		ear_hear(&world.streams[fd - STREAM].ear, parts[i].at, n);
		done += n;
	}
	return (ptrdiff_t)done;
}

int __wrap_os_socket_connect(const struct os_address *a, uint64_t deadline)
{
	(void)a;
	(void)deadline;
	return world.o.peers ? stream_open() : -ECONNREFUSED;
}

int __wrap_os_socket_peer(int fd, struct os_peer *p)
{
	(void)fd;
	*p = (struct os_peer){ 1, USER, USER };
	return 0;
}

uint32_t __wrap_os_user(void) { return USER; }

void __wrap_os_socket_end(int fd) { (void)fd; }

int __wrap_os_socket_listen(const struct os_address *a)
{
	(void)a;
	account_broken("nobody asked to listen");
}

void __wrap_os_close(int fd)
{
	if (fd < STREAM) {
		__real_os_close(fd);
		return;
	}
	if (is_file(fd)) {
		must(world.is_open[fd - FILE_FD], "a descriptor that was brought is closed twice");
		world.is_open[fd - FILE_FD] = false;
		return;
	}
	must(world.streams[fd - STREAM].open, "a descriptor is closed twice");
	must(!world.streams[fd - STREAM].events, "a descriptor is closed that is watched");
	world.streams[fd - STREAM].open = false;
}

int __wrap_os_dup(int fd) { return is_file(fd) ? file_open() : __real_os_dup(fd); }

/* Of every kind there are some. */
enum os_fd_kind __wrap_os_fd_kind(int fd)
{
	return is_file(fd) ? OS_FD_REGULAR + (enum os_fd_kind)(fd - FILE_FD) % (OS_FD_NAMELESS - OS_FD_REGULAR + 1) : OS_FD_BAD;
}

int __wrap_os_set_make(struct os_set *s)
{
	s->fd = s->wake = OTHER;
	return 0;
}

int __wrap_os_set_watch(struct os_set *s, int fd, unsigned events, void *what)
{
	(void)s;
	world.streams[fd - STREAM].events = events;
	world.streams[fd - STREAM].what = what;
	return 0;
}

void __wrap_os_set_forget(struct os_set *s, int fd)
{
	(void)s;
	world.streams[fd - STREAM].events = 0;
}

/* Whoever is watched has something to read, for there is an end of it, too. */
int __wrap_os_set_wait(struct os_set *s, uint64_t deadline, struct os_ready *ready, unsigned most)
{
	int n = 0;

	(void)s;
	(void)deadline;
	for (unsigned i = 0; i < world.opened && (unsigned)n < most; i++)
		if (world.streams[i].events)
			ready[n++] = (struct os_ready){ world.streams[i].what, world.streams[i].events & (OS_READABLE | OS_WRITABLE),
							!world.o.size };
	return n;
}

static bool anything_watched(void)
{
	unsigned events = 0;

	for (unsigned i = 0; i < world.opened; i++)
		events |= world.streams[i].events;
	return events;
}

void sockets_look(unsigned times)
{
	while (times-- && anything_watched())
		AcomDispatch(0);
}

void __wrap_os_set_wake(struct os_set *s) { (void)s; }

static bool token_take(os_parker *p)
{
	return os_swap32(&p->token, PARK_EMPTY) == PARK_TOKEN;
}

bool __wrap_os_park(os_parker *p, uint64_t deadline)
{
	bool came = token_take(p);

	must(came || deadline != OS_FOREVER, "somebody waits for nobody");
	return came;
}

/* A stream can always be read, for it has an end. */
bool __wrap_os_park_at(os_parker *p, const int *fds, unsigned count, uint64_t deadline, uint64_t *ready)
{
	*ready = 0;
	if (token_take(p))
		return true;
	for (unsigned i = 0; i < count; i++)
		*ready |= (uint64_t)(fds[i] >= STREAM || (fds[i] == OTHER && anything_watched())) << i;
	must(*ready || deadline != OS_FOREVER, "somebody waits for nobody");
	return false;
}

/* No class is described anywhere. */
int __wrap_os_file_find(int directory, const char *name, struct os_file *f)
{
	(void)directory;
	(void)name;
	(void)f;
	return ENOENT;
}

uint64_t __wrap_os_now(void) { return world.now++; }

/* Little numbers in order, so that an input can name what they name. */
void __wrap_os_random(void *buffer, size_t size)
{
	uint32_t number = ++world.number;

	memset(buffer, 0, size);
	memcpy(buffer, &number, size < sizeof number ? size : sizeof number);
}
