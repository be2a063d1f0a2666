/* kept.c - the inputs that the wire's fuzzing kept, each of which goes a way of its own. */
#include "../idl/idlgen_run.h"

static void replay(const char *program, const char *directory)
{
	static struct command command;
	const char *const argv[] = { program, directory, NULL };

	command_run(&command, argv, NULL);
	if (command.status)
		fail_msg("status %d: %s", command.status, command.output);
}

TEST(kept_conversations_break_no_promise)
{
	replay(build_path("bin/replay-pdu"), "test/fuzz/corpus/pdu");
}

TEST(kept_halves_of_calls_break_no_promise)
{
	replay(build_path("bin/replay-ndr"), "test/fuzz/corpus/ndr");
}

TEST(kept_references_break_no_promise)
{
	replay(build_path("bin/replay-objref"), "test/fuzz/corpus/objref");
}
