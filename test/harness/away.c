/* away.c - processes of one test: a server that does what it is told over a socket, and clients. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "certificates.h"
#include "command.h"
#include "fault.h"
#include "away.h"
#include "run.h"
#include "wire/wire.h"

/* What the server is told: a function to run, NULL to end. It answers with an HRESULT each time, and when it listens. */
struct order {
	HRESULT (*fn)(void *arg);
	void *arg;
};

void *away_memory(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	assert_true(memory != MAP_FAILED);
	return memory;
}

void away_forget(void *memory, size_t size)
{
	assert_int_equal(munmap(memory, size), 0);
}

/* ---- a process of the test's ---- */

/* Each process has a file of its own. */
static void capture_begin(const char *role)
{
	const char *directory = getenv("ACOM_TEST_CAPTURES");
	char path[256];

	if (!directory)
		return;
	snprintf(path, sizeof path, "%s/%d-%s.pcap", directory, (int)getpid(), role);
	setenv("ACOM_PCAP", path, 1);
	pcap_restart();
}

static void capture_end(void)
{
	if (!getenv("ACOM_TEST_CAPTURES"))
		return;
	unsetenv("ACOM_PCAP");
	pcap_restart();
}

/* It ends with the test; it meets no failed allocations, and counts what it takes from here on. */
static int process_fork(void)
{
	int process = fork();

	assert_true(process >= 0);
	if (process)
		return process;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	os_alloc_fail(0, false);
	fault_on(false);
	unsetenv("ACOM_PCAP"); /* the test's own file */
	pcap_restart();
	return 0;
}

static _Noreturn void process_end(void)
{
	capture_end();
	exit(leaks_found() ? CHILD_LEAKED : CHILD_OK);
}

