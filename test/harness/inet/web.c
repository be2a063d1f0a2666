/* web.c - a scripted web: the engine of tests. */
#include <stdio.h>
#include <string.h>

#include "talk.h"
#include "web.h"

struct visit {
	struct transfer *transfer;
	const struct web_step *step;
	uint64_t due;
	uint32_t left;           /* octets of a body */
	bool paused, announced, head_sent;
	int64_t to_send;
	struct visit *next;
};
struct web {
	os_parker parker;        /* the I/O thread's */
	struct visit *visits;
	struct talks *talks;
};

char web_request[4096], web_way[512];
static os_u32 requests;
static const struct web_page *pages;

static void plan(struct visit *v)
{
	v->due = v->step->act == WEB_HANG ? OS_FOREVER : os_now() + v->step->after * UINT64_C(1000000);
	v->left = v->step->text ? (uint32_t)strlen(v->step->text) : v->step->number;
}

static DWORD start(void *engine, struct transfer *t)
{
	struct web *web = engine;
	const struct web_page *page;
	struct visit *v;

	for (page = pages; page->url && strcmp(page->url, t->url); page++)
		;
	if (!page->url)
		return ERROR_INTERNET_NAME_NOT_RESOLVED;
	v = os_zalloc(sizeof *v);
	if (!v)
		return ERROR_NOT_ENOUGH_MEMORY;
	*v = (struct visit){ .transfer = t, .step = page->steps, .next = web->visits };
	web->visits = v;
	t->engine = v;
	plan(v);
	return ERROR_SUCCESS;
}

static void leave(struct web *web, struct visit *v)
{
	struct visit **at;

	for (at = &web->visits; *at != v; at = &(*at)->next)
		;
	*at = v->next;
	v->transfer->engine = NULL;
	os_free(v);
}

static void stop(void *engine, struct transfer *t)
{
	leave(engine, t->engine);
}

static void resume(void *engine, struct transfer *t)
{
	(void)engine;
	((struct visit *)t->engine)->paused = false;
}

static void go(void *engine, struct transfer *t)
{
	resume(engine, t);
}

/* More of what the last request was. */
static void write_down(const char *text)
{
	size_t size = strlen(web_request);

	snprintf(web_request + size, sizeof web_request - size, "%s\n", text);
}

static bool write_header(const char *line, void *arg)
{
	(void)arg;
	write_down(line);
	return true;
}

static void write_way(const struct way *w)
{
	static const char *const names[] = { "proxy", "authorities", "user", "password", "proxy_user", "proxy_password" };
	const char *const values[] = { w->proxy, w->authorities, w->logins[0], w->logins[1], w->logins[2], w->logins[3] };
	size_t size = (size_t)snprintf(web_way, sizeof web_way, "ignored %x protocols %x", w->ignored, w->protocols), i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (values[i])
			size += (size_t)snprintf(web_way + size, sizeof web_way - size, " %s %s", names[i], values[i]);
}

static bool send_head(struct visit *v)
{
	struct transfer *t = v->transfer;

	if (!t->calls->sending(t))
		return false;
	os_add32(&requests, 1);
	snprintf(web_request, sizeof web_request, "%s %s\n", t->method, t->url);
	write_way(t->way);
	if (!t->calls->headers(t, write_header, NULL))
		return false;
	write_down("");
	v->head_sent = true;
	v->to_send = t->no_upload ? 0 : t->upload;
	return t->calls->sent(t, strlen(web_request), !v->to_send);
}

/* In pieces of a few octets, as long as there are some. */
static bool send_body(struct visit *v, bool *on)
{
	struct transfer *t = v->transfer;

	DWORD most = v->step->number;

	while (!t->no_upload && v->to_send && (!most || --most)) {
		size_t size = strlen(web_request), room = sizeof web_request - 1 - size;
		size_t got = t->calls->upload(t, web_request + size, room < 7 ? room : 7);

		*on = got != TRANSFER_PAUSE;
		v->paused = !*on;
		if (!*on || !got)
			return true;
		web_request[size + got] = 0;
		v->to_send -= (int64_t)got;
		if (!t->calls->sent(t, got, !v->to_send))
			return false;
	}
	return true;
}

static bool announce(struct visit *v, bool *on)
{
	bool told = v->transfer->calls->announced(v->transfer, &v->paused);

	v->announced = true;
	*on = !v->paused;
	return told;
}

static bool send_request(struct visit *v, bool *on)
{
	bool sent;

	if (!v->announced && !announce(v, on))
		return false;
	if (v->paused)
		return true;
	sent = (v->head_sent || send_head(v)) && send_body(v, on);
	if (v->step->number) { /* the rest comes later, or never */
		v->paused = false;
		*on = true;
	}
	return sent;
}

