/* refused.c - what the compiler refuses about interfaces and methods: com-async.md 10. */
#include "base/base.h"
#include "idlgen_run.h"

static struct command command;

/* Where an interface's first attributes stand, with the n-th of these UUIDs. */
#define UUID(n) "11111111-0000-0000-0000-00000000000" #n
#define PLAIN(n) "[object, uuid(" UUID(n) ")] "
#define ASYNC(n, m) "[object, uuid(" UUID(n) "), async_uuid(" UUID(m) ")] "

/* Compiles a file d.idl; it gives `files`. */
static void run(const char *idl, int status, const char *files)
{
	const char *directory = scratch_make();
	char input[256], output[256], text[4096];

	snprintf(input, sizeof input, "%s/d.idl", directory);
	snprintf(output, sizeof output, "%s/out", directory);
	snprintf(text, sizeof text, "import \"unknwn.idl\";\n%s", idl);
	file_write(input, text, strlen(text));
	directory_make(output);
	idlgen_run(&command, output, input);
	if (command.status != status)
		fail_msg("status %d: %s", command.status, command.output);
	assert_string_equal(scratch_list(output), files);
	scratch_remove();
}

/* One error, with this text, and nothing is written. */
static void refused(const char *idl, const char *error)
{
	const char *first;

	run(idl, 1, "");
	first = strstr(command.output, "error: ");
	assert_non_null(first);
	if (!strstr(command.output, error) || strstr(first + 1, "error: "))
		fail_msg("expected \"%s\" alone in: %s", error, command.output);
}

static void accepted(const char *idl)
{
	run(idl, 0, "d.h d_i.c d_p.c");
}

/* IDispatch is known by its IID, under whatever name. */
#define RENAMED "[object, uuid(00020400-0000-0000-c000-000000000046)] interface IRenamed : IUnknown { HRESULT M(); }\n"

TEST(A13_B39_idispatch_and_what_derives_from_it_has_no_asynchronous_version)
{
	accepted(RENAMED PLAIN(1) "interface IMiddle : IRenamed { HRESULT N(); }\n");
	refused(RENAMED PLAIN(1) "interface IMiddle : IRenamed { HRESULT N(); }\n"
		ASYNC(2, 3) "interface IDerived : IMiddle { HRESULT O(); }\n",
		"d.idl:4:54: error: IDispatch and what derives from it cannot have [async_uuid]");
	refused("[object, uuid(00020400-0000-0000-c000-000000000046), async_uuid(" UUID(1) ")]\n"
		"interface IDispatch : IUnknown { HRESULT M(); }", "IDispatch and what derives from it cannot have [async_uuid]");
}

TEST(A43_B38_the_base_of_an_interface_with_async_uuid_is_iunknown_or_has_one_too)
{
	static const char base[] = "interface IBase : IUnknown { HRESULT M(); }\n";
	static const char derived[] = ASYNC(3, 4) "interface IDerived : IBase { HRESULT N(); }";
	char idl[1024];

	snprintf(idl, sizeof idl, ASYNC(1, 2) "%s%s", base, derived);
	accepted(idl);
	snprintf(idl, sizeof idl, PLAIN(1) "%s%s", base, derived);
	refused(idl, "\"IDerived\" cannot have [async_uuid]: its base has none [MIDL2272]");
}

TEST(A44_nothing_derives_from_an_asynchronous_interface)
{
	static const char base[] = ASYNC(1, 2) "interface IBase : IUnknown { HRESULT M(); }\n";
	static const char *const derived[] = { "[object, uuid(" UUID(3) ")]", "[object, uuid(" UUID(3) "), async_uuid(" UUID(4) ")]",
		"[object, local, uuid(" UUID(3) ")]" };
	char idl[1024];

	for (unsigned i = 0; i < ARRAY_COUNT(derived); i++) {
		snprintf(idl, sizeof idl, "%s%s interface IDerived : AsyncIBase { HRESULT N(); }", base, derived[i]);
		refused(idl, "\"AsyncIBase\" is asynchronous and no base for others [MIDL2272]");
	}
}

