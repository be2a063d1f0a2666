/* headers.c - lines "Name: value", in order. */
#include <strings.h>

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
	return h->name == size && !strncasecmp(h->line, name, size);
}

const char *headers_find(const struct headers *h, const char *name, unsigned index)
{
	const struct header *at;

	for (at = h->first; at; at = at->next)
		if (is_named(at, name, strlen(name)) && !index--)
			return at->line + at->name + 2;
	return NULL;
}

static bool is_token(const char *text, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (text[i] <= ' ' || text[i] == 127 || strchr("()<>@,;:\\\"/[]?={}", text[i]))
			return false;
	return size > 0;
}

/* One line without its end. */
static DWORD add_line(struct header ***last, const char *line, size_t size)
{
	const char *colon = memchr(line, ':', size);
	const char *value = colon ? colon + 1 : NULL, *end = line + size;

	if (!colon || !is_token(line, (size_t)(colon - line)) || memchr(line, 0, size))
		return ERROR_HTTP_INVALID_HEADER;
	while (value < end && (*value == ' ' || *value == '\t'))
		value++;
	while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	**last = header_make(line, (size_t)(colon - line), value, (size_t)(end - value));
	if (!**last)
		return ERROR_NOT_ENOUGH_MEMORY;
	*last = &(**last)->next;
	return ERROR_SUCCESS;
}

DWORD headers_add(struct headers *h, const char *text, size_t length, DWORD modifiers)
{
	struct headers added = { NULL };
	struct header **last = &added.first, **end;
	const char *at = text;
	DWORD error = ERROR_SUCCESS;

	(void)modifiers;
	while (!error && at < text + length) {
		size_t left = length - (size_t)(at - text), line = 0;

		while (line < left && at[line] != '\r' && at[line] != '\n')
			line++;
		if (line)
			error = add_line(&last, at, line);
		at += line < left ? line + 1 : line;
	}
	if (error) {
		headers_free(&added);
		return error;
	}
	for (end = &h->first; *end; end = &(*end)->next)
		;
	*end = added.first;
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
	struct header **at = &h->first;

	while (*at) {
		struct header *found = *at;

		if (is_named(found, name, strlen(name))) {
			*at = found->next;
			os_free(found);
		} else {
			at = &found->next;
		}
	}
}
