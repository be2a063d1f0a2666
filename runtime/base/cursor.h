/* cursor.h - numbers read from octets and written to them, one by one, within bounds that cannot be left. */
#ifndef ACOM_CURSOR_H
#define ACOM_CURSOR_H

#include <stdbool.h>
#include <string.h>

#include <acom/types.h>

/* Octets that belong to somebody else. */
struct span {
	const uint8_t *at;
	size_t size;
};
static const struct span no_span = { NULL, 0 };

/* The first of them are done with. Those of nothing may be nowhere. */
static inline void span_skip(struct span *s, size_t size)
{
	if (size)
		s->at += size;
	s->size -= size;
}

/* What is left to read. Behind the end everything reads as zero, and `over` says that this happened. */
struct take {
	const uint8_t *at, *end;
	bool big;  /* numbers are big-endian */
	bool over;
};

static inline struct take take_from(const uint8_t *octets, size_t size, bool big)
{
	return (struct take){ octets, size ? octets + size : octets, big, false };
}

static inline size_t take_left(const struct take *t)
{
	return (size_t)(t->end - t->at);
}

/* So many octets as they are; fewer than there are: none. */
static inline struct span take_octets(struct take *t, size_t size)
{
	struct span s = { t->at, size };

	if (size > take_left(t)) {
		t->over = true;
		t->at = t->end;
		return (struct span){ t->end, 0 };
	}
	t->at += size;
	return s;
}

/* Whether numbers in this order are not as the processor has them. */
static inline bool cursor_swaps(bool big)
{
	return big != (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);
}

/* One number; 0: there are fewer octets left. */
#define CURSOR_TAKE(name, type, swap) \
	static inline type name(struct take *t) \
	{ \
		type v = 0; \
\
		if (sizeof v > take_left(t)) { \
			t->over = true; \
			t->at = t->end; \
			return 0; \
		} \
		memcpy(&v, t->at, sizeof v); \
		t->at += sizeof v; \
		return cursor_swaps(t->big) ? swap(v) : v; \
	}
CURSOR_TAKE(take_u8, uint8_t, (uint8_t))
CURSOR_TAKE(take_u16, uint16_t, __builtin_bswap16)
CURSOR_TAKE(take_u32, uint32_t, __builtin_bswap32)
CURSOR_TAKE(take_u64, uint64_t, __builtin_bswap64)

/* Several numbers that lie as in a struct without gaps: taken in one go, and then each brought into order. Zeros: there are fewer
 * octets left. */
static inline uint16_t cursor_u16(uint16_t v, bool big)
{
	return cursor_swaps(big) ? __builtin_bswap16(v) : v;
}

static inline uint32_t cursor_u32(uint32_t v, bool big)
{
	return cursor_swaps(big) ? __builtin_bswap32(v) : v;
}

/* One that is in order stays whole, here and below: who copies next what was written in parts waits for all of these. */
static inline GUID cursor_guid(GUID g, bool big)
{
	if (!cursor_swaps(big))
		return g;
	g.Data1 = cursor_u32(g.Data1, big);
	g.Data2 = cursor_u16(g.Data2, big);
	g.Data3 = cursor_u16(g.Data3, big);
	return g;
}

static inline void cursor_read_guid(GUID *g, const uint8_t *octets, bool big)
{
	memcpy(g, octets, sizeof *g);
	if (cursor_swaps(big))
		*g = cursor_guid(*g, big);
}

#define CURSOR_TAKE_STRUCT(t, s) \
	do { \
		struct span taken_ = take_octets(t, sizeof *(s)); \
\
		if (taken_.size) \
			memcpy(s, taken_.at, sizeof *(s)); \
		else \
			memset(s, 0, sizeof *(s)); \
	} while (0)

static inline GUID take_guid(struct take *t)
{
	GUID g;

	CURSOR_TAKE_STRUCT(t, &g);
	return cursor_guid(g, t->big);
}

/* Room to write to. What does not fit is not written, and `over` says that this happened. */
struct put {
	uint8_t *start, *at, *end;
	bool big;
	bool over;
};

static inline struct put put_to(uint8_t *octets, size_t size, bool big)
{
	return (struct put){ octets, octets, octets + size, big, false };
}

static inline size_t put_size(const struct put *p)
{
	return (size_t)(p->at - p->start);
}

/* Room for so many octets; NULL: there is none. */
static inline uint8_t *put_room(struct put *p, size_t size)
{
	uint8_t *room = p->at;

	if (size > (size_t)(p->end - p->at)) {
		p->over = true;
		p->end = p->at;
		return NULL;
	}
	p->at += size;
	return room;
}

static inline void put_octets(struct put *p, const void *octets, size_t size)
{
	uint8_t *room = put_room(p, size);

	if (room && size)
		memcpy(room, octets, size);
}

#define CURSOR_PUT(name, type, swap) \
	static inline void name(struct put *p, type v) \
	{ \
		uint8_t *room = put_room(p, sizeof v); \
\
		v = cursor_swaps(p->big) ? swap(v) : v; \
		if (room) \
			memcpy(room, &v, sizeof v); \
	}
CURSOR_PUT(put_u8, uint8_t, (uint8_t))
CURSOR_PUT(put_u16, uint16_t, __builtin_bswap16)
CURSOR_PUT(put_u32, uint32_t, __builtin_bswap32)

static inline void put_u64(struct put *p, uint64_t v)
{
	uint8_t *room = put_room(p, sizeof v);

	for (unsigned i = 0; room && i < sizeof v; i++)
		room[p->big ? sizeof v - 1 - i : i] = (uint8_t)(v >> 8 * i);
}

/* Eight octets at once, the first ones being the lowest bits. */
static inline void write_word(uint8_t *octets, uint64_t v)
{
	v = cursor_swaps(false) ? __builtin_bswap64(v) : v;
	memcpy(octets, &v, sizeof v);
}

/* The same the other way. */
static inline uint64_t read_word(const void *octets)
{
	uint64_t v;

	memcpy(&v, octets, sizeof v);
	return cursor_swaps(false) ? __builtin_bswap64(v) : v;
}

/* What is one or two words, or four, most of the time: these without a call. */
static inline void copy_octets(uint8_t *to, const uint8_t *from, size_t size)
{
	uint64_t first, last;

	if (size - sizeof first <= sizeof last) {
		memcpy(&first, from, sizeof first);
		memcpy(&last, from + size - sizeof last, sizeof last);
		memcpy(to, &first, sizeof first);
		memcpy(to + size - sizeof last, &last, sizeof last);
	} else if (size == 4 * sizeof first) {
		memcpy(to, from, 4 * sizeof first);
	} else if (size) {
		memcpy(to, from, size);
	}
}

/* One that has been brought into order. */
#define CURSOR_PUT_STRUCT(p, s) \
	do { \
		uint8_t *room_ = put_room(p, sizeof *(s)); \
\
		if (room_) \
			memcpy(room_, s, sizeof *(s)); \
	} while (0)

static inline void put_guid(struct put *p, const GUID *g)
{
	GUID ordered = cursor_guid(*g, p->big);

	CURSOR_PUT_STRUCT(p, &ordered);
}

static inline void put_zeros(struct put *p, size_t size)
{
	uint8_t *room = put_room(p, size);

	if (room)
		memset(room, 0, size);
}

/* Zeros up to a multiple of `align` (a power of 2) from the start. */
static inline void put_align(struct put *p, size_t align)
{
	put_zeros(p, -put_size(p) & (align - 1));
}

#endif
