/* schedule.h - a schedule of the simulated scheduler as the list of its choices: told in short, read again, and followed
 * by the next one of a search.
 */
#ifndef HARNESS_SCHEDULE_H
#define HARNESS_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCHEDULE_CHOICES = 1 << 16 };

/* The first choices; 0 to the end follow. */
struct schedule {
	size_t count;
	uint8_t choices[SCHEDULE_CHOICES];
};

/* The choices of the schedule that ran last; false: they are too many. */
bool schedule_record(struct schedule *s);
/* Whether the schedule that ran last began with these choices, as it should have. */
bool schedule_was_followed(const struct schedule *s);
/* Equal for equal schedules: of the one that ran last. */
uint64_t schedule_hash(void);

/* "0*12 1 0*3 2", without the zeros at the end; and back. False: it is no such list. */
void schedule_print(const struct schedule *s, char *text, size_t size);
bool schedule_read(struct schedule *s, const char *text);

/* Depth first through all schedules with at most so many preemptions: s has just run, what is the next one? False: s was
 * the last. Begin with the empty list. */
bool schedule_next(struct schedule *s, unsigned preemptions);

#endif
