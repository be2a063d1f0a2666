/* date.c - DATE, days since 1899-12-30, as text of the invariant language. */
#include <stdio.h>

#include "object/automation.h"

enum { SECONDS_A_DAY = 86400, DAYS_FROM_YEAR_0 = 693899 /* 0000-03-01 to 1899-12-30 */ };

/* A day of the Gregorian calendar. Years begin in March here, so that the leap day is their last. */
struct day {
	int year, month, day;
};

static int days_before_month(int march_month)
{
	return (153 * march_month + 2) / 5;
}

static int day_number(struct day d)
{
	int year = d.month > 2 ? d.year : d.year - 1, month = (d.month + 9) % 12;

	return 365 * year + year / 4 - year / 100 + year / 400 + days_before_month(month) + d.day - 1 - DAYS_FROM_YEAR_0;
}

/* The year is guessed from its mean length, and is one too high at most. */
static struct day day_from_number(int number)
{
	int year = (int)((10000LL * (number + DAYS_FROM_YEAR_0) + 14780) / 3652425), month, rest;

	rest = number - day_number((struct day){ year, 3, 1 });
	if (rest < 0)
		rest = number - day_number((struct day){ --year, 3, 1 });
	month = (5 * rest + 2) / 153;
	return (struct day){ year + month / 10, (month + 2) % 12 + 1, rest - days_before_month(month) + 1 };
}

HRESULT date_check(DATE date)
{
	return date > -657435.0 && date < 2958466.0 ? S_OK : FAIL(DISP_E_OVERFLOW);
}

HRESULT date_to_text(DATE date, char text[TEXT_MAX])
{
	HRESULT hr = date_check(date);
	int day, seconds;
	struct day d;

	if (FAILED(hr))
		return hr;
	day = (int)date;
	seconds = (int)((day > date ? day - date : date - day) * SECONDS_A_DAY + 0.5);
	if (seconds == SECONDS_A_DAY) {
		seconds = 0;
		day++;
	}
	d = day_from_number(day);
	if (day)
		text += sprintf(text, "%02d/%02d/%04d%s", d.month, d.day, d.year, seconds ? " " : "");
	if (seconds || !day)
		sprintf(text, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
	return S_OK;
}

/* ---- back ---- */

/* Up to four digits; -1: there is none. */
static int read_part(const char **p)
{
	int v = -1;

	for (int i = 0; i < 4 && **p >= '0' && **p <= '9'; i++, ++*p)
		v = (v < 0 ? 0 : v) * 10 + (**p - '0');
	return v;
}

/* Three, or at least `least`, numbers with a separator between; returns how many. */
static int read_parts(const char **p, char separator, int parts[3])
{
	int n = 0;

	do
		parts[n] = read_part(p);
	while (parts[n++] >= 0 && n < 3 && **p == separator && ++*p);
	return parts[n - 1] < 0 ? 0 : n;
}

static bool day_exists(struct day d)
{
	struct day same;

	if (d.year < 100 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31)
		return false;
	same = day_from_number(day_number(d));
	return same.month == d.month && same.day == d.day;
}

/* MM/dd/yyyy or yyyy-MM-dd; *p stays where it is when there is none. */
static bool read_day(const char **p, int *number)
{
	const char *start = *p;
	int parts[3];
	struct day d;

	if (read_parts(p, '/', parts) == 3)
		d = (struct day){ parts[2], parts[0], parts[1] };
	else if (*p = start, read_parts(p, '-', parts) == 3)
		d = (struct day){ parts[0], parts[1], parts[2] };
	else {
		*p = start;
		return false;
	}
	if (!day_exists(d))
		return false;
	*number = day_number(d);
	return true;
}

/* HH:mm or HH:mm:ss. */
static bool read_time(const char **p, int *seconds)
{
	int parts[3] = { 0 }, n = read_parts(p, ':', parts);

	if (n < 2 || parts[0] > 23 || parts[1] > 59 || (n == 3 && parts[2] > 59))
		return false;
	*seconds = parts[0] * 3600 + parts[1] * 60 + (n == 3 ? parts[2] : 0);
	return true;
}

HRESULT date_from_text(const char *text, DATE *date)
{
	int day = 0, seconds = 0;
	bool has_day = read_day(&text, &day), good = true;
	double part;

	if (has_day && (*text == ' ' || *text == 'T'))
		good = *++text != 0;
	if (!has_day || *text)
		good = good && read_time(&text, &seconds);
	if (!good || *text)
		return FAIL(DISP_E_TYPEMISMATCH);
	part = (double)seconds / SECONDS_A_DAY;
	*date = day < 0 ? day - part : day + part;
	return S_OK;
}
