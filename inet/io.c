/* io.c - the I/O thread: it owns the engine and all that runs; others ask it to start, stop and resume. */
#include "inet.h"

static struct {
	os_mutex lock;                         /* a leaf; guards what follows */
	unsigned sessions;
	bool watches;                          /* for copies of the process */
	bool runs;                             /* the thread; it ends when there are neither sessions nor questions */
	uint64_t thread;                       /* which one it is */
	struct transfer *asked, **last_asked;
	struct engine engine;
} io = { .last_asked = &io.asked };

/* The thread's own. */
static struct transfer *running;
static uint64_t nearest;                       /* no deadline is before it */

os_u32 io_http_version = { 11 }, io_browsers;
os_u32 io_host_limit = { 6 }, io_epoch, io_copied;
DWORD (*engine_make)(struct engine *e) = engine_curl;

bool io_here(void)
{
	bool here;

	os_mutex_lock(&io.lock);
	here = io.runs && io.thread == os_thread_id();
	os_mutex_unlock(&io.lock);
	return here;
}

static void transfer_leave(struct transfer *t)
{
	*t->link = t->next;
	if (t->next)
		t->next->link = t->link;
	t->running = false;
	if (!t->ops)
		turn_over();
}

/* Its node is counted while it runs. */
static void transfer_enter(struct transfer *t)
{
	node_ref(t->node);
	t->next = running;
	t->link = &running;
	if (running)
		running->link = &t->next;
	running = t;
	t->running = true;
	t->cancelled = false;
	t->system = 0;
	t->deadline = OS_FOREVER;
}

void io_done(struct transfer *t, DWORD error)
{
	struct node *n = t->node;

	transfer_leave(t);
	t->calls->done(t, error);
	node_unref(n);
}

static void transfer_start(struct transfer *t)
{
	DWORD error;

	transfer_enter(t);
	if (t->calls->starting)
		t->calls->starting(t);
	error = t->ops ? t->ops->start(t) : io.engine.ops->start(io.engine.self, t);
	if (error)
		io_done(t, error);
}

/* It has the time to connect before it may, too, and all of it once more then. */
static void transfer_wait(struct transfer *t)
{
	t->cancelled = false;
	t->system = 0;
	io_allow(t, node_setting(t->node, &t->node->settings.timeouts[TIMEOUT_CONNECT]));
}

static void transfer_begin(struct transfer *t)
{
	if (t->ops || turn_take(t))
		transfer_start(t);
	else
		transfer_wait(t);
}

/* Those whose turn has come. */
static void begin_waiting(void)
{
	struct transfer *t;

	while ((t = turn_next())) {
		struct node *n = t->node;

		transfer_start(t);
		node_unref(n);
	}
}

/* ---- what is asked for ---- */

static void give_up(struct transfer *t)
{
	if (t->ops)
		t->ops->stop(t);
	else
		io.engine.ops->stop(io.engine.self, t);
}

static void transfer_stop(struct transfer *t)
{
	struct node *n = t->node;

	give_up(t);
	if (t->ops) {
		io_done(t, ERROR_INTERNET_OPERATION_CANCELLED);
		return;
	}
	transfer_leave(t);
	node_unref(n);
}

static void transfer_resume(struct transfer *t)
{
	if (t->calls && t->calls->resumed)
		t->calls->resumed(t);
	if (t->ops)
		t->ops->resume(t);
	else
		io.engine.ops->resume(io.engine.self, t);
}

static void transfer_go(struct transfer *t)
{
	if (!t->ops)
		io.engine.ops->go(io.engine.self, t);
}

static bool pends(struct node *n, uint32_t number)
{
	bool found;

	node_lock(n);
	found = operation_pending(&n->operation) && n->operation.number == number;
	node_unlock(n);
	return found;
}

/* Not what was begun since. A file is opened by an operation of its session. */
static void transfer_cancel(struct transfer *t)
{
	uint32_t number = os_load32(&t->cancels);

	if (!pends(t->node, number) && !pends(t->node->parent, number))
		return;
	t->cancelled = true;
	turn_leave(t);
	if (!t->running) {
		t->calls->done(t, ERROR_INTERNET_OPERATION_CANCELLED);
		return;
	}
	give_up(t);
	io_done(t, ERROR_INTERNET_OPERATION_CANCELLED);
}

static void answer(struct transfer *t)
{
	uint32_t asked = os_swap32(&t->asked, 0);

	if (asked & TRANSFER_STOP)
		turn_leave(t);
	if ((asked & TRANSFER_STOP) && t->running)
		transfer_stop(t);
	if ((asked & TRANSFER_RESUME) && t->running)
		transfer_resume(t);
	if ((asked & TRANSFER_GO) && t->running)
		transfer_go(t);
	if (asked & TRANSFER_START)
		transfer_begin(t);
	if (asked & TRANSFER_CANCEL)
		transfer_cancel(t);
	if (asked & TRANSFER_LEAVE)
		t->ops->leave(t);
}

/* Each that is asked for something is counted meanwhile. */
static void answer_all(struct transfer *asked)
{
	while (asked) {
		struct transfer *next = asked->next_asked;
		struct node *n = asked->node;

		answer(asked);
		node_unref(n);
		asked = next;
	}
}

/* What was asked before a stop is void; a start behind it is not. */
static uint32_t asked_with(uint32_t asked, uint32_t what)
{
	return what == TRANSFER_STOP ? TRANSFER_STOP : asked | what;
}

