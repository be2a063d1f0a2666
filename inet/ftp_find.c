/* ftp_find.c - what a directory of an FTP server holds: its listing is read to its end, and given one by one. */
#include <stdio.h>

#include "ftp.h"
#include "wide.h"

enum { FOUND_FIRST = 16, FOUND_MOST = 100000, LISTING_MOST = 64 << 20 };
enum { PAGE_PLACE_MOST = 4096 };       /* octets of a directory's name that links may have */
struct ftp_find {
	struct ftp_leaf leaf;
	char *pattern;                         /* of the names */
	bool wild;                             /* it may name several */
	void *data;                            /* the caller's, until its function is over, or NULL */
	bool wide_data;                        /* it is a WIN32_FIND_DATAW */
	WIN32_FIND_DATAA *found;
	size_t count, room, next;
	size_t octets;                         /* of the listing */
	struct page page;                      /* if a URL has led to it and no raw data is wanted */
	char *directory;                       /* then, too: where its links begin */
	char line[FTP_LINE_MOST];
	size_t line_size;
};

static struct ftp_find *find_of(struct node *n)
{
	return container_of(n, struct ftp_find, leaf.node);
}

static void find_stop(struct node *n)
{
	ftp_leaf_stop(&find_of(n)->leaf, false);
}

static void find_fini(struct node *n)
{
	struct ftp_find *find = find_of(n);

	ftp_job_clear(&find->leaf.job);
	os_free(find->pattern);
	os_free(find->directory);
	os_free(find->found);
}

/* It is opened by an operation of its own if a URL has led to it. */
static struct transfer *find_carrier(struct node *n)
{
	return &find_of(n)->leaf.job.transfer;
}

static const struct node_class find_class = { .size = sizeof(struct ftp_find), .stop = find_stop, .fini = find_fini,
					      .carrier = find_carrier };

/* ---- as a page ---- */

/* From where the server begins, since its own URL may end with or without a slash, and ";type=d". One of the server's whole tree
 * begins with "/", which would name a host. */
static void page_place(struct page_line *l, const char *directory)
{
	page_says(l, "/");
	if (*directory == '/')
		page_says(l, "%2F");
	directory += *directory == '/';
	page_leads(l, directory);
	page_says(l, *directory ? "/" : "");
}

static void page_name(struct page_line *l, const WIN32_FIND_DATAA *f, const char *slash)
{
	page_shows(l, f->cFileName);
	page_says(l, slash);
}

static void page_link(struct page_line *l, const char *directory, const WIN32_FIND_DATAA *f, const char *slash)
{
	page_says(l, "<a href=\"");
	page_place(l, directory);
	page_leads(l, f->cFileName);
	page_says(l, slash);
	page_says(l, "\">");
	page_name(l, f, slash);
	page_says(l, "</a>");
}

static bool page_item(struct node *n, size_t i, struct page_line *l)
{
	const struct ftp_find *find = find_of(n);
	const WIN32_FIND_DATAA *f = i < find->count ? &find->found[i] : NULL;
	const char *slash = f && (f->dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) ? "/" : "";
	char size[32];

	if (!f)
		return false;
	if (strlen(find->directory) <= PAGE_PLACE_MOST)
		page_link(l, find->directory, f, slash);
	else
		page_name(l, f, slash);
	snprintf(size, sizeof size, " %llu\n", (unsigned long long)f->nFileSizeHigh << 32 | f->nFileSizeLow);
	page_says(l, *slash ? "\n" : size);
	return true;
}

static DWORD find_page(struct node *n, struct read *read, DWORD_PTR context)
{
	(void)context;
	return find_of(n)->leaf.over ? page_read(&find_of(n)->page, n, read) : ERROR_INTERNET_REQUEST_PENDING;
}

static const struct node_class page_class = { .size = sizeof(struct ftp_find), .stop = find_stop, .fini = find_fini,
					      .read = find_page, .carrier = find_carrier };

/* ---- on the I/O thread ---- */

/* Behind one character, of UTF-8 if it is. */
static const char *behind(const char *text)
{
	text++;
	while (((unsigned char)*text & 0xC0) == 0x80)
		text++;
	return text;
}

