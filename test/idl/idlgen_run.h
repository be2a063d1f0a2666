/* idlgen_run.h - how the tests of this room run the compiler. They run from the project's directory. */
#ifndef IDLGEN_RUN_H
#define IDLGEN_RUN_H

#include <stdio.h>
#include <string.h>

#include "command.h"
#include "harness.h"

static inline const char *build_path(const char *path)
{
	static char paths[4][4096 + 64];
	static unsigned turn;
	char *p = paths[turn++ % 4];

	snprintf(p, sizeof paths[0], "%s/../../%s", harness_directory(), path);
	return p;
}

/* With these arguments. */
#define idlgen_with(c, ...) command_run(c, (const char *const[]){ build_path("bin/idlgen"), __VA_ARGS__, NULL }, NULL)

/* idlgen -I include/acom -o OUTPUT INPUT */
static inline void idlgen_run(struct command *c, const char *output, const char *input)
{
	const char *const argv[] = { build_path("bin/idlgen"), "-I", "include/acom", "-o", output, input, NULL };

	command_run(c, argv, NULL);
}

#endif
