/* strand.c - what the callback of a handle is told: in order, one after the other, by whoever has the time to tell. */
#include "wide.h"

/* Who waits at a gate is the I/O thread, and so are all others: a callback that takes longer has missed its chance. */
#define GATE_MOST (NS_PER_S / 4)
enum { LATE_MOST = 4 };

void strand_post(struct node *n, struct notice *notice)
{
	struct strand *s = &n->strand;

	notice->next = NULL;
	*s->last = notice;
	s->last = &notice->next;
	if (s->waiter)
		os_unpark(s->waiter);
	else if (!s->teller && !s->called && n->settings.async)
		tellers_call(n);
}

bool strand_wanted(const struct node *n, DWORD_PTR context)
{
	return context && n->settings.callback && !n->strand.ended;
}

struct notice *notice_make(DWORD_PTR context, DWORD status, size_t text)
{
	struct notice *notice = os_zalloc(sizeof *notice + text);

	if (!notice)
		return NULL;
	notice->context = context;
	notice->status = status;
	return notice;
}

struct notice *notice_make_text(const struct node *n, DWORD_PTR context, DWORD status, const char *text)
{
	bool wide = n->settings.wide;
	size_t size = (strlen(text) + 1) * (wide ? sizeof(WCHAR) : 1);
	struct notice *notice = notice_make(context, status, size);

	if (!notice)
		return NULL;
	if (wide)
		size = (wide_fill(text, (WCHAR *)notice_text(notice)) + 1) * sizeof(WCHAR);
	else
		memcpy(notice_text(notice), text, size);
	notice->length = (DWORD)size;
	return notice;
}

static bool post_text(struct node *n, DWORD_PTR context, DWORD status, const char *text, bool of_parent)
{
	struct notice *notice;

	if (!strand_wanted(n, context))
		return true;
	notice = notice_make_text(n, context, status, text);
	if (!notice)
		return false;
	notice->of_parent = of_parent;
	strand_post(n, notice);
	return true;
}

bool strand_text(struct node *n, DWORD_PTR context, DWORD status, const char *text)
{
	return post_text(n, context, status, text, false);
}

bool strand_parent_text(struct node *n, DWORD_PTR context, DWORD status, const char *text)
{
	return post_text(n, context, status, text, true);
}

bool strand_created(struct node *n, const struct node *made, bool of_parent)
{
	struct notice *notice;

	if (!strand_wanted(n, made->context))
		return true;
	notice = notice_make(made->context, INTERNET_STATUS_HANDLE_CREATED, 0);
	if (!notice)
		return false;
	notice->result.dwResult = (DWORD_PTR)made->value;
	notice->length = sizeof(HINTERNET);
	notice->of_parent = of_parent;
	strand_post(n, notice);
	return true;
}

bool strand_number(struct node *n, DWORD_PTR context, DWORD status, DWORD number)
{
	struct notice *notice;

	if (!strand_wanted(n, context))
		return true;
	notice = notice_make(context, status, 0);
	if (!notice)
		return false;
	notice->number = number;
	notice->length = sizeof notice->number;
	strand_post(n, notice);
	return true;
}

bool strand_plain(struct node *n, DWORD_PTR context, DWORD status)
{
	struct notice *notice;

	if (!strand_wanted(n, context))
		return true;
	notice = notice_make(context, status, 0);
	if (!notice)
		return false;
	strand_post(n, notice);
	return true;
}

/* Locked. */
static void gate_open(struct gate *gate)
{
	gate->notice = NULL;
	if (gate->waiter)
		os_unpark(gate->waiter);
	else if (gate->transfer)
		io_ask(gate->transfer, TRANSFER_GO);
}

/* Unlocks meanwhile. What is told is the callback's own: it may change it, and begin what uses a kept notice anew. */
static void notice_tell(struct node *n, struct notice *notice)
{
	INTERNET_STATUS_CALLBACK callback = n->settings.callback;
	struct notice copy = *notice;
	void *payload = notice->kept ? copy.text : notice_text(notice);

	if (copy.telling)
		copy.telling(n);
	if (callback && copy.context) {
		node_unlock(n);
		callback(copy.of_parent ? n->parent->value : n->value, copy.context, copy.status, copy.length ? payload : NULL,
			 copy.length);
		node_lock(n);
	}
	if (!copy.kept && notice->gate)
		gate_open(notice->gate);
	if (!copy.kept)
		os_free(notice);
	if (copy.then) {
		node_unlock(n);
		node_may_end(copy.then);
		node_lock(n);
	}
	if (copy.told)
		copy.told(n);
}

/* This thread is the teller already. NULL: to the end. */
static void strand_run(struct node *n, const struct notice *until)
{
	struct strand *s = &n->strand;
	bool more = true;

	while (more && s->first) {
		struct notice *notice = s->first;

		more = notice != until;
		s->first = notice->next;
		if (!s->first)
			s->last = &s->first;
		notice_tell(n, notice);
	}
	s->teller = 0;
}

void strand_tell(struct node *n)
{
	if (n->strand.teller)
		return;
	n->strand.teller = os_thread_id();
	strand_run(n, NULL);
}

/* What came meanwhile is for those whose matter that is: the function that tells this has not returned yet. */
void strand_now(struct node *n, struct notice *notice)
{
	bool other = n->strand.teller || n->strand.called;

	if (!other)
		n->strand.teller = os_thread_id();
	strand_post(n, notice);
	if (other)
		return;
	strand_run(n, n->settings.async ? notice : NULL);
	if (n->strand.first)
		tellers_call(n);
}

/* The one that nobody waits for any more. */
static void gate_forget(struct gate *gate)
{
	if (gate->notice)
		gate->notice->gate = NULL;
	gate->notice = NULL;
}

bool strand_gate(struct node *n, struct gate *gate, DWORD_PTR context, DWORD status)
{
	struct notice *notice;

	gate_forget(gate);
	if (!strand_wanted(n, context))
		return true;
	notice = notice_make(context, status, 0);
	if (!notice)
		return false;
	notice->gate = gate;
	gate->notice = notice;
	strand_post(n, notice);
	return true;
}

static struct session *session_of(struct node *n)
{
	while (n->parent)
		n = n->parent;
	return container_of(n, struct session, node);
}

/* Each that has missed its chance leaves the next one of its session half the time, and each that has not twice as much. */
static void note_patience(struct session *s, bool told)
{
	if (!told && s->late < LATE_MOST)
		s->late++;
	else if (told && s->late)
		s->late--;
}

void strand_pass(struct node *n, struct gate *gate)
{
	uint64_t most = GATE_MOST >> session_of(n)->late;
	os_parker parker = { 0 };

	if (!gate->notice)
		return;
	gate->waiter = &parker;
	node_unlock(n);
	tellers_go();
	if (!os_park(&parker, os_now() + TELLER_PATIENCE)) {
		tellers_relieve();
		os_park(&parker, os_now() + most);
	}
	node_lock(n);
	note_patience(session_of(n), !gate->notice);
	gate->waiter = NULL;
	gate_forget(gate);
	os_parker_fini(&parker);
}
