/* callout.c - which calls are notifications or input-synchronous, and when a thread may not call out because of them
 * (com-async.md 7.3; decision 16). */
#include "call/call.h"

/* IAdviseSink, IAdviseSink2, IAdviseSinkEx. */
static const IID notifications[] = {
	{ 0x0000010f, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } },
	{ 0x00000125, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } },
	{ 0x3af24290, 0x0c96, 0x11ce, { 0xa0, 0xcf, 0x00, 0xaa, 0x00, 0x60, 0x0a, 0xb8 } },
};

bool interface_notifies(const ACOM_INTERFACE *interface)
{
	size_t i = 0;

	while (i < ARRAY_COUNT(notifications) && !IsEqualIID(interface->iid, &notifications[i]))
		i++;
	return i < ARRAY_COUNT(notifications);
}

bool method_is_input_sync(const ACOM_METHOD *method)
{
	return method->flags & ACOM_INPUT_SYNC;
}

/* Why the method that the calling thread is in may not make such a call. */
static HRESULT callout_from(const struct call *c, bool notifies, bool input_sync)
{
	if (method_is_input_sync(c->method) && !input_sync)
		return RPC_E_CANTCALLOUT_ININPUTSYNCCALL;
	/* in a multithreaded apartment a notification is a synchronous call like any other */
	if (interface_notifies(c->channel->interface) && stub_export(c->stub)->remote.apartment->kind == APARTMENT_STA && !notifies)
		return RPC_E_CANTCALLOUT_INASYNCCALL;
	return S_OK;
}

HRESULT callout_check(const ACOM_INTERFACE *interface, const ACOM_METHOD *method)
{
	struct thread *self = thread_self();
	bool input_sync = method && method_is_input_sync(method);
	HRESULT hr = S_OK;

	if (input_sync && (!self || !self->apartment || self->apartment->kind != APARTMENT_STA))
		return FAIL(RPC_E_WRONG_THREAD);
	if (!self)
		return S_OK;
	if (self->calls.filtering)
		hr = RPC_E_CANTCALLOUT_INEXTERNALCALL;
	else if (self->calls.context)
		hr = callout_from(self->calls.context->call, interface && interface_notifies(interface), input_sync);
	return FAILED(hr) ? FAIL(hr) : S_OK;
}
