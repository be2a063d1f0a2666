/* os_sim_choice.c - the choices of a schedule: by a seeded random or from a list, recorded. */
#ifdef ACOM_SIM
#include <stdlib.h>

#include "os_fibre.h"

/* Where the choices come from: a list, and then random, or 0. */
static const uint8_t *given;
static size_t given_count;
static bool random_choices;
static uint64_t random_state, octets_state; /* what is drawn once in a process must not change the choices of its schedules */
static unsigned stickiness; /* 2^-stickiness is how often a thread that could go on is interrupted */

static struct sim_choice *choices;
static size_t choice_count, choice_room;

/* splitmix64, which needs no state but a counter. */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

uint64_t fibre_random(void)
{
	return next_random(&octets_state);
}

static unsigned decide(unsigned options, bool preempts)
{
	uint64_t r;

	if (choice_count < given_count)
		return given[choice_count] % options;
	if (!random_choices)
		return 0;
	r = next_random(&random_state);
	if (preempts && (r >> 32) & ((1u << stickiness) - 1))
		return 0;
	return (unsigned)(r & UINT32_MAX) % options;
}

unsigned choice_next(unsigned options, bool preempts)
{
	unsigned chosen;

	if (options == 1)
		return 0;
	if (choice_count == choice_room) {
		choice_room = choice_room ? 2 * choice_room : 1024;
		choices = realloc(choices, choice_room * sizeof *choices);
		if (!choices)
			abort();
	}
	chosen = decide(options, preempts);
	choices[choice_count++] = (struct sim_choice){ (uint8_t)chosen, (uint8_t)options, preempts };
	return chosen;
}

unsigned sim_chance(unsigned options)
{
	return choice_next(options, false);
}

size_t sim_choices(const struct sim_choice **list)
{
	*list = choices;
	return choice_count;
}

static void begin(const uint8_t *list, size_t count, uint64_t seed)
{
	given = list;
	given_count = count;
	random_choices = !list;
	random_state = seed;
	octets_state = ~seed;
	choice_count = 0;
}

void choice_seed(uint64_t seed)
{
	begin(NULL, 0, seed);
	stickiness = next_random(&random_state) & 3;
}

void choice_list(const uint8_t *list, size_t count)
{
	static const uint8_t none;

	begin(list ? list : &none, count, 0);
}
#endif