TEST(A46_version_on_an_object_interface_is_ignored_with_a_warning)
{
	accepted("[object, version(1.0), uuid(" UUID(1) ")] interface IFoo : IUnknown { HRESULT M(); }");
	assert_non_null(strstr(command.output, "d.idl:2:10: warning: [version] means nothing on an object interface [MIDL2298]"));
}

TEST(A47_no_two_interfaces_share_a_uuid)
{
	static const char second[] = "interface IBar : IUnknown { HRESULT M(); }";
	static const char *const attributes[] = { PLAIN(1), ASYNC(3, 1), PLAIN(2), ASYNC(3, 2), ASYNC(3, 3) };
	char idl[1024];

	for (unsigned i = 0; i < ARRAY_COUNT(attributes); i++) {
		snprintf(idl, sizeof idl, ASYNC(1, 2) "interface IFoo : IUnknown { HRESULT M(); }\n%s%s", attributes[i], second);
		refused(idl, "[MIDL2270]");
	}
	snprintf(idl, sizeof idl, ASYNC(1, 2) "interface IFoo : IUnknown { HRESULT M(); }\n" ASYNC(3, 4) "%s", second);
	accepted(idl);
}

TEST(A48_a_method_that_is_remoted_returns_hresult_or_scode)
{
	static const char *const wrong[] = { "void", "LONG", "ULONG", "IUnknown *", "float" };
	char idl[1024];

	for (unsigned i = 0; i < ARRAY_COUNT(wrong); i++) {
		snprintf(idl, sizeof idl, PLAIN(1) "interface IFoo : IUnknown { %s M(); }", wrong[i]);
		refused(idl, "\"M\" must return HRESULT, or its interface be [local] [MIDL2269]");
		snprintf(idl, sizeof idl, "[local, object, uuid(" UUID(1) ")] interface IFoo : IUnknown { %s M(); }", wrong[i]);
		accepted(idl);
	}
	accepted(PLAIN(1) "interface IFoo : IUnknown { SCODE M(); HRESULT N(); }");
}

/* Each of the first half mixes in one expression what only goes in with what comes out; each of the second is fine. */
TEST(A51_no_expression_mixes_the_halves)
{
	static const char *const mixed[] = {
		"[in] LONG n, [in, out] LONG *m, [out, size_is(n + *m)] LONG *a",
		"[in] LONG n, [in, out] LONG *m, [in, out, size_is(n * *m)] LONG *a",
		"[in] LONG n, [out] LONG *m, [out, size_is(n), length_is(n - *m)] LONG *a",
		"[in] LONG n, [out] LONG *m, [out, size_is(n), first_is(*m), last_is(n - 1)] LONG *a",
		"[in] LONG n, [out] LONG *m, [out, size_is(, n + *m)] LONG **a",
		"[in] LONG n, [out] LONG *m, [out, switch_is(n + *m)] U *a",
	};
	static const char *const separate[] = {
		"[in] LONG n, [in] LONG m, [out, size_is(n + m)] LONG *a",
		"[in, out] LONG *n, [in, out] LONG *m, [out, size_is(*n + *m)] LONG *a",
		"[in] LONG n, [out] LONG *m, [out, size_is(n), length_is(*m)] LONG *a",
		"[in, out] LONG *n, [out] LONG *m, [out, size_is(*n), length_is(*m)] LONG *a",
		"[out] LONG *n, [out] LONG *m, [out, size_is(, *n + *m)] LONG **a",
		"[in] LONG n, [in] LONG m, [out, switch_is(n + m)] U *a",
	};
	static const char head[] = "typedef [switch_type(LONG)] union { [case(1)] LONG a; [default] ; } U;\n"
		ASYNC(1, 2) "interface IFoo : IUnknown { HRESULT M(";
	char idl[1024];

	for (unsigned i = 0; i < ARRAY_COUNT(mixed); i++) {
		snprintf(idl, sizeof idl, "%s%s); }", head, mixed[i]);
		refused(idl, "this mixes values that only go in with values that come out, for \"a\" [MIDL2372]");
	}
	for (unsigned i = 0; i < ARRAY_COUNT(separate); i++) {
		snprintf(idl, sizeof idl, "%s%s); }", head, separate[i]);
		accepted(idl);
	}
}

