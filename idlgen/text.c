/* text.c - memory that lives until the program ends, text that grows, and tables of names. */
#include "idlgen.h"

#include <stdlib.h>

enum { ROOM = 65536, LARGE = 16384 }; /* of a chunk; blocks from there on have a chunk of their own */

struct chunk {
	struct chunk *next, *before;
	size_t used, room;
	bool large;
	uint64_t data[];
};

static struct chunk *chunks; /* the first one is filled */
static size_t allowed = (size_t)63 << 20, taken; /* of 64 MiB; malloc takes some, too */

/* Ends the program because of its surroundings, not of its input. */
void die(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	fputs("idlgen: ", stderr);
	vfprintf(stderr, format, ap);
	fputc('\n', stderr);
	va_end(ap);
	mem_free_all();
	exit(STATUS_SURROUNDINGS);
}

void mem_allow(size_t size) { allowed += size; }

static _Noreturn void refuse_size(void)
{
	fprintf(stderr, "idlgen: error: this input needs more than %zu MiB of memory\n", allowed >> 20);
	mem_free_all();
	exit(STATUS_ERRORS);
}

static struct chunk *chunk_new(size_t room)
{
	struct chunk *c;

	if (room > allowed || taken + room > allowed)
		refuse_size();
	if (!(c = os_zalloc(sizeof *c + room)))
		die("out of memory");
	taken += room;
	c->room = room;
	return c;
}

/* Puts a chunk behind `before`, or first. */
static void chunk_link(struct chunk *c, struct chunk *before)
{
	c->before = before;
	c->next = before ? before->next : chunks;
	if (c->next)
		c->next->before = c;
	*(before ? &before->next : &chunks) = c;
}

static void *large_alloc(size_t size)
{
	struct chunk *c = chunk_new(size);

	c->used = size;
	c->large = true;
	chunk_link(c, chunks); /* the first one is not full yet */
	return c->data;
}

static void chunk_free(struct chunk *c)
{
	*(c->before ? &c->before->next : &chunks) = c->next;
	if (c->next)
		c->next->before = c->before;
	taken -= c->room;
	os_free(c);
}

static struct chunk *chunk_of(void *block)
{
	return (struct chunk *)(void *)((char *)block - offsetof(struct chunk, data));
}

static void *small_alloc(size_t size, size_t align)
{
	struct chunk *c = chunks;
	size_t at = c ? (c->used + align - 1) & ~(align - 1) : 0;

	if (!c || at > c->room || c->room - at < size) {
		c = chunk_new(ROOM);
		chunk_link(c, NULL);
		at = 0;
	}
	c->used = at + size;
	return (char *)c->data + at;
}

void *mem_alloc(size_t size)
{
	return size >= LARGE ? large_alloc(size) : small_alloc(size, sizeof(uint64_t));
}

/* A large block grows where it is, or moves without being there twice. */
static void *large_grow(struct chunk *c, size_t larger)
{
	size_t more = larger - c->room;
	struct chunk *grown;

	if (taken + more > allowed)
		refuse_size();
	if (!(grown = os_realloc(c, sizeof *c + larger)))
		die("out of memory");
	taken += more;
	grown->room = grown->used = larger;
	*(grown->before ? &grown->before->next : &chunks) = grown;
	if (grown->next)
		grown->next->before = grown;
	return grown->data;
}

void *mem_lasting(size_t size) { return large_alloc(size); }

void *mem_grow(void *block, size_t size, size_t larger)
{
	void *grown;

	if (size >= LARGE)
		return large_grow(chunk_of(block), larger);
	grown = mem_alloc(larger);
	if (size)
		memcpy(grown, block, size);
	return grown;
}

void mem_drop(void *block, size_t size)
{
	if (size >= LARGE)
		chunk_free(chunk_of(block));
}

struct mark mem_mark(void)
{
	(void)mem_alloc(1); /* so that there is a chunk */
	return (struct mark){ chunks, chunks->used };
}

