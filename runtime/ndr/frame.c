/* frame.c - calls a method whose parameters are known only as a row: libffi, with call interfaces prepared once, or, where all
 * parameters are words, no more than a call. */
#include <ffi.h>

#include "ndr/walk.h"

struct frames {
	ffi_cif cif[3]; /* by enum frame_kind */
	uint8_t split[3]; /* 1..: the parameter that is passed as its two halves; 0: none */
	bool words[3];    /* frame_call_words can call it */
};

enum { FRAME_MAX_PARAMS = 64 }; /* verification refuses rows with more */

#ifdef __x86_64__
enum { SPLITS = true };
#else
enum { SPLITS = false };
#endif

/* How many words behind the object are in registers; 0: what stands in the upper half of one is not known to be open. */
#if defined(__x86_64__) || defined(__aarch64__)
enum { FRAME_WORDS = 5 };
#else
enum { FRAME_WORDS = 0 };
#endif

/* Octets taken from one block; without a block they are only counted. */
struct bump {
	char *block;
	size_t used;
};

static void *bump_take(struct bump *b, size_t size)
{
	void *p = b->block ? b->block + b->used : NULL;

	b->used += (size + _Alignof(max_align_t) - 1) & -_Alignof(max_align_t);
	return p;
}

static ffi_type *frame_struct(struct bump *b, const ACOM_TYPE *t, size_t at);
static ffi_type *frame_union(struct bump *b, const ACOM_TYPE *t, size_t at);
static ffi_type *frame_user(struct bump *b, const ACOM_TYPE *t, size_t at);

/* Of what so many octets, and where they begin, are multiples. */
static ffi_type *frame_integer(size_t octets)
{
	return octets % 8 == 0 ? &ffi_type_uint64 : octets % 4 == 0 ? &ffi_type_uint32 :
	       octets % 2 == 0 ? &ffi_type_uint16 : &ffi_type_uint8;
}

bool frame_passes(const ACOM_TYPE *t)
{
	if (t->kind == ACOM_ARRAY)
		return frame_passes(t->elem);
	if (t->kind == ACOM_STRUCT || t->kind == ACOM_UNION)
		for (uint32_t i = 0; i < t->count; i++)
			if (t->fields[i].type && !frame_passes(t->fields[i].type))
				return false;
	return t->kind != ACOM_USER || t->count < ACOM_NOT_PASSED;
}

/* `at`: where in a parameter it lies. */
static ffi_type *frame_type(struct bump *b, const ACOM_TYPE *t, size_t at)
{
	static ffi_type *const scalars[] = {
#define X(kind, memory, ffi, wire) [ACOM_##kind] = &ffi_type_##ffi,
		ACOM_SCALARS(X)
#undef X
	};

	if (t->kind == ACOM_STRUCT)
		return frame_struct(b, t, at);
	if (t->kind == ACOM_UNION)
		return frame_union(b, t, at);
	if (t->kind == ACOM_USER)
		return frame_user(b, t, at);
	return t->kind < ARRAY_COUNT(scalars) ? scalars[t->kind] : &ffi_type_pointer;
}

/* libffi knows no arrays: they are their elements, one after the other. Returns how many there are. */
static size_t frame_flatten(const ACOM_TYPE **t)
{
	size_t n = 1;

	for (; (*t)->kind == ACOM_ARRAY; *t = (*t)->elem)
		n *= (*t)->count;
	return n;
}

static ffi_type *frame_struct(struct bump *b, const ACOM_TYPE *t, size_t at)
{
	ffi_type *type = bump_take(b, sizeof *type), **elements, **next;
	size_t n = 0;

	for (uint32_t i = 0; i < t->count; i++) {
		const ACOM_TYPE *field = t->fields[i].type;

		n += frame_flatten(&field);
	}
	next = elements = bump_take(b, (n + 1) * sizeof *elements);
	for (uint32_t i = 0; i < t->count; i++) {
		const ACOM_TYPE *field = t->fields[i].type;
		size_t repeat = frame_flatten(&field);
		ffi_type *element = frame_type(b, field, at + t->fields[i].offset);

		for (; elements && repeat; repeat--)
			*next++ = element;
	}
	if (type)
		*type = (ffi_type){ .type = FFI_TYPE_STRUCT, .elements = elements };
	return type;
}

