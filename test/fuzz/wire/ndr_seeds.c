/* ndr_seeds.c - what a fuzzer of NDR begins with: both halves of calls of every method, the vectors, and the hostile stubs. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "account.h"
#include "fuzz.h"
#include "halves.h"
#include "objects.h"
#include "vec.h"

enum { ROOM = 16384, REPLY = 0x01, BIG = 0x02, DISCARD = 0x04, ROUNDS = 4 };

static void (*keep)(const char *name, const uint8_t *octets, size_t size);
static uint8_t room[ROOM];
static unsigned serial;

static struct put seed_begin(uint8_t flags, unsigned interface, unsigned method, size_t request)
{
	struct put p = put_to(room, sizeof room, false);

	put_u8(&p, flags);
	put_u8(&p, (uint8_t)interface);
	put_u8(&p, (uint8_t)method);
	put_u16(&p, (uint16_t)request);
	return p;
}

static void seed_end(const char *kind, const struct put *p)
{
	char name[64];

	snprintf(name, sizeof name, "%s-%05u", kind, serial++);
	keep(name, p->start, put_size(p));
}

static void seed_method(unsigned interface, unsigned method)
{
	static struct half request, response;
	static const GUID nothing;
	const ACOM_METHOD *m = objects_method(objects_interface(interface), method);

	halves_name(0, &nothing);
	for (int round = 0; round < ROUNDS && halves_make(m, &request, &response); round++) {
		struct put p = seed_begin(round ? 0 : DISCARD, interface, method, 0);
		put_octets(&p, request.octets, request.size);
		seed_end("request", &p);
		p = seed_begin(REPLY, interface, method, request.size);
		put_octets(&p, request.octets, request.size);
		put_octets(&p, response.octets, response.size);
		seed_end("reply", &p);
	}
}

/* ---- vectors ---- */

static void seed_stub(unsigned interface, unsigned method, const char *stub, uint8_t flags)
{
	struct put p = seed_begin(flags, interface, method, 0);

	put_hex(&p, stub);
	seed_end("vector", &p);
}

/* Which method a vector is of, its name does not say: it is tried with all of them. */
static void seed_vector(unsigned interface, const ACOM_INTERFACE *i, const json_t *j, const char *method)
{
	const char *stub = json_string_value(json_object_get(j, "stub"));
	const char *big = json_string_value(json_object_get(j, "stub_bigendian"));
	const char *dir = json_string_value(json_object_get(j, "dir"));
	uint8_t flags = dir && strcmp(dir, "request") ? REPLY : 0;

	for (unsigned m = 0; stub && m < i->count; m++) {
		if (method && strcmp(i->methods[m].name, method))
			continue;
		seed_stub(interface, m, stub, flags);
		if (big)
			seed_stub(interface, m, big, flags | BIG);
	}
}

static void seed_vectors(const char *path, const char *list)
{
	json_t *all = json_load_file(path, 0, NULL), *j;
	size_t n;

	must(all, "the vectors cannot be read");
	for (unsigned i = 0; i < objects_interface_count(); i++)
		json_array_foreach(json_object_get(all, list), n, j)
			if (IsEqualIID(objects_interface(i)->iid, &IID_IVec))
				seed_vector(i, objects_interface(i), j, json_string_value(json_object_get(j, "method")));
	json_decref(all);
}

void fuzz_seeds(void (*k)(const char *name, const uint8_t *octets, size_t size))
{
	keep = k;
	objects_init();
	for (unsigned i = 0; i < objects_interface_count(); i++)
		for (unsigned m = 0; m < objects_interface(i)->count; m++)
			seed_method(i, m);
	seed_vectors("test/vectors/ndr_vectors.json", "vectors");
	seed_vectors("test/vectors/hostile.json", "inputs");
}
