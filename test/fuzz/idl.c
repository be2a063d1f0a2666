/* idl.c - the inputs that idlgen's fuzzing kept, each of which goes a way of its own through the compiler. */
#include "../idl/idlgen_run.h"

TEST(kept_inputs_break_no_promise)
{
	static struct command command;
	const char *const argv[] = { build_path("bin/replay"), "test/fuzz/corpus/idl", NULL };

	command_run(&command, argv, NULL);
	if (command.status)
		fail_msg("status %d: %s", command.status, command.output);
}
