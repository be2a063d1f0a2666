/* pipes.c - statements about IPipeByte, IPipeLong and IPipeDouble: data in chunks, which each side chooses for itself. */
#include "house.h"

/* A pipe whose end the server has: `left` elements come out of it, in chunks of at most `chunk`; what is pushed is checked. */
struct source {
	ULONG left, chunk;
	ULONG next;      /* elements count up from 0 */
	ULONG pushed;
	ULONG calls;
	bool ended;      /* a push of nothing */
	bool boasts;     /* says that there were more than were asked for */
};

#define PIPE(Pipe, Element) \
	typedef struct Pipe { \
		AcomObject object; \
		I##Pipe I##Pipe##_iface; \
		struct source *source; \
	} Pipe; \
	ACOM_FACE(Pipe, I##Pipe) \
	static HRESULT Pipe##_Pull(I##Pipe *This, Element *buf, ULONG cRequest, ULONG *pcReturned) \
	{ \
		struct source *s = Pipe##_from_I##Pipe(This)->source; \
		ULONG n = s->chunk < cRequest ? s->chunk : cRequest; \
		s->calls++; \
		n = n < s->left ? n : s->left; \
		for (ULONG i = 0; i < n; i++) \
			buf[i] = (Element)(s->next + i); \
		s->next += n; \
		s->left -= n; \
		*pcReturned = s->boasts ? cRequest + 1 : n; \
		return S_OK; \
	} \
	static HRESULT Pipe##_Push(I##Pipe *This, Element *buf, ULONG cSent) \
	{ \
		struct source *s = Pipe##_from_I##Pipe(This)->source; \
		s->calls++; \
		for (ULONG i = 0; i < cSent; i++) \
			assert_true(buf[i] == (Element)(s->pushed + i)); \
		s->pushed += cSent; \
		s->ended = !cSent; \
		return S_OK; \
	} \
	static const I##Pipe##Vtbl Pipe##_I##Pipe##_vtbl = { ACOM_UNKNOWN(Pipe, I##Pipe), Pipe##_Pull, Pipe##_Push }; \
	static const AcomInterface Pipe##_map[] = { ACOM_ENTRY(Pipe, I##Pipe), ACOM_END }; \
	static const AcomClass Pipe##_class = { #Pipe, sizeof(Pipe), Pipe##_map, NULL, NULL, NULL }; \
	static ISimpleStream *Pipe##_make(void *source) \
	{ \
		I##Pipe *p; \
		assert_int_equal(AcomCreateObject(&Pipe##_class, NULL, &IID_I##Pipe, (void **)&p), S_OK); \
		Pipe##_from_I##Pipe(p)->source = source; \
		return (ISimpleStream *)p; \
	} \
	/* Runs body with a proxy to such an object, and a call object of it. */ \
	static void with_##Pipe(struct source *s, void (*body)(struct source *s, I##Pipe *p, AsyncI##Pipe *call)) \
	{ \
		struct house h = { .model = COINIT_APARTMENTTHREADED, .make = Pipe##_make, .arg = s }; \
		ICallFactory *factory; \
		AsyncI##Pipe *call; \
		I##Pipe *p; \
		house_enter(COINIT_MULTITHREADED); \
		house_open(&h); \
		assert_int_equal(house_query(&h, &IID_I##Pipe, (void **)&p), S_OK); \
		assert_int_equal(I##Pipe##_QueryInterface(p, &IID_ICallFactory, (void **)&factory), S_OK); \
		assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncI##Pipe, NULL, &IID_AsyncI##Pipe, (IUnknown **)&call), \
				 S_OK); \
		body(s, p, call); \
		AsyncI##Pipe##_Release(call); \
		ICallFactory_Release(factory); \
		I##Pipe##_Release(p); \
		house_close(&h); \
		house_leave(); \
	}

PIPE(PipeByte, BYTE)
PIPE(PipeLong, LONG)
PIPE(PipeDouble, DOUBLE)

/* ---- the end of the data ---- */

static void check_end(struct source *s, IPipeByte *p, AsyncIPipeByte *call)
{
	BYTE data[8] = "........";
	ULONG n = 99;

	(void)s;
	assert_int_equal(IPipeByte_Pull(p, data, 3, &n), S_OK);
	assert_int_equal(n, 3);
	assert_memory_equal(data, "\0\1\2.....", 8);
	assert_int_equal(AsyncIPipeByte_Begin_Pull(call, 8), S_OK);
	assert_int_equal(AsyncIPipeByte_Finish_Pull(call, data, &n), S_OK);
	assert_int_equal(n, 2);
	assert_int_equal(data[1], 4);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(IPipeByte_Pull(p, data, 8, &n), S_OK);
		assert_int_equal(n, 0);
		assert_int_equal(AsyncIPipeByte_Begin_Pull(call, 8), S_OK);
		n = 99;
		assert_int_equal(AsyncIPipeByte_Finish_Pull(call, data, &n), S_OK);
		assert_int_equal(n, 0);
	}
}

TEST(A106_a_pull_of_nothing_is_the_end_of_the_data)
{
	struct source s = { .left = 5, .chunk = 3 };

	with_PipeByte(&s, check_end);
}

static void check_boast(struct source *s, IPipeByte *p, AsyncIPipeByte *call)
{
	BYTE data[8] = "........";
	ULONG n = 99;

	(void)s;
	assert_int_equal(IPipeByte_Pull(p, data, 4, &n), RPC_E_SERVER_CANTMARSHAL_DATA);
	assert_int_equal(n, 0);
	assert_int_equal(AsyncIPipeByte_Begin_Pull(call, 4), S_OK);
	assert_int_equal(AsyncIPipeByte_Finish_Pull(call, data, &n), RPC_E_SERVER_CANTMARSHAL_DATA);
	assert_memory_equal(data + 4, "....", 4);
}

TEST(A106_a_pull_never_gives_more_than_was_asked_for)
{
	struct source s = { .left = 100, .chunk = 4, .boasts = true };

	with_PipeByte(&s, check_boast);
}

/* ---- chunks ---- */

enum { ALL = 1000 };

/* The client asks for 64 at a time, and has the next request on its way while it looks at what it got. */
static void check_pull(struct source *s, IPipeLong *p, AsyncIPipeLong *call)
{
	LONG data[64];
	ULONG n, got = 0, calls = 0;

	(void)p;
	assert_int_equal(AsyncIPipeLong_Begin_Pull(call, 64), S_OK);
	for (;;) {
		assert_int_equal(AsyncIPipeLong_Finish_Pull(call, data, &n), S_OK);
		calls++;
		if (!n)
			break;
		assert_int_equal(AsyncIPipeLong_Begin_Pull(call, 64), S_OK);
		for (ULONG i = 0; i < n; i++)
			assert_int_equal(data[i], got + i);
		got += n;
	}
	assert_int_equal(got, ALL);
	assert_int_equal(calls, ALL / 7 + 2);
	assert_int_equal(s->calls, calls);
}

TEST(B53_chunks_that_are_pulled_need_not_be_those_of_the_server)
{
	struct source s = { .left = ALL, .chunk = 7 };

	with_PipeLong(&s, check_pull);
}

static void check_push(struct source *s, IPipeDouble *p, AsyncIPipeDouble *call)
{
	DOUBLE data[100];
	ULONG sent = 0;

	for (ULONG n = 1; sent + n <= ALL && n < 100; n++) {
		for (ULONG i = 0; i < n; i++)
			data[i] = sent + i;
		if (n % 2) {
			assert_int_equal(IPipeDouble_Push(p, data, n), S_OK);
		} else {
			assert_int_equal(AsyncIPipeDouble_Begin_Push(call, data, n), S_OK);
			assert_int_equal(AsyncIPipeDouble_Finish_Push(call), S_OK);
		}
		sent += n;
	}
	assert_int_equal(s->pushed, sent);
	assert_false(s->ended);
	assert_int_equal(IPipeDouble_Push(p, data, 0), S_OK);
	assert_true(s->ended);
}

TEST(B53_chunks_that_are_pushed_may_be_of_any_size)
{
	struct source s = { 0 };

	with_PipeDouble(&s, check_push);
}

/* ---- each of them ---- */

static void check_bytes(struct source *s, IPipeByte *p, AsyncIPipeByte *call)
{
	BYTE data[4] = { 0, 1, 2, 3 };

	assert_int_equal(AsyncIPipeByte_Begin_Push(call, data, 4), S_OK);
	assert_int_equal(AsyncIPipeByte_Finish_Push(call), S_OK);
	assert_int_equal(s->pushed, 4);
	assert_int_equal(IPipeByte_Push(p, NULL, 4), RPC_X_NULL_REF_POINTER);
}

static void check_doubles(struct source *s, IPipeDouble *p, AsyncIPipeDouble *call)
{
	DOUBLE data[4];
	ULONG n;

	(void)s;
	assert_int_equal(IPipeDouble_Pull(p, data, 2, &n), S_OK);
	assert_int_equal(AsyncIPipeDouble_Begin_Pull(call, 2), S_OK);
	assert_int_equal(AsyncIPipeDouble_Finish_Pull(call, data + 2, &n), S_OK);
	for (int i = 0; i < 4; i++)
		assert_true(data[i] == i);
}

TEST(pipes_are_of_bytes_and_of_floating_numbers_too)
{
	struct source pushed = { 0 }, pulled = { .left = 4, .chunk = 4 };

	with_PipeByte(&pushed, check_bytes);
	with_PipeDouble(&pulled, check_doubles);
}
