/* trap.c - a server whose Write goes in and does not come out before the test says so. */
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trap.h"

typedef struct Trap {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	struct trap *t;
} Trap;

ACOM_FACE(Trap, ISimpleStream)

/* ---- events that count ---- */

static int event_make(void)
{
	int fd = eventfd(0, EFD_CLOEXEC | EFD_SEMAPHORE);

	assert_true(fd >= 0);
	return fd;
}

static void event_add(int fd, uint64_t n)
{
	assert_int_equal(write(fd, &n, sizeof n), sizeof n);
}

static void event_take(int fd)
{
	uint64_t one;

	harness_poll(fd, OS_FOREVER);
	assert_int_equal(read(fd, &one, sizeof one), sizeof one);
}

/* ---- the server ---- */

static HRESULT Trap_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	os_add32(&Trap_from_ISimpleStream(This)->t->reads, 1);
	memset(pv, 'r', cb);
	*pcbRead = cb;
	return S_OK;
}

static HRESULT Trap_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	struct trap *t = Trap_from_ISimpleStream(This)->t;
	uint32_t number;

	memcpy(&number, pv, sizeof number);
	os_store32(&t->last, pv[cb - 1]);
	os_add32(&t->inside[number], 1);
	event_add(t->came, 1);
	if (!t->passes)
		event_take(t->let);
	*pcbWritten = cb;
	return S_OK;
}

static const ISimpleStreamVtbl Trap_ISimpleStream_vtbl = { ACOM_UNKNOWN(Trap, ISimpleStream), Trap_Read, Trap_Write };
static const AcomInterface Trap_map[] = { ACOM_ENTRY(Trap, ISimpleStream), ACOM_END };
static const AcomClass Trap_class = { .name = "Trap", .size = sizeof(Trap), .interfaces = Trap_map };

static ISimpleStream *trap_object(void *arg)
{
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(&Trap_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	Trap_from_ISimpleStream(s)->t = arg;
	return s;
}

struct trap *trap_make(DWORD model)
{
	struct trap *t = away_memory(sizeof *t);

	t->house = (struct house){ .model = model, .make = trap_object, .arg = t };
	t->came = event_make();
	t->let = event_make();
	return t;
}

/* ---- its process ---- */

void trap_open(struct trap *t, enum away_transport over, DWORD client)
{
	house_open_away(&t->house, &t->away, over);
	house_enter(client);
}

void trap_close(struct trap *t)
{
	house_leave();
	house_close(&t->house);
	close(t->came);
	close(t->let);
	away_forget(t, sizeof *t);
}

void trap_stop(struct trap *t)
{
	away_stop(&t->away);
}

void trap_go_on(struct trap *t)
{
	away_go_on(&t->away);
}

void trap_kill(struct trap *t)
{
	away_kill(&t->away);
}

/* ---- calls ---- */

ISimpleStream *trap_stream(struct trap *t)
{
	return house_stream(&t->house);
}

HRESULT trap_write(AsyncISimpleStream *call, uint32_t number, ULONG octets)
{
	static BYTE data[TRAP_OCTETS];

	memcpy(data, &number, sizeof number);
	return AsyncISimpleStream_Begin_Write(call, data, octets);
}

AsyncISimpleStream *trap_begin(ISimpleStream *s, uint32_t number, ULONG octets)
{
	AsyncISimpleStream *call = house_call(s);

	assert_int_equal(trap_write(call, number, octets), S_OK);
	return call;
}

HRESULT trap_finish(AsyncISimpleStream *call)
{
	ULONG n;

	return AsyncISimpleStream_Finish_Write(call, &n);
}

void trap_wait(struct trap *t, unsigned n)
{
	while (n--)
		event_take(t->came);
}

void trap_let(struct trap *t, unsigned n)
{
	event_add(t->let, n);
}
