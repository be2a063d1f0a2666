/* streams.c - streams between apartments: Read, Write, Seek and CopyTo of proxies, and streams as parameters. */
#include "mixer.h"

static IStream *stream_new(const char *text)
{
	static const LARGE_INTEGER start = { 0 };
	IStream *s;

	assert_int_equal(CreateStreamOnHGlobal(NULL, TRUE, &s), S_OK);
	assert_int_equal(IStream_Write(s, text, (ULONG)strlen(text), NULL), S_OK);
	assert_int_equal(IStream_Seek(s, start, STREAM_SEEK_SET, NULL), S_OK);
	return s;
}

static uint64_t seek(IStream *s, int64_t move, DWORD origin)
{
	LARGE_INTEGER to = { .QuadPart = move };
	ULARGE_INTEGER at = { .QuadPart = 0 };

	assert_int_equal(IStream_Seek(s, to, origin, &at), S_OK);
	return at.QuadPart;
}

static void reads(IStream *s, const char *text)
{
	char data[64] = "";
	ULONG n = 99;

	assert_int_equal(IStream_Read(s, data, sizeof data, &n), S_FALSE);
	assert_int_equal(n, strlen(text));
	assert_memory_equal(data, text, n);
}

/* ---- the methods of a proxy ---- */

static ISimpleStream *stream_make(void *text)
{
	return (ISimpleStream *)(void *)stream_new(text);
}

static void with(const char *text, void (*body)(IStream *s))
{
	for (int i = 0; i < 2; i++) {
		struct house h = { .model = i ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED, .make = stream_make,
		                   .arg = (void *)(uintptr_t)text };
		IStream *s;

		house_enter(COINIT_APARTMENTTHREADED);
		house_open(&h);
		assert_int_equal(house_query(&h, &IID_IStream, (void **)&s), S_OK);
		body(s);
		IStream_Release(s);
		house_close(&h);
		house_leave();
	}
}

static void check_read(IStream *s)
{
	char data[8] = "........";
	ULONG n = 99;

	assert_int_equal(IStream_Read(s, data, 3, &n), S_OK);
	assert_int_equal(n, 3);
	assert_memory_equal(data, "abc.....", 8);
	assert_int_equal(IStream_Read(s, data, 2, NULL), S_OK);
	assert_memory_equal(data, "dec", 3);
	assert_int_equal(IStream_Read(s, data, 0, &n), S_OK);
	assert_int_equal(n, 0);
	assert_int_equal(IStream_Read(s, data, 8, &n), S_FALSE);
	assert_int_equal(n, 1);
	assert_memory_equal(data, "fe", 1);
	assert_int_equal(IStream_Read(s, data, 8, &n), S_FALSE);
	assert_int_equal(n, 0);
	n = 99;
	assert_int_equal(IStream_Read(s, NULL, 8, &n), STG_E_INVALIDPOINTER);
	assert_int_equal(n, 0);
}

TEST(Read_of_a_proxy_tells_how_many_octets_there_were) { with("abcdef", check_read); }

static void check_write(IStream *s)
{
	ULARGE_INTEGER size = { .QuadPart = 4 };
	STATSTG stat;
	ULONG n = 99;

	assert_int_equal(IStream_Write(s, "xyz", 3, &n), S_OK);
	assert_int_equal(n, 3);
	assert_int_equal(IStream_Write(s, "w", 1, NULL), S_OK);
	assert_int_equal(IStream_Write(s, "w", 0, &n), S_OK);
	assert_int_equal(n, 0);
	n = 99;
	assert_int_equal(IStream_Write(s, NULL, 1, &n), STG_E_INVALIDPOINTER);
	assert_int_equal(n, 0);
	assert_int_equal(seek(s, 0, STREAM_SEEK_CUR), 4);
	assert_int_equal(seek(s, -6, STREAM_SEEK_END), 0);
	reads(s, "xyzwef");
	assert_int_equal(IStream_SetSize(s, size), S_OK);
	assert_int_equal(IStream_Stat(s, &stat, STATFLAG_DEFAULT), S_OK);
	assert_int_equal(stat.cbSize.QuadPart, 4);
	assert_int_equal(stat.type, STGTY_STREAM);
	assert_null(stat.pwcsName);
	assert_int_equal(IStream_Commit(s, STGC_DEFAULT), S_OK);
	assert_int_equal(IStream_LockRegion(s, size, size, 0), STG_E_INVALIDFUNCTION);
}

