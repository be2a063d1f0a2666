/* os_stream.h - what a read or a write of a stream meets: the kernel alone, or what a simulated schedule chooses. */
#ifndef ACOM_OS_STREAM_H
#define ACOM_OS_STREAM_H

#include "os.h"

#ifdef ACOM_SIM
/* A scheduling point. Makes *size smaller; < 0: -errno, and nothing is to be read or written. */
ptrdiff_t stream_chosen(int fd, size_t *size);
#else
static inline ptrdiff_t stream_chosen(int fd, size_t *size)
{
	(void)fd;
	(void)size;
	return 0;
}
#endif

#endif
