/* listen.c - a process that listens: its classes are found, objects made and called; who may; and that it stops. */
#include <acom/automation.h>

#include "listening.h"
#include "mixer.h"

TEST(an_object_of_a_class_is_made_and_called_through_a_socket)
{
	const IID iids[] = { IID_ISimpleStream, IID_IStream };
	struct activated a;
	struct server s;
	struct caller k;

	server_open(&s, 0);
	caller_dial(&k, s.address);
	assert_int_equal(caller_activate(&k, &CLSID_Where, false, 2, iids, &a), CO_S_NOTALLINTERFACES);
	assert_int_equal(a.out.results->phresults[1], E_NOINTERFACE);
	struct objref o = activated_objref(&a, 0);
	read_it(&k, &o);
	activated_fini(&a);
	caller_close(&k);
	server_close(&s);
}

TEST(the_answer_says_how_to_reach_the_process)
{
	struct activated a;
	struct server s;
	struct caller k;

	server_open(&s, 0);
	caller_dial(&k, s.address);
	assert_int_equal(caller_activate(&k, &CLSID_Where, false, 1, &IID_ISimpleStream, &a), S_OK);
	const customREMOTE_REPLY_SCM_INFO *reply = a.out.reply->remoteReply;
	struct bindings b = bindings_of(reply->pdsaOxidBindings);
	char text[ADDRESS_MOST];
	struct address address;
	struct binding one;
	size_t at = 0;
	assert_int_equal(bindings_check(&b), S_OK);
	assert_true(bindings_next(&b, &at, &one));
	assert_true(binding_address(&one, &address));
	address_text(&address, text);
	assert_string_equal(text, s.address);
	assert_true((uint64_t)reply->Oxid == exporter_oxid());
	assert_true(IsEqualGUID(&reply->ipidRemUnknown, exporter_unknown()));
	assert_int_equal(reply->serverVersion.MajorVersion, 5);
	activated_fini(&a);
	caller_close(&k);
	server_close(&s);
}

TEST(a_class_object_is_to_be_had_as_well)
{
	struct activated a;
	struct server s;
	struct caller k;

	server_open(&s, 0);
	caller_dial(&k, s.address);
	assert_int_equal(caller_activate(&k, &CLSID_Where, true, 1, &IID_IClassFactory, &a), S_OK);
	activated_objref(&a, 0);
	activated_fini(&a);
	caller_close(&k);
	server_close(&s);
}

TEST(only_classes_that_the_process_has_registered_are_there)
{
	struct activated a;
	struct server s;
	struct caller k;

	server_open(&s, 0);
	caller_dial(&k, s.address);
	assert_int_equal(caller_activate(&k, &CLSID_ManualResetEvent, false, 1, &IID_ISynchronize, &a), REGDB_E_CLASSNOTREG);
	activated_fini(&a);
	assert_int_equal(CoSuspendClassObjects(), S_OK);
	assert_int_equal(caller_activate(&k, &CLSID_Where, false, 1, &IID_ISimpleStream, &a), REGDB_E_CLASSNOTREG);
	activated_fini(&a);
	caller_close(&k);
	server_close(&s);
}

/* ---- over TCP nobody knows who it is ---- */

TEST(who_comes_over_tcp_gets_what_is_for_everybody)
{
	struct activated a;
	struct server s;
	struct caller k;

	server_open(&s, ACOM_ALLOW_ANONYMOUS);
	dial_tcp(&k);
	assert_int_equal(caller_activate(&k, &CLSID_Where, false, 1, &IID_ISimpleStream, &a), S_OK);
	struct objref o = activated_objref(&a, 0);
	read_it(&k, &o);
	activated_fini(&a);
	caller_close(&k);
	server_close(&s);
}