/* What lies in a union, laid over each other: the calling conventions look at kinds by halves of the parameter's 16 octets. */
struct overlay {
	unsigned floats[2], doubles[2], others[2];
	size_t align;
};

static void overlay_add_user(struct overlay *o, const ACOM_TYPE *t, size_t at)
{
	size_t align = frame_integer(t->size | at)->size;

	o->align = align > o->align ? align : o->align;
	o->others[at >= 8]++;
	o->others[at + t->size > 8]++;
}

static void overlay_add(struct overlay *o, const ACOM_TYPE *t, size_t at)
{
	unsigned half = at >= 8;

	if (t->kind == ACOM_ARRAY) {
		for (uint32_t i = 0; i < t->count; i++)
			overlay_add(o, t->elem, at + i * t->elem->size);
		return;
	}
	if (t->kind == ACOM_UNION && t->flags & ACOM_ENCAPSULATED)
		overlay_add(o, t->elem, at);
	if (t->kind == ACOM_STRUCT || t->kind == ACOM_UNION) {
		for (uint32_t i = 0; i < t->count; i++)
			if (t->fields[i].type)
				overlay_add(o, t->fields[i].type, at + t->fields[i].offset);
		return;
	}
	if (t->kind == ACOM_USER) {
		overlay_add_user(o, t, at);
		return;
	}
	o->align = t->size > o->align ? t->size : o->align;
	(t->kind == ACOM_F32 ? o->floats : t->kind == ACOM_F64 ? o->doubles : o->others)[half]++;
}

/* What is passed as a half of the union is. Where both kinds of floating numbers meet, conventions differ. */
static ffi_type *overlay_type(const struct overlay *o, unsigned half)
{
	bool floats = o->floats[0] || o->floats[1], doubles = o->doubles[0] || o->doubles[1];
	bool others = o->others[0] || o->others[1];

	if (!others && floats != doubles)
		return floats ? &ffi_type_float : &ffi_type_double;
#ifdef __x86_64__
	if (!o->others[half])
		return o->align == sizeof(double) ? &ffi_type_double : &ffi_type_float;
#endif
	(void)half;
	return o->align == 1 ? &ffi_type_uint8 : o->align == 2 ? &ffi_type_uint16 : o->align == 4 ? &ffi_type_uint32 :
	       &ffi_type_uint64;
}

/* libffi knows no unions: a struct that is passed like it. */
static ffi_type *frame_union(struct bump *b, const ACOM_TYPE *t, size_t at)
{
	struct overlay o = { .align = 1 };
	ffi_type *type = bump_take(b, sizeof *type), **elements;
	size_t n;

	overlay_add(&o, t, at);
	while (t->size % o.align) /* a user's type may be less aligned than it looks */
		o.align /= 2;
	n = t->size / o.align;
	elements = bump_take(b, (n + 1) * sizeof *elements);
	for (size_t i = 0; elements && i < n; i++)
		elements[i] = overlay_type(&o, at + i * o.align >= 8);
	if (type)
		*type = (ffi_type){ .type = FFI_TYPE_STRUCT, .elements = elements };
	return type;
}

/* A struct of which only the size is known is one of integers: its words go the same ways. */
static ffi_type *frame_user(struct bump *b, const ACOM_TYPE *t, size_t at)
{
	ffi_type *unit = frame_integer(t->size | at), *type, **elements;
	size_t n = t->size / unit->size;

	if (t->count == ACOM_PASSED_NUMBER)
		return unit;
	type = bump_take(b, sizeof *type);
	elements = bump_take(b, (n + 1) * sizeof *elements);
	for (size_t i = 0; elements && i < n; i++)
		elements[i] = unit;
	if (type)
		*type = (ffi_type){ .type = FFI_TYPE_STRUCT, .elements = elements };
	return type;
}

