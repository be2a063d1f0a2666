/* tell.c - what the trace tells of calls: their steps as lines, and as events for a viewer. */
#include <stdio.h>

#include "call/call.h"

#define ID(c) (unsigned long long)(c)->id

static const char *interface_of(const struct call *c)
{
	return c->channel->interface->name;
}

/* How the parts of a call are named in a line, and what stands before the method's name in a picture. */
static const struct { const char *text, *prefix; bool server; } parts[] = {
	[TELL_CALL] = { "the call", "", false },
	[TELL_BEGIN] = { "Begin_", "Begin_", false },
	[TELL_FINISH] = { "Finish_", "Finish_", false },
	[TELL_METHOD] = { "the method", "", true },
	[TELL_METHOD_BEGIN] = { "the server's Begin_", "Begin_", true },
	[TELL_METHOD_FINISH] = { "the server's Finish_", "Finish_", true },
};

/* "call 7 IFoo::Bar on thread 12 of STA 1: " and the rest. */
static void tell_line(const struct call *c, const struct trace_place *p, const char *what, const char *more)
{
	trace_write("call %llu %s::%s on thread %llu of %s %llu: %s %s", ID(c), interface_of(c), c->method->name,
	            (unsigned long long)os_thread_id(), p->kind, (unsigned long long)p->apartment, what, more);
}

void tell_part_begins(const struct call *c, enum tell_part part)
{
	struct trace_place p;

	place_here(&p);
	if (trace_on(TRACE_CALL))
		tell_line(c, &p, parts[part].text, "begins");
	if (trace_on(TRACE_FILE))
		trace_event(&p, 'B', "\"name\":\"%.200s::%s%.200s\",\"cat\":\"%s\",\"args\":{\"call\":%llu,\"causality\":%llu}",
		            interface_of(c), parts[part].prefix, c->method->name, parts[part].server ? "server" : "client", ID(c),
		            (unsigned long long)call_causality(c));
}

void tell_part_ends(const struct call *c, enum tell_part part, HRESULT hr)
{
	struct trace_place p;
	const char *name = error_name(hr);
	char more[80];

	place_here(&p);
	snprintf(more, sizeof more, "ends with %.40s 0x%08x", name ? name : "HRESULT", (unsigned)hr);
	if (trace_on(TRACE_CALL))
		tell_line(c, &p, parts[part].text, more);
	if (trace_on(TRACE_FILE))
		trace_event(&p, 'E', "\"args\":{\"hr\":\"0x%08x\",\"result\":\"%.64s\"}", (unsigned)hr, name ? name : "");
}

/* ---- steps of the call ---- */

static void flow(const struct call *c, const struct trace_place *p, char phase)
{
	trace_event(p, phase, "\"name\":\"call\",\"cat\":\"call\",\"id\":%llu%s", ID(c), phase == 'f' ? ",\"bp\":\"e\"" : "");
}

/* From Begin_ to Finish_. */
static void span(const struct call *c, const struct trace_place *p, char phase)
{
	trace_event(p, phase, "\"name\":\"%.200s::%.200s\",\"cat\":\"pending\",\"id\":%llu", interface_of(c), c->method->name,
	            ID(c));
}

static void instant(const struct call *c, const struct trace_place *p, const char *name)
{
	trace_event(p, 'i', "\"name\":\"%s\",\"cat\":\"call\",\"s\":\"t\",\"args\":{\"call\":%llu}", name, ID(c));
}

/* Whether an event ends what SENT began. Whoever abandons a call that is being finished leaves its end to that. */
static bool is_last(enum call_state from, enum call_event event)
{
	return event == CALL_FINISHED || (event == CALL_UNDO && from != CALL_BEGINNING) ||
	       (event == CALL_ABANDON && from != CALL_BEGINNING && from != CALL_FINISHING);
}

static void step_event(const struct call *c, const struct trace_place *p, enum call_event event, enum call_state from)
{
	if (event == CALL_SENT) {
		if (!c->sync)
			span(c, p, 'b');
		flow(c, p, 's');
	}
	if (event == CALL_REPLY) {
		instant(c, p, c->sync ? "reply" : "reply, Signal");
		flow(c, p, 't');
	}
	if (event == CALL_CANCEL || event == CALL_CANCEL_WAIT)
		instant(c, p, "Cancel");
	if (is_last(from, event)) {
		flow(c, p, 'f');
		if (!c->sync)
			span(c, p, 'e');
	}
}

void tell_step(const struct call *c, enum call_state now, enum call_event event)
{
	enum call_state next;
	HRESULT hr = call_rule(now, event, &next);
	char more[160];
	struct trace_place p;

	if (next == CALL_STATES)
		return;
	place_here(&p);
	if (trace_on(TRACE_FILE) && SUCCEEDED(hr))
		step_event(c, &p, event, now);
	if (!trace_on(TRACE_CALL))
		return;
	int n = snprintf(more, sizeof more, "--%s--> %s %s", call_event_name(event), call_state_name(next), AcomErrorName(hr));
	if (event == CALL_SENT)
		snprintf(more + n, sizeof more - (size_t)n, ", %s, causality %llu", c->sync ? "synchronous" : "asynchronous",
		         (unsigned long long)call_causality(c));
	tell_line(c, &p, call_state_name(now), more);
}

void tell_dispatch_now(const struct call *c)
{
	struct trace_place p;

	place_here(&p);
	if (trace_on(TRACE_CALL))
		tell_line(c, &p, "dispatch", "begins");
	if (trace_on(TRACE_FILE)) {
		instant(c, &p, "dispatch");
		flow(c, &p, 't');
	}
}

void tell_signal_now(const struct call *c)
{
	struct trace_place p;

	place_here(&p);
	if (trace_on(TRACE_CALL))
		tell_line(c, &p, "the server's call object", "is signalled");
	if (trace_on(TRACE_FILE))
		instant(c, &p, "Signal");
}