void mem_release(struct mark mark)
{
	for (struct chunk *c = chunks, *next; c != mark.chunk; c = next) {
		next = c->next;
		if (!c->large)
			chunk_free(c);
	}
	for (struct chunk *c; (c = chunks) != mark.chunk; chunk_link(c, mark.chunk)) { /* a large one may not be the first */
		chunks = c->next;
		chunks->before = NULL;
	}
	memset((char *)mark.chunk->data + mark.used, 0, mark.chunk->used - mark.used);
	mark.chunk->used = mark.used;
}

void mem_free_all(void)
{
	while (chunks) {
		struct chunk *c = chunks;

		chunks = c->next;
		os_free(c);
	}
}

void text_add(struct text *t, const char *s, size_t len)
{
	if (t->room - t->len <= len) {
		size_t room = t->len + len + (t->room < 1 << 20 ? t->len + len + 64 : (t->len + len) / 8);

		t->s = mem_grow(t->s, t->room, room);
		t->room = room;
	}
	memcpy(t->s + t->len, s, len);
	t->len += len;
	t->s[t->len] = 0;
}

struct mark text_mark(struct text *t)
{
	if (t->room < LARGE) {
		t->s = mem_grow(t->s, t->room, LARGE);
		t->room = LARGE;
	}
	return mem_mark();
}

char *text_format(const char *format, ...)
{
	va_list ap, again;
	char small[200], *s; /* most texts are short, and made once */
	int len;

	va_start(ap, format);
	va_copy(again, ap);
	len = vsnprintf(small, sizeof small, format, ap);
	va_end(ap);
	if (len < 0)
		die("a text is too long");
	s = text_copy(small, (size_t)len < sizeof small ? (size_t)len : 0);
	if ((size_t)len >= sizeof small) {
		s = mem_alloc((size_t)len + 1);
		vsnprintf(s, (size_t)len + 1, format, again);
	}
	va_end(again);
	return s;
}

char *text_copy(const char *s, size_t len)
{
	char *copy = len + 1 >= LARGE ? large_alloc(len + 1) : small_alloc(len + 1, 1);

	memcpy(copy, s, len);
	return copy;
}

bool text_same(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

const char *guid_text(const GUID *guid)
{
	struct text t = { 0 };
	char *head = text_format("%08x-%04x-%04x-", guid->Data1, guid->Data2, guid->Data3);

	text_add(&t, head, strlen(head));
	for (int i = 0; i < 8; i++) {
		char *octet = text_format(i == 2 ? "-%02x" : "%02x", guid->Data4[i]);

		text_add(&t, octet, strlen(octet));
	}
	return t.s;
}

struct table_entry {
	const char *name;
	void *thing;
	uint32_t hash;
	struct table_entry *next;
};

/* FNV-1a. */
static uint32_t hash_of(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

static struct table_entry *entry_of(const struct table *t, const char *name)
{
	uint32_t h = hash_of(name);

	if (!t->room)
		return NULL;
	for (struct table_entry *e = t->buckets[h & (t->room - 1)]; e; e = e->next)
		if (e->hash == h && !strcmp(e->name, name))
			return e;
	return NULL;
}

void *table_get(const struct table *t, const char *name)
{
	const struct table_entry *e = entry_of(t, name);

	return e ? e->thing : NULL;
}

static void table_grow(struct table *t)
{
	size_t room = t->room ? 2 * t->room : 64;
	struct table_entry **buckets = mem_alloc(room * sizeof *buckets), *e;

	for (size_t i = 0; i < t->room; i++)
		while ((e = t->buckets[i])) {
			t->buckets[i] = e->next;
			e->next = buckets[e->hash & (room - 1)];
			buckets[e->hash & (room - 1)] = e;
		}
	t->buckets = buckets;
	t->room = room;
}

void table_put(struct table *t, const char *name, void *thing)
{
	struct table_entry *e = entry_of(t, name);

	if (e) {
		e->thing = thing;
		return;
	}
	if (t->count++ >= t->room)
		table_grow(t);
	e = NEW(struct table_entry);
	*e = (struct table_entry){ name, thing, hash_of(name), NULL };
	e->next = t->buckets[e->hash & (t->room - 1)];
	t->buckets[e->hash & (t->room - 1)] = e;
}
