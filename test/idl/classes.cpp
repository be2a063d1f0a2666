/* classes.cpp - interfaces of generated headers as classes: one that implements them, and functions that call them. */
#include "classes.h"

namespace {

int alive;
unsigned sum;

class Stream final : public ISimpleStream {
	ULONG refs = 1;

public:
	Stream() { __atomic_add_fetch(&alive, 1, __ATOMIC_RELAXED); }
	~Stream() { __atomic_sub_fetch(&alive, 1, __ATOMIC_RELAXED); }

	HRESULT QueryInterface(REFIID riid, void **ppv) override
	{
		bool known = riid == IID_IUnknown || IsEqualIID(riid, IID_ISimpleStream);

		*ppv = known ? static_cast<ISimpleStream *>(this) : nullptr;
		if (known)
			AddRef();
		return known ? S_OK : E_NOINTERFACE;
	}

	ULONG AddRef() override { return __atomic_add_fetch(&refs, 1, __ATOMIC_ACQ_REL); }

	ULONG Release() override
	{
		ULONG left = __atomic_sub_fetch(&refs, 1, __ATOMIC_ACQ_REL);

		if (!left)
			delete this;
		return left;
	}

	HRESULT Read(BYTE *pv, ULONG cb, ULONG *pcbRead) override
	{
		for (ULONG i = 0; i < cb; i++)
			pv[i] = static_cast<BYTE>('a' + i % 26);
		*pcbRead = cb;
		return S_OK;
	}

	HRESULT Write(const BYTE *pv, ULONG cb, ULONG *pcbWritten) override
	{
		sum = 0;
		for (ULONG i = 0; i < cb; i++)
			sum += pv[i];
		*pcbWritten = cb;
		return S_FALSE;
	}
};

/* An interface of an object, released at the end. */
template <class I> struct Held {
	I *p = nullptr;
	HRESULT hr;

	Held(IUnknown *object, REFIID iid) { hr = object->QueryInterface(iid, reinterpret_cast<void **>(&p)); }
	Held(const Held &) = delete;
	Held &operator=(const Held &) = delete;
	~Held()
	{
		if (p)
			p->Release();
	}
	I *operator->() const { return p; }
};

HRESULT read_by(AsyncISimpleStream *call, BYTE *pv, ULONG cb, ULONG *n)
{
	Held<ISynchronize> sync(call, IID_ISynchronize);
	HRESULT hr = FAILED(sync.hr) ? sync.hr : call->Begin_Read(cb);

	if (FAILED(hr))
		return hr;
	while (sync->Wait(0, 1) == RPC_S_CALLPENDING)
		;
	return call->Finish_Read(pv, n);
}

}

ISimpleStream *classes_make(void *)
{
	return new Stream;
}

int classes_alive(void)
{
	return __atomic_load_n(&alive, __ATOMIC_RELAXED);
}

unsigned classes_sum(void)
{
	return sum;
}

HRESULT classes_read(IUnknown *object, BYTE *pv, ULONG cb, ULONG *n)
{
	Held<ISimpleStream> stream(object, IID_ISimpleStream);

	return FAILED(stream.hr) ? stream.hr : stream->Read(pv, cb, n);
}

HRESULT classes_read_async(IUnknown *object, BYTE *pv, ULONG cb, ULONG *n)
{
	Held<ICallFactory> factory(object, IID_ICallFactory);
	IUnknown *made;
	HRESULT hr = factory.hr;

	if (SUCCEEDED(hr))
		hr = factory->CreateCall(IID_AsyncISimpleStream, nullptr, IID_AsyncISimpleStream, &made);
	if (FAILED(hr))
		return hr;
	hr = read_by(static_cast<AsyncISimpleStream *>(made), pv, cb, n);
	made->Release();
	return hr;
}
