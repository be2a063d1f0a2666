/* ndr_verify.c - a row that the walk could not trust is refused, with its place and the rule that it breaks. */
#include "tables.h"

#define T_IFACE_SIZED(id, e) (&(const ACOM_TYPE){ .name = "interface", .kind = ACOM_INTERFACE_POINTER, .align = 4, \
	.size = sizeof(void *), .wire = 4, .iid = id, .max = e })

REFUSED(a_parameter_without_type, t.params[0].type = NULL, P "a: ", "needs a type")
REFUSED(a_parameter_without_direction, t.params[0].flags = 0, P "a: ", "neither")
REFUSED(an_unknown_flag, t.params[0].flags |= 0x80, P "a: ", "no such flag")
REFUSED(an_out_parameter_by_value, t.params[0].flags = ACOM_OUT, P "a", "needs a pointer")
REFUSED(an_out_parameter_that_may_be_null, t.pointer.flags = ACOM_UNIQUE, P "p", "needs a [ref]")
REFUSED(an_array_by_value, t.params[0].type = &t.array, P "a", "pointer to the array")
REFUSED(an_unknown_kind, t.number.kind = ACOM_KINDS, P "a, type I32", "no such kind")
REFUSED(an_odd_alignment, t.number.align = 3, P "a", "alignment")
REFUSED(a_wrong_size, t.number.size = 8, P "a", "sizes or limits")
REFUSED(a_wrong_wire_size, t.number.wire = 2, P "a", "sizes or limits")
REFUSED(an_empty_range, (t.number.flags = ACOM_RANGE, t.number.lo = 1), P "a", "sizes or limits")
REFUSED(a_pointer_of_no_kind, t.pointer.flags = 0, P "p", "either [ref], [unique] or [ptr]")
REFUSED(a_pointer_of_two_kinds, t.pointer.flags = ACOM_REF | ACOM_UNIQUE, P "p", "either [ref], [unique] or [ptr]")
REFUSED(a_pointer_to_nothing, t.pointer.elem = NULL, P "p", "needs a pointee")
REFUSED(a_pointer_of_wrong_size, t.pointer.size = 4, P "p", "sizes of a pointer")
REFUSED(an_array_of_nothing, t.array.elem = NULL, P "p, type array", "element type")
REFUSED(an_array_of_empty_elements, (t.number.size = 0), P "a", "sizes or limits")
REFUSED(an_array_of_conformant_arrays, t.array.elem = T_CONF(T_I32, &t.expr), P "p, type array", "no fixed size")
REFUSED(a_conformant_array_without_size, t.array.max = NULL, P "p", "needs size_is")
REFUSED(a_fixed_array_without_count, t.array.flags = 0, P "p", "needs its count")
REFUSED(an_array_of_wrong_size, t.array.size = 1, P "p", "its size is wrong")
REFUSED(an_array_of_wrong_alignment, t.array.align = 8, P "p", "alignment")
REFUSED(a_window_of_a_whole_array, t.array.length = &t.expr, P "p", "only a varying array")
REFUSED(an_expression_without_function, t.expr.number = NULL, P "p", "needs its function")
REFUSED(a_string_that_is_not_varying, t.array.flags |= ACOM_STRING, P "p", "a string is varying")
REFUSED(a_string_of_longs, t.array.flags |= ACOM_STRING | ACOM_VARYING, P "p", "units of 1 or 2")
REFUSED(a_saved_value_without_place, t.expr.save = 2, P "p", "no such place")
REFUSED(an_in_value_that_is_not_saved, (t.expr.save = 0, t.params[1].type = T_REF(T_UNIQUE(&t.array))), P "p",
	"not saved")
