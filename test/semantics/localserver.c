/* localserver.c - class files for other processes: servers that are reached at an address, and programs that are started. */
#include <acom/automation.h>
#include <sys/file.h>
#include <sys/wait.h>

#include "house.h"
#include "shelf.h"
#include "simplestream.h"

#define HEAD "CLSID=" PLACE_CLSID "\n"
#define PROGRAM "LocalServer=%1$s/placeserver %1$s "

static const CLSID CLSID_Other = { 0x5b1f0ab0, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0x00, 0x99 } };

/* What the program looks at is there, and it. */
static void server_shelf(struct shelf *s, int *life)
{
	char command[1400];

	shelf_open(s);
	snprintf(command, sizeof command, "cp '%s/../program/placeserver' '%s'", harness_directory(), s->path);
	assert_int_equal(system(command), 0);
	assert_int_equal(mkfifo(shelf_path(s, "life"), 0600), 0);
	*life = open(shelf_path(s, "life"), O_RDWR | O_CLOEXEC);
	assert_true(*life >= 0);
}

/* Waits until no program runs. */
static void server_ended(const struct shelf *s)
{
	int fd = open(shelf_path(s, "runs"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	while (flock(fd, LOCK_EX | LOCK_NB))
		os_yield();
	close(fd);
}

/* What the programs have written, a line each. */
static const char *server_starts(const struct shelf *s, unsigned *count)
{
	static char text[4096];
	int fd = open(shelf_path(s, "started"), O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;

	close(fd);
	text[n > 0 ? n : 0] = '\0';
	*count = 0;
	for (const char *c = text; *c; c++)
		*count += *c == '\n';
	return text;
}

static void each_shelf(void (*body)(const struct shelf *s))
{
	struct shelf s;
	int life;

	server_shelf(&s, &life);
	house_enter(COINIT_MULTITHREADED);
	body(&s);
	house_leave();
	close(life);
	shelf_close(&s);
}

static HRESULT place_make(DWORD context, ISimpleStream **p)
{
	return CoCreateInstance(&CLSID_Place, NULL, context, &IID_ISimpleStream, (void **)p);
}

/* The process that it lives in. */
static pid_t place_process(ISimpleStream *p)
{
	struct place place = { 0 };
	ULONG n = 0;

	assert_int_equal(ISimpleStream_Read(p, (BYTE *)&place, sizeof place, &n), S_OK);
	assert_int_equal(n, sizeof place);
	return (pid_t)place.thread;
}

static unsigned starts(const struct shelf *s)
{
	unsigned count;

	server_starts(s, &count);
	return count;
}

/* ---- on demand ---- */

static void started(const struct shelf *s)
{
	ISimpleStream *p, *q;
	char wanted[700];
	unsigned count;

	shelf_write(s, "place.class", HEAD "Address=unix:%1$s/place.sock\n" PROGRAM
	            "serve unix:%1$s/place.sock \"a  word\" \"\" x\"y\n");
	assert_int_equal(place_make(CLSCTX_LOCAL_SERVER, &p), S_OK);
	assert_int_not_equal(place_process(p), getpid());
	assert_int_equal(place_make(CLSCTX_ALL, &q), S_OK);
	assert_int_equal(place_process(q), place_process(p));
	ISimpleStream_Release(q);
	snprintf(wanted, sizeof wanted, "0 1 2 3 /dev/null / leads 1 %1$s [serve] [unix:%1$s/place.sock] [a  word] [] [x\"y]\n",
	         s->path);
	assert_string_equal(server_starts(s, &count), wanted);
	assert_int_equal(waitpid(-1, NULL, WNOHANG | __WALL), -1); /* none is left to wait for */
	ISimpleStream_Release(p);
	server_ended(s);
}

TEST(a_program_is_started_when_nobody_listens_and_serves)
{
	each_shelf(started);
}

static void again(const struct shelf *s)
{
	ISimpleStream *p;

	shelf_write(s, "place.class", HEAD "Address=unix:%1$s/place.sock\n" PROGRAM "serve unix:%1$s/place.sock");
	for (unsigned i = 1; i <= 3; i++) {
		assert_int_equal(place_make(CLSCTX_LOCAL_SERVER, &p), S_OK);
		place_process(p);
		assert_int_equal(starts(s), i);
		ISimpleStream_Release(p);
		server_ended(s);
	}
}

TEST(a_program_that_has_ended_itself_is_started_anew)
{
	each_shelf(again);
}

static void lost(const struct shelf *s)
{
	ISimpleStream *p, *q;
	ULONG n;

	shelf_write(s, "place.class", HEAD "Address=unix:%1$s/place.sock\n" PROGRAM "serve unix:%1$s/place.sock");
	assert_int_equal(place_make(CLSCTX_LOCAL_SERVER, &p), S_OK);
	assert_true(FAILED(ISimpleStream_Write(p, (const BYTE *)"x", 1, &n)));
	server_ended(s);
	assert_int_equal(place_make(CLSCTX_LOCAL_SERVER, &q), S_OK);
	assert_int_equal(starts(s), 2);
	ISimpleStream_Release(p);
	ISimpleStream_Release(q);
	server_ended(s);
}

TEST(a_program_that_was_lost_is_started_anew_while_proxies_remain)
{
	each_shelf(lost);
}

static void over_tcp(const struct shelf *s)
{
	struct os_address any = { .family = OS_IPV4, .ip = { 127, 0, 0, 1 } };
	char text[1024];
	ISimpleStream *p;

	int fd = os_socket_listen(&any);
	assert_true(fd >= 0 && !os_socket_address(fd, &any));
	os_close(fd);
	snprintf(text, sizeof text, HEAD "Address=tcp:127.0.0.1:%u\n" "LocalServer=%s/placeserver %s serve tcp:127.0.0.1:%u", any.port,
	         s->path, s->path, any.port);
	shelf_put(s, "place.class", text, strlen(text));
	assert_int_equal(place_make(CLSCTX_LOCAL_SERVER, &p), S_OK);
	assert_int_not_equal(place_process(p), getpid());
	ISimpleStream_Release(p);
	server_ended(s);
}

TEST(a_program_is_started_for_an_address_of_tcp)
{
	each_shelf(over_tcp);
}

static void own_name(const struct shelf *s)
{
	ISimpleStream *p;

	setenv("XDG_RUNTIME_DIR", s->path, 1);
	shelf_write(s, "place.class", HEAD PROGRAM "serve unix:5b1f0ab0-7d0e-4c55-9f6e-2a6d6d3a0001");
	assert_int_equal(place_make(CLSCTX_LOCAL_SERVER, &p), S_OK);
	assert_int_equal(access(shelf_path(s, "acom/5b1f0ab0-7d0e-4c55-9f6e-2a6d6d3a0001"), F_OK), 0);
	ISimpleStream_Release(p);
	server_ended(s);
}

TEST(without_an_address_a_class_has_one_by_its_id)
{
	each_shelf(own_name);
}

/* ---- several at once ---- */

enum { ASKING = 6 };

static struct harness_gate asked = HARNESS_GATE_INIT;

static void ask(void *arg)
{
	ISimpleStream **p = arg;

	house_enter(COINIT_MULTITHREADED);
	harness_gate_wait(&asked);
	if (FAILED(place_make(CLSCTX_LOCAL_SERVER, p)))
		*p = NULL;
	house_leave();
}

static void threads(const struct shelf *s)
{
	struct harness_thread t[ASKING];
	ISimpleStream *p[ASKING];

	shelf_write(s, "place.class", HEAD "Address=unix:%1$s/place.sock\n" PROGRAM "serve unix:%1$s/place.sock");
	for (int i = 0; i < ASKING; i++)
		harness_start(&t[i], ask, &p[i]);
	harness_gate_open(&asked);
	for (int i = 0; i < ASKING; i++)
		harness_join(&t[i]);
	for (int i = 0; i < ASKING; i++)
		assert_non_null(p[i]);
	assert_int_equal(starts(s), 1);
	for (int i = 0; i < ASKING; i++)
		ISimpleStream_Release(p[i]);
	server_ended(s);
}

TEST(threads_that_ask_at_once_get_one_program)
{
	each_shelf(threads);
}

/* In a process of its own: asks when `go` ends, and keeps the object until `stay` does. */
static _Noreturn void ask_alone(int go, int stay, int made)
{
	ISimpleStream *p;
	char octet;

	os_alloc_fail(0, false);
	if (read(go, &octet, 1) || FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED)) || FAILED(place_make(CLSCTX_LOCAL_SERVER, &p)))
		_exit(1);
	if (write(made, "", 1) != 1 || read(stay, &octet, 1))
		_exit(2);
	ISimpleStream_Release(p);
	CoUninitialize();
	_exit(0);
}

static void processes(const struct shelf *s)
{
	int go[2], stay[2], made[2], status;
	pid_t child[ASKING];
	char octet;

	shelf_write(s, "place.class", HEAD "Address=unix:%1$s/place.sock\n" PROGRAM "serve unix:%1$s/place.sock");
	assert_false(pipe(go) || pipe(stay) || pipe(made));
	for (int i = 0; i < ASKING; i++) {
		child[i] = fork();
		if (child[i])
			continue;
		close(go[1]);
		close(stay[1]);
		ask_alone(go[0], stay[0], made[1]);
	}
	close(made[1]);
	close(go[1]);
	for (int i = 0; i < ASKING; i++)
		assert_int_equal(read(made[0], &octet, 1), 1);
	assert_int_equal(starts(s), 1);
	close(stay[1]);
	for (int i = 0; i < ASKING; i++) {
		assert_int_equal(waitpid(child[i], &status, 0), child[i]);
		assert_int_equal(status, 0);
	}
	close(go[0]);
	close(stay[0]);
	close(made[0]);
	server_ended(s);
}

TEST(processes_that_ask_at_once_get_one_program)
{
	struct shelf s;
	int life;

	server_shelf(&s, &life);
	processes(&s);
	close(life);
	shelf_close(&s);
}

/* ---- while it ends ---- */

enum { ROUNDS = 40 };

/* Each has an object for a moment only: again and again it was the last one. */
static void ask_often(void *arg)
{
	ISimpleStream *p;

	house_enter(COINIT_MULTITHREADED);
	for (int i = ROUNDS; i; i--) {
		assert_int_equal(place_make(CLSCTX_LOCAL_SERVER, &p), S_OK);
		os_add32(arg, place_process(p) != getpid());
		ISimpleStream_Release(p);
	}
	house_leave();
}

static void comings_and_goings(const struct shelf *s)
{
	struct harness_thread t[3];
	os_u32 had = { 0 };

	shelf_write(s, "place.class", HEAD "Address=unix:%1$s/place.sock\n" PROGRAM "serve unix:%1$s/place.sock");
	for (size_t i = 0; i < ARRAY_COUNT(t); i++)
		harness_start(&t[i], ask_often, &had);
	for (size_t i = 0; i < ARRAY_COUNT(t); i++)
		harness_join(&t[i]);
	assert_int_equal(os_load32(&had), ARRAY_COUNT(t) * ROUNDS);
	assert_true(starts(s) >= 1);
}

TEST(who_comes_while_a_program_ends_gets_the_next_one)
{
	if (!swept()) /* it allocates what the tests above do */
		each_shelf(comings_and_goings);
}

/* ---- what goes wrong ---- */

/* The answer, and one line with this in it; %s is the shelf. NULL: nothing is told. */
static void expect(const struct shelf *s, HRESULT hr, const char *text)
{
	char wanted[1024] = "", words[600];
	ISimpleStream *p;

	if (text) {
		#pragma GCC diagnostic push
		#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(wanted, sizeof wanted, text, s->path);
		#pragma GCC diagnostic pop
	}
	told_begin();
	HRESULT got = place_make(CLSCTX_LOCAL_SERVER, &p);
	const char *told = told_end();
	if (got != hr || strcmp(told, wanted))
		print_error("0x%08x, told: %s, wanted: %s\n", (unsigned)got, told, wanted);
	assert_int_equal(got, hr);
	assert_string_equal(told, wanted);
	assert_null(p);
	AcomErrorMessage(hr, words, sizeof words);
	if (*told)
		assert_int_equal(strlen(words) + strlen("acom: \n"), strlen(told));
	if (*told)
		assert_memory_equal(words, told + strlen("acom: "), strlen(words));
}

#define LINE3 "acom: class file %1$s/place.class:3: %1$s/"

static void failures(const struct shelf *s)
{
	static const struct { const char *text; HRESULT hr; const char *told; } table[] = {
		{ PROGRAM "3", CO_E_SERVER_EXEC_FAILURE,
		  LINE3 "placeserver: has ended with status 3, and has not served at unix:%1$s/place.sock\n" },
		{ PROGRAM "kill", CO_E_SERVER_EXEC_FAILURE,
		  LINE3 "placeserver: was killed by signal 9, and has not served at unix:%1$s/place.sock\n" },
		{ "LocalServer=%s/place.class", CO_E_SERVER_EXEC_FAILURE, LINE3 "place.class: not started: Permission denied\n" },
		{ "LocalServer=%s/nonsense", CO_E_SERVER_EXEC_FAILURE, LINE3 "nonsense: not started: Exec format error\n" },
		{ "LocalServer=%s/none -x", CO_E_APPNOTFOUND, LINE3 "none: No such file or directory\n" },
		{ "LocalServer=%s/open/x", E_ACCESSDENIED,
		  LINE3 "open/x: not started: its directory can be written by everybody: %1$s/open\n" },
		{ "LocalServer=%s/shared", E_ACCESSDENIED, LINE3 "shared: not started: it can be written by its group\n" },
		{ "LocalServer=%s/closed", E_ACCESSDENIED, LINE3 "closed: not started: it is a directory, not a file\n" },
		{ "LocalServer=placeserver", REGDB_E_INVALIDVALUE,
		  "acom: class file %s/place.class:3: \"placeserver\" is no absolute path\n" },
		{ "LocalServer=\"/x y", REGDB_E_INVALIDVALUE,
		  "acom: class file %s/place.class:3: a quotation mark that does not stand around a whole word: \"/x y\n" },
		{ "LocalServer=\"/x\"y", REGDB_E_INVALIDVALUE,
		  "acom: class file %s/place.class:3: a quotation mark that does not stand around a whole word: \"/x\"y\n" },
	};

	shelf_write(s, "nonsense", "\x7f\x45nonsense");
	shelf_write(s, "shared", "");
	assert_false(chmod(shelf_path(s, "nonsense"), 0755) || chmod(shelf_path(s, "shared"), 0770) ||
	             mkdir(shelf_path(s, "closed"), 0755) || mkdir(shelf_path(s, "open"), 0755) || chmod(shelf_path(s, "open"), 0777));
	shelf_write(s, "open/x", "");
	for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
		char text[1024];

		snprintf(text, sizeof text, HEAD "Address=unix:%%1$s/place.sock\n%s\n", table[i].text);
		shelf_write(s, "place.class", text);
		expect(s, table[i].hr, table[i].told);
		server_ended(s);
	}
	assert_int_equal(starts(s), 2);
}

