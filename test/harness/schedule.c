/* schedule.c - lists of choices: recorded, told, read, and the next one of a search that is bounded by preemptions. */
#ifdef ACOM_SIM
#include <stdio.h>
#include <stdlib.h>

#include "base/os_sim.h"
#include "schedule.h"

bool schedule_record(struct schedule *s)
{
	const struct sim_choice *last;
	size_t n = sim_choices(&last);

	s->count = n < SCHEDULE_CHOICES ? n : SCHEDULE_CHOICES;
	for (size_t i = 0; i < s->count; i++)
		s->choices[i] = last[i].chosen;
	return n <= SCHEDULE_CHOICES;
}

bool schedule_was_followed(const struct schedule *s)
{
	const struct sim_choice *last;
	size_t n = sim_choices(&last), i = 0;

	while (i < s->count && i < n && s->choices[i] == last[i].chosen)
		i++;
	return i == s->count;
}

uint64_t schedule_hash(void)
{
	const struct sim_choice *last;
	size_t n = sim_choices(&last);
	uint64_t hash = n;

	for (size_t i = 0; i < n; i++)
		hash = hash * 31 * 257 + last[i].chosen * 257u + last[i].options;
	return hash;
}

void schedule_print(const struct schedule *s, char *text, size_t size)
{
	size_t end = s->count, at = 0;

	while (end && !s->choices[end - 1])
		end--;
	*text = 0;
	for (size_t i = 0, run; i < end && at < size; i += run) {
		for (run = 1; i + run < end && s->choices[i + run] == s->choices[i]; run++)
			;
		at += (size_t)snprintf(text + at, size - at, run > 1 ? "%s%u*%zu" : "%s%u", i ? " " : "", s->choices[i], run);
	}
}

/* A number; *text stands behind it afterwards. */
static bool read_number(const char **text, unsigned long most, unsigned long *number)
{
	char *end;

	if (**text < '0' || **text > '9')
		return false;
	*number = strtoul(*text, &end, 10);
	*text = end;
	return *number <= most;
}

bool schedule_read(struct schedule *s, const char *text)
{
	s->count = 0;
	while (*text) {
		unsigned long choice, times = 1;

		if (!read_number(&text, UINT8_MAX, &choice))
			return false;
		if (*text == '*' && (text++, !read_number(&text, SCHEDULE_CHOICES - s->count, &times)))
			return false;
		if (s->count + times > SCHEDULE_CHOICES)
			return false;
		while (times--)
			s->choices[s->count++] = (uint8_t)choice;
		while (*text == ' ')
			text++;
	}
	return true;
}

/* Where the last choice stands for which there is another one within the bound; -1: there is none. */
static ptrdiff_t find_branch(const struct sim_choice *last, size_t n, unsigned preemptions)
{
	ptrdiff_t branch = -1;
	unsigned used = 0;

	for (size_t i = 0; i < n; i++) {
		if (last[i].chosen + 1 < last[i].options && (!last[i].preempts || used < preemptions))
			branch = (ptrdiff_t)i;
		used += last[i].preempts && last[i].chosen;
	}
	return branch;
}

bool schedule_next(struct schedule *s, unsigned preemptions)
{
	const struct sim_choice *last;
	size_t n = sim_choices(&last);
	ptrdiff_t branch = find_branch(last, n < SCHEDULE_CHOICES ? n : SCHEDULE_CHOICES, preemptions);

	if (branch < 0)
		return false;
	schedule_record(s);
	s->count = (size_t)branch + 1;
	s->choices[branch]++;
	return true;
}
#endif
