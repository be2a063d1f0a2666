/* os_set.c - sets of descriptors: what is ready is told, wake-ups are neither lost nor doubled; locks of directories. */
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base.h"
#include "command.h"
#include "harness.h"
#include "link.h"

TEST(a_set_tells_what_is_ready_and_for_what)
{
	struct link l = pair();
	struct os_ready ready[4];
	struct os_set s;

	assert_int_equal(os_set_make(&s), 0);
	assert_int_equal(os_set_watch(&s, l.a, OS_READABLE, &l.a), 0);
	assert_int_equal(os_set_wait(&s, 0, ready, 4), 0);
	assert_int_equal(os_poll(s.fd, 0), 0);
	assert_int_equal(write(l.b, "x", 1), 1);
	assert_int_equal(os_poll(s.fd, OS_FOREVER), 1);
	assert_int_equal(os_set_wait(&s, OS_FOREVER, ready, 4), 1);
	assert_ptr_equal(ready[0].what, &l.a);
	assert_int_equal(ready[0].events, OS_READABLE);
	assert_int_equal(os_set_watch(&s, l.a, OS_READABLE | OS_WRITABLE, &s), 0);
	assert_int_equal(os_set_wait(&s, OS_FOREVER, ready, 4), 1); /* nothing was read: it is ready still */
	assert_ptr_equal(ready[0].what, &s);
	assert_int_equal(ready[0].events, OS_READABLE | OS_WRITABLE);
	os_set_forget(&s, l.a);
	assert_int_equal(os_set_wait(&s, 0, ready, 4), 0);
	os_set_end(&s);
	assert_int_equal(os_set_watch(&s, l.a, OS_READABLE, &l), EBADF);
	link_close(l);
}

TEST(what_is_broken_is_ready_for_everything)
{
	struct link l = pair();
	struct os_ready ready;
	struct os_set s;

	assert_int_equal(os_set_make(&s), 0);
	assert_int_equal(os_set_watch(&s, l.a, OS_READABLE, &l), 0);
	os_close(l.b);
	assert_int_equal(os_set_wait(&s, OS_FOREVER, &ready, 1), 1);
	assert_int_equal(ready.events, OS_READABLE | OS_WRITABLE);
	os_set_end(&s);
	os_close(l.a);
}

TEST(a_wait_tells_no_more_than_it_was_asked_for_and_forgets_nothing)
{
	struct link l[3] = { pair(), pair(), pair() };
	struct os_ready ready[3];
	bool seen[3] = { false };
	struct os_set s;

	assert_int_equal(os_set_make(&s), 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(os_set_watch(&s, l[i].a, OS_WRITABLE, &l[i]), 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(os_set_wait(&s, OS_FOREVER, ready, 2), 2);
		seen[(struct link *)ready[0].what - l] = seen[(struct link *)ready[1].what - l] = true;
	}
	assert_true(seen[0] && seen[1] && seen[2]);
	os_set_end(&s);
	for (int i = 0; i < 3; i++)
		link_close(l[i]);
}

TEST(a_wake_up_before_the_wait_is_not_lost_and_two_are_one)
{
	struct os_ready ready;
	struct os_set s;

	assert_int_equal(os_set_make(&s), 0);
	os_set_wake(&s);
	os_set_wake(&s);
	assert_int_equal(os_poll(s.fd, OS_FOREVER), 1);
	assert_int_equal(os_set_wait(&s, OS_FOREVER, &ready, 1), 1);
	assert_null(ready.what);
	assert_int_equal(os_set_wait(&s, 0, &ready, 1), 0);
	os_set_end(&s);
}

TEST(a_wait_ends_at_its_deadline_and_not_before)
{
	uint64_t deadline = os_now() + 1500000;
	struct os_ready ready;
	struct os_set s;

	assert_int_equal(os_set_make(&s), 0);
	assert_int_equal(os_set_wait(&s, deadline, &ready, 1), 0);
	assert_true(os_now() >= deadline);
	os_set_end(&s);
}

struct turn {
	struct os_set set;
	os_u32 turns;
};

/* Each wake-up is answered before the next comes. */
static void count_wakes(void *arg)
{
	struct turn *t = arg;
	struct os_ready ready;

	while (os_load32(&t->turns) < 1000) {
		assert_int_equal(os_set_wait(&t->set, OS_FOREVER, &ready, 1), 1);
		assert_null(ready.what);
		os_add32(&t->turns, 1);
	}
}

TEST(a_wake_up_from_another_thread_ends_the_wait)
{
	struct turn t = { .turns = { 0 } };
	struct harness_thread thread;

	assert_int_equal(os_set_make(&t.set), 0);
	harness_start(&thread, count_wakes, &t);
	for (uint32_t i = 0; i < 1000; i++) {
		os_set_wake(&t.set);
		while (os_load32(&t.turns) == i)
			os_yield();
	}
	harness_join(&thread);
	os_set_end(&t.set);
}

/* Two wait: a wake-up ends one of the waits, and the other thread does not come back empty. */
static void wait_once(void *arg)
{
	struct turn *t = arg;
	struct os_ready ready;

	assert_int_equal(os_set_wait(&t->set, OS_FOREVER, &ready, 1), 1);
	os_add32(&t->turns, 1);
}

TEST(a_wake_up_is_one_waits)
{
	struct turn t = { .turns = { 0 } };
	struct harness_thread threads[2];

	assert_int_equal(os_set_make(&t.set), 0);
	for (int i = 0; i < 2; i++)
		harness_start(&threads[i], wait_once, &t);
	for (uint32_t i = 0; i < 2; i++) {
		os_set_wake(&t.set);
		while (os_load32(&t.turns) == i)
			os_yield();
		assert_int_equal(os_load32(&t.turns), i + 1);
	}
	for (int i = 0; i < 2; i++)
		harness_join(&threads[i]);
	os_set_end(&t.set);
}

/* ---- directories ---- */

TEST(a_directory_is_locked_by_one_at_a_time_and_by_no_child_of_his)
{
	const char *directory = scratch_make();
	char inside[80];
	int lock, again, ends[2];

	snprintf(inside, sizeof inside, "%s/d", directory);
	assert_int_equal(os_directory_lock(inside, OS_FOREVER), -ENOENT);
	assert_int_equal(os_directory_make(inside), 0);
	assert_int_equal(os_directory_make(inside), EEXIST);
	assert_int_equal(chmod(inside, 0755), 0);
	assert_int_equal(os_directory_close_to_others(inside), 0);
	struct stat st;
	assert_int_equal(stat(inside, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	lock = os_directory_lock(inside, 0);
	assert_true(lock > 2);
	assert_int_equal(os_directory_lock(inside, os_now()), -ETIMEDOUT);
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork(); /* it has the lock's descriptor, and keeps it */
	if (!child) {
		char end;
		close(ends[1]);
		_exit((int)read(ends[0], &end, 1));
	}
	os_directory_unlock(lock);
	again = os_directory_lock(inside, OS_FOREVER);
	assert_true(again > 2);
	os_directory_unlock(again);
	close(ends[0]);
	close(ends[1]);
	assert_int_equal(os_file_remove(directory), ENOTEMPTY);
	assert_int_equal(os_file_remove(inside), 0);
	assert_int_equal(os_file_remove(inside), ENOENT);
	scratch_remove();
}
