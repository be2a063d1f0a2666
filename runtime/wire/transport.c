/* transport.c - streams between processes, over any transport of the table: listening, accepting, connecting, octets. */
#include <errno.h>
#include <string.h>

#include "wire/transport.h"

HRESULT why_error(char *why, HRESULT hr, int error)
{
	return why_not(why, error_from_system(error, hr), "%s", os_error_text(error));
}

/* ---- who may ---- */

bool peer_is_us_or_root(const struct peer *who)
{
	return !who->id.user || who->id.user == os_user();
}

static HRESULT peer_look(int fd, const struct transport *t, const struct peer_rule *rule, struct peer *who, char *why)
{
	int error;

	memset(who, 0, sizeof *who);
	if (!t->names_peers)
		return S_OK;
	error = os_socket_peer(fd, &who->id);
	if (error)
		return why_error(why, E_ACCESSDENIED, error);
	who->known = true;
	if (rule->allows ? rule->allows(rule->arg, who) : peer_is_us_or_root(who))
		return S_OK;
	return why_not(why, E_ACCESSDENIED, "the other end is user %u (process %u), who is not allowed", who->id.user,
		       who->id.process);
}

/* Who is called back is told of it, whatever has become of the descriptor. */
static HRESULT here_look(struct stream *s, char *why)
{
	int error = stream_is_far(s) ? os_socket_address(s->fd, &s->here) : 0;

	return error ? why_error(why, RPC_S_SERVER_UNAVAILABLE, error) : S_OK;
}

/* ---- listening ---- */

HRESULT listener_open(struct listener *l, char *why)
{
	l->fd = os_socket_listen(&l->at.at);
	if (l->fd == -EADDRINUSE)
		return why_not(why, RPC_S_DUPLICATE_ENDPOINT, "somebody listens there already");
	return l->fd < 0 ? why_error(why, RPC_S_CANT_CREATE_ENDPOINT, -l->fd) : S_OK;
}

/* Many threads may accept: one of them is enough. */
static void spare_put(struct listener *l)
{
	int fd = os_dup(l->fd);

	if (fd >= 0 && !os_cas32(&l->spare, 0, (uint32_t)fd))
		os_close(fd);
}

HRESULT listener_complete(struct listener *l, const struct peer_rule *rule, char *why)
{
	int error = os_socket_address(l->fd, &l->at.at);

	l->rule = rule ? *rule : (struct peer_rule){ NULL, NULL };
	if (error)
		return why_error(why, RPC_S_CANT_CREATE_ENDPOINT, error);
	spare_put(l);
	return S_OK;
}

HRESULT transport_listen(const struct address *a, const struct peer_rule *rule, struct listener *l, char *why)
{
	HRESULT hr = a->transport->secure ? secure_ready(why) : S_OK;

	if (SUCCEEDED(hr))
		hr = transport_inherit(a, rule, l, why);
	if (hr != S_FALSE)
		return hr;
	*l = (struct listener){ .at = *a };
	hr = a->transport->has(&a->at) ? a->transport->listen(l, why) :
	     why_not(why, E_ACCESSDENIED, "it is not on this machine");
	if (FAILED(hr))
		return hr;
	hr = listener_complete(l, rule, why);
	if (FAILED(hr))
		transport_unlisten(l);
	return hr;
}

void transport_unlisten(struct listener *l)
{
	if (l->made)
		local_unlisten(l);
	if (os_load32(&l->spare))
		os_close((int)os_load32(&l->spare));
	os_close(l->fd);
}

/* ---- accepting ---- */

/* Whoever waits is sent away: else he would be announced again and again. S_FALSE: nobody waits; without a descriptor the kernel
 * does not even look. */
static HRESULT send_away(struct listener *l, int error, char *why)
{
	uint32_t spare = os_swap32(&l->spare, 0);
	int fd = -error;

	if (spare) {
		os_close((int)spare);
		fd = os_socket_accept(l->fd);
		if (fd >= 0)
			os_close(fd);
		spare_put(l);
	}
	os_store32(&l->helpless, fd < 0 && fd != -EAGAIN);
	return fd == -EAGAIN ? S_FALSE : why_error(why, E_FAIL, error);
}

static HRESULT admit(struct listener *l, struct stream *s, char *why)
{
	HRESULT hr = peer_look(s->fd, s->transport, &l->rule, &s->who, why);
	int error = s->transport->secure ? os_socket_other(s->fd, &s->who.at) : 0;

	if (error)
		hr = why_error(why, E_ACCESSDENIED, error);
	if (SUCCEEDED(hr))
		hr = here_look(s, why);
	if (SUCCEEDED(hr))
		hr = census_enter(&s->who, &s->account, why);
	return SUCCEEDED(hr) && s->transport->secure ? secure_open(s, NULL, why) : hr;
}