TEST(Write_and_the_rest_of_a_proxy_do_as_the_stream_does) { with("abcdef", check_write); }

static void check_seek(IStream *s)
{
	LARGE_INTEGER to = { .QuadPart = 2 };
	ULARGE_INTEGER at = { .QuadPart = 99 };

	assert_int_equal(IStream_Seek(s, to, STREAM_SEEK_SET, NULL), S_OK);
	assert_int_equal(seek(s, 1, STREAM_SEEK_CUR), 3);
	to.QuadPart = -4;
	assert_int_equal(IStream_Seek(s, to, STREAM_SEEK_CUR, &at), STG_E_INVALIDFUNCTION);
	assert_int_equal(IStream_Seek(s, to, STREAM_SEEK_CUR, NULL), STG_E_INVALIDFUNCTION);
	reads(s, "def");
}

TEST(Seek_of_a_proxy_needs_no_place_for_the_position) { with("abcdef", check_seek); }

static void check_clone(IStream *s)
{
	IStream *clone;

	seek(s, 4, STREAM_SEEK_SET);
	assert_int_equal(IStream_Clone(s, &clone), S_OK);
	reads(clone, "ef");
	assert_int_equal(seek(s, 0, STREAM_SEEK_CUR), 4);
	IStream_Release(clone);
	assert_int_equal(IStream_Clone(s, NULL), RPC_X_NULL_REF_POINTER);
}

TEST(Clone_of_a_proxy_gives_another_proxy) { with("abcdef", check_clone); }

/* Both ways: the server writes into the client's stream, and the client's into the server's. */
static void check_copy(IStream *s)
{
	ULARGE_INTEGER three = { .QuadPart = 3 }, all = { .QuadPart = UINT64_MAX }, read, written;
	IStream *mine = stream_new("");

	assert_int_equal(IStream_CopyTo(s, mine, three, &read, &written), S_OK);
	assert_int_equal(read.QuadPart, 3);
	assert_int_equal(written.QuadPart, 3);
	assert_int_equal(IStream_CopyTo(s, mine, all, NULL, NULL), S_OK);
	seek(mine, 0, STREAM_SEEK_SET);
	reads(mine, "abcdef");
	seek(mine, 1, STREAM_SEEK_SET);
	assert_int_equal(IStream_CopyTo(mine, s, all, &read, &written), S_OK);
	assert_int_equal(written.QuadPart, 5);
	seek(s, 0, STREAM_SEEK_SET);
	reads(s, "abcdefbcdef");
	assert_int_equal(IStream_CopyTo(s, NULL, all, &read, &written), STG_E_INVALIDPOINTER);
	assert_int_equal(read.QuadPart, 0);
	IStream_Release(mine);
}

TEST(CopyTo_of_a_proxy_reaches_streams_of_both_sides) { with("abcdef", check_copy); }

static HRESULT trusting_CopyTo(IStream *This, IStream *to, ULARGE_INTEGER cb, ULARGE_INTEGER *read, ULARGE_INTEGER *written)
{
	(void)This, (void)cb, (void)read, (void)written;
	return IStream_Commit(to, 0);
}

/* A proxy does not send it, but a stranger may. */
TEST(CopyTo_of_an_object_gets_a_stream_whoever_calls)
{
	static const IStreamVtbl vtbl = { .CopyTo = trusting_CopyTo };
	ULARGE_INTEGER all = { .QuadPart = 1 }, read, written;
	IStream object = { &vtbl };

	assert_int_equal(IStream_CopyTo_Stub(&object, NULL, all, &read, &written), STG_E_INVALIDPOINTER);
	assert_int_equal(read.QuadPart + written.QuadPart, 0);
}

static void check_large(IStream *s)
{
	enum { MUCH = 300000 };
	static BYTE data[MUCH], back[MUCH];
	ULONG n;

	for (int i = 0; i < MUCH; i++)
		data[i] = (BYTE)(i / 5);
	assert_int_equal(IStream_Write(s, data, MUCH, &n), S_OK);
	assert_int_equal(n, MUCH);
	seek(s, 0, STREAM_SEEK_SET);
	assert_int_equal(IStream_Read(s, back, MUCH, &n), S_OK);
	assert_memory_equal(data, back, MUCH);
}

