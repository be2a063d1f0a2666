/* pause.c - between two tries of a synchronous call that was rejected: no call is on its way, but its thread waits, and can be
 * cancelled. */
#include "call/call.h"

typedef struct Pause {
	AcomObject object;
	ICancelMethodCalls ICancelMethodCalls_iface;
	struct waitable over;
	os_u32 state;
} Pause;

enum { PAUSE_LASTS, PAUSE_CANCELLED, PAUSE_ENDED };

ACOM_FACE(Pause, ICancelMethodCalls)

/* No answer is to come that might be waited for. */
static HRESULT Pause_Cancel(ICancelMethodCalls *This, ULONG seconds)
{
	Pause *p = Pause_from_ICancelMethodCalls(This);

	(void)seconds;
	if (!os_cas32(&p->state, PAUSE_LASTS, PAUSE_CANCELLED))
		return os_load32(&p->state) == PAUSE_CANCELLED ? RPC_E_CALL_CANCELED : RPC_E_CALL_COMPLETE;
	waitable_set(&p->over);
	return S_OK;
}

static HRESULT Pause_TestCancel(ICancelMethodCalls *This)
{
	uint32_t state = os_load32(&Pause_from_ICancelMethodCalls(This)->state);

	return state == PAUSE_LASTS ? RPC_S_CALLPENDING : state == PAUSE_CANCELLED ? RPC_E_CALL_CANCELED : RPC_E_CALL_COMPLETE;
}

static const ICancelMethodCallsVtbl Pause_ICancelMethodCalls_vtbl = {
	ACOM_UNKNOWN(Pause, ICancelMethodCalls), Pause_Cancel, Pause_TestCancel,
};
static const AcomInterface Pause_map[] = {
	ACOM_ENTRY(Pause, ICancelMethodCalls), ACOM_ENTRY_AS(Pause, IAgileObject, ICancelMethodCalls), ACOM_END,
};

static HRESULT Pause_construct(void *object)
{
	os_mutex_init(&((Pause *)object)->over.lock);
	return S_OK;
}

static void Pause_destruct(void *object)
{
	waitable_fini(&((Pause *)object)->over);
}

static const AcomClass Pause_class = { "Pause", sizeof(Pause), Pause_map, Pause_construct, Pause_destruct, NULL };

HRESULT pause_enter(struct pause *p)
{
	IUnknown *own;

	*p = (struct pause){ 0 };
	if (!cancel_is_enabled())
		return S_OK;
	HRESULT hr = AcomCreateObject(&Pause_class, NULL, &IID_IUnknown, (void **)&own);
	if (FAILED(hr))
		return hr;
	p->object = AcomObjectOf(own);
	p->over = &p->object->over;
	cancel_enter_object(&p->entry, &p->object->ICancelMethodCalls_iface);
	return S_OK;
}

bool pause_leave(struct pause *p)
{
	if (!p->object)
		return false;
	cancel_leave(&p->entry);
	bool cancelled = !os_cas32(&p->object->state, PAUSE_LASTS, PAUSE_ENDED);
	AcomObjectRelease(&p->object->object);
	return cancelled;
}
