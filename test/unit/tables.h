/* tables.h - a module that a test may spoil, and what verification says of it. */
#ifndef TEST_TABLES_H
#define TEST_TABLES_H

#include <stdio.h>
#include <unistd.h>

#include "rows.h"

static const IID IID_thing = { 0x7416, 1, 2, { 3 } };
static const IID IID_async_thing = { 0x7416, 1, 3, { 3 } };
static const IID IID_base = { 0, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };
static const int vtbl;

/* A module that a test may spoil: thing::act(a, p) */
struct tables {
	ACOM_EXPR expr;
	ACOM_TYPE number, array, pointer, field_type, strct, refstruct;
	ACOM_FIELD field;
	ACOM_PARAM params[3];
	ACOM_CELL cells[2];
	ACOM_METHOD methods[2];
	ACOM_INTERFACE interface;
	const ACOM_INTERFACE *interfaces[1];
	ACOM_MODULE module;
};

static inline int64_t one(const ACOM_SCOPE *scope) { return scope != NULL; }

static inline void tables_init(struct tables *t)
{
	memset(t, 0, sizeof *t);
	t->expr = (ACOM_EXPR){ .number = one, .from = ACOM_IN, .save = 1 };
	t->number = *T_I32;
	t->array = *T_CONF(&t->number, &t->expr);
	t->pointer = *T_REF(&t->array);
	t->field_type = *T_I32;
	t->field = (ACOM_FIELD){ "member", 0, &t->field_type, 0 };
	t->strct = (ACOM_TYPE){ .name = "S", .kind = ACOM_STRUCT, .align = 4, .size = 4, .wire = 4, .count = 1,
		.fields = &t->field };
	t->refstruct = *T_REF(&t->strct);
	t->params[0] = (ACOM_PARAM){ "a", ACOM_IN, &t->number };
	t->params[1] = (ACOM_PARAM){ "p", ACOM_OUT, &t->pointer };
	t->params[2] = (ACOM_PARAM){ "s", ACOM_IN, &t->refstruct };
	for (uint16_t i = 0; i < 2; i++)
		t->methods[i] = (ACOM_METHOD){ .name = i ? "again" : "act", .slot = 3 + i, .async_slot = 3 + 2 * i, .count = 3,
			.saves = 1, .params = t->params, .cell = &t->cells[i] };
	t->interface = (ACOM_INTERFACE){ ACOM_META_VERSION, sizeof t->interface, "thing", &IID_thing, &IID_async_thing, &IID_base,
		2, t->methods, &vtbl, &vtbl };
	t->interfaces[0] = &t->interface;
	t->module = (ACOM_MODULE){ .version = ACOM_META_VERSION, .size = sizeof t->module, .file = "thing.idl", .count = 1,
		.interfaces = t->interfaces };
}

/* Standard error of a piece of a test, in a file that nobody sees. */
static char said[2048];
static int real_stderr;
static FILE *caught;

static inline void listen(void)
{
	fflush(stderr);
	caught = tmpfile();
	real_stderr = dup(2);
	dup2(fileno(caught), 2);
}

static inline void heard(void)
{
	fflush(stderr);
	dup2(real_stderr, 2);
	close(real_stderr);
	rewind(caught);
	said[fread(said, 1, sizeof said - 1, caught)] = 0;
	fclose(caught);
}

static inline void refused(struct tables *t, const char *where, const char *rule)
{
	HRESULT hr;

	listen();
	AcomLinkModule(&t->module);
	assert_null(registry_find(&IID_thing, &hr));
	assert_int_equal(hr, REGDB_E_IIDNOTREG);
	assert_null(registry_find(&IID_thing, &hr)); /* it stays refused, and is told once */
	heard();
	assert_int_equal(hr, REGDB_E_IIDNOTREG);
	if (!strstr(said, "thing.idl: ") || !strstr(said, where) || !strstr(said, rule) ||
	    strchr(said, '\n') != strrchr(said, '\n'))
		fail_msg("said: %s", said);
	AcomUnlinkModule(&t->module);
	registry_teardown();
}

/* Each rule: what is spoiled, and which row is named. */
#define REFUSED(test, spoil, where, rule) \
	TEST(test) \
	{ \
		struct tables t; \
		tables_init(&t); \
		spoil; \
		refused(&t, where, rule); \
	}
#define P "thing::act, parameter "

#endif
