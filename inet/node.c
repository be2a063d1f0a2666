/* node.c - handles: values that are never used twice, and the tree of what they stand for. */
#include "inet.h"

/* A value is an index into the table, and a number that no other one has had. */
enum { INDEX_BITS = 20, PLACES_FIRST = 16, PLACES_MOST = 1 << INDEX_BITS };
struct place {
	struct node *node;                     /* NULL: free */
	uint32_t next_free;
};
static struct {
	os_mutex lock;                         /* comes before those of nodes */
	struct place *places;                  /* the first one is never used */
	uint32_t count, made;                  /* made: from there on none was ever used */
	uint32_t free, last_free, open;        /* places that were used: a queue */
	uint64_t values;                       /* that there were */
} table;

struct node *node_ref(struct node *n)
{
	os_ref(&n->refs);
	return n;
}

static void drop_notices(struct strand *s)
{
	while (s->first) {
		struct notice *notice = s->first;

		s->first = notice->next;
		if (!notice->kept)
			os_free(notice);
	}
}

void node_unref(struct node *n)
{
	while (n && !os_unref(&n->refs)) {
		struct node *parent = n->parent;

		if (n->class->fini)
			n->class->fini(n);
		drop_notices(&n->strand);
		words_unref(n->operation.words);
		logins_free(n->logins);
		os_parker_fini(&n->operation.parker);
		os_mutex_fini(&n->lock);
		os_free(n);
		n = parent;
	}
}

struct node *node_make(const struct node_class *class, DWORD type, struct node *parent, DWORD_PTR context)
{
	struct node *n = os_zalloc(class->size);

	if (!n)
		return NULL;
	n->refs.v = n->open.v = 1;
	n->class = class;
	n->type = type;
	n->context = context;
	n->strand.last = &n->strand.first;
	os_mutex_init(&n->lock);
	if (parent) {
		n->parent = node_ref(parent);
		node_lock(parent);
		n->settings = parent->settings;
		node_unlock(parent);
	}
	return n;
}

/* ---- the table; its lock is held ---- */

static bool table_grow(void)
{
	uint32_t count = table.count ? table.count * 2 : PLACES_FIRST;
	struct place *places = count <= PLACES_MOST ? os_realloc(table.places, count * sizeof *places) : NULL;

	if (!places)
		return false;
	memset(places + table.count, 0, (count - table.count) * sizeof *places);
	table.places = places;
	table.count = count;
	if (!table.made)
		table.made = 1;
	return true;
}

bool table_copied(void)
{
	if (!table.open)
		memset(&table.lock, 0, sizeof table.lock);
	return !table.open;
}

/* 0: none is left. */
static uint32_t table_place(void)
{
	uint32_t index = table.free;

	if (table.made < table.count || (!index && table_grow()))
		return table.made++;
	if (index) {
		table.free = table.places[index].next_free;
		if (!table.free)
			table.last_free = 0;
	}
	return index;
}

static struct node *table_find(HINTERNET value, struct place **place)
{
	uint64_t number = (uint64_t)(uintptr_t)value;
	uint32_t index = number & (PLACES_MOST - 1);

	if (!index || index >= table.made)
		return NULL;
	*place = &table.places[index];
	return (*place)->node && (*place)->node->value == value ? (*place)->node : NULL;
}

static void table_leave(struct node *n)
{
	uint32_t index = (uint64_t)(uintptr_t)n->value & (PLACES_MOST - 1);

	table.places[index].node = NULL;
	table.places[index].next_free = 0;
	if (table.last_free)
		table.places[table.last_free].next_free = index;
	else
		table.free = index;
	table.last_free = index;
	if (!--table.open) {
		os_free(table.places);
		table.places = NULL;
		table.count = table.made = table.free = table.last_free = 0;
	}
}

static void table_enter(struct node *n, uint32_t index)
{
	table.places[index].node = node_ref(n);
	n->value = (HINTERNET)(uintptr_t)((++table.values << INDEX_BITS) | index);
	table.open++;
	if (n->parent) {
		os_ref(&n->parent->open);
		n->next = n->parent->children;
		n->link = &n->parent->children;
		if (n->next)
			n->next->link = &n->next;
		n->parent->children = n;
	}
}

DWORD node_open(struct node *n)
{
	struct place *place;
	uint32_t index;
	DWORD error = ERROR_SUCCESS;

	os_mutex_lock(&table.lock);
	if (n->parent && !table_find(n->parent->value, &place))
		error = ERROR_INVALID_HANDLE;
	else if ((index = table_place()))
		table_enter(n, index);
	else
		error = ERROR_INTERNET_OUT_OF_HANDLES;
	os_mutex_unlock(&table.lock);
	return error;
}

DWORD node_get(HINTERNET value, uint32_t types, struct node **n)
{
	struct place *place;
	DWORD error = ERROR_SUCCESS;

	*n = NULL;
	if (os_load32(&io_copied))
		return ERROR_INVALID_HANDLE;
	os_mutex_lock(&table.lock);
	*n = table_find(value, &place);
	if (!*n)
		error = ERROR_INVALID_HANDLE;
	else if (!(types & TYPE_BIT((*n)->type)))
		error = ERROR_INTERNET_INCORRECT_HANDLE_TYPE;
	*n = error ? NULL : node_ref(*n);
	os_mutex_unlock(&table.lock);
	return error;
}

