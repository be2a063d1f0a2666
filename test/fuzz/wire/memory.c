/* memory.c - memory in place of that which processes share, by the linker's --wrap around the functions of os.h: the input goes on
 * there, and what the library writes there is heard. One connection at a time has some. */
#include "memory.h"

#include <errno.h>

#include "wire/lanes.h"

enum { WORDS = 6 };

static struct memory memory;
static struct {
	bool mapped, made; /* by the library, which is a client then */
	bool reads;        /* the library, there: what comes does not come by the socket any more */
	uint32_t head;     /* what the world has written */
	unsigned turns;
	uint16_t spoils;
	bool spoilt;
} shared;

void memory_begin(uint16_t spoils)
{
	memset(&shared, 0, sizeof shared);
	shared.spoils = spoils;
}

uint16_t memory_spoils(struct span octets)
{
	return octets.size < 2 ? 0 : (uint16_t)(octets.at[octets.size - 2] | octets.at[octets.size - 1] << 8);
}

void memory_end(void) { must(!shared.mapped, "memory is left mapped"); }

/* ---- what the world does ---- */

static struct lane *lane_to_library(void) { return &memory.lanes[shared.made]; }
static struct lane *lane_from_library(void) { return &memory.lanes[!shared.made]; }

static void write_some(void)
{
	struct lane *lane = lane_to_library();
	uint8_t octets[PDU_LONG];
	size_t room = LANE - (shared.head - os_load32(&lane->tail));
	size_t n = room <= LANE ? sockets_take(octets, room < sizeof octets ? room : sizeof octets) : 0;

	for (size_t i = 0; i < n; i++)
		memory.octets[shared.made][(shared.head + i) % LANE] = octets[i];
	shared.head += (uint32_t)n;
	if (n)
		os_store32(&lane->head, shared.head);
}

static void read_all(void)
{
	struct lane *lane = lane_from_library();
	uint32_t tail = os_load32(&lane->tail), size = os_load32(&lane->head) - tail, base = os_load32(&lane->base);

	must(size <= LANE, "it writes more than there is room for");
	for (uint32_t done = 0, part; done < size; done += part) {
		uint32_t place = (tail - base + done) % LANE;
		part = size - done < LANE - place ? size - done : LANE - place;
		ear_hear(sockets_ear(), &memory.octets[!shared.made][place], part);
	}
	os_store32(&lane->tail, tail + size);
	os_store32(&lane->full, false);
}

/* Once. Whatever it says from then on may be wrong. */
static void spoil(void)
{
	struct lane *lane = &memory.lanes[shared.spoils >> 4 & 1];
	os_u32 *const words[WORDS] = { &lane->head, &lane->base, &lane->full, &lane->over, &lane->tail, &lane->sleeps };

	if (!shared.spoils || shared.turns != (shared.spoils & 15u))
		return;
	os_store32(words[(shared.spoils >> 5 & 7) % WORDS], (shared.spoils >> 8) * (shared.spoils & 0x1000 ? 0x01010101u : 1));
	shared.spoilt = true;
}

static void turn(void)
{
	if (!shared.mapped)
		return;
	shared.turns++;
	spoil();
	if (!shared.spoilt)
		read_all();
	if (shared.reads)
		write_some();
	os_store32(&lane_to_library()->sleeps, AWAKE);
}

/* ---- what the library calls ---- */

int __wrap_os_memory_make(size_t size);
void *__wrap_os_memory_map(int fd, size_t size);
void __wrap_os_memory_unmap(void *at, size_t size);
bool __wrap_os_memory_waits(void);
void __wrap_os_memory_await(os_u32 *word, uint32_t value, uint32_t milliseconds);
void __wrap_os_memory_wake(os_u32 *word);
int __wrap_os_socket_ring(int fd);
int __wrap_os_socket_unring(int fd);

int __wrap_os_memory_make(size_t size)
{
	(void)size;
	if (shared.mapped)
		return -EMFILE;
	shared.made = true;
	return sockets_file();
}

void *__wrap_os_memory_map(int fd, size_t size)
{
	must(size == sizeof memory && sockets_has_file(fd), "what is to be mapped is none of these");
	if (shared.mapped)
		return NULL;
	memset(&memory, 0, sizeof memory);
	shared.mapped = true;
	shared.head = 0;
	shared.reads = false;
	return &memory;
}

void __wrap_os_memory_unmap(void *at, size_t size)
{
	must(at == &memory && size == sizeof memory && shared.mapped, "what is unmapped was not mapped");
	if (!shared.spoilt)
		read_all();
	shared.mapped = shared.made = false;
}

bool __wrap_os_memory_waits(void) { return true; }

void __wrap_os_memory_await(os_u32 *word, uint32_t value, uint32_t milliseconds)
{
	(void)word;
	(void)value;
	(void)milliseconds;
	shared.reads = true;
	turn();
}

void __wrap_os_memory_wake(os_u32 *word) { (void)word; }

int __wrap_os_socket_ring(int fd)
{
	(void)fd;
	turn();
	return 0;
}

/* Behind the last of the input the other end is gone. */
int __wrap_os_socket_unring(int fd)
{
	uint32_t before = shared.head;

	(void)fd;
	shared.reads = true;
	turn();
	return shared.head == before && sockets_are_over() ? EPIPE : 0;
}
