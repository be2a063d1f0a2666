/* ftp_list.c - the lines of listings: those of MLSD, and those that servers write for people, like ls or like DOS. */
#include <stdio.h>
#include <stdlib.h>

#include "ftp.h"

/* Days since the first of March of the year 0, by which leap days come last. */
static int64_t days_of(int year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1;
	int m = month > 2 ? month - 3 : month + 9;

	return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day;
}

FILETIME filetime_of(int year, int month, int day, int hour, int minute, int second)
{
	int64_t days = days_of(year, month, day) - days_of(1601, 1, 1);
	uint64_t ticks;

	if (days < 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
		return (FILETIME){ 0, 0 };
	ticks = (((uint64_t)days * 24 + (unsigned)hour) * 60 + (unsigned)minute) * 60 + (unsigned)second;
	ticks *= 10000000;
	return (FILETIME){ (DWORD)ticks, (DWORD)(ticks >> 32) };
}

static void set_size(WIN32_FIND_DATAA *data, const char *digits)
{
	uint64_t size = strtoull(digits, NULL, 10);

	data->nFileSizeLow = (DWORD)size;
	data->nFileSizeHigh = (DWORD)(size >> 32);
}

/* What could lead elsewhere, or mean something else to who prints it, is no name. */
static bool set_name(WIN32_FIND_DATAA *data, const char *name)
{
	size_t size = strlen(name), i;

	if (!size || size >= sizeof data->cFileName || !strcmp(name, ".") || !strcmp(name, ".."))
		return false;
	for (i = 0; i < size; i++)
		if ((unsigned char)name[i] < ' ' || name[i] == 0x7F || name[i] == '/' || name[i] == '\\')
			return false;
	memcpy(data->cFileName, name, size + 1);
	return true;
}

/* ---- "type=file;size=12;modify=20240131093000; name" ---- */

static bool read_fact(char *fact, WIN32_FIND_DATAA *data)
{
	char *value = strchr(fact, '=');
	int year, month, day, hour, minute, second;

	if (!value)
		return true;
	*value++ = 0;
	if (ascii_equal(fact, "size"))
		set_size(data, value);
	else if (ascii_equal(fact, "modify") &&
	         sscanf(value, "%4d%2d%2d%2d%2d%2d", &year, &month, &day, &hour, &minute, &second) == 6)
		data->ftLastWriteTime = filetime_of(year, month, day, hour, minute, second);
	else if (ascii_equal(fact, "type") && ascii_equal(value, "dir"))
		data->dwFileAttributes = FILE_ATTRIBUTE_DIRECTORY;
	else if (ascii_equal(fact, "type") && (ascii_equal(value, "cdir") || ascii_equal(value, "pdir")))
		return false;
	return true;
}

static bool read_facts(char *line, WIN32_FIND_DATAA *data)
{
	char *name = strchr(line, ' '), *end;

	if (!name)
		return false;
	*name++ = 0;
	for (; (end = strchr(line, ';')); line = end + 1) {
		*end = 0;
		if (!read_fact(line, data))
			return false;
	}
	return set_name(data, name);
}

/* ---- "-rw-r--r-- 1 owner group 12 Jan 31 09:30 name", with a year in the place of the time if it is long ago ---- */

static char *skip_words(char *at, unsigned words)
{
	while (words-- && *at) {
		at += strcspn(at, " ");
		at += strspn(at, " ");
	}
	return at;
}

static int month_of(const char *text)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int i;

	for (i = 0; i < 12; i++)
		if (ascii_equal_n(text, names + 3 * i, 3))
			return i + 1;
	return 0;
}

static bool read_unix(char *line, WIN32_FIND_DATAA *data)
{
	char *size = skip_words(line, 4), *month = skip_words(size, 1), *day = skip_words(month, 1), *time = skip_words(day, 1);
	char *name = time + strcspn(time, " "), *target;

	if (!strchr("-dl", *line) || !ascii_is_digit(*size) || !month_of(month) || *name != ' ')
		return false;
	set_size(data, size);
	if (*line == 'd')
		data->dwFileAttributes = FILE_ATTRIBUTE_DIRECTORY;
	if (!memchr(time, ':', strcspn(time, " ")))
		data->ftLastWriteTime = filetime_of(atoi(time), month_of(month), atoi(day), 0, 0, 0);
	target = *line == 'l' ? strstr(name, " -> ") : NULL;
	if (target)
		*target = 0;
	return set_name(data, name + 1);
}

/* ---- "01-31-24  09:30AM       <DIR>          name" ---- */

static bool read_dos(char *line, WIN32_FIND_DATAA *data)
{
	int month, day, year, hour, minute;
	char half, *what = skip_words(line, 2), *name = skip_words(what, 1);

	if (sscanf(line, "%2d-%2d-%4d %2d:%2d%c", &month, &day, &year, &hour, &minute, &half) != 6)
		return false;
	if (year < 100)
		year += year < 70 ? 2000 : 1900;
	hour = hour % 12 + (half == 'P' || half == 'p' ? 12 : 0);
	data->ftLastWriteTime = filetime_of(year, month, day, hour, minute, 0);
	if (!strncmp(what, "<DIR>", 5))
		data->dwFileAttributes = FILE_ATTRIBUTE_DIRECTORY;
	else if (ascii_is_digit(*what))
		set_size(data, what);
	else
		return false;
	return set_name(data, name);
}

bool ftp_list_line(char *line, bool facts, WIN32_FIND_DATAA *data)
{
	memset(data, 0, sizeof *data);
	data->dwFileAttributes = FILE_ATTRIBUTE_NORMAL;
	if (facts)
		return read_facts(line, data);
	return ascii_is_digit(*line) ? read_dos(line, data) : read_unix(line, data);
}
