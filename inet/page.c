/* page.c - directories and menus as pages of HTML, line by line: what their URLs lead to unless raw data was asked for. */
#include <stdio.h>

#include "inet.h"

/* ---- text, of which too much is not there ---- */

void page_add(struct page_line *l, const char *text, size_t size)
{
	if (size > sizeof l->text - l->size)
		size = sizeof l->text - l->size;
	memcpy(l->text + l->size, text, size);
	l->size += size;
}

void page_says(struct page_line *l, const char *html)
{
	page_add(l, html, strlen(html));
}

void page_shows(struct page_line *l, const char *text)
{
	static const struct { char c; const char *html; } meant[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" },
		{ '"', "&quot;" }, { '\'', "&#39;" } };
	size_t i;

	for (; *text; text++) {
		for (i = 0; i < ARRAY_COUNT(meant) && meant[i].c != *text; i++)
			;
		if (i < ARRAY_COUNT(meant))
			page_says(l, meant[i].html);
		else
			page_add(l, text, 1);
	}
}

void page_leads(struct page_line *l, const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
	char coded[4];

	for (; *text; text++) {
		if (strchr(plain, *text)) {
			page_add(l, text, 1);
		} else {
			snprintf(coded, sizeof coded, "%%%02X", (unsigned char)*text);
			page_says(l, coded);
		}
	}
}

/* ---- the page ---- */

static void head(struct page_line *l, struct node *n)
{
	const char *host = container_of(n->parent, struct connect, node)->host;

	page_says(l, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>");
	page_shows(l, host);
	page_says(l, "</title></head><body><h1>");
	page_shows(l, host);
	page_says(l, "</h1><pre>\n");
}

/* The next one; empty: there is none. */
static void make_line(const struct page *p, struct node *n, struct page_line *l, bool *last)
{
	l->size = 0;
	*last = p->ended;
	if (p->ended)
		return;
	if (!p->next) {
		head(l, n);
	} else if (!p->item(n, p->next - 1, l)) {
		page_says(l, "</pre></body></html>\n");
		*last = true;
	}
}

DWORD page_read(struct page *p, struct node *n, struct read *read)
{
	struct page_line l;
	bool last;

	make_line(p, n, &l, &last);
	if (read->counts) {
		if (read->got_to)
			*read->got_to = (DWORD)l.size;
		return ERROR_SUCCESS;
	}
	while (l.size && l.size <= read->wanted - read->got) {
		memcpy(read->to + read->got, l.text, l.size);
		read->got += (DWORD)l.size;
		p->next++;
		p->ended = last;
		make_line(p, n, &l, &last);
	}
	if (read->got_to)
		*read->got_to = read->got;
	return l.size && read->wanted && !read->got ? ERROR_INSUFFICIENT_BUFFER : ERROR_SUCCESS;
}
