/* gopher_find.c - menus of Gopher: read to their end, and given item by item. */
#include <stdio.h>

#include "gopher.h"
#include "wide.h"

enum { MENU_MOST = 4 << 20, ITEMS_FIRST = 16, ITEMS_MOST = 16384 };
struct gopher_find {
	struct node node;
	struct gopher_job job;
	void *data;                            /* the caller's, until its function is over, or NULL */
	bool wide;                             /* it is a GOPHER_FIND_DATAW */
	GOPHER_FIND_DATAA *found;
	size_t count, room, next;
	size_t malformed;                      /* lines */
	bool over;                             /* all has come */
	struct page page;                      /* if a URL has led to it and no raw data is wanted */
	char line[GOPHER_LINE_MOST];
	size_t line_size;
};

static struct gopher_find *find_of(struct node *n)
{
	return container_of(n, struct gopher_find, node);
}

static void find_stop(struct node *n)
{
	io_ask(&find_of(n)->job.transfer, TRANSFER_STOP);
}

static void find_fini(struct node *n)
{
	gopher_job_clear(&find_of(n)->job);
	os_free(find_of(n)->found);
}

static struct transfer *find_carrier(struct node *n)
{
	return &find_of(n)->job.transfer;
}

static const struct node_class find_class = { .size = sizeof(struct gopher_find), .stop = find_stop, .fini = find_fini,
					      .carrier = find_carrier };

/* ---- as a page ---- */

static void page_link(struct page_line *line, const struct locator *l)
{
	bool bare6 = strchr(l->host, ':') && *l->host != '[';
	char rest[16];

	page_says(line, "<a href=\"gopher://");
	page_says(line, bare6 ? "[" : "");
	page_shows(line, l->host);
	snprintf(rest, sizeof rest, "%s:%u/", bare6 ? "]" : "", l->port);
	page_says(line, rest);
	page_leads(line, (char[]){ l->sign, 0 });
	page_leads(line, l->selector);
	page_says(line, "\">");
	page_shows(line, l->display);
	page_says(line, "</a>\n");
}

static bool page_item(struct node *n, size_t i, struct page_line *line)
{
	const struct gopher_find *find = find_of(n);
	struct locator l;

	if (i >= find->count)
		return false;
	if (!locator_read(find->found[i].Locator, strlen(find->found[i].Locator), &l) || l.sign == 'i' || l.sign == '3') {
		page_shows(line, find->found[i].DisplayString);
		page_says(line, "\n");
	} else {
		page_link(line, &l);
	}
	return true;
}

static DWORD find_page(struct node *n, struct read *read, DWORD_PTR context)
{
	(void)context;
	return find_of(n)->over ? page_read(&find_of(n)->page, n, read) : ERROR_INTERNET_REQUEST_PENDING;
}

static const struct node_class page_class = { .size = sizeof(struct gopher_find), .stop = find_stop, .fini = find_fini,
					      .read = find_page, .carrier = find_carrier };

/* ---- on the I/O thread ---- */

static DWORD keep(struct gopher_find *find, const struct locator *l)
{
	char text[LOCATOR_ROOM];
	size_t size = locator_write(l, text);
	GOPHER_FIND_DATAA *item;

	if (size > MAX_GOPHER_LOCATOR_LENGTH) {
		find->malformed++;
		return ERROR_SUCCESS;
	}
	if (find->count == find->room) {
		size_t room = find->room ? find->room * 2 : ITEMS_FIRST;
		GOPHER_FIND_DATAA *found = room <= ITEMS_MOST ? os_realloc(find->found, room * sizeof *found) : NULL;

		if (!found)
			return room > ITEMS_MOST ? ERROR_GOPHER_DATA_ERROR : ERROR_NOT_ENOUGH_MEMORY;
		find->found = found;
		find->room = room;
	}
	item = &find->found[find->count++];
	*item = (GOPHER_FIND_DATAA){ .GopherType = locator_type(l) };
	memcpy(item->DisplayString, l->display, strlen(l->display) + 1);
	memcpy(item->Locator, text, size + 1);
	return ERROR_SUCCESS;
}