TEST(who_comes_over_tcp_gets_nothing_else)
{
	struct activated a;
	struct caller local, k;
	struct server s;

	server_open(&s, 0);
	dial_tcp(&k);
	assert_int_equal(caller_activate(&k, &CLSID_Where, false, 1, &IID_ISimpleStream, &a), E_ACCESSDENIED);
	activated_fini(&a);
	caller_dial(&local, s.address);
	assert_int_equal(caller_activate(&local, &CLSID_Where, false, 1, &IID_ISimpleStream, &a), S_OK);
	struct objref o = activated_objref(&a, 0);
	struct reply reply;
	caller_ask(&k, &IID_ISimpleStream, 3, &o.ipid, "abcd", 4, &reply);
	caller_expect_fault(&k, &reply, PDU_ACCESS_DENIED, true);
	REMINTERFACEREF ref = { o.ipid, 1, 0 }, *refs = &ref;
	HRESULT result, *results = &result;
	USHORT count = 1;
	void *args[] = { &count, &refs, &results };
	assert_int_equal(caller_call(&k, &IID_IRemUnknown, 4, exporter_unknown(), args), E_INVALIDARG);
	assert_int_equal(result, E_ACCESSDENIED);
	activated_fini(&a);
	caller_close(&local);
	caller_close(&k);
	server_close(&s);
}

/* ---- objects as arguments ---- */

static const CLSID CLSID_Mix = { 0xA0C0FFEE, 9, 2, { 1, 2, 3, 4, 5, 6, 7, 8 } };
static struct mixer mixer;

static HRESULT mix_make(IUnknown *outer, REFIID riid, void **ppv)
{
	IMix *mix = mixer_create(&mixer);

	assert_null(outer);
	HRESULT hr = IMix_QueryInterface(mix, riid, ppv);
	IMix_Release(mix);
	return hr;
}

/* Asks the IMix that it has to take the object that this OBJREF names. */
static void ask_to_take(struct caller *k, const IPID *mix, const struct objref *o, struct reply *reply)
{
	uint8_t params[1024];
	struct put p = put_to(params, sizeof params, false);
	uint32_t size = (uint32_t)objref_octets(o);

	put_u32(&p, 0x20000);
	put_u32(&p, size);
	put_u32(&p, size);
	assert_in_range(size, 0, sizeof params - put_size(&p));
	objref_format(o, params + put_size(&p));
	caller_ask(k, &IID_IMix, offsetof(IMixVtbl, Take) / sizeof(void *), mix, params, put_size(&p) + size, reply);
}

/* Of two objects it was given one (decision 26). */
TEST(who_comes_over_tcp_names_no_object_that_he_was_not_given)
{
	struct activated mine, others;
	struct caller local, k;
	struct reply reply;
	struct server s;
	DWORD cookie;

	server_open(&s, 0);
	assert_int_equal(AcomRegisterClass(&CLSID_Mix, mix_make, ACOM_ALLOW_ANONYMOUS, &cookie), S_OK);
	dial_tcp(&k);
	caller_dial(&local, s.address);
	assert_int_equal(caller_activate(&k, &CLSID_Mix, false, 1, &IID_IMix, &mine), S_OK);
	assert_int_equal(caller_activate(&local, &CLSID_Where, false, 1, &IID_ISimpleStream, &others), S_OK);
	struct objref mix = activated_objref(&mine, 0), where = activated_objref(&others, 0);
	ask_to_take(&k, &mix.ipid, &where, &reply);
	caller_expect_fault(&k, &reply, 0x6F7, true);
	assert_int_equal(os_load32(&mixer.entered), 0);
	ask_to_take(&k, &mix.ipid, &mix, &reply);
	caller_expect(&k, &reply);
	assert_int_equal(os_load32(&mixer.entered), 1);
	IUnknown_Release(mixer.kept);
	activated_fini(&others);
	activated_fini(&mine);
	caller_close(&local);
	caller_close(&k);
	server_close(&s);
}

/* ---- addresses ---- */

static void expect_words(const char *part)
{
	char words[512];

	AcomErrorMessage(E_FAIL, words, sizeof words);
	if (!strstr(words, part))
		fail_msg("%s", words);
}

/* 3000 octets in UTF-8. */
static LPCOLESTR long_address(void)
{
	static OLECHAR text[1001] = u"unix:/";

	for (int i = 6; i < 1000; i++)
		text[i] = u'\u20ac';
	return text;
}

