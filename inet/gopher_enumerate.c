/* gopher_enumerate.c - what a Gopher+ server says of an item, line by line: names become numbers, values what they mean. */
#include <stdio.h>
#include <stdlib.h>

#include "gopher.h"
#include "wide.h"

/* An attribute, and the text in it as UTF-8: the first one and the second one. */
struct attribute {
	GOPHER_ATTRIBUTE_TYPE type;
	char *text[2];
};

static const struct { const char *name; DWORD id; } categories[] = {
	{ "INFO", GOPHER_CATEGORY_ID_INFO }, { "ADMIN", GOPHER_CATEGORY_ID_ADMIN }, { "VIEWS", GOPHER_CATEGORY_ID_VIEWS },
	{ "ABSTRACT", GOPHER_CATEGORY_ID_ABSTRACT }, { "VERONICA", GOPHER_CATEGORY_ID_VERONICA }, { "ASK", GOPHER_CATEGORY_ID_ASK },
};

static DWORD category_of(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_COUNT(categories); i++)
		if (ascii_equal(categories[i].name, name))
			return categories[i].id;
	return GOPHER_CATEGORY_ID_UNKNOWN;
}

static char *trim(char *text)
{
	size_t size;

	text += strspn(text, " \t");
	for (size = strlen(text); size && strchr(" \t\r", text[size - 1]); size--)
		;
	text[size] = 0;
	return text;
}

/* ---- values: false: it was not understood ---- */

static bool read_text(char *value, struct attribute *a)
{
	a->text[0] = value;
	return true;
}

/* "before <within>", of which the second may be missing. */
static char *within(char *value)
{
	char *open = strrchr(value, '<'), *end = open ? strchr(open, '>') : NULL;

	if (!end)
		return NULL;
	*open = *end = 0;
	trim(value);
	return open + 1;
}

static bool read_admin(char *value, struct attribute *a)
{
	a->text[1] = within(value);
	a->text[0] = value;
	return true;
}

static bool read_date(char *value, struct attribute *a)
{
	int year, month, day, hour, minute, second;
	const char *digits = within(value);
	FILETIME *t = &a->type.AttributeType.ModDate.DateAndTime;

	if (!digits || sscanf(digits, "%4d%2d%2d%2d%2d%2d", &year, &month, &day, &hour, &minute, &second) != 6)
		return false;
	*t = filetime_of(year, month, day, hour, minute, second);
	return t->dwLowDateTime || t->dwHighDateTime;
}

static bool read_number(char *value, struct attribute *a)
{
	char *end;

	a->type.AttributeType.Score.Score = (INT)strtol(value, &end, 10);
	return end != value;
}

static bool read_range(char *value, struct attribute *a)
{
	GOPHER_SCORE_RANGE_ATTRIBUTE_TYPE *r = &a->type.AttributeType.ScoreRange;

	return sscanf(value, "%9d %9d", &r->LowerBound, &r->UpperBound) == 2;
}

static bool read_place(char *value, struct attribute *a)
{
	GOPHER_GEOGRAPHICAL_LOCATION_ATTRIBUTE_TYPE *g = &a->type.AttributeType.GeographicalLocation;

	return sscanf(value, "%9d %9d %9d %9d %9d %9d", &g->DegreesNorth, &g->MinutesNorth, &g->SecondsNorth, &g->DegreesEast,
	              &g->MinutesEast, &g->SecondsEast) == 6;
}

static bool read_walk(char *value, struct attribute *a)
{
	a->type.AttributeType.Veronica.TreeWalk = !ascii_equal(value, "no");
	return true;
}

/* The first member of each that has text is the first text, and so on. */
_Static_assert(offsetof(GOPHER_ADMIN_ATTRIBUTE_TYPE, EmailAddress) == sizeof(char *) &&
               offsetof(GOPHER_VIEW_ATTRIBUTE_TYPE, Language) == sizeof(char *), "texts lie one behind the other");
static const struct { const char *name; DWORD id; unsigned texts; bool (*read)(char *value, struct attribute *a); } attributes[] = {
	{ "Admin", GOPHER_ATTRIBUTE_ID_ADMIN, 2, read_admin }, { "Mod-Date", GOPHER_ATTRIBUTE_ID_MOD_DATE, 0, read_date },
	{ "TTL", GOPHER_ATTRIBUTE_ID_TTL, 0, read_number }, { "Score", GOPHER_ATTRIBUTE_ID_SCORE, 0, read_number },
	{ "Score-Range", GOPHER_ATTRIBUTE_ID_RANGE, 0, read_range }, { "Site", GOPHER_ATTRIBUTE_ID_SITE, 1, read_text },
	{ "Org", GOPHER_ATTRIBUTE_ID_ORG, 1, read_text }, { "Loc", GOPHER_ATTRIBUTE_ID_LOCATION, 1, read_text },
	{ "Geog", GOPHER_ATTRIBUTE_ID_GEOG, 0, read_place }, { "TZ", GOPHER_ATTRIBUTE_ID_TIMEZONE, 0, read_number },
	{ "Provider", GOPHER_ATTRIBUTE_ID_PROVIDER, 1, read_text }, { "Version", GOPHER_ATTRIBUTE_ID_VERSION, 1, read_text },
	{ "treewalk", GOPHER_ATTRIBUTE_ID_TREEWALK, 0, read_walk },
};

/* ---- telling ---- */