/* ERROR_NO_MORE_ITEMS: it was the last. */
static DWORD line_came(struct gopher_find *find)
{
	size_t size = find->line_size;
	struct locator l;

	find->line_size = 0;
	if (size && size < sizeof find->line && find->line[size - 1] == '\r')
		size--;
	if (size == 1 && *find->line == '.')
		return ERROR_NO_MORE_ITEMS;
	if (size < sizeof find->line && locator_read(find->line, size, &l))
		return keep(find, &l);
	find->malformed += size != 0;
	return ERROR_SUCCESS;
}

static size_t find_room(struct gopher_job *j)
{
	(void)j;
	return GOPHER_CHUNK;
}

static DWORD find_put(struct gopher_job *j, const char *data, size_t size)
{
	struct gopher_find *find = container_of(j, struct gopher_find, job);
	DWORD error = ERROR_SUCCESS;

	if (j->received > MENU_MOST)
		return ERROR_GOPHER_DATA_ERROR;
	while (!error && line_take(find->line, sizeof find->line, &find->line_size, &data, &size))
		error = line_came(find);
	return error;
}

/* What came, as a whole: a lone item of the type "error" is the server's refusal. */
static DWORD verdict(struct gopher_find *find, struct words **words)
{
	const GOPHER_FIND_DATAA *first = find->found;

	if (!find->job.received)
		return ERROR_GOPHER_PROTOCOL_ERROR;
	if (!find->count && find->malformed)
		return ERROR_GOPHER_DATA_ERROR;
	if (find->count == 1 && (first->GopherType & GOPHER_TYPE_ERROR)) {
		*words = words_make(first->DisplayString, strlen(first->DisplayString));
		return *words ? ERROR_INTERNET_EXTENDED_ERROR : ERROR_NOT_ENOUGH_MEMORY;
	}
	return find->count || !find->data ? ERROR_SUCCESS : ERROR_NO_MORE_FILES;
}

static void give(const GOPHER_FIND_DATAA *item, void *to, bool wide)
{
	if (wide)
		wide_item(item, to);
	else
		*(GOPHER_FIND_DATAA *)to = *item;
}

static void find_over(struct gopher_job *j, DWORD error)
{
	struct gopher_find *find = container_of(j, struct gopher_find, job);
	struct words *words = NULL;
	struct node *n = &find->node;

	find->malformed += find->line_size != 0; /* it was cut off */
	if (!error)
		error = verdict(find, &words);
	node_lock(n);
	find->over = true;
	if (!error && find->data && operation_pending(&n->operation))
		give(&find->found[find->next++], find->data, find->wide);
	operation_end(n, !error, error, words);
	node_unlock(n);
}

static const struct gopher_task find_task = { find_room, find_put, find_over };

/* ---- functions ---- */

DWORD gopher_visit_menu(struct node *connect, const struct locator *l, const char *search, bool page, DWORD_PTR context,
                        HINTERNET *value)
{
	DWORD type = page ? INTERNET_HANDLE_TYPE_GOPHER_FIND_HTML : INTERNET_HANDLE_TYPE_GOPHER_FIND;
	struct node *n = node_make(page ? &page_class : &find_class, type, connect, context);
	struct gopher_find *find = n ? find_of(n) : NULL;

	if (!find)
		return ERROR_NOT_ENOUGH_MEMORY;
	find->page.item = page_item;
	return gopher_open_job(&find->job, gopher_job_make(&find->job, n, &find_task, l, search, NULL), value);
}

DWORD gopher_find(struct node *connect, const struct locator *l, const char *search, void *data, bool wide, DWORD_PTR context,
                  HINTERNET *value)
{
	struct node *n = node_make(&find_class, INTERNET_HANDLE_TYPE_GOPHER_FIND, connect, context);
	struct gopher_find *find = n ? find_of(n) : NULL;

	if (!find)
		return ERROR_NOT_ENOUGH_MEMORY;
	find->data = data;
	find->wide = wide;
	return gopher_open_job(&find->job, gopher_job_make(&find->job, n, &find_task, l, search, NULL), value);
}

DWORD gopher_find_next(struct node *n, void *data, bool wide)
{
	struct gopher_find *find = find_of(n);
	DWORD error = ERROR_SUCCESS;

	node_lock(n);
	if (n->closed)
		error = ERROR_INVALID_HANDLE;
	else if (!find->over)
		error = ERROR_INTERNET_REQUEST_PENDING;
	else if (find->next == find->count)
		error = ERROR_NO_MORE_FILES;
	else
		give(&find->found[find->next++], data, wide);
	node_unlock(n);
	return error;
}
