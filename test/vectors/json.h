/* json.h - C arguments from JSON and back, by walking the rows: knows types, but no method. */
#ifndef TEST_JSON_H
#define TEST_JSON_H

#include <jansson.h>

#include "automation_json.h"
#include "custom.h"

/* A file of this directory. */
static inline json_t *vectors_load(const char *name)
{
	char path[4096];
	json_error_t error;
	json_t *j;

	snprintf(path, sizeof path, "%.*s/%s", (int)(strrchr(__FILE__, '/') - __FILE__), __FILE__, name);
	j = json_load_file(path, 0, &error);
	if (!j)
		fail_msg("%s:%d: %s", path, error.line, error.text);
	return j;
}

/* ---- from JSON ---- */

static inline size_t unhex(const char *hex, uint8_t *octets)
{
	size_t n = 0;

	for (unsigned octet; sscanf(hex, "%2x", &octet) == 1; hex += 2)
		octets[n++] = (uint8_t)octet;
	return n;
}

/* The octets of one of ndr_vectors.json, and which of them may differ (NULL: nobody asks). */
static inline size_t vector_octets(const char *id, uint8_t *octets, uint8_t *mask)
{
	json_t *all = vectors_load("ndr_vectors.json"), *j;
	size_t i, size = 0;

	json_array_foreach(json_object_get(all, "vectors"), i, j)
		if (!strcmp(json_string_value(json_object_get(j, "id")), id)) {
			size = unhex(json_string_value(json_object_get(j, "stub")), octets);
			if (mask)
				unhex(json_string_value(json_object_get(j, "mask")), mask);
		}
	json_decref(all);
	if (!size)
		fail_msg("no vector %s", id);
	return size;
}

static inline void value_from(struct values *v, const ACOM_TYPE *t, const json_t *j, void *mem);

static inline void scalar_from(const ACOM_TYPE *t, const json_t *j, void *mem)
{
	double real = json_number_value(j);
	float single = (float)real;
	int64_t integer = json_integer_value(j);

	assert_true(json_is_number(j));
	memcpy(mem, t->kind == ACOM_F32 ? (void *)&single : t->kind == ACOM_F64 ? (void *)&real : (void *)&integer, t->size);
}

static inline void guid_from(const char *text, GUID *guid)
{
	unsigned a[11];

	assert_int_equal(sscanf(text, "%8x-%4x-%4x-%2x%2x-%2x%2x%2x%2x%2x%2x", &a[0], &a[1], &a[2], &a[3], &a[4], &a[5], &a[6],
				&a[7], &a[8], &a[9], &a[10]), 11);
	*guid = (GUID){ a[0], (uint16_t)a[1], (uint16_t)a[2], { 0 } };
	for (int i = 0; i < 8; i++)
		guid->Data4[i] = (uint8_t)a[3 + i];
}

static inline void struct_from(struct values *v, const ACOM_TYPE *t, const json_t *j, void *mem)
{
	const void *base = v->w.base;

	v->w.base = mem;
	if (json_is_string(j))
		guid_from(json_string_value(j), mem);
	else if (!number_from(t, j, mem))
		for (uint32_t i = 0; i < t->count; i++)
			value_from(v, t->fields[i].type, json_object_get(j, t->fields[i].name), (char *)mem + t->fields[i].offset);
	v->w.base = base;
}

/* UTF-8 to units of 1 or 2 octets; returns how many, the terminator included. */
static inline size_t units_from(const char *text, size_t size, void *mem)
{
	uint16_t *wide = mem;
	size_t n = 0;

	if (size == 1)
		return strlen(strcpy(mem, text)) + 1;
	for (const unsigned char *c = (const void *)text; *c;) {
		uint32_t point = *c < 0x80 ? *c : *c < 0xe0 ? *c & 0x1f : *c < 0xf0 ? *c & 0x0f : *c & 0x07;

		for (c++; (*c & 0xc0) == 0x80; c++)
			point = point << 6 | (*c & 0x3f);
		if (point > 0xffff) {
			wide[n++] = (uint16_t)(0xd7c0 + (point >> 10));
			point = 0xdc00 | (point & 0x3ff);
		}
		wide[n++] = (uint16_t)point;
	}
	wide[n++] = 0;
	return n;
}

/* The parts of an array's JSON: elements; [first, elements] when varying; [max, first, elements] when conformant, too. */
struct array_json {
	size_t max, first;
	const json_t *elements;
};