TEST(a_program_that_does_not_come_up_is_told)
{
	each_shelf(failures);
}

static void addresses(const struct shelf *s)
{
	static const struct { const char *text; HRESULT hr; const char *told; } table[] = {
		{ "Address=unix:%s/none", RPC_S_SERVER_UNAVAILABLE, NULL },
		{ "Address=nonsense", REGDB_E_INVALIDVALUE,
		  "acom: class file %s/place.class:2: nonsense: it begins neither with unix: nor with tcp: or tls:\n" },
		{ "Address=tcp:127.0.0.1:0", REGDB_E_INVALIDVALUE,
		  "acom: class file %s/place.class:2: tcp:127.0.0.1:0: port 0 is none that somebody could listen at\n" },
		{ "Address=tcp:1.2.3.4:5", E_ACCESSDENIED, NULL }, /* which means TLS, and nobody has said by which certificate */
		{ "Address=tls:shop.test:5", E_ACCESSDENIED, NULL },
		{ PROGRAM "x\nAddress=tls:shop.test:5", REGDB_E_INVALIDVALUE,
		  "acom: class file %s/place.class:3: tls:shop.test:5: its host is neither localhost nor a number: shop.test\n" },
		{ PROGRAM "x\nAddress=unix:%1$s/open/x", E_ACCESSDENIED,
		  "acom: class file %1$s/place.class:3: %1$s/placeserver: not started: unix:%1$s/open/x: "
		  "its directory can be written by everybody: %1$s/open\n" },
		{ PROGRAM "x", REGDB_E_INVALIDVALUE, "acom: class file %s/place.class:2: unix:5b1f0ab0-7d0e-4c55-9f6e-2a6d6d3a0001: "
		  "a name alone stands in $XDG_RUNTIME_DIR/acom, and XDG_RUNTIME_DIR is not set\n" },
	};

	unsetenv("XDG_RUNTIME_DIR");
	assert_false(mkdir(shelf_path(s, "open"), 0755) || chmod(shelf_path(s, "open"), 0777));
	for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
		char text[1024];

		snprintf(text, sizeof text, HEAD "%s\n", table[i].text);
		shelf_write(s, "place.class", text);
		expect(s, table[i].hr, table[i].told);
	}
	assert_int_equal(starts(s), 0);
}