TEST(A52_nothing_derives_from_the_family_of_iadvisesink)
{
	static const char *const family[] = { "0000010f-0000-0000-c000-000000000046", "00000125-0000-0000-c000-000000000046",
		"3af24290-0c96-11ce-a0cf-00aa00600ab8" };
	static const char *const derived[] = { PLAIN(1), ASYNC(1, 2) };
	char idl[1024];

	for (unsigned i = 0; i < ARRAY_COUNT(family); i++) {
		const char *format = "[object, uuid(%s), async_uuid(" UUID(9) ")] interface ISink : IUnknown { HRESULT M(); }\n"
			"%sinterface IBar : %s { HRESULT N(); }";

		for (unsigned k = 0; k < ARRAY_COUNT(derived); k++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			snprintf(idl, sizeof idl, format, family[i], derived[k], "ISink");
			refused(idl, "nothing derives from \"ISink\", whose calls are notifications [MIDL2365]");
			snprintf(idl, sizeof idl, format, family[i], derived[k], "IUnknown");
			accepted(idl);
#pragma GCC diagnostic pop
		}
	}
	snprintf(idl, sizeof idl, "[object, uuid(%s)] interface ISink : IUnknown { HRESULT M(); }\n"
	         "[object, uuid(%s)] interface ISink2 : ISink { HRESULT N(); }", family[0], family[1]);
	accepted(idl); /* but for the family itself */
}

TEST(A53_a_method_without_answer_has_nothing_out_and_is_not_for_com)
{
	static const char *const kinds[] = { "maybe", "message" };
	char idl[1024];

	for (unsigned i = 0; i < ARRAY_COUNT(kinds); i++) {
		snprintf(idl, sizeof idl, PLAIN(1) "interface IFoo : IUnknown { [%s] HRESULT M([in] LONG a); }", kinds[i]);
		refused(idl, "] is not supported: it belongs to plain RPC; a COM method always has an answer");
		for (unsigned both = 0; both < 2; both++) {
			snprintf(idl, sizeof idl, PLAIN(1) "interface IFoo : IUnknown { [%s] HRESULT M([%s] LONG *a); }", kinds[i],
			         both ? "in, out" : "out");
			run(idl, 1, "");
			assert_non_null(strstr(command.output, "method has no answer to bring it [MIDL2288]"));
		}
	}
}

TEST(A54_async_of_an_acf_is_refused)
{
	refused(ASYNC(1, 2) "interface IFoo : IUnknown { [async] HRESULT M([in] LONG a); }",
		"[async] is not supported: it belongs to plain RPC; in COM, [async_uuid] on the interface makes its calls asynchronous");
}

TEST(A50_a_local_method_wants_a_call_as_twin)
{
	accepted(PLAIN(1) "interface IFoo : IUnknown { [local] HRESULT M([in] void *p); HRESULT N(); }");
	assert_non_null(strstr(command.output, "warning: \"IFoo\" gets no proxy: a [local] method without its [call_as] twin cannot "
	                       "be remoted [MIDL2392]"));
	accepted(PLAIN(1) "interface IFoo : IUnknown { [local] HRESULT M([in] void *p); [call_as(M)] HRESULT N([in] LONG a); }");
	accepted("[local, object, uuid(" UUID(1) ")] interface IFoo : IUnknown { [local] HRESULT M([in] void *p); }");
}
