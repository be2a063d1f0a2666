/* os_file.h - of os.h: files and directories. */
#ifndef ACOM_OS_FILE_H
#define ACOM_OS_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- os_file.c: a file that grows and is only written, and directories of this user ---- */
/* Makes it (mode 0600), or empties it, for this process alone; no link of either kind, pipe or socket. A descriptor above 2;
 * < 0: -errno. */
int os_file_make(const char *path);
/* Writes n octets at an offset: 0 or an errno; then the file ends at `at`. */
int os_file_put(int fd, uint64_t at, const void *data, size_t n);
/* On standard error, in one write. What becomes of that harms nobody: neither a limit on its size, nor a reader who has gone. */
void os_tell(const char *text, size_t n);
/* Errors are errno's, 0 is success. */
int os_directory_make(const char *path);             /* mode 0700; EEXIST: one is there, and stays as it is */
int os_directory_close_to_others(const char *path);  /* mode 0700 from now on */
int os_directory_lock(const char *path, uint64_t deadline); /* waits for who holds it; a descriptor to unlock it; < 0: -errno */
void os_directory_unlock(int lock);
int os_file_remove(const char *path);                /* or a directory that is empty */
int linux_above_standard(int fd); /* the same at a number above 2; < 0: it is closed, errno says why. For os*.c alone */

/* ---- os_look.c: files that others may have prepared ---- */
enum { OS_PATH_MOST = 4096 };                  /* with the terminator */
enum os_file_kind { OS_FILE_REGULAR, OS_FILE_DIRECTORY, OS_FILE_LINK, OS_FILE_SOCKET, OS_FILE_OTHER };
struct os_file {
	int fd;                                /* good for the functions below only; os_close */
	enum os_file_kind kind;
	uint64_t device, number;               /* together its own among all files that exist */
	uint32_t owner, mode;                  /* mode: the twelve bits of chmod */
	uint64_t size;
};
/* Errors are errno's, 0 is success. Of `name` the last component is no link that would be followed; nothing waits.
 * directory: where a relative name begins, or -1. */
int os_file_find(int directory, const char *name, struct os_file *f);
int os_file_read(const struct os_file *f, void *buffer, size_t size, size_t *got); /* from the start; to its end, or `size` */
int os_file_list(const struct os_file *directory, bool (*fn)(const char *name, void *arg), void *arg); /* until fn says no */
int os_link_read(const struct os_file *link, char *target); /* where it leads to, into OS_PATH_MOST octets */
int os_path_real(const char *path, char *real); /* without links and dots, into OS_PATH_MOST octets */
uint32_t os_user(void);                         /* the one whose rights this process has */
const char *os_error_text(int error);

#endif
