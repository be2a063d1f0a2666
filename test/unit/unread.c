/* unread.c - objects that marshal themselves, in a request that is refused: which ones their sender has back. */
#include "rows.h"
#include "wire/wire.h"

static const CLSID one = { 1, 0, 0, { 0 } }, other = { 2, 0, 0, { 0 } };
static const CLSID *classes[3]; /* NULL: it does not marshal itself */
static IUnknown objects[3];
static unsigned back;           /* a bit each */

static HRESULT sized(void *context, REFIID iid, IUnknown *p, size_t *size)
{
	(void)context, (void)iid, (void)p;
	*size = 256;
	return S_OK;
}

static HRESULT written(void *context, REFIID iid, IUnknown *p, uint8_t *buffer, size_t size, size_t *used)
{
	uint8_t which = (uint8_t)(p - objects);
	const CLSID *clsid = classes[which];
	struct objref o = { .form = OBJREF_CUSTOM, .iid = *iid, .clsid = clsid ? *clsid : one, .data = &which, .data_size = 1 };

	(void)context;
	*used = clsid ? objref_octets(&o) : 1;
	assert_in_range(*used, 1, size);
	if (clsid)
		objref_format(&o, buffer);
	else
		buffer[0] = which;
	return S_OK;
}

static void taken_back(void *context, const uint8_t *octets, size_t size)
{
	struct objref o;

	(void)context;
	back |= 1u << (SUCCEEDED(objref_parse(&o, octets, size)) ? o.data[0] : octets[0]);
}

/* As the wire's: what marshals itself stays where it went. */
static void arrived(void *context, const uint8_t *octets, size_t size)
{
	struct objref o;

	if (FAILED(objref_parse(&o, octets, size)))
		taken_back(context, octets, size);
}

static const struct ndr_hooks hooks = { .size = sized, .put = written, .take_back = taken_back, .sent = arrived };

METHOD(three, 0, IN(T_IFACE(&IID_IUnknown)), IN(T_IFACE(&IID_IUnknown)), IN(T_IFACE(&IID_IUnknown)));

/* Three objects by these classes go out, and are refused: those that come back. */
static unsigned refused(const CLSID *a, const CLSID *b, const CLSID *c, HRESULT hr, bool not_executed)
{
	IUnknown *p[3] = { &objects[0], &objects[1], &objects[2] };
	void *args[] = { &p[0], &p[1], &p[2] };
	struct IErrorInfo *error = NULL;
	uint8_t octets[1024];
	struct ndr n;
	size_t used;

	classes[0] = a;
	classes[1] = b;
	classes[2] = c;
	back = 0;
	ndr_init(&n, &hooks, NULL);
	assert_int_equal(ndr_put(&n, &three, ACOM_IN, args, S_OK, octets, sizeof octets, &used), S_OK);
	n.gone = true;
	reference_unread(&n, hr, not_executed, &error);
	release_unknown(error);
	ndr_take_back(&n, octets, 0);
	ndr_fini(&n);
	return back;
}

TEST(all_objects_of_a_class_that_the_server_has_not_come_back)
{
	assert_int_equal(refused(&one, &one, &one, REGDB_E_CLASSNOTREG, true), 7);
	assert_int_equal(refused(&one, NULL, &one, REGDB_E_CLASSNOTREG, true), 7);
	assert_int_equal(refused(NULL, NULL, &one, REGDB_E_CLASSNOTREG, true), 7);
}

/* The server has read, or let go of, those whose class it has; which it is nobody knows here. */
TEST(of_several_classes_only_what_is_the_senders_in_any_case_comes_back)
{
	assert_int_equal(refused(&one, &other, NULL, REGDB_E_CLASSNOTREG, true), 4);
	assert_int_equal(refused(&one, &one, &other, REGDB_E_CLASSNOTREG, true), 0);
}

TEST(what_the_server_may_have_read_does_not_come_back)
{
	assert_int_equal(refused(&one, &one, NULL, REGDB_E_CLASSNOTREG, false), 4);
	assert_int_equal(refused(&one, &one, NULL, E_FAIL, true), 4);
}

TEST(all_come_back_that_no_server_has_got)
{
	assert_int_equal(refused(&one, &other, NULL, RPC_E_SERVER_DIED_DNE, true), 7);
}
