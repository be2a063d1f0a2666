/* stream.c - the stream in memory: reading, writing, seeking, and the refusals of what it does not do. */
#include "harness.h"
#include "object/object.h"

static IStream *stream(void)
{
	IStream *s;

	assert_int_equal(stream_create(&s), S_OK);
	return s;
}

static uint64_t seek(IStream *s, int64_t move, DWORD origin)
{
	LARGE_INTEGER to = { .QuadPart = move };
	ULARGE_INTEGER at = { .QuadPart = 0 };

	assert_int_equal(IStream_Seek(s, to, origin, &at), S_OK);
	return at.QuadPart;
}

static HRESULT seek_fails(IStream *s, int64_t move, DWORD origin)
{
	LARGE_INTEGER to = { .QuadPart = move };

	return IStream_Seek(s, to, origin, NULL);
}

static void write_text(IStream *s, const char *text)
{
	ULONG n = 99;

	assert_int_equal(IStream_Write(s, text, (ULONG)strlen(text), &n), S_OK);
	assert_int_equal(n, strlen(text));
}

TEST(what_was_written_is_read_again)
{
	IStream *s = stream();
	char data[8] = "";
	ULONG n = 99;

	write_text(s, "hello");
	assert_int_equal(IStream_Read(s, data, 5, &n), S_FALSE);
	assert_int_equal(n, 0);
	assert_int_equal(seek(s, 0, STREAM_SEEK_SET), 0);
	assert_int_equal(IStream_Read(s, data, 5, &n), S_OK);
	assert_int_equal(n, 5);
	assert_memory_equal(data, "hello", 5);
	seek(s, -2, STREAM_SEEK_END);
	assert_int_equal(IStream_Read(s, data, 8, &n), S_FALSE);
	assert_int_equal(n, 2);
	assert_memory_equal(data, "lo", 2);
	assert_int_equal(IStream_Read(s, data, 0, NULL), S_OK);
	IStream_Release(s);
}

TEST(the_position_may_lie_beyond_the_end_and_the_gap_is_zero)
{
	IStream *s = stream();
	char data[6] = "xxxxxx";
	ULONG n;

	write_text(s, "ab");
	assert_int_equal(seek(s, 3, STREAM_SEEK_CUR), 5);
	assert_int_equal(IStream_Read(s, data, 1, &n), S_FALSE);
	assert_int_equal(n, 0);
	write_text(s, "c");
	seek(s, 0, STREAM_SEEK_SET);
	assert_int_equal(IStream_Read(s, data, 6, &n), S_OK);
	assert_memory_equal(data, "ab\0\0\0c", 6);
	IStream_Release(s);
}

TEST(a_position_before_the_start_is_refused_and_nothing_moves)
{
	IStream *s = stream();

	write_text(s, "abc");
	assert_int_equal(seek_fails(s, -4, STREAM_SEEK_CUR), STG_E_INVALIDFUNCTION);
	assert_int_equal(seek_fails(s, -1, STREAM_SEEK_SET), STG_E_INVALIDFUNCTION);
	assert_int_equal(seek_fails(s, INT64_MAX, STREAM_SEEK_CUR), STG_E_INVALIDFUNCTION);
	assert_int_equal(seek_fails(s, 0, 3), STG_E_INVALIDFUNCTION);
	assert_int_equal(seek(s, 0, STREAM_SEEK_CUR), 3);
	IStream_Release(s);
}

TEST(overwriting_keeps_what_follows)
{
	IStream *s = stream();
	STATSTG stat;
	char data[6];
	ULONG n;

	write_text(s, "abcdef");
	seek(s, 1, STREAM_SEEK_SET);
	write_text(s, "XY");
	memset(&stat, 0x55, sizeof stat);
	assert_int_equal(IStream_Stat(s, &stat, STATFLAG_NONAME), S_OK);
	assert_int_equal(stat.cbSize.QuadPart, 6);
	assert_int_equal(stat.type, STGTY_STREAM);
	assert_null(stat.pwcsName);
	seek(s, 0, STREAM_SEEK_SET);
	assert_int_equal(IStream_Read(s, data, 6, &n), S_OK);
	assert_memory_equal(data, "aXYdef", 6);
	IStream_Release(s);
}

