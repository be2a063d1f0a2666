/* headers.c - lines "Name: value", in order. */

#include "inet.h"

static struct header *header_make(const char *name, size_t name_size, const char *value, size_t value_size)
{
	struct header *h = os_alloc(sizeof *h + name_size + value_size + 3);

	if (!h)
		return NULL;
	h->next = NULL;
	h->name = name_size;
	memcpy(h->line, name, name_size);
	memcpy(h->line + name_size, ": ", 2);
	memcpy(h->line + name_size + 2, value, value_size);
	h->line[name_size + 2 + value_size] = 0;
	return h;
}

static bool is_named(const struct header *h, const char *name, size_t size)
{
	return h->name == size && ascii_equal_n(h->line, name, size);
}

const char *headers_find(const struct headers *h, const char *name, unsigned index)
{
	const struct header *at;

	for (at = h->first; at; at = at->next)
		if (is_named(at, name, strlen(name)) && !index--)
			return at->line + at->name + 2;
	return NULL;
}

bool header_is_token(const char *text, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (text[i] <= ' ' || text[i] == 127 || strchr("()<>@,;:\\\"/[]?={}", text[i]))
			return false;
	return size > 0;
}

/* A line taken apart. */
struct line {
	const char *name, *value;
	size_t name_size, value_size;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool line_parse(const char *text, size_t size, struct line *l)
{
	const char *colon = memchr(text, ':', size), *end = text + size;

	if (!colon || !header_is_token(text, (size_t)(colon - text)) || memchr(text, 0, size))
		return false;
	*l = (struct line){ .name = text, .name_size = (size_t)(colon - text), .value = colon + 1 };
	while (l->value < end && is_blank(*l->value))
		l->value++;
	while (end > l->value && is_blank(end[-1]))
		end--;
	l->value_size = (size_t)(end - l->value);
	return true;
}

static struct header **find(struct headers *h, const char *name, size_t size)
{
	struct header **at = &h->first;

	while (*at && !is_named(*at, name, size))
		at = &(*at)->next;
	return at;
}

static DWORD append(struct headers *h, const struct line *l)
{
	struct header **end = &h->first;

	while (*end)
		end = &(*end)->next;
	*end = header_make(l->name, l->name_size, l->value, l->value_size);
	return *end ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

static DWORD coalesce(struct header **at, const struct line *l, const char *between)
{
	size_t old = strlen((*at)->line), gap = strlen(between);
	struct header *h = os_realloc(*at, sizeof *h + old + gap + l->value_size + 1);

	if (!h)
		return ERROR_NOT_ENOUGH_MEMORY;
	memcpy(h->line + old, between, gap);
	memcpy(h->line + old + gap, l->value, l->value_size);
	h->line[old + gap + l->value_size] = 0;
	*at = h;
	return ERROR_SUCCESS;
}

static void drop(struct header **at)
{
	struct header *h = *at;

	*at = h->next;
	os_free(h);
}

/* There is one with this name. */
static DWORD replace(struct headers *h, struct header **at, const struct line *l)
{
	drop(at);
	return l->value_size ? append(h, l) : ERROR_SUCCESS;
}

static DWORD add_line(struct headers *h, const struct line *l, DWORD modifiers)
{
	struct header **at = find(h, l->name, l->name_size);

	if (*at && (modifiers & HTTP_ADDREQ_FLAG_ADD_IF_NEW))
		return ERROR_HTTP_HEADER_ALREADY_EXISTS;
	if (*at && (modifiers & HTTP_ADDREQ_FLAG_REPLACE))
		return replace(h, at, l);
	if (*at && (modifiers & HTTP_ADDREQ_FLAG_COALESCE_WITH_COMMA))
		return coalesce(at, l, ", ");
	if (*at && (modifiers & HTTP_ADDREQ_FLAG_COALESCE_WITH_SEMICOLON))
		return coalesce(at, l, "; ");
	if ((modifiers & HTTP_ADDREQ_FLAG_REPLACE) && !(modifiers & HTTP_ADDREQ_FLAG_ADD))
		return ERROR_HTTP_HEADER_NOT_FOUND;
	if ((modifiers & HTTP_ADDREQ_FLAG_REPLACE) && !l->value_size)
		return ERROR_SUCCESS;
	return append(h, l);
}

static DWORD add_lines(struct headers *h, const char *text, size_t length, DWORD modifiers)
{
	const char *end = text + length;
	DWORD error = ERROR_SUCCESS;
	struct line l;

	while (!error && text < end) {
		size_t size = 0;

		while (text + size < end && text[size] != '\r' && text[size] != '\n')
			size++;
		if (size)
			error = line_parse(text, size, &l) ? add_line(h, &l, modifiers) : ERROR_HTTP_INVALID_HEADER;
		text += size + 1;
	}
	return error;
}

static bool headers_copy(const struct headers *from, struct headers *to)
{
	struct header **end = &to->first;
	const struct header *h;

	for (h = from->first; h; h = h->next, end = &(*end)->next) {
		const char *value = h->line + h->name + 2;

		*end = header_make(h->line, h->name, value, strlen(value));
		if (!*end)
			return false;
	}
	return true;
}

/* All of them or none: they are added to a copy. */
DWORD headers_add(struct headers *h, const char *text, size_t length, DWORD modifiers)
{
	struct headers copy = { NULL };
	DWORD error = headers_copy(h, &copy) ? add_lines(&copy, text, length, modifiers) : ERROR_NOT_ENOUGH_MEMORY;

	if (error) {
		headers_free(&copy);
		return error;
	}
	headers_free(h);
	*h = copy;
	return ERROR_SUCCESS;
}

void headers_free(struct headers *h)
{
	while (h->first) {
		struct header *first = h->first;

		h->first = first->next;
		os_free(first);
	}
}

void headers_remove(struct headers *h, const char *name)
{
	struct header **at;

	while (*(at = find(h, name, strlen(name))))
		drop(at);
}
