/* notices.c - what must not be lost arrives, even if memory was short for the worker that should have brought it: then it is
 * brought by who tells it. */
#include "shell.h"
#include "where.h"

/* A thread of another apartment takes a step that tells the test's MTA, which has no worker, something. */
struct teller {
	struct harness_thread thread;
	struct apartment *mta;
	void (*open)(struct teller *);  /* before memory is short, if it is set */
	void (*step)(struct teller *);  /* while it is */
	void (*told)(struct teller *);  /* what is so when the notice has arrived */
	struct shell shell;
	ICancelMethodCalls *cancel;
	IStream *stream;
	ISimpleStream *proxy;
};

static void teller_main(void *arg)
{
	struct teller *t = arg;

	house_enter(COINIT_APARTMENTTHREADED);
	if (t->open)
		t->open(t);
	os_alloc_fail(1, true);
	t->step(t);
	bool met = os_alloc_failed();
	os_alloc_fail(0, false);
	assert_true(met);
	t->told(t);
	assert_int_equal(t->mta->workers.total, 0);
	house_leave();
}

static void tell(struct teller *t)
{
	t->mta = apartment_current();
	assert_int_equal(t->mta->workers.total, 0);
	harness_start(&t->thread, teller_main, t);
	harness_join(&t->thread);
	apartment_unref(t->mta);
}

/* ---- the Signal of an outer object that is not agile ---- */

static void cancel_step(struct teller *t)
{
	assert_int_equal(ICancelMethodCalls_Cancel(t->cancel, 0), S_OK);
}

/* An STA's thread, but in the MTA. */
static void is_guest(struct shell *s)
{
	struct teller *t = container_of(s, struct teller, shell);
	APTTYPEQUALIFIER qualifier;
	APTTYPE type;

	assert_int_equal(CoGetApartmentType(&type, &qualifier), S_OK);
	assert_int_equal(type, APTTYPE_MTA);
	assert_int_equal(qualifier, APTTYPEQUALIFIER_IMPLICIT_MTA);
	assert_true(apartment_is_current(t->mta));
}

static void heard(struct teller *t)
{
	APTTYPEQUALIFIER qualifier;
	APTTYPE type;

	assert_int_equal(os_load32(&t->shell.signals), 1);
	assert_int_equal(CoGetApartmentType(&type, &qualifier), S_OK);
	assert_true(type == APTTYPE_STA || type == APTTYPE_MAINSTA);
	assert_int_equal(qualifier, APTTYPEQUALIFIER_NONE);
}

TEST(a_Signal_that_finds_no_worker_comes_on_the_thread_that_tells_it)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER };
	struct teller t = { .step = cancel_step, .told = heard, .shell = { .listens = true, .on_signal = is_guest } };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = shell_open(&t.shell, s);
	t.cancel = client_cancel(call);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	tell(&t);
	client_finish(call, RPC_E_CALL_CANCELED);
	house_complete(&h, S_OK);
	client_release(t.cancel);
	client_release(call);
	while (os_load32(&t.shell.refs) > 1)
		os_yield();
	shell_close(&t.shell);
	client_release(s);
	house_close(&h);
	house_leave();
}

/* ---- the last release ---- */

static void get_proxy(struct teller *t)
{
	assert_int_equal(CoGetInterfaceAndReleaseStream(t->stream, &IID_ISimpleStream, (void **)&t->proxy), S_OK);
}

static void release_step(struct teller *t)
{
	assert_int_equal(client_release(t->proxy), 0);
}

static void gone(struct teller *t)
{
	(void)t;
	assert_int_equal(where_alive(), 0);
}

TEST(a_last_release_that_finds_no_worker_comes_on_the_thread_that_tells_it)
{
	struct teller t = { .open = get_proxy, .step = release_step, .told = gone };

	house_enter(COINIT_MULTITHREADED);
	ISimpleStream *object = where_create();
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISimpleStream, (IUnknown *)object, &t.stream), S_OK);
	client_release(object);
	tell(&t);
	house_leave();
}
