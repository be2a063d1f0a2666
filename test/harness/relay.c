/* relay.c - a bad network in front of a server: one thread that carries octets, late and in pieces, until it does not. */
#include <errno.h>

#include "relay.h"

#ifdef ACOM_SIM
#include "base/os_sim.h"
#endif

#define NS_PER_MS UINT64_C(1000000)
enum { CALM_MS = 4000, STORM_MS = 300000 };

unsigned relay_chance(unsigned options)
{
#ifdef ACOM_SIM
	return sim_chance(options);
#else
	uint32_t r;

	os_random(&r, sizeof r);
	return r % options;
#endif
}

/* ---- what chance says ---- */

static uint64_t choose_delay(struct relay *r, struct relay_line *l)
{
	static const unsigned calm[] = { 0, 0, 0, 0, 1, 1, 10, 100 }, storm[] = { 0, 0, 0, 1, 10, 300, 3000, 20000 };
	uint64_t ms = (r->weather == RELAY_CALM ? calm : storm)[relay_chance(8)];

	if (ms > l->patience)
		ms = 0;
	l->patience -= ms;
	return os_now() + ms * NS_PER_MS;
}

static size_t choose_piece(void)
{
	static const size_t sizes[] = { RELAY_PIECE, RELAY_PIECE, RELAY_PIECE, 4000, 100, 16, 3, 1 };

	return sizes[relay_chance(8)];
}

static void choose_fate(struct relay *r, struct relay_line *l)
{
	static const enum relay_fate fates[] = { RELAY_LIVES, RELAY_LIVES, RELAY_BREAKS, RELAY_BREAKS, RELAY_FALLS_SILENT };
	static const unsigned units[] = { 1, 1, 10, 50, 500 };

	l->patience = r->weather == RELAY_CALM ? CALM_MS : STORM_MS;
	l->fate = r->weather == RELAY_CALM ? RELAY_LIVES : fates[relay_chance(5)];
	l->left = relay_chance(200) * units[relay_chance(5)];
}

/* ---- lines ---- */

static void way_drop(struct relay_way *w)
{
	while (w->fd_count)
		os_close(w->fds[--w->fd_count]);
}

static void line_close(struct relay *r, unsigned i)
{
	for (unsigned from = 0; from < 2; from++)
		way_drop(&r->lines[i]->ways[from]);
	os_close(r->lines[i]->fds[0]);
	os_close(r->lines[i]->fds[1]);
	os_free(r->lines[i]);
	r->lines[i] = r->lines[--r->count];
}

static void line_open(struct relay *r)
{
	int fd = os_socket_accept(r->listener);
	int other = fd >= 0 && r->count < RELAY_LINES ? os_socket_connect(&r->to, OS_FOREVER) : -1;

	if (other < 0) {
		if (fd >= 0)
			os_close(fd);
		return;
	}
	struct relay_line *l = needed(os_zalloc(sizeof *l));
	l->fds[0] = fd;
	l->fds[1] = other;
	choose_fate(r, l);
	r->lines[r->count++] = l;
}

/* False: the line is over. */
static bool way_read(struct relay *r, struct relay_line *l, unsigned from)
{
	struct relay_way *w = &l->ways[from];

	way_drop(w);
	ptrdiff_t n = os_socket_read(l->fds[from], w->octets, choose_piece(), w->fds, &w->fd_count);

	if (n == -EAGAIN)
		return true;
	if (n < 0)
		return false;
	w->ended = !n;
	w->size = (size_t)n;
	w->sent = 0;
	w->due = choose_delay(r, l);
	if (l->fate == RELAY_LIVES || l->left > (uint64_t)n) {
		l->left -= l->fate == RELAY_LIVES ? 0 : (uint64_t)n;
		return true;
	}
	l->left = 0;
	if (l->fate == RELAY_FALLS_SILENT)
		w->size = 0;
	return l->fate == RELAY_FALLS_SILENT;
}

static bool is_silent(const struct relay_line *l)
{
	return l->fate == RELAY_FALLS_SILENT && !l->left;
}