static void process_join(int process, const char *what)
{
	int status;

	assert_int_equal(waitpid(process, &status, 0), process);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != CHILD_OK)
		fail_msg("%s ended with status %d, signal %d", what, WIFEXITED(status) ? WEXITSTATUS(status) : -1,
		         WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

static void process_kill(int process)
{
	int status;

	assert_int_equal(kill(process, SIGKILL), 0);
	assert_int_equal(waitpid(process, &status, 0), process);
	assert_true(WIFSIGNALED(status)); /* it has not ended by itself before */
}

/* ---- certificates, the same for all ---- */

static struct {
	char directory[DIRECTORY_MOST];
	unsigned uses;
} certified;

static void certified_begin(const struct away *r)
{
	if (r->transport != AWAY_TLS || certified.uses++)
		return;
	directory_new(certified.directory, sizeof certified.directory, "certificates");
	certificates_make(certified.directory, (const char *const[]){ "10.77.0.2", "fd77::2", NULL });
}

static void certified_end(const struct away *r)
{
	if (r->transport != AWAY_TLS || --certified.uses)
		return;
	scratch_clear(certified.directory);
	assert_int_equal(rmdir(certified.directory), 0);
}

const char *away_certificates(void)
{
	return certified.directory;
}

static void certified_as(const struct away *r, const char *name)
{
	if (r->transport == AWAY_TLS)
		certificates_use(certified.directory, name);
}

/* ---- the server's process ---- */

static const struct away *served; /* by this process */

static void server_tell(int control, HRESULT hr)
{
	assert_int_equal(write(control, &hr, sizeof hr), sizeof hr);
}

/* Where it listens now. */
static void server_tell_address(int control)
{
	OLECHAR text[AWAY_ADDRESS] = { 0 };
	LPOLESTR address;

	assert_int_equal(AcomListeningAt(0, &address), S_OK);
	for (size_t i = 0; i < AWAY_ADDRESS - 1 && address[i]; i++)
		text[i] = address[i];
	CoTaskMemFree(address);
	assert_int_equal(write(control, text, sizeof text), sizeof text);
}

static void server_main(struct away *r, int control)
{
	struct order order;

	certified_as(r, "server");
	HRESULT hr = r->open(r->arg, r->address);

	server_tell(control, hr);
	if (SUCCEEDED(hr))
		server_tell_address(control);
	while (read(control, &order, sizeof order) == sizeof order && order.fn)
		server_tell(control, order.fn(order.arg));
	if (SUCCEEDED(hr))
		r->close(r->arg);
}

/* ---- the test's side of it ---- */

void away_at(struct away *r, const char *address)
{
	size_t size = strlen(address) + 1;

	assert_in_range(size, 1, AWAY_ADDRESS);
	for (size_t i = 0; i < size; i++)
		r->address[i] = (OLECHAR)(unsigned char)address[i];
}

void away_port(const struct away *r, char port[8])
{
	const OLECHAR *last = r->address;
	size_t n = 0;

	for (const OLECHAR *c = last; *c; c++)
		last = *c == ':' ? c : last;
	while (*last && n < 7)
		port[n++] = (char)*last++;
	port[n] = 0;
}

static void choose_address(struct away *r)
{
	char text[AWAY_ADDRESS] = "";

	directory_new(r->directory, sizeof r->directory, "away");
	if (r->transport == AWAY_UNIX)
		snprintf(text, sizeof text, "unix:%s/server", r->directory);
	else
		snprintf(text, sizeof text, "%s:127.0.0.1:0", r->transport == AWAY_TLS ? "tls" : "tcp");
	away_at(r, text);
}

static HRESULT server_answer(struct away *r)
{
	HRESULT hr;

	if (read(r->control, &hr, sizeof hr) != sizeof hr) {
		process_join(r->process, "the server");
		fail_msg("the server has ended");
	}
	return hr;
}

void away_open(struct away *r, enum away_transport transport, HRESULT (*open)(void *arg, LPCOLESTR address),
               void (*close_it)(void *arg), void *arg)
{
	int pair[2];

	*r = (struct away){ .transport = transport, .open = open, .close = close_it, .arg = arg };
	choose_address(r);
	certified_begin(r);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	int process = process_fork();
	if (!process) {
		close(pair[0]);
		served = r;
		leaks_remember();
		capture_begin("server");
		server_main(r, pair[1]);
		process_end();
	}
	close(pair[1]);
	r->process = process;
	r->control = pair[0];
	certified_as(r, "alice");
	capture_begin("client");
	assert_int_equal(server_answer(r), S_OK);
	assert_int_equal(read(r->control, r->address, sizeof r->address), sizeof r->address);
}

void away_address(const struct away *r, char text[AWAY_ADDRESS])
{
	for (unsigned i = 0; i < AWAY_ADDRESS; i++)
		text[i] = (char)r->address[i];
}

bool away_is_here(const struct away *r)
{
	return r == served;
}

static void server_order(struct away *r, HRESULT (*fn)(void *arg), void *arg)
{
	struct order order = { fn, arg };

	assert_int_equal(send(r->control, &order, sizeof order, MSG_NOSIGNAL), sizeof order);
}

HRESULT away_run(struct away *r, HRESULT (*fn)(void *arg), void *arg)
{
	server_order(r, fn, arg);
	return server_answer(r);
}

void away_close(struct away *r)
{
	if (r->process) {
		server_order(r, NULL, NULL);
		process_join(r->process, "the server");
	}
	close(r->control);
	capture_end();
	certified_end(r);
	scratch_clear(r->directory);
	assert_int_equal(rmdir(r->directory), 0);
}

void away_kill(struct away *r)
{
	process_kill(r->process);
	r->process = 0;
}

/* Until the kernel says that it is so. */
static void process_turn(int process, int signal, int wanted)
{
	int status;

	assert_int_equal(kill(process, signal), 0);
	assert_int_equal(waitpid(process, &status, wanted), process);
	assert_true(wanted == WUNTRACED ? WIFSTOPPED(status) : WIFCONTINUED(status));
}

void away_stop(struct away *r)
{
	process_turn(r->process, SIGSTOP, WUNTRACED);
}

void away_go_on(struct away *r)
{
	process_turn(r->process, SIGCONT, WCONTINUED);
}

HRESULT away_create(struct away *r, REFCLSID clsid, REFIID iid, void **ppv)
{
	COSERVERINFO server = { .pwszName = r->address };
	MULTI_QI result = { .pIID = iid };
	HRESULT hr = CoCreateInstanceEx(clsid, NULL, CLSCTX_LOCAL_SERVER, &server, 1, &result);

	*ppv = result.pItf;
	return hr;
}

/* ---- clients ---- */

void away_client_start(struct away_client *c, void (*fn)(void *arg), void *arg)
{
	c->process = process_fork();
	if (c->process)
		return;
	leaks_remember();
	capture_begin("client");
	fn(arg);
	process_end();
}

void away_client_join(struct away_client *c)
{
	process_join(c->process, "a client");
}

void away_client_kill(struct away_client *c)
{
	process_kill(c->process);
}
