/* progids.c - CLSIDFromProgID and ProgIDFromCLSID: the names of classes for programs, which stand in class files. */
#include "object/object.h"
#include "shelf.h"

#define CLASS "CLSID=" PLACE_CLSID "\nLibrary=/nowhere/place.so\n" /* nobody looks there */
#define OTHER_CLSID "{5b1f0ab0-7d0e-4c55-9f6e-2a6d6d3a00ff}"

/* The class and its name find each other, whatever the case, and nothing is told. */
static void both_ways(const OLECHAR *asked, const OLECHAR *name)
{
	LPOLESTR progid;
	size_t length = 0;
	CLSID clsid;

	told_begin();
	HRESULT by_name = CLSIDFromProgID(asked, &clsid), by_class = ProgIDFromCLSID(&CLSID_Place, &progid);
	assert_string_equal(told_end(), "");
	assert_int_equal(by_name, S_OK);
	assert_memory_equal(&clsid, &CLSID_Place, sizeof clsid);
	assert_int_equal(by_class, S_OK);
	while (name[length])
		length++;
	assert_memory_equal(progid, name, (length + 1) * sizeof *name);
	CoTaskMemFree(progid);
}

/* Neither is found; what is told has this in it. NULL: nothing is told. */
static void not_found(HRESULT by_name, const char *name_told, HRESULT by_class, const char *class_told)
{
	LPOLESTR progid = (LPOLESTR)(intptr_t)1;
	CLSID clsid = CLSID_Place;

	told_begin();
	HRESULT hr = CLSIDFromProgID(u"Acom.Place", &clsid);
	const char *told = told_end();
	assert_int_equal(hr, by_name);
	assert_memory_equal(&clsid, &CLSID_NULL, sizeof clsid);
	assert_true(name_told ? !!strstr(told, name_told) : !*told);
	told_begin();
	hr = ProgIDFromCLSID(&CLSID_Place, &progid);
	told = told_end();
	assert_int_equal(hr, by_class);
	assert_null(progid);
	assert_true(class_told ? !!strstr(told, class_told) : !*told);
}

TEST(a_class_and_its_ProgID_find_each_other)
{
	struct shelf s;

	shelf_open(&s);
	shelf_write(&s, "other.class", "CLSID=" OTHER_CLSID "\nProgID=Acom.Place.2\nLibrary=/nowhere/other.so\n");
	shelf_write(&s, "place.class", CLASS "ProgID=Acom.Place\n");
	both_ways(u"Acom.Place", u"Acom.Place");
	both_ways(u"aCOM.pLACE", u"Acom.Place");
	shelf_write(&s, "place.class", CLASS "ProgID=Abcdefghijklmnopqrstuvwxyz.1234567.ABCD\n");
	both_ways(u"Abcdefghijklmnopqrstuvwxyz.1234567.ABCD", u"Abcdefghijklmnopqrstuvwxyz.1234567.ABCD");
	shelf_close(&s);
}

TEST(a_name_or_class_that_no_file_has_is_not_found)
{
	struct shelf s;

	shelf_open(&s);
	not_found(CO_E_CLASSSTRING, NULL, REGDB_E_CLASSNOTREG, NULL);
	shelf_write(&s, "place.class", CLASS);
	not_found(CO_E_CLASSSTRING, NULL, REGDB_E_CLASSNOTREG, NULL);
	shelf_write(&s, "other.class", "CLSID=" OTHER_CLSID "\nProgID=Acom.Place.2\nLibrary=/nowhere/other.so\n");
	not_found(CO_E_CLASSSTRING, NULL, REGDB_E_CLASSNOTREG, NULL);
	shelf_write(&s, "other.class", "ProgID=Acom.Place\nLibrary=/nowhere/other.so\n");
	not_found(CO_E_CLASSSTRING, "other.class:2: the file has no CLSID=", REGDB_E_CLASSNOTREG, NULL);
	shelf_close(&s);
}

TEST(a_file_that_is_wrong_is_told)
{
	static const char *const names[] = { "1Acom", "Acom_Place", "Acom Place", "Pl\xc3\xa4tze",
	                                     "Abcdefghijklmnopqrstuvwxyz.1234567.ABCDE" };
	struct shelf s;
	CLSID clsid;

	shelf_open(&s);
	for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
		char text[256];
		snprintf(text, sizeof text, CLASS "ProgID=%s\n", names[i]);
		shelf_write(&s, "place.class", text);
		not_found(CO_E_CLASSSTRING, "place.class:3: \"", REGDB_E_INVALIDVALUE, "is no ProgID: at most 39 letters");
	}
	shelf_write(&s, "place.class", CLASS "ProgID=Acom.Place\nModel=Both\n");
	not_found(REGDB_E_INVALIDVALUE, "place.class:4: there is no key \"Model\"", REGDB_E_INVALIDVALUE, "place.class:4: there");
	shelf_write(&s, "place.class", CLASS "ProgID=Acom.Place\n");
	shelf_write(&s, "other.class", "CLSID=" OTHER_CLSID "\nProgID=acom.place\nLibrary=/nowhere/other.so\n");
	told_begin();
	HRESULT hr = CLSIDFromProgID(u"Acom.Place", &clsid);
	assert_non_null(strstr(told_end(), ".class has its ProgID, too"));
	assert_int_equal(hr, REGDB_E_INVALIDVALUE);
	shelf_close(&s);
}

TEST(both_functions_want_their_arguments)
{
	CLSID clsid = CLSID_Place;
	LPOLESTR progid = (LPOLESTR)(intptr_t)1;

	assert_int_equal(CLSIDFromProgID(u"Acom.Place", NULL), E_INVALIDARG);
	assert_int_equal(CLSIDFromProgID(NULL, &clsid), E_INVALIDARG);
	assert_memory_equal(&clsid, &CLSID_NULL, sizeof clsid);
	assert_int_equal(ProgIDFromCLSID(&CLSID_Place, NULL), E_INVALIDARG);
	assert_int_equal(ProgIDFromCLSID(NULL, &progid), E_INVALIDARG);
	assert_null(progid);
}

SWEEP(without_memory_nothing_is_found)
{
	struct shelf s;
	LPOLESTR progid;
	CLSID clsid;

	shelf_open(&s);
	shelf_write(&s, "place.class", CLASS "ProgID=Acom.Place\n");
	if (!sweep_ok(CLSIDFromProgID(u"Acom.Place", &clsid)))
		assert_memory_equal(&clsid, &CLSID_NULL, sizeof clsid);
	if (sweep_ok(ProgIDFromCLSID(&CLSID_Place, &progid)))
		CoTaskMemFree(progid);
	else
		assert_null(progid);
	shelf_close(&s);
}