TEST(what_is_no_address_is_refused)
{
	assert_int_equal(AcomListen(u"unix:/nowhere/x"), CO_E_NOTINITIALIZED);
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomListen(NULL), E_POINTER);
	assert_int_equal(AcomListen(u"pigeon:x"), RPC_S_PROTSEQ_NOT_SUPPORTED);
	expect_words("pigeon:x: it begins neither");
	assert_int_equal(AcomListen(u""), RPC_S_PROTSEQ_NOT_SUPPORTED);
	expect_words("the address: it begins neither");
	assert_int_equal(AcomListen(u"tcp:10.0.0.1:4000"), E_ACCESSDENIED);
	expect_words("tcp:10.0.0.1:4000: TLS needs AcomSetTls");
	assert_int_equal(AcomListen(long_address()), RPC_S_INVALID_STRING_BINDING);
	expect_words("the address: it is longer than ");
	assert_int_equal(AcomStopListening(u"pigeon:x"), RPC_S_PROTSEQ_NOT_SUPPORTED);
	assert_int_equal(AcomStopListening(NULL), S_FALSE);
	house_leave();
}

TEST(an_address_is_one_servers_until_it_stops)
{
	struct server s;
	struct caller k;

	server_open(&s, 0);
	assert_int_equal(AcomListen(wide(s.address)), RPC_S_DUPLICATE_ENDPOINT);
	caller_dial(&k, s.address);
	caller_context(&k, &(struct pdu_syntax){ IID_ISystemActivator, 0 });
	assert_int_equal(AcomStopListening(wide(s.address)), S_OK);
	assert_int_equal(AcomStopListening(wide(s.address)), S_FALSE);
	assert_string_equal(scratch_list(s.directory), "");
	struct activated a; /* the connection lives */
	assert_int_equal(caller_activate(&k, &CLSID_Where, false, 1, &IID_IUnknown, &a), S_OK);
	activated_fini(&a);
	assert_int_equal(AcomListen(wide(s.address)), S_OK);
	assert_int_equal(AcomStopListening(NULL), S_OK);
	caller_close(&k);
	server_close(&s);
}

/* ---- a server without a thread for it ---- */

static void ask(void *arg)
{
	struct activated a;
	struct server *s = arg;
	struct caller k;

	caller_dial(&k, s->address);
	assert_int_equal(caller_activate(&k, &CLSID_Where, false, 1, &IID_ISimpleStream, &a), S_OK);
	struct objref o = activated_objref(&a, 0);
	uint64_t thread = 0;
	BYTE *pv = (BYTE *)&thread;
	ULONG cb = sizeof thread, read = 0, *pcb = &read;
	void *args[] = { &pv, &cb, &pcb };
	assert_int_equal(caller_call(&k, &IID_ISimpleStream, 3, &o.ipid, args), S_OK);
	assert_int_not_equal(thread, os_thread_id());
	activated_fini(&a);
	caller_close(&k);
}

TEST(a_single_threaded_server_serves_as_it_dispatches)
{
	struct harness_thread client;
	struct server s;

	directory_new(s.directory, sizeof s.directory, "listen");
	assert_int_equal(chmod(s.directory, 0700), 0);
	snprintf(s.address, sizeof s.address, "unix:%s/socket", s.directory);
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomRegisterClass(&CLSID_Where, where_make, 0, &s.cookie), S_OK);
	assert_int_equal(AcomListen(wide(s.address)), S_OK);
	uint64_t before = os_thread_live();
	harness_start(&client, ask, &s);
	while (os_thread_live() > before)
		AcomDispatch(10);
	harness_join(&client);
	server_close(&s);
}

/* As the specification of that variable says: one that names no directory counts as none. */
TEST(a_private_address_needs_no_directory_of_the_session)
{
	static const char *const names[] = { "", "run" };
	char directory[64];

	for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
		setenv("XDG_RUNTIME_DIR", names[i], 1);
		house_enter(COINIT_MULTITHREADED);
		assert_int_equal(listen_privately(NULL), S_OK);
		house_leave();
	}
	snprintf(directory, sizeof directory, "/tmp/acom-%u", os_user());
	rmdir(directory); /* unless others have something there */
}
