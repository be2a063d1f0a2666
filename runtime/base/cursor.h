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

static inline uint64_t take_number(struct take *t, unsigned size)
{
	struct span s = take_octets(t, size);
	uint64_t v = 0;

	for (unsigned i = 0; i < s.size; i++)
		v |= (uint64_t)s.at[i] << 8 * (t->big ? size - 1 - i : i);
	return v;
}

static inline uint8_t take_u8(struct take *t) { return (uint8_t)take_number(t, 1); }
static inline uint16_t take_u16(struct take *t) { return (uint16_t)take_number(t, 2); }
static inline uint32_t take_u32(struct take *t) { return (uint32_t)take_number(t, 4); }
static inline uint64_t take_u64(struct take *t) { return take_number(t, 8); }

static inline GUID take_guid(struct take *t)
{
	GUID g = { take_u32(t), 0, 0, { 0 } };
	struct span last;

	g.Data2 = take_u16(t);
	g.Data3 = take_u16(t);
	last = take_octets(t, sizeof g.Data4);
	memcpy(g.Data4, last.at, last.size);
	return g;
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

static inline void put_number(struct put *p, uint64_t v, unsigned size)
{
	uint8_t *room = put_room(p, size);

	for (unsigned i = 0; room && i < size; i++)
		room[p->big ? size - 1 - i : i] = (uint8_t)(v >> 8 * i);
}

static inline void put_u8(struct put *p, uint8_t v) { put_number(p, v, 1); }
static inline void put_u16(struct put *p, uint16_t v) { put_number(p, v, 2); }
static inline void put_u32(struct put *p, uint32_t v) { put_number(p, v, 4); }
static inline void put_u64(struct put *p, uint64_t v) { put_number(p, v, 8); }

static inline void put_guid(struct put *p, const GUID *g)
{
	put_u32(p, g->Data1);
	put_u16(p, g->Data2);
	put_u16(p, g->Data3);
	put_octets(p, g->Data4, sizeof g->Data4);
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