TEST(a_stream_has_a_limit)
{
	IStream *s = stream();
	STATSTG stat;
	ULONG n = 99;

	seek(s, INT64_MAX, STREAM_SEEK_SET);
	assert_int_equal(IStream_Write(s, "x", 1, &n), STG_E_MEDIUMFULL);
	assert_int_equal(n, 0);
	assert_int_equal(IStream_Write(s, "x", 0, &n), S_OK);
	seek(s, 1 << 30, STREAM_SEEK_SET);
	assert_int_equal(IStream_Write(s, "x", 1, &n), STG_E_MEDIUMFULL);
	assert_int_equal(IStream_Stat(s, &stat, 0), S_OK);
	assert_int_equal(stat.cbSize.QuadPart, 0);
	IStream_Release(s);
}

TEST(null_pointers_and_what_the_stream_lacks_are_refused)
{
	ULARGE_INTEGER zero = { .QuadPart = 0 };
	IStream *s = stream();
	ULONG n = 99;

	assert_int_equal(IStream_Read(s, NULL, 1, &n), STG_E_INVALIDPOINTER);
	assert_int_equal(n, 0);
	assert_int_equal(IStream_Write(s, NULL, 1, NULL), STG_E_INVALIDPOINTER);
	assert_int_equal(IStream_Stat(s, NULL, 0), STG_E_INVALIDPOINTER);
	assert_int_equal(IStream_Clone(s, NULL), STG_E_INVALIDPOINTER);
	assert_int_equal(IStream_CopyTo(s, NULL, zero, NULL, NULL), STG_E_INVALIDPOINTER);
	assert_int_equal(IStream_LockRegion(s, zero, zero, 0), STG_E_INVALIDFUNCTION);
	assert_int_equal(IStream_UnlockRegion(s, zero, zero, 0), STG_E_INVALIDFUNCTION);
	assert_int_equal(IStream_Commit(s, STGC_DEFAULT), S_OK);
	assert_int_equal(IStream_Revert(s), S_OK);
	IStream_Release(s);
}

static uint64_t size_of(IStream *s)
{
	STATSTG stat;

	assert_int_equal(IStream_Stat(s, &stat, STATFLAG_NONAME), S_OK);
	return stat.cbSize.QuadPart;
}

TEST(a_stream_can_be_cut_and_grown)
{
	ULARGE_INTEGER size = { .QuadPart = 2 };
	IStream *s = stream();
	char data[6];
	ULONG n;

	write_text(s, "abcdef");
	assert_int_equal(IStream_SetSize(s, size), S_OK);
	assert_int_equal(size_of(s), 2);
	size.QuadPart = 6;
	assert_int_equal(IStream_SetSize(s, size), S_OK);
	assert_int_equal(seek(s, 0, STREAM_SEEK_CUR), 6);
	seek(s, 0, STREAM_SEEK_SET);
	assert_int_equal(IStream_Read(s, data, 6, &n), S_OK);
	assert_memory_equal(data, "ab\0\0\0\0", 6);
	size.QuadPart = UINT64_MAX;
	assert_int_equal(IStream_SetSize(s, size), STG_E_MEDIUMFULL);
	assert_int_equal(size_of(s), 6);
	IStream_Release(s);
}

TEST(a_clone_has_the_same_bytes_and_a_position_of_its_own)
{
	IStream *s = stream(), *clone, *again;
	char data[6];
	ULONG n;

	write_text(s, "abc");
	assert_int_equal(IStream_Clone(s, &clone), S_OK);
	assert_int_equal(seek(clone, 0, STREAM_SEEK_CUR), 3);
	write_text(clone, "def");
	assert_int_equal(seek(s, 0, STREAM_SEEK_CUR), 3);
	assert_int_equal(IStream_Read(s, data, 3, &n), S_OK);
	assert_memory_equal(data, "def", 3);
	assert_int_equal(IStream_Release(s), 1); /* the clone keeps the bytes */
	assert_int_equal(IStream_Clone(clone, &again), S_OK);
	IStream_Release(clone);
	seek(again, 0, STREAM_SEEK_SET);
	assert_int_equal(IStream_Read(again, data, 6, &n), S_OK);
	assert_memory_equal(data, "abcdef", 6);
	IStream_Release(again);
}