TEST(an_address_that_is_none_is_told)
{
	each_shelf(addresses);
}

/* It has come up, so that what was in vain before is not why. */
static void another(const struct shelf *s)
{
	ISimpleStream *p;
	char words[600];

	shelf_write(s, "place.class", HEAD "Address=unix:%1$s/place.sock\n" PROGRAM "serve unix:%1$s/place.sock");
	shelf_write(s, "other.class", "CLSID={5b1f0ab0-7d0e-4c55-9f6e-2a6d6d3a0099}\nAddress=unix:%1$s/place.sock\n" PROGRAM
	            "serve unix:%1$s/place.sock");
	assert_int_equal(CoCreateInstance(&CLSID_Other, NULL, CLSCTX_LOCAL_SERVER, &IID_ISimpleStream, (void **)&p),
	                 REGDB_E_CLASSNOTREG);
	AcomErrorMessage(REGDB_E_CLASSNOTREG, words, sizeof words);
	assert_non_null(strstr(words, "/place.sock: the server has not registered class {5B1F0AB0-7D0E-4C55-9F6E-2A6D6D3A0099}"));
	assert_int_equal(place_make(CLSCTX_LOCAL_SERVER, &p), S_OK); /* else it would not end */
	ISimpleStream_Release(p);
	server_ended(s);
	assert_int_equal(starts(s), 1);
}

