/* automation_json.h - BSTR, VARIANT and SAFEARRAY from the JSON of the vectors and back. */
#ifndef TEST_AUTOMATION_JSON_H
#define TEST_AUTOMATION_JSON_H

#include <jansson.h>

#include "object/automation.h"
#include "values.h"

/* The names that the vectors use. */
static const struct {
	const char *name;
	VARTYPE vt;
} automation_names[] = { { "VT_UI1", VT_UI1 }, { "VT_BSTR", VT_BSTR }, { "VT_BYREF|VT_I4", VT_BYREF | VT_I4 }, { "VT_I4", VT_I4 },
	{ "VT_ARRAY|VT_I4", VT_ARRAY | VT_I4 } };

static inline BSTR bstr_from(const json_t *j)
{
	return needed(text_to_bstr(json_string_value(j)));
}

static inline json_t *bstr_to(BSTR b)
{
	char text[TEXT_MAX];

	assert_int_equal(text_from_bstr(b, text), S_OK);
	return json_string(text);
}

/* Numbers, one dimension or two. The vectors do not say it, but the left one begins at 1. */
static inline SAFEARRAY *safearray_from(const json_t *j)
{
	bool two = json_is_array(json_array_get(j, 0));
	SAFEARRAYBOUND bounds[] = { { (ULONG)json_array_size(j), two }, { (ULONG)json_array_size(json_array_get(j, 0)), 0 } };
	SAFEARRAY *a = json_is_null(j) ? NULL : needed(SafeArrayCreate(VT_I4, two ? 2 : 1, bounds));
	size_t n = 0, i, k;
	json_t *row, *value;

	json_array_foreach(j, i, row)
		if (!two)
			((LONG *)a->pvData)[n++] = (LONG)json_integer_value(row);
		else
			json_array_foreach(row, k, value)
				((LONG *)a->pvData)[n++] = (LONG)json_integer_value(value);
	return a;
}

static inline json_t *safearray_to(SAFEARRAY *a)
{
	json_t *all = a ? json_array() : json_null();
	LONG *data = a ? a->pvData : NULL;

	for (ULONG i = 0; a && i < a->rgsabound[a->cDims - 1].cElements; i++) {
		json_t *row = a->cDims == 2 ? json_array() : json_integer(*data++);

		for (ULONG k = 0; a->cDims == 2 && k < a->rgsabound[0].cElements; k++)
			json_array_append_new(row, json_integer(*data++));
		json_array_append_new(all, row);
	}
	return all;
}

static inline void variant_from(const json_t *j, VARIANT *v)
{
	const char *name = json_string_value(json_object_get(j, "vt"));
	const json_t *value = json_object_get(j, "v");

	for (size_t i = 0; i < ARRAY_COUNT(automation_names); i++)
		if (!strcmp(automation_names[i].name, name))
			v->vt = automation_names[i].vt;
	if (v->vt == VT_BSTR)
		v->bstrVal = bstr_from(value);
	else if (v->vt & VT_ARRAY)
		v->parray = safearray_from(value);
	else if (v->vt & VT_BYREF) {
		static LONG number;

		number = (LONG)json_integer_value(value);
		v->plVal = &number;
	} else
		v->llVal = json_integer_value(value);
}

static inline json_t *variant_to(const VARIANT *v)
{
	json_t *value = v->vt == VT_BSTR ? bstr_to(v->bstrVal) : v->vt & VT_ARRAY ? safearray_to(v->parray) :
			json_integer(v->vt & VT_BYREF ? *v->plVal : v->llVal);

	for (size_t i = 0; i < ARRAY_COUNT(automation_names); i++)
		if (automation_names[i].vt == v->vt)
			return json_pack("{s:s,s:o}", "vt", automation_names[i].name, "v", value);
	fail_msg("a VARIANT of type %d", v->vt);
	return NULL;
}

static inline void automation_from(struct values *v, const ACOM_TYPE *t, const json_t *j, void *mem)
{
	values_own(v, t, mem);
	if (t->user == &acom_user_BSTR)
		*(BSTR *)mem = bstr_from(j);
	else if (t->user == &acom_user_VARIANT)
		variant_from(j, mem);
	else
		*(SAFEARRAY **)mem = safearray_from(j);
}

static inline json_t *automation_to(const ACOM_TYPE *t, const void *mem)
{
	if (t->user == &acom_user_BSTR)
		return bstr_to(*(BSTR const *)mem);
	return t->user == &acom_user_VARIANT ? variant_to(mem) : safearray_to(*(SAFEARRAY *const *)mem);
}

/* ---- structs that the vectors write in another way; false, or NULL: not one of them ---- */

static inline bool number_from(const ACOM_TYPE *t, const json_t *j, void *mem)
{
	DECIMAL *d = mem;

	if (!strcmp(t->name, "CY"))
		((CY *)mem)->int64 = json_integer_value(j);
	else if (!strcmp(t->name, "DECIMAL")) {
		d->scale = (BYTE)json_integer_value(json_object_get(j, "scale"));
		d->sign = (BYTE)json_integer_value(json_object_get(j, "sign"));
		d->Hi32 = (ULONG)json_integer_value(json_object_get(j, "hi32"));
		d->Lo64 = (uint64_t)json_integer_value(json_object_get(j, "lo64"));
	} else
		return false;
	return true;
}

static inline json_t *number_to(const ACOM_TYPE *t, const void *mem)
{
	const DECIMAL *d = mem;

	if (!strcmp(t->name, "CY"))
		return json_integer(((const CY *)mem)->int64);
	return strcmp(t->name, "DECIMAL") ? NULL :
	       json_pack("{s:i,s:i,s:I,s:I}", "sign", d->sign, "scale", d->scale, "hi32", (json_int_t)d->Hi32, "lo64", (json_int_t)d->Lo64);
}

#endif