TEST(a_stream_copies_from_position_to_position)
{
	enum { LONG_ONE = 100000 };
	static char data[LONG_ONE], back[LONG_ONE];
	ULARGE_INTEGER all = { .QuadPart = UINT64_MAX }, few = { .QuadPart = 10 }, read, written;
	IStream *s = stream(), *to = stream();
	ULONG n;

	for (int i = 0; i < LONG_ONE; i++)
		data[i] = (char)(i / 7);
	assert_int_equal(IStream_Write(s, data, LONG_ONE, NULL), S_OK);
	seek(s, 5, STREAM_SEEK_SET);
	write_text(to, "....");
	assert_int_equal(IStream_CopyTo(s, to, few, &read, &written), S_OK);
	assert_int_equal(read.QuadPart, 10);
	assert_int_equal(written.QuadPart, 10);
	assert_int_equal(size_of(to), 14);
	assert_int_equal(IStream_CopyTo(s, to, all, &read, NULL), S_OK);
	assert_int_equal(read.QuadPart, LONG_ONE - 15);
	assert_int_equal(IStream_CopyTo(s, to, all, NULL, &written), S_OK);
	assert_int_equal(written.QuadPart, 0);
	seek(to, 4, STREAM_SEEK_SET);
	assert_int_equal(IStream_Read(to, back, LONG_ONE - 5, &n), S_OK);
	assert_memory_equal(back, data + 5, LONG_ONE - 5);
	seek(s, 0, STREAM_SEEK_SET);
	assert_int_equal(IStream_CopyTo(s, s, few, &read, &written), S_OK); /* onto itself: what it had is what ends it */
	assert_int_equal(size_of(s), LONG_ONE);
	IStream_Release(to);
	IStream_Release(s);
}

TEST(CreateStreamOnHGlobal_makes_an_empty_stream_without_a_handle)
{
	IStream *s = (IStream *)&s;

	assert_int_equal(CreateStreamOnHGlobal(NULL, TRUE, NULL), E_INVALIDARG);
	assert_int_equal(CreateStreamOnHGlobal(&s, TRUE, &s), E_INVALIDARG);
	assert_null(s);
	assert_int_equal(CreateStreamOnHGlobal(NULL, TRUE, &s), S_OK);
	assert_int_equal(size_of(s), 0);
	IStream_Release(s);
}

TEST(a_stream_is_agile_and_one_object)
{
	IStream *s = stream();
	ISequentialStream *q;
	IUnknown *a, *b;

	assert_true(object_is_agile((IUnknown *)s));
	assert_int_equal(IStream_QueryInterface(s, &IID_ISequentialStream, (void **)&q), S_OK);
	assert_int_equal(IStream_QueryInterface(s, &IID_IUnknown, (void **)&a), S_OK);
	assert_int_equal(ISequentialStream_QueryInterface(q, &IID_IUnknown, (void **)&b), S_OK);
	assert_ptr_equal(a, b);
	assert_int_equal(ISequentialStream_Write(q, "x", 1, NULL), S_OK);
	assert_int_equal(seek(s, 0, STREAM_SEEK_CUR), 1);
	IUnknown_Release(a);
	IUnknown_Release(b);
	ISequentialStream_Release(q);
	IStream_Release(s);
}

SWEEP(a_write_that_finds_no_memory_changes_nothing)
{
	static char data[1000];
	IStream *s;
	STATSTG stat;

	if (!sweep_ok(stream_create(&s)))
		return;
	for (ULONG i = 0; i < 10; i++) {
		ULONG n = 99;
		HRESULT hr = IStream_Write(s, data, sizeof data, &n);

		if (!sweep_ok(hr)) {
			assert_int_equal(n, 0);
			assert_int_equal(IStream_Stat(s, &stat, 0), S_OK);
			assert_int_equal(stat.cbSize.QuadPart, i * sizeof data);
			assert_int_equal(seek(s, 0, STREAM_SEEK_CUR), i * sizeof data);
			break;
		}
	}
	IStream_Release(s);
}

struct writer {
	IStream *stream;
	struct harness_thread thread;
};

static void write_hundred(void *arg)
{
	struct writer *w = arg;

	for (int i = 0; i < 100; i++)
		assert_int_equal(IStream_Write(w->stream, "0123456789", 10, NULL), S_OK);
}

TEST(threads_may_write_at_once_and_no_octet_is_lost)
{
	IStream *s = stream();
	struct writer writers[4];
	char data[10];
	ULONG n;

	for (int i = 0; i < 4; i++) {
		writers[i].stream = s;
		harness_start(&writers[i].thread, write_hundred, &writers[i]);
	}
	for (int i = 0; i < 4; i++)
		harness_join(&writers[i].thread);
	assert_int_equal(seek(s, 0, STREAM_SEEK_CUR), 4000);
	seek(s, 0, STREAM_SEEK_SET);
	for (int i = 0; i < 400; i++) {
		assert_int_equal(IStream_Read(s, data, 10, &n), S_OK);
		assert_memory_equal(data, "0123456789", 10);
	}
	IStream_Release(s);
}
