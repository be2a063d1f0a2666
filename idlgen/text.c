/* text.c - memory that lives until the program ends, text that grows, and tables of names. */
#include "idlgen.h"

#include <stdlib.h>

struct chunk {
	struct chunk *next;
	size_t used, room;
	max_align_t data[];
};

static struct chunk *chunks;

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

static struct chunk *chunk_new(size_t size)
{
	size_t room = size > 65536 ? size : 65536;
	struct chunk *c = size > SIZE_MAX / 2 ? NULL : os_zalloc(sizeof *c + room);

	if (!c)
		die("out of memory");
	c->room = room;
	c->next = chunks;
	return chunks = c;
}

void *mem_alloc(size_t size)
{
	struct chunk *c = chunks;
	void *p;

	size = (size + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);
	if (!c || c->room - c->used < size)
		c = chunk_new(size);
	p = (char *)c->data + c->used;
	c->used += size;
	return p;
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
		size_t room = 2 * (t->len + len) + 64;
		char *grown = mem_alloc(room);

		if (t->len)
			memcpy(grown, t->s, t->len);
		t->s = grown;
		t->room = room;
	}
	memcpy(t->s + t->len, s, len);
	t->len += len;
	t->s[t->len] = 0;
}

char *text_format(const char *format, ...)
{
	va_list ap, again;
	char *s;
	int len;

	va_start(ap, format);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (len < 0)
		die("a text is too long");
	s = mem_alloc((size_t)len + 1);
	vsnprintf(s, (size_t)len + 1, format, again);
	va_end(again);
	return s;
}

char *text_copy(const char *s, size_t len)
{
	char *copy = mem_alloc(len + 1);

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

void *table_get(const struct table *t, const char *name)
{
	uint32_t h = hash_of(name);

	if (!t->room)
		return NULL;
	for (struct table_entry *e = t->buckets[h & (t->room - 1)]; e; e = e->next)
		if (e->hash == h && !strcmp(e->name, name))
			return e->thing;
	return NULL;
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
	struct table_entry *e = NEW(struct table_entry);

	if (t->count++ >= t->room)
		table_grow(t);
	*e = (struct table_entry){ name, thing, hash_of(name), NULL };
	e->next = t->buckets[e->hash & (t->room - 1)];
	t->buckets[e->hash & (t->room - 1)] = e;
}
