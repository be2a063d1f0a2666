/* notice.h - an object with notifications and an [input_sync] method, in a house. */
#ifndef NOTICE_H
#define NOTICE_H

#include "house.h"
#include "notices.h"

/* What its methods do, and what happened. */
struct notice {
	void (*inside)(struct notice *n, LONG value);
	void *arg;
	HRESULT hr; /* of what `inside` tried */
	os_u32 entered;
};

typedef struct Notice {
	AcomObject object;
	INotice INotice_iface;
	IInput IInput_iface;
	struct notice *notice;
} Notice;

ACOM_FACE(Notice, INotice)
ACOM_FACE(Notice, IInput)

static HRESULT notice_enter(Notice *o, LONG value)
{
	if (o->notice->inside)
		o->notice->inside(o->notice, value);
	os_add32(&o->notice->entered, 1);
	return S_OK;
}

static HRESULT Notice_Notify(INotice *This, LONG n)
{
	return notice_enter(Notice_from_INotice(This), n);
}

static HRESULT Notice_Ask(INotice *This, LONG n, LONG *answer)
{
	*answer = n + 1;
	return notice_enter(Notice_from_INotice(This), n);
}

static HRESULT Notice_Focus(IInput *This, LONG n)
{
	return notice_enter(Notice_from_IInput(This), n);
}

static HRESULT Notice_Plain(IInput *This, LONG n)
{
	return notice_enter(Notice_from_IInput(This), n);
}

static const INoticeVtbl Notice_INotice_vtbl = { ACOM_UNKNOWN(Notice, INotice), Notice_Notify, Notice_Ask };
static const IInputVtbl Notice_IInput_vtbl = { ACOM_UNKNOWN(Notice, IInput), Notice_Focus, Notice_Plain };
static const AcomInterface Notice_map[] = { ACOM_ENTRY(Notice, INotice), ACOM_ENTRY(Notice, IInput), ACOM_END };
static const AcomClass Notice_class = { "Notice", sizeof(Notice), Notice_map, NULL, NULL, NULL };

/* For house.make: the notice is house.arg. */
static inline ISimpleStream *notice_make(void *notice)
{
	IUnknown *own;

	assert_int_equal(AcomCreateObject(&Notice_class, NULL, &IID_IUnknown, (void **)&own), S_OK);
	((Notice *)AcomObjectOf(own))->notice = notice;
	return (ISimpleStream *)own;
}

static inline INotice *notice_proxy(struct house *h)
{
	INotice *p;

	assert_int_equal(house_query(h, &IID_INotice, (void **)&p), S_OK);
	return p;
}

static inline IInput *input_proxy(struct house *h)
{
	IInput *p;

	assert_int_equal(house_query(h, &IID_IInput, (void **)&p), S_OK);
	return p;
}

#endif