/* The parameters that a kind of call has. */
static bool frame_has(const ACOM_PARAM *p, enum frame_kind kind)
{
	return kind == FRAME_SYNC || p->flags & (kind == FRAME_BEGIN ? ACOM_IN : ACOM_OUT);
}

/* What a value takes of the two kinds of registers; neither when it has to be in memory. */
struct registers {
	unsigned integers, floats;
	bool mixed; /* an integer, then a floating number */
};

static struct registers registers_of(const ACOM_TYPE *t)
{
	struct overlay o = { .align = 1 };
	unsigned halves = t->size > 8 ? 2 : 1, integers;

	if (t->size > 16)
		return (struct registers){ 0 };
	overlay_add(&o, t, 0);
	integers = !!o.others[0] + (halves == 2 && o.others[1]);
	return (struct registers){ integers, halves - integers, halves == 2 && o.others[0] && !o.others[1] };
}

/* libffi before 3.4.5 on x86-64 writes 16 octets for a struct's integer half, in the last register for integers over the
 * first one for floating numbers. There the struct is passed as two parameters, which is the same. */
static uint8_t frame_split(const ACOM_METHOD *m, enum frame_kind kind)
{
	unsigned integers = 1, floats = 0;

	for (uint16_t i = 0; i < m->count; i++) {
		struct registers r = registers_of(m->params[i].type);

		if (!frame_has(&m->params[i], kind) || integers + r.integers > 6 || floats + r.floats > 8)
			continue;
		if (r.mixed && integers == 5)
			return (uint8_t)(i + 1);
		integers += r.integers;
		floats += r.floats;
	}
	return 0;
}

/* ---- parameters that are words ---- */

static bool frame_is_word(const ACOM_TYPE *t)
{
	return t->kind == ACOM_POINTER || t->kind == ACOM_INTERFACE_POINTER ||
	       (t->kind < ACOM_POINTER && t->kind != ACOM_F32 && t->kind != ACOM_F64);
}

static bool frame_are_words(const ACOM_METHOD *m, enum frame_kind kind)
{
	unsigned n = 0;

	for (uint16_t i = 0; i < m->count; i++) {
		if (!frame_has(&m->params[i], kind))
			continue;
		if (!frame_is_word(m->params[i].type) || n++ == FRAME_WORDS)
			return false;
	}
	return FRAME_WORDS;
}

/* The upper half of a register is nobody's who takes 32 bits. */
static inline uint64_t frame_word(const ACOM_TYPE *t, const void *arg)
{
	uint32_t half;
	uint64_t whole;

	if (t->size == sizeof half)
		return memcpy(&half, arg, sizeof half), half;
	return t->size == sizeof whole ? memcpy(&whole, arg, sizeof whole), whole : (uint64_t)scalar_word(t, arg);
}

/* An integer in a register is one whatever its width is, and a method does not see the registers that it has no parameter
 * for. That spares what libffi takes to find out where each goes: longer than most methods. */
#ifdef __clang__
__attribute__((no_sanitize("function")))
#endif
static HRESULT frame_call_words(void *object, void (*fn)(void), const ACOM_METHOD *m, enum frame_kind kind, void *const *args)
{
	HRESULT (*method)(void *, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t) =
		(HRESULT (*)(void *, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t))fn;
	uint64_t word[5] = { 0 }, *next = word;
	const ACOM_PARAM *p = m->params;

	_Static_assert(FRAME_WORDS <= sizeof word / sizeof *word, "each has a place");

	for (uint16_t left = m->count; left; left--, p++, args++)
		if (frame_has(p, kind))
			*next++ = frame_word(p->type, *args);
	return method(object, word[0], word[1], word[2], word[3], word[4]);
}