void io_ask(struct transfer *t, uint32_t what)
{
	uint32_t asked = os_load32(&t->asked);
	bool first;

	while (!os_cas32(&t->asked, asked, asked_with(asked, what)))
		asked = os_load32(&t->asked);
	if (asked)
		return;
	node_ref(t->node);
	os_mutex_lock(&io.lock);
	first = !io.asked;
	t->next_asked = NULL;
	*io.last_asked = t;
	io.last_asked = &t->next_asked;
	os_mutex_unlock(&io.lock);
	if (first) /* else it is woken already */
		io.engine.ops->wake(io.engine.self);
}

void io_forget(void *jar)
{
	io.engine.ops->forget(io.engine.self, jar);
}

void io_look(void)
{
	io.engine.ops->wake(io.engine.self);
}

void io_allow(struct transfer *t, DWORD milliseconds)
{
	t->deadline = milliseconds == INFINITE ? OS_FOREVER : os_now() + milliseconds * UINT64_C(1000000);
	if (t->deadline < nearest)
		nearest = t->deadline;
}

DWORD io_open(struct stream *s)
{
	return io.engine.ops->open(io.engine.self, s);
}

void io_close(struct stream *s)
{
	io.engine.ops->close(io.engine.self, s);
}

ptrdiff_t io_read(struct stream *s, void *to, size_t size)
{
	return io.engine.ops->read(io.engine.self, s, to, size);
}

ptrdiff_t io_write(struct stream *s, const void *data, size_t size)
{
	return io.engine.ops->write(io.engine.self, s, data, size);
}

void io_want(struct stream *s, unsigned events)
{
	io.engine.ops->want(io.engine.self, s, events);
}

static void end_waiting(struct transfer *t)
{
	struct node *n = node_ref(t->node);

	turn_leave(t);
	if (t->calls->starting)
		t->calls->starting(t);
	t->calls->done(t, ERROR_INTERNET_TIMEOUT);
	node_unref(n);
}

static void end_late_of(struct transfer *t, uint64_t now)
{
	struct transfer *next;

	for (; t; t = next) {
		next = t->next;
		if (t->deadline > now) {
			nearest = t->deadline < nearest ? t->deadline : nearest;
		} else if (t->waiting) {
			end_waiting(t);
		} else {
			give_up(t);
			io_done(t, ERROR_INTERNET_TIMEOUT);
		}
	}
}

static void end_late(uint64_t now)
{
	nearest = OS_FOREVER;
	end_late_of(running, now);
	end_late_of(turn_first(), now);
}

/* False: there is nothing left to do, and the thread ends. */
static bool take_asked(struct transfer **asked)
{
	bool goes_on;

	os_mutex_lock(&io.lock);
	*asked = io.asked;
	io.asked = NULL;
	io.last_asked = &io.asked;
	goes_on = io.sessions || *asked || running || turn_due() != OS_FOREVER;
	if (!goes_on) {
		io.engine.ops->end(io.engine.self);
		io.runs = false;
	}
	os_mutex_unlock(&io.lock);
	return goes_on;
}

static void io_main(void *arg)
{
	struct transfer *asked;
	uint64_t due;

	(void)arg;
	os_mutex_lock(&io.lock);
	io.thread = os_thread_id();
	os_mutex_unlock(&io.lock);
	nearest = OS_FOREVER;
	while (take_asked(&asked)) {
		answer_all(asked);
		begin_waiting();
		if (nearest <= os_now())
			end_late(os_now());
		tellers_relieve();
		tellers_go();
		due = tellers_due();
		due = turn_due() < due ? turn_due() : due;
		io.engine.ops->turn(io.engine.self, due < nearest ? due : nearest);
	}
}

/* The threads are not in it, and may have had locks. Where no handle was open they were about to end: that is forgotten. */
static void copy_begins(void)
{
	os_store32(&io_copied, !table_copied());
	if (os_load32(&io_copied))
		return;
	memset(&io, 0, sizeof io);
	io.last_asked = &io.asked;
	io.watches = true;
	running = NULL;
	turn_copied();
	tellers_copied();
}

static void watch_copies(void)
{
	if (!io.watches)
		os_copy_tell(copy_begins);
	io.watches = true;
}

static DWORD io_begin(void)
{
	os_thread thread;
	DWORD error = engine_make(&io.engine);

	watch_copies();
	if (error)
		return error;
	if (os_thread_start(&thread, io_main, NULL)) {
		io.engine.ops->end(io.engine.self);
		return ERROR_INTERNET_ASYNC_THREAD_FAILED;
	}
	os_thread_detach(&thread);
	io.runs = true;
	return ERROR_SUCCESS;
}

DWORD io_start(void)
{
	DWORD error = ERROR_SUCCESS;

	if (os_load32(&io_copied))
		return ERROR_INTERNET_ASYNC_THREAD_FAILED;
	os_mutex_lock(&io.lock);
	if (!io.runs)
		error = io_begin();
	if (!error)
		io.sessions++;
	os_mutex_unlock(&io.lock);
	return error;
}

void io_stop(void)
{
	os_mutex_lock(&io.lock);
	if (!--io.sessions)
		io.engine.ops->wake(io.engine.self);
	os_mutex_unlock(&io.lock);
}
