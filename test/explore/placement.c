/* placement.c - every schedule of the threads that serve objects of libraries: begun when wanted, ended with the last thread. */
#include "call/call.h"
#include "harness.h"

/* A thread that wants an apartment of a model, and leaves its own. */
struct client {
	struct harness_thread thread;
	DWORD flags;
	enum class_model model;
};

static HRESULT nothing(void *arg)
{
	++*(unsigned *)arg;
	return S_OK;
}

static void client_main(void *arg)
{
	struct client *c = arg;
	unsigned done = 0;

	assert_int_equal(CoInitializeEx(NULL, c->flags), S_OK);
	struct apartment *current = apartment_current(), *where;
	assert_int_equal(placement_find(c->model, current, &where), S_OK);
	assert_int_equal(apartment_call(where, nothing, &done), S_OK); /* it lives as long as its client */
	assert_int_equal(done, 1);
	apartment_unref(where);
	apartment_unref(current);
	CoUninitialize();
}

static void two(struct client *a, struct client *b)
{
	harness_start(&a->thread, client_main, a);
	client_main(b);
	harness_join(&a->thread);
	assert_int_equal(apartment_threads(), 0);
	assert_null(apartment_with_workers(APARTMENT_MTA));
}

EXPLORE(two_threads_want_the_apartment_that_a_thread_must_be_started_for, 1)
{
	struct client a = { .flags = COINIT_MULTITHREADED, .model = MODEL_APARTMENT }, b = a;

	two(&a, &b);
}

EXPLORE(two_threads_want_each_others_kind_of_apartment, 1)
{
	struct client a = { .flags = COINIT_MULTITHREADED, .model = MODEL_APARTMENT };
	struct client b = { .flags = COINIT_APARTMENTTHREADED, .model = MODEL_FREE };

	two(&a, &b);
}