/* ---- all others ---- */

/* libffi's name of a parameter list starts with This. */
static HRESULT frame_prepare(struct bump *b, struct frames *f, const ACOM_METHOD *m, enum frame_kind kind)
{
	ffi_type **types = bump_take(b, (m->count + 2u) * sizeof *types);
	uint8_t split = SPLITS ? frame_split(m, kind) : 0;
	unsigned n = 1;

	for (uint16_t i = 0; i < m->count; i++) {
		ffi_type *type = frame_has(&m->params[i], kind) ? frame_type(b, m->params[i].type, 0) : NULL;

		if (types && type)
			types[n++] = i + 1 == split ? &ffi_type_uint64 : type;
		if (types && type && i + 1 == split)
			types[n++] = m->params[i].type->size == 12 ? &ffi_type_float : &ffi_type_double;
	}
	if (!types)
		return S_OK;
	types[0] = &ffi_type_pointer;
	f->split[kind] = split;
	f->words[kind] = frame_are_words(m, kind);
	return ffi_prep_cif(&f->cif[kind], FFI_DEFAULT_ABI, n, &ffi_type_sint32, types) == FFI_OK ? S_OK : FAIL(E_FAIL);
}

static HRESULT frame_prepare_all(struct bump *b, const ACOM_METHOD *m)
{
	struct frames *f = bump_take(b, sizeof *f);
	enum frame_kind last = m->async_slot ? FRAME_FINISH : FRAME_SYNC;
	HRESULT hr = S_OK;

	for (enum frame_kind kind = FRAME_SYNC; kind <= last && SUCCEEDED(hr); kind++)
		hr = frame_prepare(b, f, m, kind);
	return hr;
}

HRESULT frame_init(const ACOM_METHOD *m)
{
	struct bump b = { 0 };
	HRESULT hr;

	if (m->cell->frames)
		return S_OK;
	plain_prepare(m);
	frame_prepare_all(&b, m);
	b.block = os_zalloc(b.used);
	if (!b.block)
		return FAIL(E_OUTOFMEMORY);
	b.used = 0;
	hr = frame_prepare_all(&b, m);
	m->cell->frames = b.block;
	if (FAILED(hr))
		frame_fini(m);
	return hr;
}

void frame_fini(const ACOM_METHOD *m)
{
	os_free(m->cell->frames);
	m->cell->frames = NULL;
}

APART static HRESULT frame_call_ffi(void *object, void (*fn)(void), const ACOM_METHOD *m, enum frame_kind kind, void *const *args)
{
	struct frames *f = m->cell->frames;
	void *values[2 + FRAME_MAX_PARAMS];
	unsigned n = 0;
	ffi_arg result;

	values[n++] = &object;
	for (uint16_t i = 0; i < m->count; i++) {
		if (frame_has(&m->params[i], kind))
			values[n++] = args[i];
		if (i + 1 == f->split[kind])
			values[n++] = (char *)args[i] + 8;
	}
	ffi_call(&f->cif[kind], fn, &result, values);
	return (HRESULT)result;
}

/* What stands in the slot, or the function that calls it for a [call_as] method. */
static void (*frame_target(void *object, const ACOM_METHOD *m, enum frame_kind kind))(void)
{
	void (**vtbl)(void) = *(void (***)(void))object;

	if (m->call_as)
		return kind == FRAME_SYNC ? m->call_as->stub : kind == FRAME_BEGIN ? m->call_as->begin_stub : m->call_as->finish_stub;
	return vtbl[kind == FRAME_SYNC ? m->slot : m->async_slot + (kind == FRAME_FINISH)];
}

HRESULT frame_call(void *object, const ACOM_METHOD *m, enum frame_kind kind, void *const *args)
{
	void (*fn)(void) = frame_target(object, m, kind);
	const struct frames *f = m->cell->frames;

	return (f->words[kind] ? frame_call_words : frame_call_ffi)(object, fn, m, kind, args);
}