static void say_farewell(const struct listener *l, int fd)
{
	if (l->farewell.size && !l->at.transport->secure)
		os_socket_write(fd, &(struct os_part){ l->farewell.at, l->farewell.size }, 1, NULL, 0);
}

HRESULT transport_accept(struct listener *l, struct stream *s, char *why)
{
	HRESULT hr;

	os_store32(&l->helpless, 0);
	*s = (struct stream){ .fd = os_socket_accept(l->fd), .transport = l->at.transport };
	if (s->fd == -EAGAIN)
		return S_FALSE;
	if (s->fd < 0)
		return send_away(l, -s->fd, why);
	if (!os_load32(&l->spare))
		spare_put(l);
	hr = admit(l, s, why);
	if (hr == RPC_E_OUT_OF_RESOURCES)
		say_farewell(l, s->fd);
	if (FAILED(hr))
		stream_close(s);
	return hr;
}

/* ---- connecting ---- */

static HRESULT too_slow(char *why)
{
	struct limit_hit hit = limit_own(ACOM_LIMIT_CONNECT_TIME, 0);
	char text[LIMIT_TEXT];

	limit_text(&hit, text);
	return why_not(why, RPC_S_SERVER_UNAVAILABLE, "%s", text);
}

/* To the first place that answers: each has its share of the time. */
static int connect_first(const struct os_address *places, unsigned count, uint64_t end, struct os_address *reached)
{
	int fd = -EHOSTUNREACH;

	for (unsigned left = count; left && fd < 0; left--) {
		uint64_t now = os_now();
		*reached = places[count - left];
		fd = os_socket_connect(reached, now < end ? now + (end - now) / left : end);
	}
	return fd;
}

static HRESULT reach(const struct address *a, uint64_t deadline, struct stream *s, struct os_address *reached, char *why)
{
	uint64_t end = deadline ? deadline : connect_deadline();
	struct os_address places[HOST_PLACES] = { a->at };
	unsigned count = 1;
	HRESULT hr = a->at.family == OS_NOWHERE ? secure_look_up(a, end, places, &count, why) : S_OK;

	if (FAILED(hr))
		return hr;
	s->fd = connect_first(places, count, end, reached);
	if (s->fd >= 0)
		return S_OK;
	return s->fd == -ETIMEDOUT && !deadline ? too_slow(why) : why_error(why, RPC_S_SERVER_UNAVAILABLE, -s->fd);
}

HRESULT transport_connect(const struct address *a, const struct peer_rule *rule, uint64_t deadline, struct stream *s, char *why)
{
	static const struct peer_rule usual;
	struct os_address reached;
	HRESULT hr;

	if (!a->transport->has(&a->at))
		return why_not(why, E_ACCESSDENIED, "it is not on this machine");
	hr = a->transport->secure ? secure_ready(why) : S_OK;
	if (FAILED(hr))
		return hr;
	*s = (struct stream){ .transport = a->transport };
	hr = reach(a, deadline, s, &reached, why);
	if (FAILED(hr))
		return hr;
	hr = peer_look(s->fd, s->transport, rule ? rule : &usual, &s->who, why);
	s->who.at = reached;
	if (SUCCEEDED(hr))
		hr = here_look(s, why);
	if (SUCCEEDED(hr) && s->transport->secure)
		hr = secure_open(s, a, why);
	if (FAILED(hr))
		stream_close(s);
	return hr;
}

/* ---- octets ---- */

/* By who has the right to read. */
static bool stream_is_shared(const struct stream *s)
{
	return s->lanes && lanes_reads(s->lanes);
}

static HRESULT moved(ptrdiff_t n, size_t *size)
{
	*size = n > 0 ? (size_t)n : 0;
	if (n > 0)
		return S_OK;
	return n == -EAGAIN ? S_FALSE : FAIL(RPC_E_DISCONNECTED);
}

static HRESULT arrived(const struct stream *s, ptrdiff_t n, struct arrival *a)
{
	bool lost = a->fd_count == OS_FDS_LOST;

	if (lost)
		a->fd_count = 0;
	a->more |= lost; /* what is behind them was not read */
	return lost && !s->loses ? FAIL(RPC_S_PROTOCOL_ERROR) : moved(n, &a->size);
}

HRESULT stream_read(struct stream *s, void *buffer, size_t size, struct arrival *a)
{
	arrival_clear(a);
	if (s->secure)
		return secure_read(s, buffer, size, a);
	if (stream_is_shared(s))
		return lanes_read(s, &(struct os_room){ buffer, size }, 1, a);
	ptrdiff_t n = os_socket_read(s->fd, buffer, size, s->bare ? NULL : a->fds, &a->fd_count);
	return arrived(s, n, a);
}

