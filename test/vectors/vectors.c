/* vectors.c - the octets are those that other programs write for the same values: every vector both ways. */
#include "vec.h"

#include "json.h"

/* The vectors that pass, and the methods of vec.idl that carry such values. */
#define VECTORS(X) \
	X(prim, byte, pByte) \
	X(prim, short, pShort) \
	X(prim, hyper, pHyper) \
	X(prim, double, pDouble) \
	X(prim, boolean, pBoolean) \
	X(prim, wchar, pWchar) \
	X(prim, char, pChar) \
	X(align, seq, pSeq) \
	X(align, seq2, pSeq2) \
	X(enum, 16bit, pE16) \
	X(enum, v1_32bit, pE32) \
	X(struct, guid, pGuid) \
	X(struct, align8_after_byte, sH) \
	X(struct, nested, sNest) \
	X(struct, tail_array, sTailArr) \
	X(struct, enum, sEnum) \
	X(struct, float, sFlt) \
	X(array, fixed, aFix) \
	X(array, conf_empty, aConf) \
	X(array, conf_hyper, aConfH) \
	X(array, conf_hyper_empty, aConfH) \
	X(array, conf_gap, aConfHx) \
	X(array, var, aVar) \
	X(array, var_empty, aVar) \
	X(array, confvar, aConfVar) \
	X(array, confvar_off, aConfVarOff) \
	X(array, unique_ptr, aPtr) \
	X(string, wide, strW) \
	X(string, wide_empty, strW) \
	X(string, wide_surrogate, strW) \
	X(string, fixed, strFixed) \
	X(string, array, strArr) \
	X(ptr, ref, ptrRef) \
	X(ptr, unique, ptrUnique) \
	X(ptr, ptr, ptrPtr) \
	X(ptr, three, ptrUniq2) \
	X(ptr, sized2, ptrSized) \
	X(ptr, full_distinct, ptrFull) \
	X(ptr, full_null, ptrFull) \
	X(ptr, struct_null, sPtr) \
	X(ptr, nested_struct, sPtr2) \
	X(ptr, embedded_ref, sRef) \
	X(ptr, array_of_unique, aUniq) \
	X(ptr, array_of_struct, aSPtr) \
	X(ptr, list3, list) \
	X(cstruct, bytes, sConf) \
	X(cstruct, nested, sConfNest) \
	X(cstruct, confvar, sCV) \
	X(cstruct, ptr_struct_array, sPSArr) \
	X(union, enc_empty, uEnc) \
	X(union, enc_default, uEnc) \
	X(union, enc_ptr, uEnc) \
	X(union, enc_align, uEncB) \
	X(union, ne_hyper, uNE) \
	X(union, ne_default, uNE) \
	X(union, in_struct_byte, uNES) \
	X(union, enum_switch, uNEE) \
	X(iface, custom, iface) \
	X(iface, iid_is, ifaceIID) \
	X(out, add, Add) \
	X(out, string, oStrW) \
	X(out, confvar, oArr) \
	X(out, array_ptr, oArrP) \
	X(out, inout, ioLong) \
	X(out, iface_null, oIface) \
	X(out, hresult_fail, oFail) \
	X(out, multi, oMulti) \
	X(bstr, abc, bstr) \
	X(bstr, empty, bstr) \
	X(out, bstr, oBstr) \
	X(out, inout_bstr, ioBstr) \
	X(variant, ui1, variant) \
	X(variant, bstr, variant) \
	X(variant, byref_i4, variant) \
	X(variant, after_byte, variant2) \
	X(variant, array_i4, variant) \
	X(safearray, null, safearray) \
	X(safearray, 2d, safearray)

/* The others, and why. */
#define OTHERS(X) \
	X("array.multi_conf", multi_conf, is_refused_by_idlgen) \
	X("ctxhandle.null", ctxhandle_null, is_not_legal_in_object_interfaces) \
	X("ctxhandle.value", ctxhandle_value, is_not_legal_in_object_interfaces)

