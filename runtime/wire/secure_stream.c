/* secure_stream.c - a stream's octets by TLS: neither end waits in here, whichever of both it is that has to say something. */
#include <errno.h>
#include <stdio.h>

#include "wire/secure.h"
#include "wire/transport.h"

enum { RECORD = 16 << 10 /* what one record carries */, DRAINS = 2, READS_MOST = 64, TOLD_MOST = 16, TOLD_SECONDS = 60 };

/* Of a stream. One thread may read while another one writes. */
struct secure {
	os_mutex lock;           /* guards the rest but for `met`; connections' locks come before it */
	const struct secure_library *library;
	struct secure_session *session;
	int fd;
	bool serves;
	bool shaken;             /* each end knows who the other one is */
	bool met;                /* and so does this process: the reader's */
	bool listens;            /* who writes waits for what the other end says, not for room */
	unsigned reads;          /* below, for one of the stream; those that are one too many find nothing */
	HRESULT broken;
	char why[WHY_MOST];
};

/* ---- octets below ---- */

/* Whoever sends what is no octets of the stream's, and does not stop, would keep the reader. What both ends are known by has an
 * end. */
static ptrdiff_t below_read(void *arg, void *buffer, size_t size)
{
	struct secure *x = arg;
	int fds[OS_FDS_MOST];
	unsigned count;

	if (x->shaken && x->reads++ >= READS_MOST)
		return -EAGAIN;
	return os_socket_read(x->fd, buffer, size, fds, &count);
}

static ptrdiff_t below_write(void *arg, const void *octets, size_t size)
{
	const struct secure *x = arg;

	return os_socket_write(x->fd, &(struct os_part){ octets, size }, 1, NULL, 0);
}

/* Read and thrown away: a socket that is closed over octets takes back what was said last. Not all at once: who does not stop
 * would keep the reader, and whoever waits for the lock. > 0: there may be more. */
static ptrdiff_t drain(struct secure *x)
{
	uint8_t octets[RECORD];
	ptrdiff_t n = 1;

	for (int i = 0; i < DRAINS && n > 0; i++)
		n = below_read(x, octets, sizeof octets);
	return n;
}

/* ---- the beginning and the end ---- */

/* A server is who its address says, or who has this subject. 127.0.0.1 may be called localhost. */
static void expect(const struct address *at, struct secure_expected *e)
{
	*e = (struct secure_expected){ .subject = *at->subject ? at->subject : NULL };
	if (*at->name) {
		e->name = at->name;
		return;
	}
	e->ip = at->at.ip;
	e->ip_size = at->at.family == OS_IPV4 ? 4 : 16;
	e->name = address_is_loopback(&at->at) ? "localhost" : NULL;
}

HRESULT secure_open(struct stream *s, const struct address *at, char *why)
{
	struct secure *x = os_zalloc(sizeof *x);
	struct secure_below below = { below_read, below_write, x };
	struct secure_expected e;

	if (!x)
		return why_not(why, E_OUTOFMEMORY, "%s", error_text(E_OUTOFMEMORY));
	x->fd = s->fd;
	x->serves = !at;
	if (at)
		expect(at, &e);
	x->library = secure_session_open(x->serves, at ? &e : NULL, &below, &x->session);
	if (!x->session) {
		os_free(x);
		return why_not(why, E_OUTOFMEMORY, "there is no TLS any more, or no memory for it");
	}
	os_mutex_init(&x->lock);
	s->secure = x;
	return S_OK;
}

void secure_part(struct secure *x)
{
	os_mutex_lock(&x->lock);
	x->fd = -1;
	os_mutex_unlock(&x->lock);
}

void secure_close(struct secure *x)
{
	x->library->close(x->session);
	os_mutex_fini(&x->lock);
	os_free(x);
}

void secure_end(struct secure *x)
{
	os_mutex_lock(&x->lock);
	if (x->shaken && SUCCEEDED(x->broken))
		x->library->end(x->session);
	os_mutex_unlock(&x->lock);
}

/* ---- what is said to people ---- */

/* Whoever gets at the port can fail: so many lines a minute, and no more. */
static bool may_tell(bool *last)
{
	static os_mutex lock;
	static uint64_t since;
	static unsigned told;

	os_mutex_lock(&lock);
	if (!told || os_now() - since >= TOLD_SECONDS * NS_PER_S) {
		since = os_now();
		told = 0;
	}
	bool may = told < TOLD_MOST;
	told += may;
	*last = told == TOLD_MOST;
	os_mutex_unlock(&lock);
	return may;
}

static void tell(const struct stream *s, HRESULT hr, const char *why)
{
	char host[OS_IP_MOST];
	bool last;

	if (!may_tell(&last))
		return;
	os_ip_text(&s->who.at, host);
	trace_write("TLS: %s: %s (%s)%s", host, why, error_name(hr),
	            last ? "; more of these are not told for a minute" : "");
}

void secure_why(const struct stream *s, char *why)
{
	struct secure *x = s->secure;

	if (!x)
		return;
	os_mutex_lock(&x->lock);
	if (*x->why)
		snprintf(why, WHY_MOST, "%s", x->why);
	os_mutex_unlock(&x->lock);
}