REFUSED(an_out_array_of_unknown_size, (t.expr.save = 0, t.expr.from = ACOM_OUT), P "p", "needs a saved size")
REFUSED(a_request_that_needs_an_out_value, (t.params[1].flags = ACOM_IN, t.expr.from = ACOM_OUT), P "p", "cannot know")
REFUSED(a_struct_without_members, t.strct.count = 0, P "s, type S", "needs members")
REFUSED(a_member_without_type, t.field.type = NULL, P "s, type S", "needs a type")
REFUSED(a_member_outside, t.field.offset = 1, P "s, type S", "lies outside")
REFUSED(a_struct_of_wrong_alignment, t.strct.align = 2, P "s, type S", "widest member")
REFUSED(a_struct_that_claims_too_much, t.strct.wire = 5, P "s, type S", "least size")
REFUSED(a_struct_that_claims_nothing, t.strct.wire = 0, P "s, type S", "least size")
REFUSED(a_member_that_sees_arguments, (t.field.type = T_UNIQUE(&t.array), t.strct.size = 8), P "s",
	"cannot see arguments")
REFUSED(an_interface_pointer_without_iid, t.field.type = T_IFACE(NULL), P "s", "needs an IID")

REFUSED(an_interface_pointer_with_an_iid_is_without_function, t.field.type = T_IFACE_SIZED(&IID_thing, EXPR(one, 0, 0)), P "s",
	"needs an IID")
REFUSED(a_pointer_with_an_expression, (t.pointer.max = &t.expr), P "p, type pointer", "has no expressions")
REFUSED(a_struct_with_a_window, (t.strct.length = &t.expr), P "s, type S", "has no expressions")

REFUSED(a_struct_in_itself, t.field.type = &t.strct, P "s, type S", "nested too deeply")
REFUSED(a_pointer_to_itself, t.pointer.elem = &t.pointer, P "p, type pointer", "nested too deeply")
REFUSED(a_member_that_points_to_itself, (t.pointer = *T_UNIQUE(&t.pointer), t.params[1] = t.params[0],
	t.field.type = &t.pointer), P "s, type pointer", "nested too deeply")
REFUSED(an_array_of_arrays_with_windows, t.array.elem = T_ARRAY(T_I32, .flags = ACOM_VARYING, .align = 4, .size = 8,
	.count = 2, .wire = 8, .length = &t.expr), P "p, type array", "only the outer array")

TEST(types_nested_too_deeply)
{
	static ACOM_TYPE nested[70];
	static ACOM_FIELD fields[70];
	struct tables t;

	tables_init(&t);
	for (int i = 0; i < 70; i++) {
		fields[i] = (ACOM_FIELD){ "member", 0, i ? &nested[i - 1] : &t.number, 0 };
		nested[i] = t.strct;
		nested[i].fields = &fields[i];
	}
	t.params[0].type = &nested[63];
	AcomLinkModule(&t.module);
	assert_non_null(registry_find(&IID_thing, NULL));
	AcomUnlinkModule(&t.module);
	t.module.state = 0;
	t.params[0].type = &nested[64];
	refused(&t, P "a, type", "nested too deeply");
}

TEST(recursive_types_are_verified_once)
{
	struct tables t;
	ACOM_TYPE pointer;

	tables_init(&t);
	pointer = *T_UNIQUE(&t.strct);
	t.field.type = &pointer;
	t.strct.size = sizeof(void *);
	AcomLinkModule(&t.module);
	assert_non_null(registry_find(&IID_thing, NULL));
	AcomUnlinkModule(&t.module);
	registry_teardown();
}

/* ---- structs with an open end ---- */

struct open { int32_t n; int32_t a[1]; };
static int64_t open_n(const ACOM_SCOPE *s) { return ((const struct open *)s->base)->n; }

/* struct { long n; [size_is(n)] long a[]; }, a nested one, and what points to them */
struct opened {
	struct tables t;
	ACOM_FIELD fields[2], outer[2];
	ACOM_EXPR size;
	ACOM_TYPE array, open, nested, pointer;
};