static inline struct array_json array_json(const ACOM_TYPE *t, const json_t *j)
{
	size_t head = !(t->flags & ACOM_VARYING) ? 0 : t->flags & ACOM_CONFORMANT ? 2 : 1;
	struct array_json a = { 0, 0, head ? json_array_get(j, head) : j };

	/* ambiguous only for a varying member sized like its length, which is written as plain elements */
	if (head && !json_is_array(a.elements))
		a = (struct array_json){ json_array_size(j), 0, j };
	else if (head)
		a.first = (size_t)json_integer_value(json_array_get(j, head - 1));
	a.max = head == 2 && a.elements != j ? (size_t)json_integer_value(json_array_get(j, 0)) : json_array_size(a.elements);
	return a;
}

static inline void array_from(struct values *v, const ACOM_TYPE *t, const json_t *j, void *mem)
{
	struct array_json a;

	if (t->flags & ACOM_STRING) {
		units_from(json_string_value(j), t->elem->size, mem);
		return;
	}
	a = array_json(t, j);
	assert_true(json_is_array(a.elements));
	for (size_t i = 0; i < json_array_size(a.elements); i++)
		value_from(v, t->elem, json_array_get(a.elements, i), (char *)mem + (a.first + i) * t->elem->size);
}

/* Memory for what a pointer points to. */
static inline size_t room_for(const ACOM_TYPE *t, const json_t *j)
{
	const ACOM_TYPE *end = t;

	if (!(t->flags & ACOM_CONFORMANT))
		return t->size;
	for (; end->kind == ACOM_STRUCT; end = end->fields[end->count - 1].type)
		j = json_object_get(j, end->fields[end->count - 1].name);
	return array_memory(t, (uint32_t)(end->flags & ACOM_STRING ? strlen(json_string_value(j)) + 1 : array_json(end, j).max));
}

static inline void pointer_from(struct values *v, const ACOM_TYPE *t, const json_t *j, void *mem)
{
	void **slot = mem;

	if (json_is_null(j))
		return;
	if (t->flags & ACOM_PTR) /* the number says who else points there; no vector has two with the same */
		j = json_object_get(j, "v");
	*slot = needed(arena_alloc(&v->n.arena, room_for(t->elem, j)));
	value_from(v, t->elem, j, *slot);
}

/* [tag, value] */
static inline void union_from(struct values *v, const ACOM_TYPE *t, const json_t *j, void *mem)
{
	const json_t *tag = json_array_get(j, 0);
	const ACOM_FIELD *arm = union_arm(t, json_integer_value(tag));

	assert_non_null(arm);
	if (t->flags & ACOM_ENCAPSULATED)
		scalar_from(t->elem, tag, mem);
	if (arm->type)
		value_from(v, arm->type, json_array_get(j, 1), (char *)mem + arm->offset);
}

static inline void object_from(struct values *v, const json_t *j, void *mem)
{
	struct custom *c = needed(arena_alloc(&v->n.arena, sizeof *c));

	if (json_is_null(j))
		return;
	c->unknown.lpVtbl = &custom_vtbl;
	guid_from(json_string_value(json_object_get(j, "clsid")), &c->clsid);
	c->size = (uint32_t)unhex(json_string_value(json_object_get(j, "data")), c->data);
	*(struct custom **)mem = c;
}

static inline void value_from(struct values *v, const ACOM_TYPE *t, const json_t *j, void *mem)
{
	assert_non_null(j);
	if (t->kind == ACOM_POINTER)
		pointer_from(v, t, j, mem);
	else if (t->kind == ACOM_STRUCT)
		struct_from(v, t, j, mem);
	else if (t->kind == ACOM_ARRAY)
		array_from(v, t, j, mem);
	else if (t->kind == ACOM_UNION)
		union_from(v, t, j, mem);
	else if (t->kind == ACOM_INTERFACE_POINTER)
		object_from(v, j, mem);
	else if (t->kind == ACOM_USER)
		automation_from(v, t, j, mem);
	else
		scalar_from(t, j, mem);
}

/* ---- and back; `like` shows which of the possible notations is meant ---- */

static inline json_t *value_to(struct values *v, const ACOM_TYPE *t, const json_t *like, void *mem);