/* ---- steps ---- */

/* Locked: the first reason remains. */
static HRESULT fail(const struct stream *s, const struct secure_fault *f)
{
	struct secure *x = s->secure;

	if (SUCCEEDED(x->broken)) {
		x->broken = f->hr;
		snprintf(x->why, sizeof x->why, "%s", f->why);
		drain(x);
		if (x->serves)
			tell(s, f->hr, f->why);
	}
	return FAIL(x->broken);
}

/* Locked. */
static HRESULT step(const struct stream *s, enum secure_step came, const struct secure_fault *f)
{
	switch (came) {
	case SECURE_DONE:
		return S_OK;
	case SECURE_FAILED:
		return fail(s, f);
	case SECURE_ENDED:
		return FAIL(RPC_E_DISCONNECTED);
	default:
		return S_FALSE;
	}
}

/* Locked. */
static HRESULT shake(const struct stream *s, bool *blocked)
{
	struct secure *x = s->secure;
	struct secure_fault f = { .hr = E_FAIL };
	enum secure_step came = x->shaken ? SECURE_DONE : x->library->shake(x->session, &f);

	x->shaken = came == SECURE_DONE;
	*blocked = came == SECURE_AWAITS_ROOM;
	if (came == SECURE_ENDED)
		snprintf(x->why, sizeof x->why, "it has ended the connection before it said who it is");
	return step(s, came, &f);
}

/* The reader, not locked: the application may be asked. */
static void meet(struct stream *s)
{
	struct secure *x = s->secure;

	x->met = true;
	s->who.subject = x->library->subject(x->session);
	s->who.refused = x->serves && FAILED(access_check(&s->who, NULL));
	if (!s->who.refused)
		return;
	char why[WHY_MOST];
	snprintf(why, sizeof why, "%.150s is not let in", s->who.subject);
	tell(s, E_ACCESSDENIED, why);
}

/* Locked: as much as there is, so that nothing is left in the session that the socket would not tell of. */
static HRESULT take(const struct stream *s, uint8_t *buffer, size_t size, struct arrival *a)
{
	struct secure *x = s->secure;
	struct secure_fault f = { .hr = E_FAIL };
	enum secure_step came = SECURE_DONE;
	size_t n;

	while (came == SECURE_DONE && (!a->size || a->size + RECORD <= size)) {
		n = 0;
		came = x->library->read(x->session, buffer + a->size, size - a->size, &n, &f);
		a->size += n;
	}
	bool cut = came == SECURE_AWAITS_OCTETS && x->reads > READS_MOST;
	a->blocked = came == SECURE_AWAITS_ROOM;
	a->more = cut || (came != SECURE_AWAITS_OCTETS && !a->blocked);
	return a->size || cut ? S_OK : step(s, came, &f);
}

/* Locked: what comes behind what broke it. */
static HRESULT read_past(struct secure *x, struct arrival *a)
{
	ptrdiff_t n = drain(x);

	a->more = n > 0;
	return n > 0 ? S_OK : n == -EAGAIN ? S_FALSE : FAIL(RPC_E_DISCONNECTED);
}

HRESULT secure_read(struct stream *s, void *buffer, size_t size, struct arrival *a)
{
	struct secure *x = s->secure;
	HRESULT hr = S_OK;

	os_mutex_lock(&x->lock);
	x->reads = 0;
	bool broken = FAILED(x->broken);
	if (broken)
		hr = read_past(x, a);
	else if (!x->met)
		hr = shake(s, &a->blocked);
	os_mutex_unlock(&x->lock);
	if (broken)
		return hr;
	if (hr == S_OK && !x->met)
		meet(s);
	if (hr == S_OK) {
		os_mutex_lock(&x->lock);
		hr = take(s, buffer, size, a);
		os_mutex_unlock(&x->lock);
	}
	a->more = FAILED(hr) ? hr != RPC_E_DISCONNECTED : a->more;
	return hr;
}

/* One record's worth. */
static size_t gather(const struct os_part *parts, unsigned count, uint8_t octets[RECORD])
{
	size_t size = 0;

	for (unsigned i = 0; i < count && size < RECORD; i++) {
		size_t part = parts[i].size < RECORD - size ? parts[i].size : RECORD - size;

		memcpy(octets + size, parts[i].at, part);
		size += part;
	}
	return size;
}

HRESULT secure_write(const struct stream *s, const struct os_part *parts, unsigned count, size_t *done)
{
	struct secure *x = s->secure;
	struct secure_fault f = { .hr = E_FAIL };
	uint8_t octets[RECORD];
	bool blocked = true;

	os_mutex_lock(&x->lock);
	HRESULT hr = FAILED(x->broken) ? FAIL(x->broken) : shake(s, &blocked);
	x->listens = hr == S_FALSE && !blocked;
	if (hr == S_OK)
		hr = step(s, x->library->write(x->session, octets, gather(parts, count, octets), done, &f), &f);
	os_mutex_unlock(&x->lock);
	return hr;
}

bool secure_listens(struct secure *x)
{
	os_mutex_lock(&x->lock);
	bool listens = x->listens;
	os_mutex_unlock(&x->lock);
	return listens;
}