static bool tell_head(struct transfer *t, const char *lines)
{
	while (*lines) {
		size_t length = strcspn(lines, "\n") + 1;

		if (!t->calls->header(t, lines, length))
			return false;
		lines += length;
	}
	return true;
}

/* In pieces of at most 4 KiB. *on: the step is over. */
static bool tell_body(struct visit *v, bool *on)
{
	char piece[4096];
	const struct web_step *step = v->step;
	uint32_t total = step->text ? (uint32_t)strlen(step->text) : step->number, i;
	uint32_t size = v->left < sizeof piece ? v->left : sizeof piece;
	size_t taken;

	for (i = 0; i < size; i++)
		piece[i] = step->text ? step->text[total - v->left + i] : (char)(total - v->left + i);
	taken = size ? v->transfer->calls->body(v->transfer, piece, size) : 0;
	if (taken == TRANSFER_PAUSE) {
		v->paused = true;
		*on = false;
		return true;
	}
	v->left -= size;
	*on = !v->left;
	return taken == size;
}

/* False: somebody who was told wants no more. */
static bool act(struct visit *v, bool *on)
{
	struct transfer *t = v->transfer;
	const struct web_step *step = v->step;

	*on = true;
	switch (step->act) {
	case WEB_COOKIES: return t->calls->cookies(t, step->number);
	case WEB_RESOLVE: return t->calls->resolving(t, step->text);
	case WEB_CONNECT: return t->calls->connecting(t, step->text);
	case WEB_CONNECTED: return t->calls->connected(t, step->text);
	case WEB_KEPT: v->announced = true; return true;
	case WEB_SEND: return send_request(v, on);
	case WEB_HEAD: return tell_head(t, step->text);
	case WEB_BODY: return tell_body(v, on);
	case WEB_CLOSE: t->calls->disconnected(t); return true;
	case WEB_SYSTEM: t->system = step->number; return true;
	default: return true;
	}
}

static void step(struct web *web, struct visit *v)
{
	struct transfer *t = v->transfer;
	DWORD error = v->step->act == WEB_DONE ? v->step->number : ERROR_INTERNET_OPERATION_CANCELLED;
	bool on, going = act(v, &on);

	if (!going || v->step->act == WEB_DONE) {
		leave(web, v);
		io_done(t, error);
	} else if (on) {
		v->step++;
		plan(v);
	}
}

static struct visit *next_due(struct web *web)
{
	struct visit *v, *first = NULL;

	for (v = web->visits; v; v = v->next)
		if (!v->paused && (!first || v->due < first->due))
			first = v;
	return first;
}

static void turn(void *engine, uint64_t deadline)
{
	struct web *web = engine;
	struct visit *v = next_due(web);
	uint64_t due = v ? v->due : OS_FOREVER, talk = talk_due(web->talks);

	if (talk < due)
		due = talk;
	if (due > os_now())
		os_park(&web->parker, due < deadline ? due : deadline);
	else if (due == talk)
		talk_turn(web->talks);
	else
		step(web, v);
}

static void wake(void *engine)
{
	os_unpark(&((struct web *)engine)->parker);
}

static void end(void *engine)
{
	struct web *web = engine;

	os_parker_fini(&web->parker);
	talks_end(web->talks);
	os_free(web);
}

static void forget(void *engine, void *jar)
{
	(void)engine;
	(void)jar;
}

static DWORD stream_opened(void *engine, struct stream *s)
{
	return talk_open(((struct web *)engine)->talks, s);
}

static void stream_closed(void *engine, struct stream *s)
{
	talk_close(((struct web *)engine)->talks, s);
}

static ptrdiff_t read_stream(void *engine, struct stream *s, void *to, size_t size)
{
	return talk_read(((struct web *)engine)->talks, s, to, size);
}

static ptrdiff_t write_stream(void *engine, struct stream *s, const void *data, size_t size)
{
	return talk_write(((struct web *)engine)->talks, s, data, size);
}

static void want_stream(void *engine, struct stream *s, unsigned events)
{
	talk_want(((struct web *)engine)->talks, s, events);
}

static const struct engine_ops ops = { start, stop, resume, go, turn, wake, end, forget,
				       stream_opened, stream_closed, read_stream, write_stream, want_stream };

static DWORD web_make(struct engine *e)
{
	struct web *web = os_zalloc(sizeof *web);

	*e = (struct engine){ &ops, web };
	if (web)
		web->talks = talks_make();
	if (web && web->talks)
		return ERROR_SUCCESS;
	os_free(web);
	return ERROR_NOT_ENOUGH_MEMORY;
}

unsigned web_requests(void)
{
	return os_load32(&requests);
}

void web_serve(const struct web_page *all)
{
	if (pages != all) /* what was closed before may still look at them */
		pages = all;
	os_store32(&requests, 0);
	engine_make = web_make;
}