TEST(much_goes_through_a_stream_at_once) { with("", check_large); }

static void check_base(IStream *s)
{
	ISequentialStream *base;
	char data[4];
	ULONG n;

	assert_int_equal(IStream_QueryInterface(s, &IID_ISequentialStream, (void **)&base), S_OK);
	assert_int_equal(ISequentialStream_Read(base, data, 2, &n), S_OK);
	assert_memory_equal(data, "ab", 2);
	ISequentialStream_Release(base);
	reads(s, "cdef");
}

TEST(ISequentialStream_of_a_proxy_is_the_same_stream) { with("abcdef", check_base); }

/* ---- as a parameter ---- */

/* In the server's apartment: appends to the stream that it got. */
static HRESULT server_writes(void *arg)
{
	struct mixer *m = arg;
	IStream *s;

	assert_int_equal(IUnknown_QueryInterface(m->kept, &IID_IStream, (void **)&s), S_OK);
	assert_int_equal(seek(s, 0, STREAM_SEEK_END), 3);
	assert_int_equal(IStream_Write(s, "-server", 7, NULL), S_OK);
	IStream_Release(s);
	return S_OK;
}

static void take(IMix *mix, IStream *s, bool async)
{
	if (!async) {
		assert_int_equal(IMix_TakeAs(mix, &IID_IStream, (IUnknown *)s), S_OK);
		return;
	}
	AsyncIMix *call = mixer_call(mix);
	assert_int_equal(AsyncIMix_Begin_TakeAs(call, &IID_IStream, (IUnknown *)s), S_OK);
	assert_int_equal(AsyncIMix_Finish_TakeAs(call), S_OK);
	AsyncIMix_Release(call);
}

static void parameter(bool async_client, bool async_server)
{
	struct mixer m = { .async = async_server };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &m };

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	IMix *mix = mixer_proxy(&h);
	IStream *s = stream_new("abc");
	take(mix, s, async_client);
	assert_int_equal(house_run(&h, server_writes, &m), S_OK);
	seek(s, 0, STREAM_SEEK_SET);
	reads(s, "abc-server");
	mixer_drop(&h);
	IMix_Release(mix);
	house_close(&h);
	IStream_Release(s);
	house_leave();
}

TEST(a_stream_is_a_parameter_of_calls_of_all_four_kinds)
{
	for (int i = 0; i < 4; i++)
		parameter(i & 1, i & 2);
}

/* ---- a server's own stream, which answers as it likes ---- */

typedef struct Odd {
	AcomObject object;
	IStream IStream_iface;
} Odd;

ACOM_FACE(Odd, IStream)

static HRESULT Odd_Read(IStream *This, void *pv, ULONG cb, ULONG *read)
{
	(void)This;
	(void)pv;
	*read = cb + 1;
	return S_OK;
}

static HRESULT Odd_Write(IStream *This, const void *pv, ULONG cb, ULONG *written)
{
	(void)This;
	(void)pv;
	(void)cb;
	(void)written;
	return STG_E_MEDIUMFULL;
}

static const IStreamVtbl Odd_IStream_vtbl = { ACOM_UNKNOWN(Odd, IStream), .Read = Odd_Read, .Write = Odd_Write };
static const AcomInterface Odd_map[] = { ACOM_ENTRY(Odd, IStream), ACOM_END };
static const AcomClass Odd_class = { "Odd", sizeof(Odd), Odd_map, NULL, NULL, NULL };

static ISimpleStream *odd_make(void *unused)
{
	IStream *s;

	(void)unused;
	assert_int_equal(AcomCreateObject(&Odd_class, NULL, &IID_IStream, (void **)&s), S_OK);
	return (ISimpleStream *)(void *)s;
}

TEST(a_stream_that_boasts_or_tells_nothing_harms_nobody)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = odd_make };
	char data[4];
	ULONG n = 99;
	IStream *s;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	assert_int_equal(house_query(&h, &IID_IStream, (void **)&s), S_OK);
	assert_int_equal(IStream_Read(s, data, 4, &n), RPC_E_SERVER_CANTMARSHAL_DATA);
	assert_int_equal(n, 0);
	n = 99;
	assert_int_equal(IStream_Write(s, data, 4, &n), STG_E_MEDIUMFULL);
	assert_int_equal(n, 0);
	IStream_Release(s);
	house_close(&h);
	house_leave();
}
