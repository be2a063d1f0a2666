/* alone.c - a client and a server that are one process, over system calls that fail: at both ends of one connection. */
#include "mixer.h"
#include "self.h"
#include "torture.h"
#include "../unit/transport.h"

enum { NAME = 4711, MUCH = 50000 };

static struct self self;
static struct address address;

static void read_some(ISimpleStream *s, ULONG size)
{
	BYTE *data = needed(os_alloc(size));
	ULONG n = 0;

	if (torture_ok(ISimpleStream_Read(s, data, size, &n))) {
		assert_int_equal(n, size);
		house_check(data, n);
	}
	os_free(data);
}

static void finish_one(ISimpleStream *s)
{
	AsyncISimpleStream *call = NULL;
	ICallFactory *factory;
	BYTE data[26];
	ULONG n = 0;

	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	if (torture_ok(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_AsyncISimpleStream, (IUnknown **)&call))) {
		if (torture_ok(AsyncISimpleStream_Begin_Read(call, sizeof data)) &&
		    torture_ok(AsyncISimpleStream_Finish_Read(call, data, &n)))
			house_check(data, n);
		AsyncISimpleStream_Release(call);
	}
	ICallFactory_Release(factory);
}

static void call(void)
{
	ISimpleStream *s;

	if (!torture_ok(self_get(&self, &address, (void **)&s)))
		return;
	read_some(s, 26);
	finish_one(s);
	read_some(s, MUCH);
	ISimpleStream_Release(s);
}

static void torture(const char *listen_at, DWORD server, bool async)
{
	struct house h = { .model = server, .async = async };

	address = address_at(listen_at);
	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	self_listen(&address);
	self_export(&self, &h, &IID_ISimpleStream, NAME);
	fault_on(true);
	call();
	fault_on(false);
	call();
	torture_strictly = true;
	call();
	torture_strictly = false;
	assert_int_equal(AcomStopListening(NULL), S_OK);
	self_unexport(&self);
	house_close(&h);
	house_leave();
}

static const char *local(void)
{
	static char text[ADDRESS_MOST];

	snprintf(text, sizeof text, "unix:%s/alone", scratch_make());
	return text;
}

TORTURE(one_process_calls_itself)
{
	torture(local(), COINIT_MULTITHREADED, true);
	scratch_remove();
}

TORTURE(one_process_calls_an_sta_of_its_own)
{
	torture(local(), COINIT_APARTMENTTHREADED, false);
	scratch_remove();
}
