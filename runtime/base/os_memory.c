/* os_memory.c - memory that two processes share; the same in both builds but for sleeping at it. */
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "os.h"

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 8u
#endif

enum { SEALS = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL };

/* Beyond a process' bound for files the kernel sends a signal that ends it. */
static bool may_be_so_long(size_t size)
{
	struct rlimit most;

	return !getrlimit(RLIMIT_FSIZE, &most) && (most.rlim_cur == RLIM_INFINITY || size <= most.rlim_cur);
}

static int prepare(int fd, size_t size)
{
	if (!may_be_so_long(size))
		return EFBIG;
	return ftruncate(fd, (off_t)size) || fcntl(fd, F_ADD_SEALS, SEALS) ? errno : 0;
}

/* Where memory is not promised beyond what there is, a page that cannot be had is a signal that ends the process. */
static bool may_overcommit(void)
{
	char mode = 0;
	int fd = open("/proc/sys/vm/overcommit_memory", O_RDONLY | O_CLOEXEC);
	bool known = fd >= 0 && read(fd, &mode, 1) == 1;

	if (fd >= 0)
		close(fd);
	return !known || mode != '2';
}

/* Kernels before 6.3 do not know that it is not to be executed; later ones may insist. */
static int create(void)
{
	int fd = memfd_create("acom", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL);

	return fd < 0 && errno == EINVAL ? memfd_create("acom", MFD_CLOEXEC | MFD_ALLOW_SEALING) : fd;
}

int os_memory_make(size_t size)
{
	if (!may_overcommit())
		return -ENOMEM;
	int fd = create();

	fd = fd < 0 ? fd : linux_above_standard(fd);
	if (fd < 0)
		return -errno;
	int error = prepare(fd, size);
	if (error)
		close(fd);
	return error ? -error : fd;
}

/* Whoever made it could take memory away under who uses it, unless it is sealed; pages of another kind may be missing when they
 * are touched. */
static bool is_safe(int fd, size_t size)
{
	struct statfs where;
	struct stat what;
	int seals = fcntl(fd, F_GET_SEALS);

	return seals >= 0 && seals & F_SEAL_SHRINK && !fstat(fd, &what) && (size_t)what.st_size == size && !fstatfs(fd, &where) &&
	       where.f_type == TMPFS_MAGIC;
}

void *os_memory_map(int fd, size_t size)
{
	void *memory = is_safe(fd, size) ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;

	return memory == MAP_FAILED ? NULL : memory;
}

void os_memory_unmap(void *memory, size_t size)
{
	munmap(memory, size);
}

bool os_memory_waits(void)
{
#ifdef ACOM_SIM
	return false;
#else
	return true;
#endif
}

void os_memory_await(os_u32 *word, uint32_t value, uint32_t milliseconds)
{
	struct timespec most = { milliseconds / 1000, milliseconds % 1000 * 1000000l };

	syscall(SYS_futex, &word->v, FUTEX_WAIT, value, &most, NULL, 0);
}

void os_memory_wake(os_u32 *word)
{
	syscall(SYS_futex, &word->v, FUTEX_WAKE, 1, NULL, NULL, 0);
}
