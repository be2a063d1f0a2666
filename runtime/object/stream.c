/* stream.c - streams in memory. */
#include "object/object.h"

typedef struct Stream {
	AcomObject object;
	IStream IStream_iface;
	IAgileObject IAgileObject_iface;
	struct Stream *bytes; /* whose bytes it reads and writes: its own, or those of the one that it was cloned of; counted then */
	uint64_t position;    /* may lie beyond the end; guarded by the lock of `bytes` */
	os_mutex lock;        /* guards the rest */
	uint8_t *data;
	size_t size, room;
} Stream;

enum { STREAM_MAX = 1 << 30 };

ACOM_FACE(Stream, IStream)
ACOM_FACE(Stream, IAgileObject)

/* How many octets there were, up to cb. */
static ULONG stream_read(Stream *s, void *pv, ULONG cb)
{
	const Stream *b = s->bytes;

	os_mutex_lock(&s->bytes->lock);
	size_t left = s->position < b->size ? b->size - (size_t)s->position : 0;
	ULONG n = left < cb ? (ULONG)left : cb;
	if (n)
		memcpy(pv, b->data + s->position, n);
	s->position += n;
	os_mutex_unlock(&s->bytes->lock);
	return n;
}

static HRESULT Stream_Read(IStream *This, void *pv, ULONG cb, ULONG *pcbRead)
{
	ULONG n = pv ? stream_read(Stream_from_IStream(This), pv, cb) : 0;

	if (pcbRead)
		*pcbRead = n;
	return !pv ? FAIL(STG_E_INVALIDPOINTER) : n == cb ? S_OK : S_FALSE;
}

/* Room for `end` octets; those between the old end and the new one read as zero. */
static HRESULT stream_grow(Stream *s, uint64_t end)
{
	if (end > STREAM_MAX)
		return FAIL(STG_E_MEDIUMFULL);
	if (end > s->room) {
		size_t room = end < 128 ? 128 : (size_t)end + (size_t)end / 2;
		uint8_t *data = os_realloc(s->data, room);
		if (!data)
			return FAIL(E_OUTOFMEMORY);
		s->data = data;
		s->room = room;
	}
	if (end > s->size) {
		memset(s->data + s->size, 0, (size_t)end - s->size);
		s->size = (size_t)end;
	}
	return S_OK;
}

static HRESULT Stream_Write(IStream *This, const void *pv, ULONG cb, ULONG *pcbWritten)
{
	Stream *s = Stream_from_IStream(This), *b = s->bytes;
	HRESULT hr = S_OK;

	if (pcbWritten)
		*pcbWritten = 0;
	if (!pv)
		return FAIL(STG_E_INVALIDPOINTER);
	os_mutex_lock(&b->lock);
	if (cb)
		hr = stream_grow(b, s->position > STREAM_MAX ? UINT64_MAX : s->position + cb);
	if (SUCCEEDED(hr) && cb) {
		memcpy(b->data + s->position, pv, cb);
		s->position += cb;
	}
	os_mutex_unlock(&b->lock);
	if (SUCCEEDED(hr) && pcbWritten)
		*pcbWritten = cb;
	return hr;
}

/* Beyond the end is fine, before the start is not. */
static HRESULT stream_seek(Stream *s, int64_t move, DWORD origin)
{
	int64_t from, to;

	switch (origin) {
	case STREAM_SEEK_SET: from = 0; break;
	case STREAM_SEEK_CUR: from = (int64_t)s->position; break;
	case STREAM_SEEK_END: from = (int64_t)s->bytes->size; break;
	default: return FAIL(STG_E_INVALIDFUNCTION);
	}
	if (__builtin_add_overflow(from, move, &to) || to < 0)
		return FAIL(STG_E_INVALIDFUNCTION);
	s->position = (uint64_t)to;
	return S_OK;
}

static HRESULT Stream_Seek(IStream *This, LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER *position)
{
	Stream *s = Stream_from_IStream(This);

	os_mutex_lock(&s->bytes->lock);
	HRESULT hr = stream_seek(s, move.QuadPart, origin);
	if (position)
		position->QuadPart = s->position;
	os_mutex_unlock(&s->bytes->lock);
	return hr;
}

static HRESULT Stream_SetSize(IStream *This, ULARGE_INTEGER size)
{
	Stream *b = Stream_from_IStream(This)->bytes;

	os_mutex_lock(&b->lock);
	HRESULT hr = stream_grow(b, size.QuadPart);
	if (SUCCEEDED(hr))
		b->size = (size_t)size.QuadPart;
	os_mutex_unlock(&b->lock);
	return hr;
}

enum { PORTION = 16 << 10 };

/* The next portion of `left` octets; how many were read and written, none at the end. No lock is held while the other stream
 * writes: it may be this one. */
static HRESULT stream_copy(Stream *s, IStream *to, uint64_t left, void *portion, ULONG *read, ULONG *written)
{
	*written = 0;
	*read = stream_read(s, portion, left < PORTION ? (ULONG)left : PORTION);
	if (!*read)
		return S_OK;
	HRESULT hr = IStream_Write(to, portion, *read, written);
	return SUCCEEDED(hr) && *written < *read ? FAIL(STG_E_MEDIUMFULL) : hr;
}