static bool matches(const char *pattern, const char *name)
{
	const char *star = NULL, *from = NULL;

	while (*name) {
		if (*pattern == '*') {
			star = ++pattern;
			from = name;
		} else if (*pattern && (*pattern == '?' || *pattern == *name)) {
			name = *pattern++ == '?' ? behind(name) : name + 1;
		} else if (star) {
			pattern = star;
			name = from = behind(from);
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

static DWORD keep(struct ftp_find *find, const WIN32_FIND_DATAA *entry)
{
	if (find->count == find->room) {
		size_t more = find->room ? find->room * 2 : FOUND_FIRST, room = more < FOUND_MOST ? more : FOUND_MOST;
		WIN32_FIND_DATAA *found = room > find->room ? os_realloc(find->found, room * sizeof *found) : NULL;

		if (!found)
			return ERROR_NOT_ENOUGH_MEMORY;
		find->found = found;
		find->room = room;
	}
	find->found[find->count++] = *entry;
	return ERROR_SUCCESS;
}

/* Lines that are too long name nothing. */
static DWORD line_came(struct ftp_find *find)
{
	bool facts = !find->leaf.job.at, whole = find->line_size < sizeof find->line;
	WIN32_FIND_DATAA entry;
	size_t size = find->line_size;

	find->line_size = 0;
	if (!whole)
		return ERROR_SUCCESS;
	find->line[size] = 0;
	if (memchr(find->line, 0, size) || !ftp_list_line(find->line, facts, &entry) || !matches(find->pattern, entry.cFileName))
		return ERROR_SUCCESS;
	return keep(find, &entry);
}

static size_t find_room(struct ftp_job *j)
{
	(void)j;
	return FTP_CHUNK;
}

static DWORD find_put(struct ftp_job *j, const char *data, size_t size)
{
	struct ftp_find *find = container_of(j, struct ftp_find, leaf.job);
	DWORD error = ERROR_SUCCESS;

	find->octets += size;
	if (find->octets > LISTING_MOST)
		return ERROR_NOT_ENOUGH_MEMORY;
	while (!error && line_take(find->line, sizeof find->line, &find->line_size, &data, &size))
		error = line_came(find);
	return error;
}

/* Locked. */
static DWORD give_next(struct ftp_find *find, void *data, bool wide)
{
	if (find->next == find->count)
		return ERROR_NO_MORE_FILES;
	if (wide)
		wide_found(&find->found[find->next++], data);
	else
		*(WIN32_FIND_DATAA *)data = find->found[find->next++];
	return ERROR_SUCCESS;
}

static void find_over(struct ftp_job *j, DWORD error)
{
	struct ftp_find *find = container_of(j, struct ftp_find, leaf.job);
	struct node *n = j->asker;

	if (!error && find->line_size)
		error = line_came(find);
	if (!error && !find->count && find->data)
		error = find->wild ? ERROR_NO_MORE_FILES : ERROR_INTERNET_EXTENDED_ERROR;
	node_lock(n);
	if (!error && find->data && operation_pending(&n->operation) && j->pending)
		error = give_next(find, find->data, find->wide_data);
	node_unlock(n);
	ftp_leaf_over(&find->leaf, error);
}

static const struct ftp_task find_task = { NULL, find_room, find_put, NULL, find_over };

/* ---- functions ---- */

/* The directory that is listed, and what its names are to match. */
static DWORD split(struct ftp_find *find, struct node *connect, const char *pattern, char **directory)
{
	char *whole = NULL, *last;
	DWORD error;

	node_lock(connect);
	error = ftp_here(find->leaf.job.ftp, *pattern ? pattern : "*", &whole);
	node_unlock(connect);
	if (error)
		return error;
	last = strrchr(whole, '/') + 1;
	if (!strcmp(last, "*.*"))
		last[1] = 0;
	find->pattern = text_copy(*last ? last : "*", *last ? strlen(last) : 1);
	find->wild = !*last || strpbrk(last, "*?");
	*last = 0;
	if (last - whole > 1)
		last[-1] = 0;
	*directory = whole;
	return !find->pattern ? ERROR_NOT_ENOUGH_MEMORY : strpbrk(whole, "*?") ? ERROR_INTERNET_EXTENDED_ERROR : ERROR_SUCCESS;
}

static struct ftp_find *find_make(struct node *connect, bool page, DWORD_PTR context)
{
	struct ftp_leaf *l = ftp_leaf_make(page ? &page_class : &find_class,
					   page ? INTERNET_HANDLE_TYPE_FTP_FIND_HTML : INTERNET_HANDLE_TYPE_FTP_FIND, connect,
					   &find_task, context);

	if (!l)
		return NULL;
	l->job.data = FTP_READS;
	l->job.ascii = true;
	l->job.other = "LIST";
	return container_of(l, struct ftp_find, leaf);
}

/* The directory "": where the server begins. */
static DWORD set_directory(struct ftp_find *find, const char *directory)
{
	find->leaf.job.commands[0] = ftp_command("MLSD", directory);
	return find->leaf.job.commands[0] ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

DWORD ftp_find(struct node *n, const char *pattern, void *data, bool wide, DWORD_PTR context, HINTERNET *value)
{
	struct ftp_find *find = find_make(n, false, context);
	char *directory = NULL;
	DWORD error;

	if (!find)
		return ERROR_NOT_ENOUGH_MEMORY;
	find->data = data;
	find->wide_data = wide;
	error = split(find, n, pattern ? pattern : "", &directory);
	if (!error)
		error = set_directory(find, directory);
	os_free(directory);
	return ftp_leaf_open(&find->leaf, error, value);
}

DWORD ftp_visit_directory(struct node *n, const char *directory, bool page, DWORD_PTR context, HINTERNET *value)
{
	struct ftp_find *find = find_make(n, page, context);
	DWORD error;

	if (!find)
		return ERROR_NOT_ENOUGH_MEMORY;
	find->leaf.job.asker = &find->leaf.node;
	find->page.item = page_item;
	find->wild = true;
	find->pattern = text_copy("*", 1);
	find->directory = text_copy(directory, strlen(directory));
	error = find->pattern && find->directory ? set_directory(find, directory) : ERROR_NOT_ENOUGH_MEMORY;
	return ftp_leaf_open(&find->leaf, error, value);
}

DWORD ftp_find_next(struct node *n, void *data, bool wide)
{
	DWORD error;

	node_lock(n);
	error = n->closed ? ERROR_INVALID_HANDLE
	        : !find_of(n)->leaf.over ? ERROR_INTERNET_REQUEST_PENDING : give_next(find_of(n), data, wide);
	node_unlock(n);
	return error;
}
