/* hostile.c - octets that were made to break other runtimes: each is refused, or accepted where it only looks odd. */
#include "vec.h"

#include "json.h"

enum { OUR_INPUTS = 30 }; /* those whose method vec.idl has; the others wait for their types, or are PDUs */

static bool have_method(const ACOM_INTERFACE *interface, const char *name)
{
	for (uint32_t i = 0; i < interface->count; i++)
		if (!strcmp(interface->methods[i].name, name))
			return true;
	return false;
}

/* The octets stand in a block of exactly their size. */
static HRESULT receive(const ACOM_METHOD *m, const char *hex)
{
	uint8_t *octets = malloc(strlen(hex) / 2 + 1), *copy;
	size_t size = 0;
	struct ndr n;
	void **args;
	HRESULT hr;

	for (unsigned octet; sscanf(hex, "%2x", &octet) == 1; hex += 2)
		octets[size++] = (uint8_t)octet;
	copy = memcpy(malloc(size ? size : 1), octets, size);
	ndr_init(&n, NULL, NULL);
	hr = ndr_get_request(&n, m, copy, size, &args);
	if (SUCCEEDED(hr))
		ndr_free(&n, m, args);
	ndr_fini(&n);
	free(copy);
	free(octets);
	return hr;
}

TEST(hostile_octets_are_refused_and_odd_ones_accepted)
{
	const ACOM_INTERFACE *interface = needed(registry_find(&IID_IVec, NULL));
	json_t *all = vectors_load("hostile.json"), *j;
	size_t i, count = 0;

	json_array_foreach(json_object_get(all, "inputs"), i, j) {
		const char *method = json_string_value(json_object_get(j, "method"));
		bool accept = !strcmp(json_string_value(json_object_get(j, "expect")), "accept");
		HRESULT hr;

		if (!method || !have_method(interface, method))
			continue;
		hr = receive(values_method(interface, method), json_string_value(json_object_get(j, "stub")));
		if (SUCCEEDED(hr) != accept)
			fail_msg("%s: 0x%08x", json_string_value(json_object_get(j, "id")), (unsigned)hr);
		count++;
	}
	assert_int_equal(count, OUR_INPUTS);
	json_decref(all);
	registry_teardown();
}