/* ---- the end of a handle ---- */

/* Locked: other threads tell, or are about to. Of a synchronous session only one that waits does. */
static bool others_tell(const struct node *n)
{
	return n->settings.async ? n->strand.first || io_here() : n->strand.first && n->strand.waiter;
}

/* Locked, and all below it have told their end. */
static void node_finish(struct node *n)
{
	n->closing = (struct notice){ .context = n->context, .status = INTERNET_STATUS_HANDLE_CLOSING, .kept = true,
				      .length = sizeof n->closing.handle, .told = node_ended, .handle = n->value };
	if (!strand_wanted(n, n->context)) {
		n->strand.ended = true;
		node_ended(n);
		return;
	}
	n->strand.ended = true;
	if (others_tell(n))
		strand_post(n, &n->closing);
	else
		strand_now(n, &n->closing);
}

void node_ended(struct node *n)
{
	struct node *parent = n->parent;

	node_unlock(n);
	if (parent && !os_unref(&parent->open)) {
		node_lock(parent);
		node_finish(parent);
		node_unlock(parent);
	}
	node_unref(n);
	node_lock(n);
}

/* Takes the subtree out of the table: the order is that of their ends. The table's references go over to the list. */
static struct node **take_tree(struct node *n, struct node **list)
{
	while (n->children)
		list = take_tree(n->children, list);
	table_leave(n);
	if (n->link) {
		*n->link = n->next;
		if (n->next)
			n->next->link = n->link;
	}
	n->after = NULL;
	*list = n;
	return &n->after;
}

void node_hold(struct node *n)
{
	n->held = true;
	os_ref(&n->open);
}

struct node *node_stay_open(struct node *n)
{
	os_ref(&n->open);
	return node_ref(n);
}

void node_may_end(struct node *n)
{
	node_lock(n);
	if (!os_unref(&n->open))
		node_finish(n);
	node_unlock(n);
	node_unref(n);
}

void node_let_go(struct node *n)
{
	node_lock(n);
	if (n->held) {
		n->held = false;
		if (n->holder)
			os_unpark(n->holder);
		else if (!os_unref(&n->open))
			node_finish(n);
	}
	node_unlock(n);
}

/* Locked. Of a synchronous session this thread tells the end: it waits until it may. */
static void await_let_go(struct node *n)
{
	os_parker me = { 0 };

	if (!n->held || n->settings.async)
		return;
	for (n->holder = &me; n->held;) {
		node_unlock(n);
		os_park(&me, OS_FOREVER);
		node_lock(n);
	}
	n->holder = NULL;
	os_unref(&n->open);
	os_parker_fini(&me);
}

/* Its reference is node_ended's. */
static bool node_end(struct node *n)
{
	bool pending;

	node_lock(n);
	n->closed = true;
	pending = operation_pending(&n->operation);
	if (n->class->stop)
		n->class->stop(n);
	operation_end(n, 0, ERROR_INTERNET_OPERATION_CANCELLED, NULL);
	await_let_go(n);
	if (!os_unref(&n->open))
		node_finish(n);
	node_unlock(n);
	return pending;
}

DWORD node_close(HINTERNET value, bool *pending)
{
	struct node *list = NULL, *n, *after;
	struct place *place;

	*pending = false;
	if (os_load32(&io_copied))
		return ERROR_INVALID_HANDLE;
	os_mutex_lock(&table.lock);
	n = table_find(value, &place);
	if (n && n->parent && n->parent->hidden && n->parent->children == n && !n->next)
		n = n->parent;
	if (n)
		take_tree(n, &list);
	os_mutex_unlock(&table.lock);
	for (n = list; n; n = after) {
		after = n->after;
		node_ref(n);
		*pending |= node_end(n);
		node_unref(n);
	}
	return list ? ERROR_SUCCESS : ERROR_INVALID_HANDLE;
}

static void node_created(struct node *n)
{
	INTERNET_STATUS_CALLBACK callback = n->settings.callback;
	INTERNET_ASYNC_RESULT result = { (DWORD_PTR)n->value, ERROR_SUCCESS };

	if (callback && n->context)
		callback(n->parent->value, n->context, INTERNET_STATUS_HANDLE_CREATED, &result, sizeof(HINTERNET));
}

/* Others may close it as soon as it is open: its end is told behind this. */
DWORD node_make_known(struct node *n, DWORD error, HINTERNET *value)
{
	struct node *waits = error ? NULL : node_stay_open(n);

	if (!error)
		error = node_open(n);
	if (!error) {
		*value = n->value;
		node_created(n);
	}
	if (waits)
		node_may_end(waits);
	node_unref(n);
	return error;
}

DWORD node_opened(struct node *n, DWORD error, HINTERNET *value)
{
	bool failed = error && error != ERROR_IO_PENDING;
	struct words *words = failed && n->value ? last_words_take() : NULL;

	*value = n->value;
	if (failed && n->value)
		node_close(n->value, &(bool){ false });
	if (failed)
		last_words(error, words);
	node_unref(n);
	return error;
}
