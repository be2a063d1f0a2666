/* harness.c - the harness notices each thing that a test can break: what must-fail/breaks does is reported rightly. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "verdict.h"

static void must_fail(const char *test, const char *reason)
{
	verdict_expect("breaks", test, "  FAILED  ", reason);
}

/* Reasons differ where a sanitizer is the first to notice. */
static const char *either(const char *plain, const char *with_asan)
{
	return HARNESS_ASAN ? with_asan : plain;
}

TEST(a_passing_test_is_ok)
{
	verdict_expect("breaks", "passes", "       OK ", "");
}

TEST(where_names_are_long_files_are_made_elsewhere)
{
	char directory[DIRECTORY_MOST], path[256];

	directory_new(directory, sizeof directory, "long");
	snprintf(path, sizeof path, "%s/of_which_the_name_is_longer_than_what_can_stand_in_front_of_that_of_a_socket", directory);
	directory_make(path);
	setenv("TMPDIR", path, 1);
	verdict_expect("breaks", "has_room_for_the_names_of_sockets", "       OK ", "");
	assert_string_equal(scratch_list(path), "");
	scratch_clear(directory);
	assert_int_equal(rmdir(directory), 0);
}

TEST(a_skipped_test_is_skipped)
{
	verdict_expect("breaks", "is_skipped", "  SKIPPED ", "");
}

TEST(no_test_at_all_is_status_2)
{
	assert_int_equal(verdict_of("breaks", "there_is_no_such_test"), 2);
	assert_string_equal(verdict_output, "");
}

TEST(leaked_memory_fails)
{
	must_fail("leaks_memory", "leaked: 1 allocated block");
}

TEST(memory_given_back_twice_fails)
{
	must_fail("gives_memory_back_twice", either("given back twice: 1 allocated block", "double-free"));
}

TEST(a_leaked_descriptor_fails)
{
	must_fail("leaks_a_descriptor", "leaked: 1 descriptor");
	assert_non_null(strstr(verdict_output, "eventfd"));
}

TEST(a_leaked_thread_fails)
{
	must_fail("leaks_a_thread", "leaked: 1 thread");
}

TEST(a_leaked_reference_fails)
{
	must_fail("leaks_a_reference", "leaked: 1 reference");
}

TEST(a_hang_fails)
{
	must_fail("hangs", "no end after 5 s");
}

TEST(a_crash_fails)
{
	must_fail("crashes", HARNESS_ASAN || HARNESS_TSAN ? "SEGV" : "Segmentation fault");
}

TEST(an_abort_fails)
{
	must_fail("aborts", either("Aborted", "ABRT"));
}

TEST(an_exit_in_the_middle_fails)
{
	must_fail("exits_in_the_middle", "ended with status 0");
}

TEST(a_failed_assertion_fails_with_its_text)
{
	must_fail("fails_an_assertion", "0x1 != 0x2");
}

TEST(a_failed_assertion_on_another_thread_fails)
{
	must_fail("asserts_on_a_thread", "breaks.c");
}

TEST(a_gate_that_nobody_opens_fails)
{
	must_fail("waits_for_a_gate_that_nobody_opens", "no end after 5 s");
}

TEST(a_sweep_finds_the_leak_at_its_step)
{
	must_fail("leaks_when_the_second_allocation_fails", "allocation 2 failed:\n    leaked: 1 allocated block");
}

TEST(a_sweep_with_an_assertion_on_success_fails)
{
	must_fail("does_not_expect_a_failed_allocation", "allocation 1 failed:");
}

TEST(a_sweep_refuses_other_errors)
{
	must_fail("answers_a_failed_allocation_with_another_error", "0x80004005 is no clean error here");
}

TEST(a_sweep_refuses_an_error_without_a_cause)
{
	must_fail("fails_without_a_failed_allocation", "though no allocation failed");
}

/* ---- files ---- */

/* Nothing stays behind of a program that these tests are run by. */
static int verdict_below(const char *test)
{
	char before[128];

	snprintf(before, sizeof before, "%s", needed(getenv("TMPDIR")));
	const char *below = scratch_make();
	assert_int_equal(setenv("TMPDIR", below, 1), 0);
	int status = verdict_of("breaks", test);
	assert_string_equal(scratch_list(below), "");
	assert_int_equal(setenv("TMPDIR", before, 1), 0);
	scratch_remove();
	return status;
}

TEST(what_a_test_leaves_in_its_directories_goes_with_its_program)
{
	assert_int_equal(verdict_below("leaves_files"), 1);
	assert_non_null(strstr(verdict_output, "[       OK ] leaves_files\n"));
	assert_non_null(strstr(verdict_output, "killed by signal 9"));
}

TEST(a_program_that_is_ended_leaves_nothing_either)
{
	assert_int_equal(verdict_below("has_its_program_ended"), 128 + SIGTERM);
}

/* ---- what only a sanitizer can see ---- */

#if HARNESS_ASAN
TEST(leaked_memory_of_libc_fails_under_a_leak_sanitizer)
{
	must_fail("loses_memory_of_libc", "LeakSanitizer");
}

TEST(an_overrun_fails_under_an_address_sanitizer)
{
	must_fail("overruns", "heap-buffer-overflow");
}

TEST(an_overflow_fails_under_an_undefined_behaviour_sanitizer)
{
	must_fail("overflows", "signed integer overflow");
}
#endif

#if HARNESS_TSAN
TEST(a_race_fails_under_a_thread_sanitizer)
{
	must_fail("races", "data race");
}
#endif
