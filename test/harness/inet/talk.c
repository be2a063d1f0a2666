/* talk.c - scripted servers of commands and replies. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "talk.h"

struct wire {
	struct wire *next;
	struct stream *stream;
	bool data, up, ended;
	uint64_t due;            /* of what comes next */
	unsigned want, slow;
	char *in;                /* to the client */
	size_t in_at, in_size;
	char command[4200];      /* from it */
	size_t command_size;
};
struct talks {
	struct wire *wires;
	const struct talk_reply *transfer; /* what the data connection is for */
	size_t said;
};

char talk_heard[8192], talk_taken[65536];
unsigned talk_taken_size, talk_calls, talk_cut;
os_u32 talk_piece;
const char *talk_called;
static const struct talk_server *server;

void talk_serve(const struct talk_server *s)
{
	server = s;
	talk_heard[0] = 0;
	talk_taken_size = talk_calls = talk_cut = 0;
	os_store32(&talk_piece, TALK_PIECE);
	talk_called = NULL;
}

struct talks *talks_make(void)
{
	return os_zalloc(sizeof(struct talks));
}

void talks_end(struct talks *t)
{
	os_free(t);
}

static uint64_t in_time(unsigned milliseconds)
{
	return os_now() + milliseconds * UINT64_C(1000000);
}

static struct wire *find(struct talks *t, bool data)
{
	struct wire *w;

	for (w = t->wires; w && w->data != data; w = w->next)
		;
	return w;
}

/* False: no memory, and the connection breaks. */
static void say(struct talks *t, struct wire *w, const char *text, unsigned delay)
{
	size_t size = strlen(text);
	char *in = os_realloc(w->in, w->in_size + size + 1);

	if (!in) {
		w->ended = true;
		return;
	}
	if (w->in_at == w->in_size)
		w->due = in_time(delay);
	memcpy(in + w->in_size, text, size + 1);
	w->in = in;
	w->in_size += size;
	if (w->data || !talk_cut)
		return;
	t->said += size;
	if (t->said >= talk_cut) {
		w->in_size -= t->said - talk_cut < w->in_size ? t->said - talk_cut : w->in_size;
		w->ended = true;
	}
}

DWORD talk_open(struct talks *t, struct stream *s)
{
	bool data = server && s->port == DATA_PORT;
	bool there = data || (server && s->port == server->port && !strcmp(s->host, server->host));
	struct wire *w = there ? os_zalloc(sizeof *w) : NULL;

	if (!w)
		return there ? ERROR_NOT_ENOUGH_MEMORY : ERROR_INTERNET_NAME_NOT_RESOLVED;
	*w = (struct wire){ .next = t->wires, .stream = s, .data = data, .due = in_time(1) };
	if (data)
		talk_called = !strcmp(s->host, "10.0.0.1") ? "10.0.0.1" : "another";
	else
		t->said = 0;
	talk_calls += !data;
	t->wires = w;
	s->engine = w;
	return ERROR_SUCCESS;
}

/* What was to be taken is there: the server says so. */
static void data_over(struct talks *t)
{
	struct wire *control = find(t, false);
	const struct talk_reply *r = t->transfer;

	t->transfer = NULL;
	if (r && control && r->after)
		say(t, control, r->after, r->delay);
}

void talk_close(struct talks *t, struct stream *s)
{
	struct wire *w = s->engine, **at;

	if (!w)
		return;
	for (at = &t->wires; *at != w; at = &(*at)->next)
		;
	*at = w->next;
	s->engine = NULL;
	if (w->data)
		data_over(t);
	os_free(w->in);
	os_free(w);
}

ptrdiff_t talk_read(struct talks *t, struct stream *s, void *to, size_t size)
{
	struct wire *w = s->engine;
	size_t n = w->in_size - w->in_at;

	(void)t;
	if (!n)
		return w->ended ? 0 : -EAGAIN;
	if (os_now() < w->due)
		return -EAGAIN;
	if (n > os_load32(&talk_piece))
		n = os_load32(&talk_piece);
	if (n > size)
		n = size;
	memcpy(to, w->in + w->in_at, n);
	w->in_at += n;
	if (w->slow)
		w->due = in_time(w->slow);
	return (ptrdiff_t)n;
}

static void begin_transfer(struct talks *t, const struct talk_reply *r)
{
	struct wire *w = find(t, true);

	t->transfer = r;
	if (w && r->data) {
		w->slow = r->slow;
		say(t, w, r->data, r->slow);
		w->ended = !r->stays;
	}
}

static void answer(struct talks *t, struct wire *w)
{
	const struct talk_reply *r = server->replies;
	size_t size = strlen(talk_heard);

	snprintf(talk_heard + size, sizeof talk_heard - size, "%s\n", w->command);
	while (r->command && strncmp(w->command, r->command, strlen(r->command)))
		r++;
	if (!r->reply) {
		w->ended = true;
		return;
	}
	w->slow = r->data ? 0 : r->slow;
	if (*r->reply)
		say(t, w, r->reply, r->delay);
	w->ended |= r->ends;
	if (r->data || r->takes)
		begin_transfer(t, r);
}

static void hear(struct talks *t, struct wire *w, char c)
{
	if (c == '\n') {
		w->command[w->command_size ? w->command_size - 1 : 0] = 0;
		w->command_size = 0;
		answer(t, w);
	} else if (w->command_size < sizeof w->command - 1) {
		w->command[w->command_size++] = c;
	}
}

ptrdiff_t talk_write(struct talks *t, struct stream *s, const void *data, size_t size)
{
	struct wire *w = s->engine;
	size_t n = size < TALK_PIECE ? size : TALK_PIECE, i;

	if (w->ended && !w->data)
		return -EPIPE;
	for (i = 0; i < n; i++)
		if (!w->data)
			hear(t, w, ((const char *)data)[i]);
		else if (talk_taken_size < sizeof talk_taken)
			talk_taken[talk_taken_size++] = ((const char *)data)[i];
	return (ptrdiff_t)n;
}

void talk_want(struct talks *t, struct stream *s, unsigned events)
{
	(void)t;
	((struct wire *)s->engine)->want = events;
}

/* ---- what is due ---- */

static uint64_t due(const struct wire *w)
{
	if (!w->up || (w->want & OS_WRITABLE))
		return w->up ? 0 : w->due;
	if (!(w->want & OS_READABLE))
		return OS_FOREVER;
	return w->in_at < w->in_size ? w->due : w->ended ? 0 : OS_FOREVER;
}

static struct wire *first_due(struct talks *t)
{
	struct wire *w, *first = t->wires;

	for (w = t->wires; w; w = w->next)
		if (due(w) < due(first))
			first = w;
	return first;
}

uint64_t talk_due(struct talks *t)
{
	return t->wires ? due(first_due(t)) : OS_FOREVER;
}

static void come_up(struct talks *t, struct wire *w)
{
	struct stream *s = w->stream;

	if (!s->calls->resolving(s, s->host) || !s->calls->connecting(s, "10.0.0.1")) {
		talk_close(t, s);
		s->calls->failed(s, ERROR_INTERNET_OPERATION_CANCELLED);
		return;
	}
	w->up = true;
	if (!w->data && server->greeting)
		say(t, w, server->greeting, 1);
	s->calls->connected(s, "10.0.0.1");
}

void talk_turn(struct talks *t)
{
	struct wire *w = first_due(t);

	if (!w->up)
		come_up(t, w);
	else
		w->stream->calls->ready(w->stream, w->want & OS_WRITABLE ? OS_WRITABLE : OS_READABLE);
}
