/* roundtrip.c - values of the methods of a whole corpus, made by chance out of its rows: put, get, put gives equal octets, and
 * no change of them does harm. Types whose functions a user would have to write are left out, and named. */
#include "harness.h"
#include "test/fuzz/chance.h"

enum { ROUNDS = 3, MUTATIONS = 40, DEPTH = 16, FEWEST = 100, FEWEST_MUTATIONS = 100000, USERS = 64 };

extern ACOM_MODULE *const corpus[]; /* ends with NULL; made by roundtrip.sh */

/* What was done. */
static struct {
	unsigned interfaces, methods, values, truncations, mutations, refused;
	unsigned left_out, wrong;
	struct { const char *type; unsigned methods; } users[USERS];
} done;

static void wrong(const char *what, const char *interface, const char *method)
{
	fprintf(stderr, "wrong: %s: %s::%s\n", what, interface, method);
	done.wrong++;
}

/* ---- what is left out ---- */

/* A type below t whose functions a user writes, or NULL. */
static const ACOM_TYPE *user_in(const ACOM_TYPE *t, int depth)
{
	const ACOM_TYPE *user = NULL;

	if (!t || depth > DEPTH)
		return NULL;
	if (t->kind == ACOM_USER)
		return t->user->size ? t : NULL;
	if (t->kind == ACOM_STRUCT || t->kind == ACOM_UNION)
		for (uint32_t i = 0; !user && i < t->count; i++)
			user = user_in(t->fields[i].type, depth + 1);
	return user || (t->kind != ACOM_POINTER && t->kind != ACOM_ARRAY) ? user : user_in(t->elem, depth + 1);
}

static void count_left_out(const ACOM_TYPE *user)
{
	done.left_out++;
	for (unsigned i = 0; i < USERS; i++) {
		if (done.users[i].type && strcmp(done.users[i].type, user->name))
			continue;
		done.users[i].type = user->name;
		done.users[i].methods++;
		return;
	}
}

static bool is_for_us(const ACOM_METHOD *m)
{
	for (uint16_t i = 0; i < m->count; i++) {
		const ACOM_TYPE *user = user_in(m->params[i].type, 0);

		if (!user)
			continue;
		count_left_out(user);
		return false;
	}
	return true;
}

/* ---- one method ---- */

static void try_octets(const struct chance_call *c, ndr_half half, const struct buffer *b)
{
	struct buffer settled;

	done.refused += !call_settles(c, half, b, &settled);
	call_discard(c, half, b);
}

static void change(const struct chance_call *c, ndr_half half)
{
	struct buffer b = *call_half(c, half);

	b.at[chance((uint32_t)b.size)] ^= (uint8_t)(1 << chance(8));
	if (!chance(3))
		b.size = chance((uint32_t)b.size);
	try_octets(c, half, &b);
	done.mutations++;
}

static void shorten(const struct chance_call *c, ndr_half half)
{
	struct buffer b = *call_half(c, half);

	for (; b.size; done.truncations++) {
		b.size--;
		try_octets(c, half, &b);
	}
}

static bool both_ways(const struct chance_call *c, ndr_half half)
{
	const struct buffer *b = call_half(c, half);
	struct buffer settled;

	if (!call_settles(c, half, b, &settled) || settled.size != b->size || memcmp(settled.at, b->at, b->size))
		return false;
	done.values++;
	for (int i = 0; b->size && i < MUTATIONS; i++)
		change(c, half);
	return true;
}

static void try_method(const ACOM_INTERFACE *x, const ACOM_METHOD *m)
{
	static struct chance_call c;

	for (int round = 0; round < ROUNDS; round++) {
		if (!chance_call(&c, m)) {
			wrong("no values fit the row", x->name, m->name);
			return;
		}
		if (!both_ways(&c, ACOM_IN) || !both_ways(&c, ACOM_OUT))
			wrong("other octets come back", x->name, m->name);
	}
	shorten(&c, ACOM_IN);
	shorten(&c, ACOM_OUT);
}

/* ---- all ---- */

static void try_interface(const ACOM_INTERFACE *x)
{
	unsigned before = done.methods;

	for (uint32_t i = 0; i < x->count; i++)
		if (is_for_us(&x->methods[i])) {
			try_method(x, &x->methods[i]);
			done.methods++;
		}
	done.interfaces += done.methods > before;
}

static void report(void)
{
	fprintf(stderr, "round trip: %u values of %u methods of %u interfaces; %u truncations and %u mutations, %u of them refused\n",
	        done.values, done.methods, done.interfaces, done.truncations, done.mutations, done.refused);
	fprintf(stderr, "round trip: left out are %u methods with types whose functions a user writes:", done.left_out);
	for (unsigned i = 0; i < USERS && done.users[i].type; i++)
		fprintf(stderr, " %s (%u)", done.users[i].type, done.users[i].methods);
	fprintf(stderr, "\n");
}

TEST(the_rows_of_a_corpus_carry_values)
{
	chance_seed();
	for (ACOM_MODULE *const *m = corpus; *m; m++) {
		if (FAILED(AcomRegisterInterfaces(*m)))
			wrong("refused", (*m)->interfaces[0]->name, "*");
		else
			for (uint32_t i = 0; i < (*m)->count; i++)
				try_interface((*m)->interfaces[i]);
	}
	report();
	assert_int_equal(done.wrong, 0);
	assert_true(done.interfaces >= FEWEST && done.mutations >= FEWEST_MUTATIONS);
	registry_teardown();
}