/* False: the line is over. */
static bool way_write(struct relay_line *l, unsigned from)
{
	struct relay_way *w = &l->ways[from];
	struct os_part part = { w->octets + w->sent, w->size - w->sent };
	ptrdiff_t n = part.size ? os_socket_write(l->fds[!from], &part, 1, w->fds, w->fd_count) : 0;

	if (n == -EAGAIN)
		w->due = os_now() + NS_PER_MS;
	else if (n < 0)
		return false;
	else if (n) {
		w->sent += (size_t)n;
		way_drop(w);
	}
	if (w->sent == w->size && w->ended && !w->told && !is_silent(l)) {
		w->told = true;
		os_socket_end(l->fds[!from]);
	}
	return true;
}

static bool way_waits(const struct relay_way *w)
{
	return w->sent < w->size || (w->ended && !w->told);
}

/* What is due goes on. */
static bool line_write(struct relay_line *l)
{
	for (unsigned from = 0; from < 2; from++)
		if (way_waits(&l->ways[from]) && l->ways[from].due <= os_now() && !is_silent(l) && !way_write(l, from))
			return false;
	return !(l->ways[0].ended && l->ways[1].ended) || (!is_silent(l) && (way_waits(&l->ways[0]) || way_waits(&l->ways[1])));
}

/* ---- all of it ---- */

/* What is waited for: of ways that carry nothing that more comes. */
struct wanted {
	int fds[OS_POLL_MOST];
	struct relay_line *lines[OS_POLL_MOST];
	unsigned from[OS_POLL_MOST], count;
	uint64_t deadline;
};

static void want(struct wanted *w, int fd, struct relay_line *l, unsigned from)
{
	w->fds[w->count] = fd;
	w->lines[w->count] = l;
	w->from[w->count++] = from;
}

static void want_line(struct wanted *w, struct relay_line *l)
{
	for (unsigned from = 0; from < 2; from++) {
		struct relay_way *way = &l->ways[from];

		if (way_waits(way) && !is_silent(l))
			w->deadline = way->due < w->deadline ? way->due : w->deadline;
		else if (!way->ended)
			want(w, l->fds[from], l, from);
	}
}

static void line_is_over(struct relay *r, const struct relay_line *l)
{
	for (unsigned i = 0; i < r->count; i++)
		if (r->lines[i] == l) {
			line_close(r, i);
			return;
		}
}

static void carry(struct relay *r)
{
	struct wanted w = { .deadline = OS_FOREVER };
	uint64_t ready;

	for (unsigned i = r->count; i-- > 0;)
		if (!line_write(r->lines[i]))
			line_close(r, i);
	want(&w, r->orders, NULL, 0);
	want(&w, r->listener, NULL, 0);
	for (unsigned i = 0; i < r->count; i++)
		want_line(&w, r->lines[i]);
	os_poll_many(w.fds, w.count, w.deadline, &ready);
	if (ready & 1)
		os_eventfd_clear(r->orders);
	if (ready & 2)
		line_open(r);
	const struct relay_line *over = NULL;
	for (unsigned i = 2; i < w.count; i++)
		if (ready >> i & 1 && w.lines[i] != over && !way_read(r, w.lines[i], w.from[i]))
			line_is_over(r, over = w.lines[i]);
}

static void lines_close(struct relay *r)
{
	while (r->count)
		line_close(r, 0);
}

static void relay_run(void *arg)
{
	struct relay *r = arg;

	while (!os_load32(&r->ends)) {
		carry(r);
		if (os_swap32(&r->kills, 0))
			lines_close(r);
	}
	lines_close(r);
}

void relay_open(struct relay *r, const struct os_address *at, const struct os_address *to, enum relay_weather weather)
{
	*r = (struct relay){ .to = *to, .weather = weather, .listener = os_socket_listen(at), .orders = os_eventfd() };
	assert_true(r->listener >= 0 && r->orders >= 0);
	harness_start(&r->thread, relay_run, r);
}

void relay_kill(struct relay *r)
{
	os_store32(&r->kills, 1);
	os_eventfd_set(r->orders);
}

void relay_close(struct relay *r)
{
	os_store32(&r->ends, 1);
	os_eventfd_set(r->orders);
	harness_join(&r->thread);
	os_close(r->listener);
	os_close(r->orders);
}
