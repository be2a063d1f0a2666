/* told.h - what the library says on standard error, read back. */
#ifndef HARNESS_TOLD_H
#define HARNESS_TOLD_H

struct told {
	int kept, now;
};

/* From here on standard error is a file in memory; or fd, which told_end closes. */
struct told told_begin(void);
struct told told_begin_at(int fd);
/* It is as before. What was told, until the next call; nothing, where it cannot be read. */
const char *told_end(struct told *t);

/* With these topics in ACOM_TRACE (NULL: without it) it is such a file until the test ends. What was told so far. */
void told_from_here(const char *topics);
const char *told_so_far(void);

#endif
