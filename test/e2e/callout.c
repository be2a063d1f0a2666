/* callout.c - what a method that may not call out can have of objects of other processes: what its own process knows. */
#include "scene.h"
#include "test/semantics/notice.h"

enum { ALONE, TOGETHER };

/* In the method; its apartment has no proxy of the object. */
static void asks_for_another(struct notice *n, LONG how)
{
	MULTI_QI one = { .pIID = &IID_ISimpleStream };
	ISynchronize *sync;
	IMultiQI *many;

	assert_int_equal(CoGetInterfaceAndReleaseStream(n->arg, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_int_equal(ISynchronize_QueryInterface(sync, &IID_IMultiQI, (void **)&many), S_OK);
	n->hr = how == TOGETHER ? IMultiQI_QueryMultipleInterfaces(many, 1, &one) :
	                          IMultiQI_QueryInterface(many, one.pIID, (void **)&one.pItf);
	release_unknown(one.pItf);
	IMultiQI_Release(many);
	ISynchronize_Release(sync);
}

static ISimpleStream *make(void *unused)
{
	(void)unused;
	return where_create();
}

/* The process has a pointer for ISynchronize, and perhaps one for the other interface. */
static HRESULT ask_inside(bool known, LONG how)
{
	struct notice notice = { .inside = asks_for_another };
	struct house house = { .model = COINIT_APARTMENTTHREADED, .make = notice_make, .arg = &notice };
	struct scene *s = scene_streams();
	ISimpleStream *stream = NULL;

	s->house.make = make;
	scene_open(s, AWAY_UNIX, COINIT_APARTMENTTHREADED);
	house_open(&house);
	IInput *input = input_proxy(&house);
	ISynchronize *sync = scene_object(s, &IID_ISynchronize);
	if (known)
		assert_int_equal(ISynchronize_QueryInterface(sync, &IID_ISimpleStream, (void **)&stream), S_OK);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISynchronize, (IUnknown *)sync, (IStream **)&notice.arg), S_OK);
	assert_int_equal(IInput_Focus(input, how), S_OK);
	release_unknown((IUnknown *)stream);
	ISynchronize_Release(sync);
	IInput_Release(input);
	house_close(&house);
	scene_close(s);
	return notice.hr;
}

TEST(a_method_that_may_not_call_out_gets_an_interface_that_its_process_knows)
{
	assert_int_equal(ask_inside(true, ALONE), S_OK);
	assert_int_equal(ask_inside(true, TOGETHER), S_OK);
}

TEST(and_not_one_that_the_object_must_be_asked_for)
{
	assert_int_equal(ask_inside(false, ALONE), RPC_E_CANTCALLOUT_ININPUTSYNCCALL);
	assert_int_equal(ask_inside(false, TOGETHER), RPC_E_CANTCALLOUT_ININPUTSYNCCALL);
}
