/* gopher_attribute.c - connections of Gopher, and what Gopher+ servers say of an item: lines, in blocks. */

#include "gopher.h"
#include "wide.h"

enum { ATTRIBUTES_MOST = 65536 };
struct gopher {
	struct connect connect;
	struct gopher_job job;
	char *names;                           /* that are wanted, with blanks between them; NULL: all */
	struct attribute_room room;
	char *text, *lines;                    /* what the server says, and what of it is wanted */
	size_t size;
};

static struct gopher *gopher_of(struct node *n)
{
	return container_of(n, struct gopher, connect.node);
}

static void gopher_clear(struct gopher *g)
{
	gopher_job_clear(&g->job);
	os_free(g->names);
	os_free(g->text);
	g->names = g->text = g->lines = NULL;
	g->size = 0;
}

static void gopher_stop(struct node *n)
{
	if (operation_pending(&n->operation))
		io_ask(&gopher_of(n)->job.transfer, TRANSFER_STOP);
}

static void gopher_fini(struct node *n)
{
	gopher_clear(gopher_of(n));
	connect_fini(n);
}

static struct transfer *gopher_carrier(struct node *n)
{
	return &gopher_of(n)->job.transfer;
}

const struct node_class gopher_class = { .size = sizeof(struct gopher), .stop = gopher_stop, .fini = gopher_fini,
					 .carrier = gopher_carrier };

/* ---- which lines are wanted ---- */

static bool is_wanted(const char *names, const char *name, size_t size)
{
	while (names && *names) {
		size_t n = strcspn(names, " ");

		if (n && n == size && ascii_equal_n(names, name, n))
			return true;
		names += n + strspn(names + n, " ");
	}
	return false;
}

/* In the place of all lines those that are: of a block that is wanted all. "+ADMIN:" begins one, " Admin: ..." is in one. */
static size_t choose(char *text, const char *names)
{
	char *to = text, *end;
	bool block = false;

	for (; *text; text = end) {
		const char *name = text + (*text == ' ');
		bool wanted;

		end = text + strcspn(text, "\n");
		end += *end != 0;
		if (*text == '+')
			block = is_wanted(names, text, strcspn(text, ": \r\n"));
		wanted = !names || block || (*text == ' ' && is_wanted(names, name, strcspn(name, ":\r\n")));
		if (wanted)
			memmove(to, text, (size_t)(end - text));
		to += wanted ? end - text : 0;
	}
	*to = 0;
	return strlen(text);
}

/* ---- on the I/O thread ---- */

static size_t attribute_room(struct gopher_job *j)
{
	(void)j;
	return GOPHER_CHUNK;
}

/* By a line that is a dot. */
static bool is_whole(const char *text, size_t size)
{
	return size >= 3 && (!memcmp(text + size - 3, "\n.\n", 3) || (size >= 4 && !memcmp(text + size - 4, "\n.\r\n", 4)));
}

static DWORD attribute_put(struct gopher_job *j, const char *data, size_t size)
{
	struct gopher *g = container_of(j, struct gopher, job);
	char *text;

	if (g->size + size > ATTRIBUTES_MOST)
		return ERROR_GOPHER_DATA_ERROR;
	text = os_realloc(g->text, g->size + size + 1);
	if (!text)
		return ERROR_NOT_ENOUGH_MEMORY;
	memcpy(text + g->size, data, size);
	g->text = text;
	g->size += size;
	text[g->size] = 0;
	return is_whole(text, g->size) ? ERROR_NO_MORE_ITEMS : ERROR_SUCCESS;
}

/* Behind its first line; what is refused is the server's words. */
static DWORD read_answer(struct gopher *g, char **lines, struct words **words)
{
	char *text = g->text, *end = text ? strchr(text, '\n') : NULL;

	if (!text || (*text != '+' && *text != '-') || memchr(text, 0, g->size))
		return ERROR_GOPHER_NOT_GOPHER_PLUS;
	if (is_whole(text, g->size))
		text[g->size -= text[g->size - 2] == '\r' ? 3 : 2] = 0;
	*lines = end ? end + 1 : text + g->size;
	if (*text == '+')
		return ERROR_SUCCESS;
	*words = words_make(*lines, strlen(*lines));
	return *words ? ERROR_INTERNET_EXTENDED_ERROR : ERROR_NOT_ENOUGH_MEMORY;
}

static void attribute_over(struct gopher_job *j, DWORD error)
{
	struct gopher *g = container_of(j, struct gopher, job);
	struct node *n = &g->connect.node;
	struct words *words = NULL;
	char *lines = NULL;

	if (!error)
		error = read_answer(g, &lines, &words);
	if (!error) {
		choose(lines, g->names);
		error = *lines ? ERROR_SUCCESS : ERROR_GOPHER_ATTRIBUTE_NOT_FOUND;
	}
	node_lock(n);
	g->lines = lines;
	if (!error && operation_pending(&n->operation) && !g->room.fn)
		error = wide_give_units(lines, g->room.wide, g->room.buffer, g->room.size, g->room.returned);
	operation_end(n, !error, error, words);
	node_unlock(n);
}

static const struct gopher_task attribute_task = { attribute_room, attribute_put, attribute_over };

/* ---- the function ---- */

static void enumerate(struct node *n)
{
	struct gopher *g = gopher_of(n);

	gopher_enumerate(g->lines, g->room.fn, g->room.wide);
}

/* Locked, and it has begun. */
static DWORD ask(struct gopher *g, const struct locator *l, const char *names, const struct attribute_room *room)
{
	bool all = !names || !*names;

	gopher_clear(g);
	g->room = *room;
	g->names = all ? NULL : text_copy(names, strlen(names));
	if (!all && !g->names)
		return ERROR_NOT_ENOUGH_MEMORY;
	return gopher_job_make(&g->job, &g->connect.node, &attribute_task, l, NULL, "!");
}

DWORD gopher_attribute(struct node *n, const struct locator *l, const char *names, const struct attribute_room *room,
                       DWORD_PTR context)
{
	struct gopher *g = gopher_of(n);
	DWORD error;

	node_lock(n);
	error = operation_begin(n, context);
	if (!error) {
		error = n->settings.offline ? ERROR_FILE_NOT_FOUND : ask(g, l, names, room);
		if (error) {
			operation_drop(n);
		} else {
			n->operation.succeeds = room->fn ? enumerate : NULL;
			io_ask(&g->job.transfer, TRANSFER_START);
			error = operation_await(n, NULL);
		}
	}
	node_unlock(n);
	return error;
}
