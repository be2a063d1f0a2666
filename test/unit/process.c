/* process.c - programs that are started, and who is told of their end. */
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

/* A program that ends when nobody can write into the pipe any more: that is the listener that it is given. */
static void start(struct os_process *p, int ends[2])
{
	static char shell[] = "sh", option[] = "-c", script[] = "read line <&3";
	char *words[] = { shell, option, script, NULL };

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(os_process_start("/bin/sh", words, ends[0], p), 0);
	close(ends[0]);
}

TEST(who_asks_no_more_waits_for_nobody_though_a_copy_of_him_lives)
{
	int ends[2], lives[2], value;
	struct os_process p;
	char octet;

	start(&p, ends);
	assert_int_equal(pipe2(lives, O_CLOEXEC), 0);
	pid_t copy = fork();
	if (!copy) {
		close(lives[1]);
		close(ends[1]);
		_exit((int)read(lives[0], &octet, 1));
	}
	assert_true(copy > 0);
	assert_int_equal(os_process_ended(&p, 0, &value), OS_PROCESS_RUNS);
	os_process_leave(&p);
	close(lives[1]);
	close(lives[0]);
	assert_int_equal(waitpid(copy, &value, 0), copy);
	assert_int_equal(value, 0);
	close(ends[1]);
}

TEST(the_end_of_a_program_is_told)
{
	int ends[2], value;
	struct os_process p;

	start(&p, ends);
	close(ends[1]);
	assert_int_equal(os_process_ended(&p, OS_FOREVER, &value), OS_PROCESS_EXITED);
	assert_int_equal(value, 1); /* read met the end */
	os_process_leave(&p);
}