struct vector {
	json_t *all, *value;
	const char *stub, *mask, *big;
	ndr_half half;
	const ACOM_METHOD *m;
};

static void vector_load(struct vector *x, const char *id, const char *method)
{
	HRESULT hr;
	const ACOM_INTERFACE *interface = registry_find(&IID_IVec, &hr);
	size_t i;
	json_t *j;

	assert_int_equal(hr, S_OK);
	*x = (struct vector){ .all = vectors_load("ndr_vectors.json"), .m = values_method(interface, method) };
	json_array_foreach(json_object_get(x->all, "vectors"), i, j)
		if (!strcmp(json_string_value(json_object_get(j, "id")), id)) {
			x->value = json_object_get(j, "value");
			x->stub = json_string_value(json_object_get(j, "stub"));
			x->mask = json_string_value(json_object_get(j, "mask"));
			x->big = json_string_value(json_object_get(j, "stub_bigendian"));
			x->half = strcmp(json_string_value(json_object_get(j, "dir")), "request") ? ACOM_OUT : ACOM_IN;
			return;
		}
	fail_msg("no vector %s", id);
}

static void vector_unload(struct vector *x)
{
	json_decref(x->all);
	registry_teardown();
}

/* The mask leaves gaps open, which are sent as zero. Ids of pointers are numbered as MIDL's stubs number them. */
static void same_octets(const struct vector *x, const uint8_t *octets, size_t size)
{
	uint8_t expected[512], mask[512];

	assert_int_equal(unhex(x->stub, expected), size);
	assert_int_equal(unhex(x->mask, mask), size);
	for (size_t i = 0; i < size; i++) {
		if (octets[i] != (mask[i] == 1 ? 0 : expected[i]))
			fail_msg("octet %zu is %02x instead of %02x", i, octets[i], expected[i]);
	}
}

/* The values that a vector has for the parameters of its half; a last one more is the result. */
static void same_values(const struct vector *x, struct values *v, HRESULT result)
{
	json_t *got = json_array();

	v->w.half = ACOM_IN; /* every argument is at hand: sizes need no saved results */
	for (uint16_t i = 0; i < v->m->count; i++)
		if (v->m->params[i].flags & x->half)
			json_array_append_new(got, value_to(v, v->m->params[i].type, json_array_get(x->value, json_array_size(got)),
							    v->args[i]));
	if (json_array_size(got) < json_array_size(x->value))
		json_array_append_new(got, json_integer((uint32_t)result));
	if (!json_equal(got, x->value))
		fail_msg("got %s", json_dumps(got, JSON_COMPACT));
	json_decref(got);
}

/* [in] numbers of a response's method are the maximum that its array has. */
static void fill_in(const struct vector *x, struct values *v)
{
	json_t *j;
	size_t i, max = 0;

	json_array_foreach(x->value, i, j)
		if (json_array_size(j) == 3 && json_is_array(json_array_get(j, 2)))
			max = (size_t)json_integer_value(json_array_get(j, 0));
	for (uint16_t k = 0; k < v->m->count; k++)
		if (v->m->params[k].flags == ACOM_IN && v->m->params[k].type->kind == ACOM_I32)
			*(int32_t *)v->args[k] = (int32_t)max;
}

static void fill(const struct vector *x, struct values *v)
{
	size_t at = 0;

	values_init(v, x->m, &custom_hooks);
	if (x->half == ACOM_OUT)
		fill_in(x, v);
	for (uint16_t i = 0; i < v->m->count; i++)
		if (v->m->params[i].flags & x->half)
			value_from(v, v->m->params[i].type, json_array_get(x->value, at++), v->args[i]);
	assert_int_equal(ndr_save(&v->n, v->m, v->args), S_OK);
}

static void values_put(const struct vector *x, struct values *v)
{
	HRESULT result = (HRESULT)json_integer_value(json_array_get(x->value, json_array_size(x->value) - 1));
	uint8_t octets[512];
	size_t size, used;

	if (x->half == ACOM_IN || !FAILED(result))
		result = S_OK;
	assert_int_equal(ndr_size(&v->n, v->m, x->half, v->args, &size), S_OK);
	assert_true(size <= sizeof octets);
	assert_int_equal(ndr_put(&v->n, v->m, x->half, v->args, result, octets, size, &used), S_OK);
	assert_int_equal(used, size);
	same_octets(x, octets, used);
}