TEST(a_program_that_has_not_the_class_is_told)
{
	each_shelf(another);
}

/* It is said what the program came to, or why nobody can be reached behind that; but something is. */
static void in_vain(const struct shelf *s)
{
	ISimpleStream *p;
	char words[600];

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CONNECT_TIME, 1), S_OK);
	shelf_write(s, "place.class", HEAD "Address=unix:%1$s/place.sock\n" PROGRAM "0");
	HRESULT hr = place_make(CLSCTX_LOCAL_SERVER, &p);
	assert_true(FAILED(hr));
	AcomErrorMessage(hr, words, sizeof words);
	assert_non_null(strstr(words, "/place.sock"));
	server_ended(s);
}

TEST(a_program_that_ends_without_fault_until_there_is_no_time_left_is_told)
{
	each_shelf(in_vain);
}

/* ---- the rest ---- */

static void contexts(const struct shelf *s)
{
	IUnknown *p, *outer = NULL;
	MULTI_QI results[] = { { &IID_ISimpleStream, NULL, 0 }, { &IID_IStream, NULL, 0 }, { &IID_IUnknown, NULL, 0 } };
	IClassFactory *factory;
	void *q;

	shelf_write(s, "place.class", HEAD "Address=unix:%1$s/place.sock\n" PROGRAM "serve unix:%1$s/place.sock");
	assert_int_equal(CoCreateInstance(&CLSID_Place, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, &q), REGDB_E_CLASSNOTREG);
	assert_int_equal(CoCreateInstance(&CLSID_Place, NULL, CLSCTX_LOCAL_SERVER, &IID_IUnknown, (void **)&p), S_OK);
	outer = p;
	assert_int_equal(CoCreateInstance(&CLSID_Place, outer, CLSCTX_LOCAL_SERVER, &IID_IUnknown, &q), CLASS_E_NOAGGREGATION);
	assert_int_equal(CoCreateInstanceEx(&CLSID_Place, NULL, CLSCTX_ALL, NULL, 3, results), CO_S_NOTALLINTERFACES);
	assert_int_equal(results[0].hr, S_OK);
	assert_int_equal(results[1].hr, E_NOINTERFACE);
	IUnknown_Release(results[0].pItf);
	IUnknown_Release(results[2].pItf);
	assert_int_equal(CoGetClassObject(&CLSID_Place, CLSCTX_LOCAL_SERVER, NULL, &IID_IClassFactory, (void **)&factory), S_OK);
	assert_int_equal(IClassFactory_CreateInstance(factory, NULL, &IID_ISimpleStream, &q), S_OK);
	assert_int_not_equal(place_process(q), getpid());
	IUnknown_Release((IUnknown *)q);
	IClassFactory_Release(factory);
	IUnknown_Release(p);
	server_ended(s);
	assert_int_equal(starts(s), 1);
}

TEST(every_function_of_activation_reaches_the_server)
{
	each_shelf(contexts);
}
