/* client.h - what the tests of the client's side share. */
#ifndef CLIENT_H
#define CLIENT_H

#include "house.h"

static inline bool client_is_mta(void)
{
	return thread_self()->apartment->kind == APARTMENT_MTA;
}

static inline ISynchronize *client_sync(AsyncISimpleStream *call)
{
	ISynchronize *sync;

	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronize, (void **)&sync), S_OK);
	return sync;
}

static inline ICancelMethodCalls *client_cancel(AsyncISimpleStream *call)
{
	ICancelMethodCalls *cancel;

	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	return cancel;
}

static inline ULONG client_release(void *p)
{
	return IUnknown_Release((IUnknown *)p);
}

/* Finish_Read of a call for 10 octets, which gives them if hr is a success. */
static inline void client_finish(AsyncISimpleStream *call, HRESULT hr)
{
	BYTE data[10];
	ULONG n = 99;

	memset(data, '?', sizeof data);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), hr);
	assert_int_equal(n, SUCCEEDED(hr) ? sizeof data : 0);
	house_check(data, n);
}

/* The server is let once the calling thread sleeps in the library; `done` is set before. */
struct client_let {
	struct house *house;
	os_u32 done;
	struct house_meanwhile meanwhile;
};

static inline void client_let_run(void *arg)
{
	struct client_let *let = arg;

	os_store32(&let->done, 1);
	house_let(let->house);
}

static inline void client_let_while_waiting(struct client_let *let)
{
	house_meanwhile(&let->meanwhile, client_let_run, let);
}

static inline void client_let_join(struct client_let *let)
{
	house_meanwhile_join(&let->meanwhile);
}

#endif
