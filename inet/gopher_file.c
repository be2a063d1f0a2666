/* gopher_file.c - files of Gopher, read piece by piece: as they come, or, of Gopher+, as the line before them says. */
#include <stdlib.h>

#include "gopher.h"

enum { HEAD_MOST = 64, REFUSAL_MOST = 1024, UNTIL_DOT = -1, UNTIL_END = -2 };
enum gopher_part { PART_HEAD, PART_BODY, PART_REFUSAL };
struct gopher_file {
	struct node node;
	struct gopher_job job;
	struct inflow in;
	enum gopher_part part;
	char text[REFUSAL_MOST];               /* the head, or what the server said in place of a file */
	size_t text_size;
	int64_t left;                          /* octets; UNTIL_DOT, UNTIL_END */
	unsigned dot;                          /* octets of a line that may be the last one: "." CR */
	bool inside;                           /* of a line */
	bool open, ended;
	DWORD error;                           /* how it ended */
};

static struct gopher_file *file_of(struct node *n)
{
	return container_of(n, struct gopher_file, node);
}

static void file_stop(struct node *n)
{
	file_of(n)->in.read.waits = false;
	io_ask(&file_of(n)->job.transfer, TRANSFER_STOP);
}

static void file_fini(struct node *n)
{
	gopher_job_clear(&file_of(n)->job);
	inflow_fini(&file_of(n)->in);
}

static DWORD file_read(struct node *n, struct read *read, DWORD_PTR context)
{
	struct gopher_file *file = file_of(n);

	if (!file->open)
		return ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	return inflow_read(&file->in, &file->job.transfer, read, context, file->ended ? &file->error : NULL);
}

static struct transfer *file_carrier(struct node *n)
{
	return &file_of(n)->job.transfer;
}

static const struct node_class file_class = { .size = sizeof(struct gopher_file), .stop = file_stop, .fini = file_fini,
					      .read = file_read, .carrier = file_carrier };

/* ---- on the I/O thread ---- */

static struct gopher_file *locked(struct gopher_job *j)
{
	struct gopher_file *file = container_of(j, struct gopher_file, job);

	node_lock(&file->node);
	return file;
}

static size_t file_room(struct gopher_job *j)
{
	struct gopher_file *file = locked(j);
	bool room = file->in.read.waits || flow_is_low(&file->in.flow);

	node_unlock(&file->node);
	return room ? GOPHER_CHUNK : 0;
}

/* The line before the file, or before what is said in its place. ERROR_MORE_DATA: it is not whole. */
static DWORD read_head(struct gopher_file *file, const char **data, size_t *size)
{
	while (*size && **data != '\n' && file->text_size < HEAD_MOST) {
		file->text[file->text_size++] = *(*data)++;
		--*size;
	}
	if (file->text_size == HEAD_MOST || (*file->text != '+' && *file->text != '-' && file->text_size))
		return ERROR_GOPHER_PROTOCOL_ERROR;
	if (!*size)
		return ERROR_MORE_DATA;
	++*data;
	--*size;
	if (!file->text_size)
		return ERROR_GOPHER_PROTOCOL_ERROR;
	file->text[file->text_size] = 0;
	file->left = strtoll(file->text + 1, NULL, 10);
	file->part = *file->text == '+' ? PART_BODY : PART_REFUSAL;
	file->text_size = 0;
	return file->left < UNTIL_END ? ERROR_GOPHER_PROTOCOL_ERROR : ERROR_SUCCESS;
}

static DWORD keep_refusal(struct gopher_file *file, const char *data, size_t size)
{
	size_t room = sizeof file->text - file->text_size;

	memcpy(file->text + file->text_size, data, size < room ? size : room);
	file->text_size += size < room ? size : room;
	return size < room ? ERROR_SUCCESS : ERROR_NO_MORE_ITEMS;
}

/* Without the line that ends it, which *whole says has come. What may be its begin waits for the rest. */
static size_t undot(struct gopher_file *file, const char *from, size_t size, char *to, bool *whole)
{
	size_t n = 0, i;

	for (i = 0; i < size && !*whole; i++) {
		char c = from[i];

		*whole = file->dot && c == '\n';
		if (!*whole && ((!file->inside && !file->dot && c == '.') || (file->dot == 1 && c == '\r'))) {
			file->dot++;
			continue;
		}
		if (*whole)
			break;
		memcpy(to + n, ".\r", file->dot);
		n += file->dot;
		file->dot = 0;
		to[n++] = c;
		file->inside = c != '\n';
	}
	return n;
}