static void opened_init(struct opened *o)
{
	tables_init(&o->t);
	o->size = (ACOM_EXPR){ .number = open_n };
	o->array = *T_CONF(&o->t.number, &o->size);
	o->fields[0] = (ACOM_FIELD){ "n", 0, &o->t.number, 0 };
	o->fields[1] = (ACOM_FIELD){ "a", offsetof(struct open, a), &o->array, 0 };
	o->open = (ACOM_TYPE){ .name = "OPEN", .kind = ACOM_STRUCT, .flags = ACOM_CONFORMANT, .align = 4, .wire = 8, .count = 2,
		.size = sizeof(struct open), .fields = o->fields };
	o->outer[0] = o->fields[0];
	o->outer[1] = (ACOM_FIELD){ "open", 4, &o->open, 0 };
	o->nested = o->open;
	o->nested.name = "NESTED";
	o->nested.size += 4;
	o->nested.fields = o->outer;
	o->pointer = *T_REF(&o->nested);
	o->t.params[2].type = &o->pointer;
}

static void accepted(struct tables *t)
{
	AcomLinkModule(&t->module);
	assert_non_null(registry_find(&IID_thing, NULL));
	AcomUnlinkModule(&t->module);
	registry_teardown();
}

TEST(structs_with_an_open_end_are_accepted_behind_a_pointer)
{
	struct opened o;

	opened_init(&o);
	accepted(&o.t);
	opened_init(&o);
	o.t.params[2] = (ACOM_PARAM){ "s", ACOM_OUT, T_REF(T_UNIQUE(&o.nested)) };
	accepted(&o.t);
}

#define OPEN_REFUSED(test, spoil, where, rule) \
	TEST(test) \
	{ \
		struct opened o; \
		opened_init(&o); \
		spoil; \
		refused(&o.t, where, rule); \
	}

OPEN_REFUSED(an_open_end_by_value, o.t.params[2].type = &o.open, P "s, type OPEN", "is no value")
OPEN_REFUSED(an_open_end_that_comes_out, o.t.params[2].flags = ACOM_OUT, P "s, type NESTED", "one more pointer")
OPEN_REFUSED(an_open_end_that_is_not_the_end, (o.fields[0] = o.fields[1], o.fields[1].type = T_I32,
	     o.fields[1].offset = 0), P "s, type OPEN", "only its last member")
OPEN_REFUSED(an_open_end_that_is_not_told, o.open.flags = 0, P "s, type OPEN", "if its last member is")
OPEN_REFUSED(a_nested_open_end_that_is_not_told, o.nested.flags = 0, P "s, type NESTED", "if its last member is")
OPEN_REFUSED(an_open_end_that_is_none, o.fields[1].type = T_I32, P "s, type OPEN", "if its last member is")
OPEN_REFUSED(an_open_end_without_size, o.fields[1].type = T_STRING(T_U8), P "s, type OPEN", "needs size_is")
OPEN_REFUSED(an_open_end_outside, o.fields[1].offset = 8, P "s, type OPEN", "lies outside")
OPEN_REFUSED(a_nested_open_end_outside, o.outer[1].offset = 8, P "s, type NESTED", "lies outside")
OPEN_REFUSED(an_open_end_that_counts_its_maximum, (o.array.elem = T_U8, o.array.align = 4), P "s, type OPEN",
	     "alignment of a member")
OPEN_REFUSED(an_open_end_that_sees_arguments, o.array.max = &o.t.expr, P "s", "cannot see arguments")
OPEN_REFUSED(an_array_of_open_ends, o.pointer.elem = T_CONF(&o.open, EXPR(one, 0, 0)), P "s, type array", "no fixed size")
OPEN_REFUSED(an_open_scalar, o.t.number.flags = ACOM_CONFORMANT, P "a, type I32", "only an array or a struct")

/* ---- unions ---- */

struct tagged { int16_t tag; union { int32_t number; struct tagged *more; } u; };

