/* stream.c - a stream in memory, as far as marshaling between threads needs one: Read, Write, Seek, Stat's size. */
#include "object/object.h"

typedef struct Stream {
	AcomObject object;
	IStream IStream_iface;
	IAgileObject IAgileObject_iface;
	os_mutex lock; /* guards the rest */
	uint8_t *data;
	size_t size, room;
	uint64_t position; /* may lie beyond the end */
} Stream;

enum { STREAM_MAX = 1 << 30 };

ACOM_FACE(Stream, IStream)
ACOM_FACE(Stream, IAgileObject)

static HRESULT Stream_Read(IStream *This, void *pv, ULONG cb, ULONG *pcbRead)
{
	Stream *s = Stream_from_IStream(This);

	if (pcbRead)
		*pcbRead = 0;
	if (!pv)
		return FAIL(STG_E_INVALIDPOINTER);
	os_mutex_lock(&s->lock);
	size_t left = s->position < s->size ? s->size - (size_t)s->position : 0;
	ULONG n = left < cb ? (ULONG)left : cb;
	if (n)
		memcpy(pv, s->data + s->position, n);
	s->position += n;
	os_mutex_unlock(&s->lock);
	if (pcbRead)
		*pcbRead = n;
	return n == cb ? S_OK : S_FALSE;
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
	Stream *s = Stream_from_IStream(This);
	HRESULT hr = S_OK;

	if (pcbWritten)
		*pcbWritten = 0;
	if (!pv)
		return FAIL(STG_E_INVALIDPOINTER);
	os_mutex_lock(&s->lock);
	if (cb)
		hr = stream_grow(s, s->position > STREAM_MAX ? UINT64_MAX : s->position + cb);
	if (SUCCEEDED(hr) && cb) {
		memcpy(s->data + s->position, pv, cb);
		s->position += cb;
	}
	os_mutex_unlock(&s->lock);
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
	case STREAM_SEEK_END: from = (int64_t)s->size; break;
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

	os_mutex_lock(&s->lock);
	HRESULT hr = stream_seek(s, move.QuadPart, origin);
	if (position)
		position->QuadPart = s->position;
	os_mutex_unlock(&s->lock);
	return hr;
}

static HRESULT Stream_SetSize(IStream *This, ULARGE_INTEGER size)
{
	(void)This;
	(void)size;
	return FAIL(E_NOTIMPL);
}

static HRESULT Stream_CopyTo(IStream *This, IStream *to, ULARGE_INTEGER cb, ULARGE_INTEGER *read, ULARGE_INTEGER *written)
{
	(void)This;
	(void)to;
	(void)cb;
	(void)read;
	(void)written;
	return FAIL(E_NOTIMPL);
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
	Stream *s = Stream_from_IStream(This);

	(void)flags;
	if (!stat)
		return FAIL(STG_E_INVALIDPOINTER);
	memset(stat, 0, sizeof *stat);
	stat->type = STGTY_STREAM;
	os_mutex_lock(&s->lock);
	stat->cbSize.QuadPart = s->size;
	os_mutex_unlock(&s->lock);
	return S_OK;
}

static HRESULT Stream_Clone(IStream *This, IStream **clone)
{
	(void)This;
	if (!clone)
		return FAIL(STG_E_INVALIDPOINTER);
	*clone = NULL;
	return FAIL(E_NOTIMPL);
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
	os_mutex_init(&((Stream *)object)->lock);
	return S_OK;
}

static void Stream_destruct(void *object)
{
	Stream *s = object;

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