/* Of cb octets behind the position, those that there are. */
static uint64_t stream_left(Stream *s, uint64_t cb)
{
	os_mutex_lock(&s->bytes->lock);
	uint64_t left = s->position < s->bytes->size ? s->bytes->size - s->position : 0;
	os_mutex_unlock(&s->bytes->lock);
	return left < cb ? left : cb;
}

static HRESULT Stream_CopyTo(IStream *This, IStream *to, ULARGE_INTEGER cb, ULARGE_INTEGER *pcbRead, ULARGE_INTEGER *pcbWritten)
{
	Stream *s = Stream_from_IStream(This);
	uint64_t all_read = 0, all_written = 0, all = stream_left(s, cb.QuadPart);
	ULONG read = 1, written;
	void *portion = to ? os_alloc(PORTION) : NULL;
	HRESULT hr = portion ? S_OK : to ? FAIL(E_OUTOFMEMORY) : FAIL(STG_E_INVALIDPOINTER);

	while (SUCCEEDED(hr) && read && all_read < all) {
		hr = stream_copy(s, to, all - all_read, portion, &read, &written);
		all_read += read;
		all_written += written;
	}
	os_free(portion);
	if (pcbRead)
		pcbRead->QuadPart = all_read;
	if (pcbWritten)
		pcbWritten->QuadPart = all_written;
	return hr;
}

/* Memory is always up to date. */
static HRESULT Stream_Commit(IStream *This, DWORD flags)
{
	(void)This;
	(void)flags;
	return S_OK;
}

static HRESULT Stream_Revert(IStream *This)
{
	(void)This;
	return S_OK;
}

static HRESULT Stream_LockRegion(IStream *This, ULARGE_INTEGER offset, ULARGE_INTEGER cb, DWORD type)
{
	(void)This;
	(void)offset;
	(void)cb;
	(void)type;
	return FAIL(STG_E_INVALIDFUNCTION);
}

static HRESULT Stream_Stat(IStream *This, STATSTG *stat, DWORD flags)
{
	Stream *b = Stream_from_IStream(This)->bytes;

	(void)flags;
	if (!stat)
		return FAIL(STG_E_INVALIDPOINTER);
	memset(stat, 0, sizeof *stat);
	stat->type = STGTY_STREAM;
	os_mutex_lock(&b->lock);
	stat->cbSize.QuadPart = b->size;
	os_mutex_unlock(&b->lock);
	return S_OK;
}

static HRESULT Stream_Clone(IStream *This, IStream **clone)
{
	Stream *s = Stream_from_IStream(This);

	if (!clone)
		return FAIL(STG_E_INVALIDPOINTER);
	HRESULT hr = stream_create(clone);
	if (FAILED(hr))
		return hr;
	Stream *fresh = Stream_from_IStream(*clone);
	fresh->bytes = s->bytes;
	AcomObjectAddRef(&s->bytes->object);
	os_mutex_lock(&s->bytes->lock);
	fresh->position = s->position;
	os_mutex_unlock(&s->bytes->lock);
	return S_OK;
}

static const IStreamVtbl Stream_IStream_vtbl = {
	ACOM_UNKNOWN(Stream, IStream), Stream_Read, Stream_Write, Stream_Seek, Stream_SetSize, Stream_CopyTo,
	Stream_Commit, Stream_Revert, Stream_LockRegion, Stream_LockRegion, Stream_Stat, Stream_Clone,
};
static const IAgileObjectVtbl Stream_IAgileObject_vtbl = { ACOM_UNKNOWN(Stream, IAgileObject) };

static const AcomInterface Stream_map[] = {
	ACOM_ENTRY(Stream, IStream),
	ACOM_ENTRY_AS(Stream, ISequentialStream, IStream),
	ACOM_ENTRY(Stream, IAgileObject),
	ACOM_END,
};

static HRESULT Stream_construct(void *object)
{
	Stream *s = object;

	os_mutex_init(&s->lock);
	s->bytes = s;
	return S_OK;
}

static void Stream_destruct(void *object)
{
	Stream *s = object;

	if (s->bytes != s)
		AcomObjectRelease(&s->bytes->object);
	os_mutex_fini(&s->lock);
	os_free(s->data);
}

static const AcomClass Stream_class = {
	"MemoryStream", sizeof(Stream), Stream_map, Stream_construct, Stream_destruct, NULL,
};

HRESULT stream_create(IStream **stream)
{
	return AcomCreateObject(&Stream_class, NULL, &IID_IStream, (void **)stream);
}

HRESULT CreateStreamOnHGlobal(HGLOBAL memory, BOOL free_on_release, IStream **stream)
{
	(void)free_on_release;
	if (!stream)
		return FAIL(E_INVALIDARG);
	*stream = NULL;
	return memory ? FAIL(E_INVALIDARG) : stream_create(stream);
}
