/* late.c - every schedule of an apartment's end, beside a thread that is in it by default and makes an object known to others. */
#include "harness.h"
#include "simplestream.h"

#include <acom.h>

typedef struct Plain {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
} Plain;

ACOM_FACE(Plain, ISimpleStream)

static HRESULT Plain_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *n)
{
	(void)This, (void)pv, (void)cb;
	*n = 0;
	return E_NOTIMPL;
}

static HRESULT Plain_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *n)
{
	(void)This, (void)pv, (void)cb;
	*n = 0;
	return E_NOTIMPL;
}

static const ISimpleStreamVtbl Plain_ISimpleStream_vtbl = { ACOM_UNKNOWN(Plain, ISimpleStream), Plain_Read, Plain_Write };
static const AcomInterface Plain_map[] = { ACOM_ENTRY(Plain, ISimpleStream), ACOM_END };
static const AcomClass Plain_class = { .name = "Plain", .size = sizeof(Plain), .interfaces = Plain_map };

struct packer {
	struct harness_thread thread;
	HRESULT hr;
};

/* The octets are not wanted: what they refer to goes with the apartment. */
static void pack_main(void *arg)
{
	struct packer *u = arg;
	IStream *stream;
	IUnknown *p;

	assert_int_equal(AcomCreateObject(&Plain_class, NULL, &IID_IUnknown, (void **)&p), S_OK);
	u->hr = CoMarshalInterThreadInterfaceInStream(&IID_ISimpleStream, p, &stream);
	if (SUCCEEDED(u->hr))
		IStream_Release(stream);
	IUnknown_Release(p);
}

static void enter_and_leave(void)
{
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	CoUninitialize();
}

EXPLORE(an_object_is_marshaled_while_the_apartment_ends_that_a_thread_is_in_by_default, 2)
{
	struct packer u = { .hr = E_FAIL };

	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	harness_start(&u.thread, pack_main, &u);
	CoUninitialize();
	harness_join(&u.thread);
	assert_true(u.hr == S_OK || u.hr == CO_E_NOTINITIALIZED || u.hr == RPC_E_DISCONNECTED);
	enter_and_leave(); /* gives back what the process has remembered of interfaces */
}