/* The same arms twice: with a tag of their own, and with switch_is. */
struct unions {
	struct tables t;
	ACOM_FIELD inside[3], outside[3];
	ACOM_EXPR which;
	ACOM_TYPE tag, more, tagged, bare, maybe, pointers[2];
};

static void unions_init(struct unions *u)
{
	tables_init(&u->t);
	u->which = u->t.expr;
	u->which.save = 0;
	u->tag = *T_I16;
	u->more = *T_UNIQUE(&u->tagged);
	for (int i = 0; i < 3; i++) {
		u->outside[i] = (ACOM_FIELD){ "arm", 0, i == 0 ? &u->t.number : i == 1 ? &u->more : NULL, i };
		u->inside[i] = u->outside[i];
		u->inside[i].offset = offsetof(struct tagged, u);
	}
	u->tagged = (ACOM_TYPE){ .name = "TAGGED", .kind = ACOM_UNION, .flags = ACOM_ENCAPSULATED | ACOM_DEFAULT, .align = 4,
		.size = sizeof(struct tagged), .wire = 2, .count = 3, .elem = &u->tag, .fields = u->inside };
	u->bare = (ACOM_TYPE){ .name = "BARE", .kind = ACOM_UNION, .align = 4, .size = sizeof(void *), .wire = 2, .count = 3,
		.elem = &u->tag, .fields = u->outside, .max = &u->which };
	u->maybe = *T_UNIQUE(&u->bare);
	u->pointers[0] = *T_REF(&u->maybe);
	u->pointers[1] = *T_REF(&u->tagged);
	u->t.params[1] = (ACOM_PARAM){ "p", ACOM_IN, &u->pointers[0] };
	u->t.params[2].type = &u->pointers[1];
}

TEST(unions_are_accepted)
{
	struct unions u;

	unions_init(&u);
	accepted(&u.t);
}

#define UNION_REFUSED(test, spoil, where, rule) \
	TEST(test) \
	{ \
		struct unions u; \
		unions_init(&u); \
		spoil; \
		refused(&u.t, where, rule); \
	}
#define TAGGED P "p, type TAGGED" /* an arm of the other */
#define BARE P "p, type BARE"

UNION_REFUSED(a_union_without_arms, u.tagged.count = 0, TAGGED, "needs arms")
UNION_REFUSED(a_union_without_fields, u.tagged.fields = NULL, TAGGED, "needs arms")
UNION_REFUSED(a_union_without_a_tag, u.tagged.elem = NULL, TAGGED, "a tag is an integer")
UNION_REFUSED(a_tag_that_is_a_pointer, u.tagged.elem = &u.more, TAGGED, "a tag is an integer")
UNION_REFUSED(a_tag_that_is_a_float, u.tagged.elem = T_F32, TAGGED, "a tag is an integer")
UNION_REFUSED(a_tag_of_8_octets, u.tagged.elem = T_I64, TAGGED, "a tag is an integer")
UNION_REFUSED(a_tag_of_wrong_size, u.tag.size = 4, BARE, "a tag is an integer")
UNION_REFUSED(a_tag_that_lies_outside, u.tagged.size = 1, TAGGED, "its tag lies outside")
UNION_REFUSED(a_union_with_two_tags, u.tagged.max = EXPR(one, 0, 0), TAGGED, "of its own, or switch_is")
UNION_REFUSED(a_union_without_switch_is, u.bare.max = NULL, BARE, "of its own, or switch_is")
UNION_REFUSED(a_switch_is_without_function, u.which.number = NULL, BARE, "of its own, or switch_is")
UNION_REFUSED(an_arm_on_the_tag, u.inside[0].offset = 1, TAGGED, "lies on the tag")
UNION_REFUSED(an_arm_outside, u.inside[1].offset = 9, TAGGED, "lies outside")
UNION_REFUSED(an_arm_of_no_size, u.outside[0].type = T_STRING(T_U8), BARE, "no fixed size")
UNION_REFUSED(an_arm_of_a_wrong_type, (u.t.number.size = 1, u.outside[0].type = &u.t.number), P "a", "sizes or limits")
UNION_REFUSED(an_arm_that_sees_arguments, u.outside[0].type = T_UNIQUE(&u.t.array), P "p", "cannot see arguments")
UNION_REFUSED(a_label_that_does_not_fit, u.inside[1].label = 0x8000, TAGGED, "does not fit")
UNION_REFUSED(two_arms_with_one_label, u.outside[1].label = 2, BARE, "the same label")
UNION_REFUSED(a_union_of_wrong_alignment, u.tagged.align = 2, TAGGED, "widest arm")
UNION_REFUSED(a_union_that_claims_too_much, u.tagged.wire = 3, TAGGED, "least size")
UNION_REFUSED(a_union_that_claims_nothing, u.bare.wire = 0, BARE, "least size")
UNION_REFUSED(a_switch_is_over_an_out_value, u.which.from = ACOM_OUT, P "p", "cannot know")
UNION_REFUSED(a_switch_is_that_is_not_saved, u.t.params[1].flags = ACOM_OUT, P "p", "not saved")
UNION_REFUSED(a_union_in_itself, u.inside[0].type = &u.tagged, TAGGED, "nested too deeply")

