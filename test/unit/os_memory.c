/* os_memory.c - memory to be shared on kernels that do not know that it is not to be executed, and on those that insist. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness.h"

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 8u
#endif

enum { SIZE = 8192, MOST = 4 };

static struct {
	unsigned flags[MOST], count;
	unsigned unknown, needed; /* flags */
	int error;                /* whatever is asked for */
} kernel;

static int refuse(int error)
{
	errno = error;
	return -1;
}

/* In place of the C library's own. */
int memfd_create(const char *name, unsigned flags)
{
	assert_in_range(kernel.count, 0, MOST - 1);
	kernel.flags[kernel.count++] = flags;
	if (kernel.error)
		return refuse(kernel.error);
	if (flags & kernel.unknown)
		return refuse(EINVAL);
	if ((flags & kernel.needed) != kernel.needed)
		return refuse(EACCES);
	return (int)syscall(SYS_memfd_create, name, flags & ~MFD_NOEXEC_SEAL);
}

static int make(unsigned unknown, unsigned required, int error)
{
	kernel.count = 0;
	kernel.unknown = unknown;
	kernel.needed = required;
	kernel.error = error;
	return os_memory_make(SIZE);
}

static void expect_mapped(int fd)
{
	assert_true(fd >= 0);
	void *memory = needed(os_memory_map(fd, SIZE));
	os_memory_unmap(memory, SIZE);
	os_close(fd);
}

TEST(it_is_not_to_be_executed)
{
	expect_mapped(make(0, MFD_NOEXEC_SEAL, 0));
	assert_int_equal(kernel.count, 1);
	assert_true(kernel.flags[0] & MFD_CLOEXEC);
}

TEST(a_kernel_that_does_not_know_that_is_asked_without)
{
	expect_mapped(make(MFD_NOEXEC_SEAL, 0, 0));
	assert_int_equal(kernel.count, 2);
	assert_int_equal(kernel.flags[1], MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

TEST(what_else_fails_is_told)
{
	assert_int_equal(make(0, 0, EMFILE), -EMFILE);
	assert_int_equal(kernel.count, 1);
	assert_int_equal(make(0, 0, EINVAL), -EINVAL);
	assert_int_equal(kernel.count, 2);
}