HRESULT stream_read_into(struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a)
{
	arrival_clear(a);
	if (stream_is_shared(s)) {
		HRESULT hr = (s->hurries ? lanes_try : lanes_read)(s, rooms, count, a);
		return hr == S_OK && !a->size ? S_FALSE : hr;
	}
	ptrdiff_t n = os_socket_read_into(s->fd, rooms, count, a->fds, &a->fd_count);
	return arrived(s, n, a);
}

/* A read that is tried. */
struct attempt {
	struct stream *stream;
	void *buffer;
	size_t size;
	struct arrival *arrival;
	HRESULT hr;
};

static bool attempt_read(void *arg)
{
	struct attempt *t = arg;

	if (stream_is_shared(t->stream))
		t->hr = lanes_try(t->stream, &(struct os_room){ t->buffer, t->size }, 1, t->arrival);
	else
		t->hr = stream_read(t->stream, t->buffer, t->size, t->arrival);
	return t->hr != S_FALSE;
}

HRESULT stream_read_soon(struct stream *s, struct os_patience *p, uint64_t deadline, void *buffer, size_t size, struct arrival *a)
{
	struct attempt t = { s, buffer, size, a, S_FALSE };

	arrival_clear(a);
	if (stream_is_shared(s) && attempt_read(&t))
		return t.hr;
	if (!s->secure)
		os_try(p, deadline, attempt_read, &t);
	return t.hr;
}

bool stream_may_wait(struct stream *s)
{
	if (stream_is_shared(s))
		return os_memory_waits();
	if (!s->asked)
		s->waits = !s->secure && os_socket_waits(s->fd);
	s->asked = true;
	return s->waits;
}

HRESULT stream_await(struct stream *s, void *buffer, size_t size, struct arrival *a)
{
	arrival_clear(a);
	if (stream_is_shared(s))
		return lanes_await(s, &(struct os_room){ buffer, size }, 1, a);
	ptrdiff_t n = os_socket_await(s->fd, buffer, size, s->bare ? NULL : a->fds, &a->fd_count);
	return arrived(s, n, a);
}

/* The last that goes by the socket may still have to. */
static HRESULT stream_write_before(struct stream *s, const struct os_part *parts, unsigned count, size_t *done)
{
	struct os_part cut[OS_PARTS_MOST];
	unsigned n = lanes_cut(s->lanes, parts, count, cut);
	HRESULT hr = moved(os_socket_write(s->fd, cut, n, NULL, 0), done);
	lanes_went(s, *done);
	return hr;
}

HRESULT stream_write(struct stream *s, const struct os_part *parts, unsigned count, const int *fds, unsigned fd_count,
		     size_t *done)
{
	*done = 0;
	if (fd_count > OS_FDS_MOST || (fd_count && !s->transport->carries_descriptors))
		return FAIL(E_INVALIDARG);
	if (s->secure)
		return secure_write(s, parts, count, done);
	if (stream_is_shared_out(s))
		return fd_count ? FAIL(E_INVALIDARG) : lanes_write(s, parts, count, done);
	if (s->lanes && lanes_before(s->lanes))
		return stream_write_before(s, parts, count, done);
	ptrdiff_t n = os_socket_write(s->fd, parts, count, fds, fd_count);
	return n == -ETOOMANYREFS && fd_count ? FAIL(RPC_E_OUT_OF_RESOURCES) : moved(n, done);
}

bool stream_listens(const struct stream *s)
{
	return s->secure && secure_listens(s->secure);
}

void stream_end(struct stream *s)
{
	if (s->secure)
		secure_end(s->secure);
	os_socket_end(s->fd);
	if (s->lanes) /* who is woken by that looks at the socket */
		lanes_end(s->lanes);
}

void stream_deafen(struct stream *s)
{
	os_socket_deafen(s->fd);
	if (s->lanes)
		lanes_deafen(s->lanes);
}

void stream_part(struct stream *s)
{
	if (s->secure)
		secure_part(s->secure);
	if (s->lanes)
		stream_unshare(s);
	if (s->fd >= 0)
		os_close(s->fd);
	s->fd = -1;
}

void stream_close(struct stream *s)
{
	if (s->account)
		census_leave(s->account);
	stream_part(s);
	if (s->secure)
		secure_close(s->secure);
}

void stream_why(const struct stream *s, char *why)
{
	secure_why(s, why);
}

/* The row says it: what the kernel names, and hands descriptors to, is here. */
bool stream_is_far(const struct stream *s)
{
	return !s->transport->names_peers;
}

bool stream_carries_descriptors(const struct stream *s)
{
	return s->transport->carries_descriptors;
}
