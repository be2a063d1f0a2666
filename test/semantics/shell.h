/* shell.h - an outer object around a call object, for clients that aggregate: it may put itself before ISynchronize. */
#ifndef SHELL_H
#define SHELL_H

#include "client.h"

struct shell {
	IUnknown IUnknown_iface;
	ISynchronize ISynchronize_iface;
	os_u32 refs;
	IUnknown *inner;                  /* the call object's own unknown, counted */
	ISynchronize *sync;               /* the call object's own; lives as long as inner */
	bool listens;                     /* ISynchronize is the shell's, which hands on to `sync` */
	void (*on_reset)(struct shell *); /* called first, if they are set */
	void (*on_signal)(struct shell *);
	os_u32 resets, signals, waits;    /* what it heard */
};

static inline struct shell *shell_of(IUnknown *This)
{
	return container_of(This, struct shell, IUnknown_iface);
}

static inline struct shell *shell_of_sync(ISynchronize *This)
{
	return container_of(This, struct shell, ISynchronize_iface);
}

static ULONG shell_AddRef(IUnknown *This)
{
	return os_ref(&shell_of(This)->refs);
}

static ULONG shell_Release(IUnknown *This)
{
	return os_unref(&shell_of(This)->refs);
}

static HRESULT shell_QueryInterface(IUnknown *This, REFIID riid, void **ppv)
{
	struct shell *s = shell_of(This);

	if (IsEqualIID(riid, &IID_IUnknown))
		*ppv = This;
	else if (s->listens && IsEqualIID(riid, &IID_ISynchronize))
		*ppv = &s->ISynchronize_iface;
	else
		return s->inner ? IUnknown_QueryInterface(s->inner, riid, ppv) : E_NOINTERFACE;
	shell_AddRef(This);
	return S_OK;
}

static HRESULT shell_sync_QueryInterface(ISynchronize *This, REFIID riid, void **ppv)
{
	return shell_QueryInterface(&shell_of_sync(This)->IUnknown_iface, riid, ppv);
}

static ULONG shell_sync_AddRef(ISynchronize *This)
{
	return shell_AddRef(&shell_of_sync(This)->IUnknown_iface);
}

static ULONG shell_sync_Release(ISynchronize *This)
{
	return shell_Release(&shell_of_sync(This)->IUnknown_iface);
}

static HRESULT shell_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	os_add32(&shell_of_sync(This)->waits, 1);
	return ISynchronize_Wait(shell_of_sync(This)->sync, flags, milliseconds);
}

static HRESULT shell_Signal(ISynchronize *This)
{
	struct shell *s = shell_of_sync(This);

	os_add32(&s->signals, 1);
	if (s->on_signal)
		s->on_signal(s);
	return ISynchronize_Signal(s->sync);
}

static HRESULT shell_Reset(ISynchronize *This)
{
	struct shell *s = shell_of_sync(This);

	os_add32(&s->resets, 1);
	if (s->on_reset)
		s->on_reset(s);
	return ISynchronize_Reset(s->sync);
}

/* Read the rest of `s` as it is set before. */
static inline void shell_prepare(struct shell *s)
{
	static const IUnknownVtbl unknown = { shell_QueryInterface, shell_AddRef, shell_Release };
	static const ISynchronizeVtbl sync = {
		shell_sync_QueryInterface, shell_sync_AddRef, shell_sync_Release, shell_Wait, shell_Signal, shell_Reset,
	};

	s->IUnknown_iface.lpVtbl = &unknown;
	s->ISynchronize_iface.lpVtbl = &sync;
	os_store32(&s->refs, 1);
}

/* Around the call object that is in `inner` now: AsyncISimpleStream of the whole. */
static inline AsyncISimpleStream *shell_adopt(struct shell *s)
{
	AsyncISimpleStream *call;

	assert_int_equal(IUnknown_QueryInterface(s->inner, &IID_ISynchronize, (void **)&s->sync), S_OK);
	shell_Release(&s->IUnknown_iface); /* which counted that */
	assert_int_equal(IUnknown_QueryInterface(&s->IUnknown_iface, &IID_AsyncISimpleStream, (void **)&call), S_OK);
	return call;
}

/* Around a new call object of the stream. */
static inline AsyncISimpleStream *shell_open(struct shell *s, ISimpleStream *stream)
{
	ICallFactory *factory;

	shell_prepare(s);
	assert_int_equal(ISimpleStream_QueryInterface(stream, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, &s->IUnknown_iface, &IID_IUnknown,
	                                         &s->inner), S_OK);
	client_release(factory);
	return shell_adopt(s);
}

/* The last reference is the test's own. */
static inline void shell_close(struct shell *s)
{
	assert_int_equal(os_load32(&s->refs), 1);
	assert_int_equal(client_release(s->inner), 0);
}

#endif