/* With the text as it is wanted. */
static bool tell(struct attribute *a, unsigned texts, DWORD error, GOPHER_ATTRIBUTE_ENUMERATOR fn, bool wide)
{
	ACOM_INTERNET_TEXT at[2] = { a->text[0], a->text[1] };
	WCHAR *widened[2] = { NULL, NULL };
	unsigned i;
	size_t units;
	bool on;

	for (i = 0; wide && i < texts; i++) {
		widened[i] = a->text[i] ? wide_text(a->text[i], strlen(a->text[i]), &units) : NULL;
		at[i] = (ACOM_INTERNET_TEXT)widened[i];
		error = a->text[i] && !widened[i] ? ERROR_NOT_ENOUGH_MEMORY : error;
	}
	memcpy(&a->type.AttributeType, at, texts * sizeof *at);
	on = fn(&a->type, error);
	os_free(widened[0]);
	os_free(widened[1]);
	return on;
}

/* "Name: value" of an administrative block, or of one that nobody knows. */
static bool tell_named(char *line, struct attribute *a, GOPHER_ATTRIBUTE_ENUMERATOR fn, bool wide)
{
	char *colon = strchr(line, ':'), *value;
	size_t i, size = colon ? (size_t)(colon - line) : 0;

	for (i = 0; i < ARRAY_COUNT(attributes); i++)
		if (strlen(attributes[i].name) == size && ascii_equal_n(attributes[i].name, line, size))
			break;
	if (i == ARRAY_COUNT(attributes)) {
		a->text[0] = line;
		return tell(a, 1, ERROR_SUCCESS, fn, wide);
	}
	value = trim(colon + 1);
	a->type.AttributeId = attributes[i].id;
	if (attributes[i].read(value, a))
		return tell(a, attributes[i].texts, ERROR_SUCCESS, fn, wide);
	a->type.AttributeId = GOPHER_ATTRIBUTE_ID_UNKNOWN;
	a->text[0] = line;
	return tell(a, 1, ERROR_GOPHER_DATA_ERROR, fn, wide);
}

/* "10", "1.5k": a fraction has a point, whatever the locale. */
static uint64_t view_size(const char *text)
{
	enum { FINEST = 1000 };
	uint64_t whole = 0, part = 0, parts = 1, unit;

	text += strspn(text, " \t");
	for (; ascii_is_digit(*text) && whole <= UINT32_MAX; text++)
		whole = whole * 10 + (uint64_t)(*text - '0');
	for (text += *text == '.'; ascii_is_digit(*text); text++)
		if (parts < FINEST) {
			part = part * 10 + (uint64_t)(*text - '0');
			parts *= 10;
		}
	unit = ascii_capital(*text) == 'K' ? 1024 : 1;
	return whole * unit + part * unit / parts;
}

/* "text/plain En_US: <10k>" */
static bool tell_view(char *line, struct attribute *a, GOPHER_ATTRIBUTE_ENUMERATOR fn, bool wide)
{
	char *size = within(line), *blank;
	uint64_t number = size ? view_size(size) : 0;

	if (number < UINT32_MAX)
		a->type.AttributeType.View.Size = (DWORD)number;
	line[strcspn(line, ":")] = 0;
	blank = strchr(line, ' ');
	if (blank)
		*blank++ = 0;
	a->type.AttributeId = GOPHER_ATTRIBUTE_ID_VIEW;
	a->text[0] = line;
	a->text[1] = blank ? trim(blank) : NULL;
	return tell(a, 2, ERROR_SUCCESS, fn, wide);
}

/* "Ask: How old are you?" */
static bool tell_question(char *line, struct attribute *a, GOPHER_ATTRIBUTE_ENUMERATOR fn, bool wide)
{
	char *colon = strchr(line, ':');

	if (colon)
		*colon++ = 0;
	a->text[0] = line;
	a->text[1] = colon ? trim(colon) : NULL;
	return tell(a, 2, ERROR_SUCCESS, fn, wide);
}

static bool tell_line(char *line, DWORD category, GOPHER_ATTRIBUTE_ENUMERATOR fn, bool wide)
{
	struct attribute a = { .type = { .CategoryId = category, .AttributeId = GOPHER_ATTRIBUTE_ID_UNKNOWN } };

	switch (category) {
	case GOPHER_CATEGORY_ID_VIEWS: return tell_view(line, &a, fn, wide);
	case GOPHER_CATEGORY_ID_ASK: return tell_question(line, &a, fn, wide);
	case GOPHER_CATEGORY_ID_ABSTRACT:
		a.type.AttributeId = GOPHER_ATTRIBUTE_ID_ABSTRACT;
		a.text[0] = line;
		return tell(&a, 2, ERROR_SUCCESS, fn, wide);
	case GOPHER_CATEGORY_ID_INFO:
		a.text[0] = line;
		return tell(&a, 1, ERROR_SUCCESS, fn, wide);
	default: return tell_named(line, &a, fn, wide);
	}
}

/* What stands behind the name of a block is in it, too. Lines whose block is not among them are of an unknown one. */
void gopher_enumerate(char *lines, GOPHER_ATTRIBUTE_ENUMERATOR fn, bool wide)
{
	DWORD category = GOPHER_CATEGORY_ID_UNKNOWN;
	char *line, *rest, *name;

	for (line = lines; line; line = rest) {
		rest = strchr(line, '\n');
		if (rest)
			*rest++ = 0;
		if (*line == '+') {
			name = line + 1;
			line += strcspn(line, ": \r");
			if (*line)
				*line++ = 0;
			category = category_of(name);
		}
		line = trim(line);
		if (*line && !tell_line(line, category, fn, wide))
			return;
	}
}
