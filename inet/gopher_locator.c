/* gopher_locator.c - locators: "0display<TAB>selector<TAB>host<TAB>port", and "<TAB>+" if it is of Gopher+, as menus have them. */
#include <stdio.h>
#include <stdlib.h>

#include "gopher.h"

static const struct { char sign; DWORD type; } types[] = {
	{ '0', GOPHER_TYPE_TEXT_FILE }, { '1', GOPHER_TYPE_DIRECTORY }, { '2', GOPHER_TYPE_CSO }, { '3', GOPHER_TYPE_ERROR },
	{ '4', GOPHER_TYPE_MAC_BINHEX }, { '5', GOPHER_TYPE_DOS_ARCHIVE }, { '6', GOPHER_TYPE_UNIX_UUENCODED },
	{ '7', GOPHER_TYPE_INDEX_SERVER }, { '8', GOPHER_TYPE_TELNET }, { '9', GOPHER_TYPE_BINARY }, { '+', GOPHER_TYPE_REDUNDANT },
	{ 'T', GOPHER_TYPE_TN3270 }, { 'g', GOPHER_TYPE_GIF }, { 'I', GOPHER_TYPE_IMAGE }, { ':', GOPHER_TYPE_BITMAP },
	{ ';', GOPHER_TYPE_MOVIE }, { '<', GOPHER_TYPE_SOUND }, { 'h', GOPHER_TYPE_HTML }, { 'P', GOPHER_TYPE_PDF },
	{ 'd', GOPHER_TYPE_PDF }, { 'c', GOPHER_TYPE_CALENDAR }, { 'i', GOPHER_TYPE_INLINE },
};

char locator_sign(DWORD type)
{
	size_t i;

	type &= ~(DWORD)(GOPHER_TYPE_GOPHER_PLUS | GOPHER_TYPE_ASK);
	for (i = 0; i < ARRAY_COUNT(types); i++)
		if (types[i].type == (type ? type : GOPHER_TYPE_DIRECTORY))
			return types[i].sign;
	return 0;
}

DWORD locator_type(const struct locator *l)
{
	DWORD type = GOPHER_TYPE_UNKNOWN;
	size_t i;

	for (i = ARRAY_COUNT(types); i--;)
		if (types[i].sign == l->sign)
			type = types[i].type;
	return type | (l->plus ? GOPHER_TYPE_GOPHER_PLUS : 0) | (l->asks ? GOPHER_TYPE_ASK : 0);
}

bool locator_is_menu(const struct locator *l)
{
	return l->sign == '1' || l->sign == '7';
}

bool locator_is_text(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7F)
			return false;
	return true;
}

/* The next field; NULL: there is none. */
static char *field(char **at)
{
	char *start = *at, *end = start ? strchr(start, '\t') : NULL;

	if (end)
		*end++ = 0;
	*at = end;
	return start;
}

/* Not within a character. */
static void cut(char *text, size_t most)
{
	if (strlen(text) <= most)
		return;
	while (most && ((unsigned char)text[most] & 0xC0) == 0x80)
		most--;
	text[most] = 0;
}

static bool read_port(const char *text, INTERNET_PORT *port)
{
	char *end;
	unsigned long number = strtoul(text, &end, 10);

	*port = (INTERNET_PORT)number;
	return *text >= '0' && *text <= '9' && !*end && number < 65536;
}

/* What only stands in a menu, or says why there is none, leads nowhere. */
static bool is_words(char sign)
{
	return sign == 'i' || sign == '3';
}

bool locator_read(const char *line, size_t size, struct locator *l)
{
	char *at = l->line + 1, *port, *more;

	while (size && (line[size - 1] == '\n' || line[size - 1] == '\r'))
		size--;
	if (!size || size >= sizeof l->line || memchr(line, 0, size))
		return false;
	memcpy(l->line, line, size);
	l->line[size] = 0;
	l->sign = *line;
	l->display = field(&at);
	l->selector = field(&at);
	l->host = field(&at);
	port = field(&at);
	more = field(&at);
	if (!port || !read_port(port, &l->port) || strlen(l->selector) > MAX_GOPHER_SELECTOR_TEXT ||
	    strlen(l->host) > INTERNET_MAX_HOST_NAME_LENGTH)
		return false;
	cut(l->display, MAX_GOPHER_DISPLAY_TEXT);
	l->asks = more && *more == '?';
	l->plus = l->asks || (more && *more == '+');
	if (!is_words(l->sign) && !host_is_name(l->host))
		return false;
	return (unsigned char)l->sign > ' ' && locator_is_text(l->display) && locator_is_text(l->selector) && locator_is_text(l->host);
}

size_t locator_write(const struct locator *l, char *to)
{
	return (size_t)snprintf(to, LOCATOR_ROOM, "%c%s\t%s\t%s\t%u%s\r\n", l->sign, l->display, l->selector, l->host, l->port,
	                        l->asks ? "\t?" : l->plus ? "\t+" : "");
}

DWORD locator_find(const struct connect *c, const char *text, struct locator *l)
{
	if (text)
		return locator_read(text, strlen(text), l) && *l->host && host_is_name(l->host) ? ERROR_SUCCESS
												: ERROR_GOPHER_INVALID_LOCATOR;
	l->line[0] = 0;
	l->sign = '1';
	l->display = l->selector = l->line;
	l->host = c->host;
	l->port = c->port;
	l->plus = l->asks = false;
	return ERROR_SUCCESS;
}