TEST(an_arm_may_follow_its_tag_at_once)
{
	struct unions u;

	unions_init(&u);
	u.tagged.elem = &u.tag;
	u.tag = *T_U8;
	u.t.number = *T_U8;
	u.inside[0].offset = 1;
	u.tagged.wire = u.bare.wire = 1;
	accepted(&u.t);
}

TEST(a_default_may_have_any_label)
{
	struct unions u;

	unions_init(&u);
	u.inside[2].label = 0;
	accepted(&u.t);
}

/* ---- users' types ---- */

static ULONG no_size(ULONG *flags, ULONG start, void *value) { return (void)flags, (void)value, start; }
static unsigned char *no_octets(ULONG *flags, unsigned char *at, void *value) { return (void)flags, (void)value, at; }
static void no_free(ULONG *flags, void *value) { (void)flags, (void)value; }
static const ACOM_USER_TYPE functions = { .size = no_size, .marshal = no_octets, .unmarshal = no_octets, .free = no_free };
static const ACOM_USER_TYPE three = { .size = no_size, .marshal = no_octets, .unmarshal = no_octets };
static const ACOM_USER_TYPE other_size = { .size = no_size, .marshal = no_octets, .unmarshal = no_octets, .free = no_free,
	.octets = 4 };
#define T_USER(...) (&(const ACOM_TYPE){ .name = "user", .kind = ACOM_USER, .size = 8, __VA_ARGS__ })

REFUSED(a_users_type_without_wire_form, t.params[0].type = T_USER(.align = 4, .wire = 4, .user = &functions), P "a, type user",
	"needs a size and a wire form")
REFUSED(a_users_type_without_functions, t.params[0].type = T_USER(.align = 4, .wire = 4, .elem = T_I32, .user = &three),
	P "a, type user", "needs its functions")
REFUSED(a_users_type_aligned_otherwise, t.params[0].type = T_USER(.align = 8, .wire = 4, .elem = T_I32, .user = &functions),
	P "a, type user", "other sizes")
REFUSED(a_value_of_another_size, t.params[0].type = T_USER(.align = 4, .wire = 4, .elem = T_I32, .user = &other_size),
	P "a, type user", "not the one that the library knows")
REFUSED(a_wire_form_with_an_open_end, t.params[0].type = T_USER(.align = 4, .wire = 12, .elem = T_STRING(T_U16),
	.user = &functions), P "a, type user", "no fixed size")
REFUSED(a_users_type_that_nothing_can_pass, t.params[0].type = T_USER(.align = 4, .wire = 4, .elem = T_I32,
	.user = &functions, .count = ACOM_NOT_PASSED), P "a, type user", "how such a value is passed")
