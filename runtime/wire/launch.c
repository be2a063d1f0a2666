/* launch.c - servers that class files describe: reached at their address, and started if nobody listens there.
 *
 * Whoever starts one makes its listener himself: of several only one can (local.c locks the directory; of a port the kernel sees to
 * it), the others find that somebody listens and connect to what he has made. The program takes it over as with socket activation;
 * until it accepts they wait. If it ends before that the kernel ends their connections, as nobody has the listener then. */
#include <stdio.h>

#include "wire/transport.h"

enum { SHOWN = 150, STARTS_MOST = 8, AGAIN_NS = 100000000 };

static const char *program_end(const struct class_place *p)
{
	size_t length = strlen(p->program);

	return length > SHOWN ? p->program + length - SHOWN : p->program;
}

/* ---- starting ---- */

static HRESULT launch_tell_start(const struct class_place *p, HRESULT hr, const char *why)
{
	return errorinfo_tell(hr, "class file %s:%u: %s: not started: %s", p->file, p->program_line, program_end(p), why);
}

/* What is wrong is wrong with the address, or where that leads to. */
static HRESULT launch_tell_address(const struct class_place *p, HRESULT hr, const char *why)
{
	return errorinfo_tell(hr, "class file %s:%u: %s: not started: %s: %s", p->file, p->address_line, program_end(p), p->address,
	                      why);
}

/* S_FALSE: somebody listens there meanwhile. What fails is told. */
static HRESULT launch_start(const struct class_place *p, const struct address *at, struct os_process *started)
{
	struct listener l = { .at = *at };
	char why[WHY_MOST] = "";
	HRESULT hr = at->transport->listen(&l, why);

	if (hr == RPC_S_DUPLICATE_ENDPOINT)
		return S_FALSE;
	if (FAILED(hr))
		return launch_tell_address(p, hr, why);
	int error = os_process_start(p->program, p->words, l.fd, started);
	if (error) {
		transport_unlisten(&l);
		return launch_tell_start(p, why_error(why, CO_E_SERVER_EXEC_FAILURE, error), why);
	}
	os_close(l.fd);
	return S_OK;
}

/* Why it does not answer. S_FALSE: it has served others meanwhile, had nothing left to do, and ended: as far as one can see. */
static HRESULT launch_tell_end(const struct class_place *p, enum os_process_end end, int value, bool last)
{
	char what[2 * WHY_MOST];

	if (end == OS_PROCESS_EXITED && !value && !last)
		return S_FALSE;
	if (end == OS_PROCESS_NOT_STARTED)
		return launch_tell_start(p, FAIL(CO_E_SERVER_EXEC_FAILURE), os_error_text(value));
	if (end == OS_PROCESS_EXITED)
		snprintf(what, sizeof what, "has ended with status %d, and has not served at %s", value, p->address);
	else if (end == OS_PROCESS_KILLED)
		snprintf(what, sizeof what, "was killed by signal %d, and has not served at %s", value, p->address);
	else
		snprintf(what, sizeof what, "was started, but has not served at %s within %u ms (ACOM_LIMIT_CONNECT_TIME)", p->address,
		         limit_of(ACOM_LIMIT_CONNECT_TIME));
	return errorinfo_tell(FAIL(CO_E_SERVER_EXEC_FAILURE), "class file %s:%u: %s: %s", p->file, p->program_line, program_end(p),
	                      what);
}

/* ---- reaching ---- */

static HRESULT link_serves(struct link *l)
{
	struct pdu_syntax activator = { .uuid = IID_ISystemActivator };
	uint16_t context;

	return link_agree(l, &activator, 0, NULL, &context);
}

static HRESULT link_reach(const struct address *at, struct link **l, char *why)
{
	HRESULT hr = link_dial(at, 0, l, why);

	if (FAILED(hr))
		return hr;
	hr = link_serves(*l);
	if (FAILED(hr)) {
		link_unref(*l);
		*l = NULL;
		*why = 0; /* that of an earlier try, if there is one */
	}
	return hr;
}

/* The server is not there, or not any more. */
static bool is_gone(HRESULT hr)
{
	return hr == RPC_S_SERVER_UNAVAILABLE || hr == RPC_E_DISCONNECTED || hr == RPC_E_SERVER_DIED || hr == RPC_E_SERVER_DIED_DNE;
}

/* A connection may break though the program runs: then another one may not. The program is on its own then, whatever has come
 * of it. */
static HRESULT launch_await(const struct class_place *p, const struct address *at, struct os_process *started, struct link **l,
			    bool last, char *why)
{
	uint64_t deadline = connect_deadline();
	HRESULT hr = link_reach(at, l, why);
	enum os_process_end end = OS_PROCESS_RUNS;
	int value = 0;

	while (FAILED(hr) && is_gone(hr) && end == OS_PROCESS_RUNS && os_now() < deadline) {
		end = os_process_ended(started, os_now() + AGAIN_NS, &value);
		if (end == OS_PROCESS_RUNS)
			hr = link_reach(at, l, why);
	}
	if (FAILED(hr) && is_gone(hr)) {
		hr = launch_tell_end(p, end, value, last);
		*why = 0;
	}
	os_process_leave(started);
	return hr;
}

HRESULT launch_address(const struct class_place *p, struct address *at, char *why)
{
	HRESULT hr = (p->program_line ? address_parse : address_parse_called)(p->address, at, why); /* nobody listens at a name */

	if (SUCCEEDED(hr) && at->at.family != OS_UNIX && !at->at.port)
		hr = why_not(why, RPC_S_INVALID_STRING_BINDING, "port 0 is none that somebody could listen at");
	if (SUCCEEDED(hr))
		return S_OK;
	hr = errorinfo_tell(FAIL(REGDB_E_INVALIDVALUE), "class file %s:%u: %s: %s", p->file, p->address_line, p->address, why);
	*why = 0;
	return hr;
}

/* Starts it, if it is not there: S_FALSE: somebody else has, or it has ended again. */
static HRESULT launch(const struct class_place *p, const struct address *at, bool last, struct link **l, char *why)
{
	struct os_process started;
	HRESULT hr = launch_start(p, at, &started);

	if (FAILED(hr)) {
		*why = 0;
		return hr;
	}
	return hr == S_OK ? launch_await(p, at, &started, l, last, why) : hr;
}

/* What others have started may end before it serves this one: then it is his turn. If there is no time left for that it is told
 * why nobody can be reached now. */
HRESULT launch_reach(const struct class_place *p, const struct address *at, struct link **l, char *why)
{
	uint64_t deadline = connect_deadline();
	HRESULT made = S_FALSE;

	*l = NULL;
	for (unsigned i = 1; made == S_FALSE; i++) {
		HRESULT hr = link_reach(at, l, why);
		if (SUCCEEDED(hr) || !is_gone(hr) || !p->program_line)
			return hr;
		if (i > 1 && os_now() >= deadline)
			return *why ? hr : why_not(why, hr, "it hangs up");
		made = launch(p, at, i >= STARTS_MOST, l, why);
	}
	return made;
}