static inline json_t *scalar_to(const ACOM_TYPE *t, const void *mem)
{
	switch (t->kind) {
#define X(kind, memory, ffi, wire) \
	case ACOM_##kind: { \
		memory number; \
		memcpy(&number, mem, sizeof number); \
		return (memory)1 / 2 == 0 ? json_integer((json_int_t)number) : json_real((double)number); \
	}
	ACOM_SCALARS(X)
#undef X
	}
	fail_msg("%s is no scalar", t->name);
	return NULL;
}

static inline json_t *guid_to(const GUID *g)
{
	const uint8_t *d = g->Data4;

	return json_sprintf("%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x", g->Data1, g->Data2, g->Data3, d[0], d[1], d[2],
			    d[3], d[4], d[5], d[6], d[7]);
}

static inline json_t *struct_to(struct values *v, const ACOM_TYPE *t, const json_t *like, void *mem)
{
	const void *base = v->w.base;
	json_t *j;

	if (json_is_string(like))
		return guid_to(mem);
	if ((j = number_to(t, mem)))
		return j;
	j = json_object();
	v->w.base = mem;
	for (uint32_t i = 0; i < t->count; i++)
		json_object_set_new(j, t->fields[i].name, value_to(v, t->fields[i].type, json_object_get(like, t->fields[i].name),
								   (char *)mem + t->fields[i].offset));
	v->w.base = base;
	return j;
}

static inline json_t *string_to(const ACOM_TYPE *t, const json_t *like, const void *mem)
{
	uint16_t units[64];
	size_t n = units_from(json_string_value(like), t->elem->size, units) * t->elem->size;

	assert_memory_equal(mem, units, n);
	return json_string(json_string_value(like));
}

static inline json_t *array_to(struct values *v, const ACOM_TYPE *t, const json_t *like, char *mem)
{
	struct bounds b;
	struct array_json a;
	json_t *elements;

	if (t->flags & ACOM_STRING)
		return string_to(t, like, mem);
	b = array_measure(&v->w, t, mem, false);
	a = array_json(t, like);
	elements = json_array();
	for (uint32_t i = 0; i < b.count; i++)
		json_array_append_new(elements, value_to(v, t->elem, json_array_get(a.elements, i),
							 mem + (b.first + i) * t->elem->size));
	if (!(t->flags & ACOM_VARYING) || a.elements == like)
		return elements;
	return t->flags & ACOM_CONFORMANT ? json_pack("[i,i,o]", (int)b.max, (int)b.first, elements) :
					    json_pack("[i,o]", (int)b.first, elements);
}

static inline json_t *union_to(struct values *v, const ACOM_TYPE *t, const json_t *like, char *mem)
{
	int64_t tag = t->flags & ACOM_ENCAPSULATED ? scalar_number(t->elem, mem) : expr_number(&v->w, t->max);
	const ACOM_FIELD *arm = union_arm(t, tag);
	json_t *value = arm && arm->type ? value_to(v, arm->type, json_array_get(like, 1), mem + arm->offset) : json_null();

	return json_pack("[I,o]", (json_int_t)tag, value);
}

static inline json_t *object_to(const struct custom *c)
{
	char data[2 * CUSTOM_MAX + 1] = "";

	for (uint32_t i = 0; i < c->size; i++)
		sprintf(data + 2 * i, "%02x", c->data[i]);
	return json_pack("{s:s,s:o,s:s}", "objref", "custom", "clsid", guid_to(&c->clsid), "data", data);
}

static inline json_t *value_to(struct values *v, const ACOM_TYPE *t, const json_t *like, void *mem)
{
	assert_int_equal(v->w.hr, S_OK);
	if (t->kind == ACOM_POINTER && t->flags & ACOM_PTR && *(void **)mem)
		return json_pack("{s:O,s:o}", "alias", json_object_get(like, "alias"), "v",
				 value_to(v, t->elem, json_object_get(like, "v"), *(void **)mem));
	if (t->kind == ACOM_POINTER)
		return *(void **)mem ? value_to(v, t->elem, like, *(void **)mem) : json_null();
	if (t->kind == ACOM_INTERFACE_POINTER)
		return *(void **)mem ? object_to(*(struct custom **)mem) : json_null();
	if (t->kind == ACOM_USER)
		return automation_to(t, mem);
	if (t->kind == ACOM_UNION)
		return union_to(v, t, like, mem);
	if (t->kind == ACOM_STRUCT)
		return struct_to(v, t, like, mem);
	return t->kind == ACOM_ARRAY ? array_to(v, t, like, mem) : scalar_to(t, mem);
}

#endif