static void request_get(const struct vector *x, const uint8_t *octets, size_t size, bool swap)
{
	struct values v;

	values_init(&v, x->m, &custom_hooks);
	v.n.swap = swap;
	assert_int_equal(ndr_get_request(&v.n, v.m, octets, size, &v.args), S_OK);
	v.w.args = v.args;
	same_values(x, &v, S_OK);
	if (!swap)
		values_put(x, &v);
	ndr_free(&v.n, v.m, v.args);
	values_fini(&v);
}

/* The variables of a caller: a conformant array has the room that it said. */
static void response_get(const struct vector *x, const uint8_t *octets, size_t size)
{
	struct values v;
	HRESULT result;

	values_init(&v, x->m, &custom_hooks);
	fill_in(x, &v);
	assert_int_equal(ndr_save(&v.n, v.m, v.args), S_OK);
	for (uint16_t i = 0; i < v.m->count; i++) {
		const ACOM_TYPE *t = v.m->params[i].type;

		if (t->kind == ACOM_POINTER && t->elem->kind == ACOM_ARRAY)
			*(void **)v.args[i] = needed(arena_alloc(&v.n.arena, array_capacity(&v.w, t->elem)));
		else if (t->kind == ACOM_POINTER && v.m->params[i].flags & ACOM_OUT)
			*(void **)v.args[i] = needed(arena_alloc(&v.n.arena, t->elem->size));
	}
	assert_int_equal(ndr_get_response(&v.n, v.m, v.args, octets, size, &result), S_OK);
	same_values(x, &v, result);
	values_put(x, &v);
	ndr_free(&v.n, v.m, v.args);
	values_fini(&v);
}

static void run(const char *id, const char *method)
{
	uint8_t octets[512];
	struct vector x;
	struct values v;
	size_t size;

	vector_load(&x, id, method);
	fill(&x, &v);
	values_put(&x, &v);
	values_fini(&v);
	size = unhex(x.stub, octets);
	if (x.half == ACOM_OUT)
		response_get(&x, octets, size);
	else
		request_get(&x, octets, size, false);
	if (x.half == ACOM_IN && x.big)
		request_get(&x, octets, unhex(x.big, octets), true);
	vector_unload(&x);
}

#define X(group, name, method) TEST(vector_##group##_##name) { run(#group "." #name, #method); }
VECTORS(X)
#undef X

TEST(vector_decimal) { run("decimal", "decimal"); }
TEST(vector_currency) { run("currency", "currency"); }

#define X(id, name, owner) TEST(vector_##name##_##owner) { skip(); }
OTHERS(X)
#undef X

TEST(each_vector_is_in_one_of_the_lists)
{
	static const char *const list[] = {
#define X(group, name, method) #group "." #name,
		VECTORS(X)
#undef X
		"decimal", "currency",
		/* in orpc.c, and in unit/objref_octets.c */
		"orpc.that", "orpc.remqi_req", "orpc.remqi_rsp", "orpc.resolveoxid2_req", "orpc.objref_standard", "orpc.objref_custom",
#define X(id, name, owner) id,
		OTHERS(X)
#undef X
	};
	json_t *all = vectors_load("ndr_vectors.json"), *vectors = json_object_get(all, "vectors"), *j;
	size_t i;

	json_array_foreach(vectors, i, j) {
		const char *id = json_string_value(json_object_get(j, "id"));
		size_t found = 0;

		for (size_t k = 0; k < ARRAY_COUNT(list); k++)
			found += !strcmp(list[k], id);
		if (found != 1)
			fail_msg("%s is listed %zu times", id, found);
	}
	assert_int_equal(json_array_size(vectors), 80 + 9);
	assert_int_equal(ARRAY_COUNT(list), 80 + 9);
	json_decref(all);
}