/* Locked: as much of it as belongs to the file. */
static DWORD keep_body(struct gopher_file *file, const char *data, size_t size)
{
	char text[GOPHER_CHUNK + 2];
	bool whole = false;

	if (file->left == UNTIL_DOT) {
		size = undot(file, data, size, text, &whole);
		data = text;
	} else if (file->left >= 0) {
		whole = (uint64_t)size >= (uint64_t)file->left;
		size = whole ? (size_t)file->left : size;
		file->left -= (int64_t)size;
	}
	if (!inflow_take(&file->in, &file->node, data, size))
		return ERROR_NOT_ENOUGH_MEMORY;
	return whole ? ERROR_NO_MORE_ITEMS : ERROR_SUCCESS;
}

static DWORD open_file(struct gopher_file *file)
{
	bool told = file->open || gopher_hear(&file->job);

	file->job.replies = false;
	node_lock(&file->node);
	if (told && !file->open) {
		file->open = true;
		operation_end(&file->node, TRUE, ERROR_SUCCESS, NULL);
	}
	node_unlock(&file->node);
	return told ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

static DWORD file_put(struct gopher_job *j, const char *data, size_t size)
{
	struct gopher_file *file = container_of(j, struct gopher_file, job);
	DWORD error = file->part == PART_HEAD ? read_head(file, &data, &size) : ERROR_SUCCESS;

	if (error)
		return error == ERROR_MORE_DATA ? ERROR_SUCCESS : error;
	if (file->part == PART_REFUSAL)
		return keep_refusal(file, data, size);
	error = open_file(file);
	if (!error) {
		locked(j);
		error = keep_body(file, data, size);
		node_unlock(&file->node);
	}
	return error;
}

/* What it means that nothing more comes. */
static DWORD verdict(struct gopher_file *file, struct words **words)
{
	if (file->part == PART_HEAD)
		return ERROR_GOPHER_PROTOCOL_ERROR;
	if (file->part == PART_BODY)
		return file->left > 0 ? ERROR_INTERNET_CONNECTION_ABORTED : ERROR_SUCCESS;
	*words = words_make(file->text, file->text_size);
	return *words ? ERROR_INTERNET_EXTENDED_ERROR : ERROR_NOT_ENOUGH_MEMORY;
}

static void file_over(struct gopher_job *j, DWORD error)
{
	struct gopher_file *file = container_of(j, struct gopher_file, job);
	struct words *words = NULL;
	struct node *n = &file->node;

	if (!error)
		error = verdict(file, &words);
	node_lock(n);
	file->ended = true;
	file->error = error;
	inflow_end(&file->in, n, file->in.read.got && !j->transfer.cancelled ? ERROR_SUCCESS : error);
	if (!file->open) {
		file->open = !error;
		operation_end(n, !error, error, words);
	}
	node_unlock(n);
}

static const struct gopher_task file_task = { file_room, file_put, file_over };

/* ---- functions ---- */

/* "+text/plain"; NULL with 0: there is none. */
static DWORD plus_of(const char *view, char **plus)
{
	*plus = view ? os_alloc(strlen(view) + 2) : NULL;
	if (view && !*plus)
		return ERROR_NOT_ENOUGH_MEMORY;
	if (view) {
		**plus = '+';
		memcpy(*plus + 1, view, strlen(view) + 1);
	}
	return ERROR_SUCCESS;
}

DWORD gopher_open(struct node *connect, const struct locator *l, const char *view, DWORD_PTR context, HINTERNET *value)
{
	struct node *n = node_make(&file_class, INTERNET_HANDLE_TYPE_GOPHER_FILE, connect, context);
	struct gopher_file *file = n ? file_of(n) : NULL;
	char *plus;
	DWORD error;

	if (!file)
		return ERROR_NOT_ENOUGH_MEMORY;
	file->part = view ? PART_HEAD : PART_BODY;
	file->job.replies = view;
	file->left = UNTIL_END;
	error = plus_of(view, &plus);
	if (!error)
		error = gopher_job_make(&file->job, n, &file_task, l, NULL, plus);
	else
		file->job.transfer.node = n;
	os_free(plus);
	return gopher_open_job(&file->job, error, value);
}
