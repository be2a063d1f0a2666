/* gopher.h - what the files of Gopher share: locators, which are lines of menus, and conversations of a request and its answer,
 * each over a connection of its own.
 */
#ifndef ACOM_GOPHER_H
#define ACOM_GOPHER_H

#include "inet.h"

/* ---- gopher_locator.c ---- */

enum { GOPHER_LINE_MOST = 1024 };
/* A line of a menu taken apart. */
struct locator {
	char line[GOPHER_LINE_MOST];           /* what the text lies in */
	char sign;                             /* of its type */
	char *display, *selector, *host;
	INTERNET_PORT port;
	bool plus, asks;                       /* Gopher+; it has questions, too */
};
/* Of a line, with its end or without. False: it is none, or more than a locator can hold; text that is only shown is cut. */
bool locator_read(const char *line, size_t size, struct locator *l);
/* Into as much as any takes: octets, without a terminator. */
enum { LOCATOR_ROOM = 2 * GOPHER_LINE_MOST };
size_t locator_write(const struct locator *l, char *to);
DWORD locator_type(const struct locator *l);
char locator_sign(DWORD type);              /* 0: there is none */
bool locator_is_menu(const struct locator *l); /* or what is searched */
bool locator_is_text(const char *text);     /* no control characters */
/* What the caller names; NULL: the server's first menu. ERROR_GOPHER_INVALID_LOCATOR. */
DWORD locator_find(const struct connect *c, const char *text, struct locator *l);

/* ---- gopher.c: conversations ---- */

struct gopher_job;
/* What is done with an answer; on the I/O thread, not locked. */
struct gopher_task {
	size_t (*room)(struct gopher_job *j);  /* for what comes; 0: not now */
	/* ERROR_NO_MORE_ITEMS: it is whole. */
	DWORD (*put)(struct gopher_job *j, const char *data, size_t size);
	void (*over)(struct gopher_job *j, DWORD error); /* once */
};
struct gopher_job {
	struct transfer transfer;              /* its node: whose function it is */
	struct stream stream;
	struct way way;
	const struct gopher_task *task;
	char *host, *request;                  /* constant while it runs */
	size_t size, sent;                     /* octets of the request */
	size_t received;                       /* and of the answer */
	unsigned addresses;                    /* of the server that were tried */
	bool resolving, connected;
	bool heard;                            /* that an answer has come is told */
	bool replies;                          /* not with a file yet: for all of that there is the time to receive once */
};
enum { GOPHER_CHUNK = 16384 };
/* Of a node; what is asked for, with these behind the selector, or NULL. ERROR_NOT_ENOUGH_MEMORY. */
DWORD gopher_job_make(struct gopher_job *j, struct node *n, const struct gopher_task *task, const struct locator *l,
                      const char *search, const char *plus);
void gopher_job_clear(struct gopher_job *j);
bool gopher_hear(struct gopher_job *j);     /* not locked: that it has come; false: no memory */
extern const struct node_class gopher_class; /* of connections */
/* Not locked: makes the handle, and asks; the caller's count goes. With error: it is given up. */
DWORD gopher_open_job(struct gopher_job *j, DWORD error, HINTERNET *value);

/* ---- gopher_find.c, gopher_file.c, gopher_attribute.c: functions ---- */

/* data: a GOPHER_FIND_DATAW if it is wide. */
DWORD gopher_find(struct node *connect, const struct locator *l, const char *search, void *data, bool wide, DWORD_PTR context,
                  HINTERNET *value);
/* What a URL leads to; page: as one of HTML, which is read. */
DWORD gopher_visit_menu(struct node *connect, const struct locator *l, const char *search, bool page, DWORD_PTR context,
                        HINTERNET *value);
DWORD gopher_find_next(struct node *n, void *data, bool wide);
DWORD gopher_open(struct node *connect, const struct locator *l, const char *view, DWORD_PTR context, HINTERNET *value);
/* Where the caller wants to have attributes. */
struct attribute_room {
	void *buffer;
	DWORD size;                            /* octets, or units if it is wide */
	DWORD *returned;                       /* that there are, without a terminator */
	bool wide;
	GOPHER_ATTRIBUTE_ENUMERATOR fn;        /* in the place of the buffer, or NULL */
};
/* gopher_enumerate.c: of lines, which it changes. */
void gopher_enumerate(char *lines, GOPHER_ATTRIBUTE_ENUMERATOR fn, bool wide);
/* wininet_gopher.c: what functions that end with A and with W share. */
HINTERNET gopher_find_first(HINTERNET connect, const char *locator, const char *search, void *data, bool wide, DWORD_PTR context);
DWORD gopher_get_attribute(HINTERNET connect, const char *locator, const char *names, const struct attribute_room *room,
                           DWORD_PTR context);
/* names: with blanks between them; NULL: all. */
DWORD gopher_attribute(struct node *connect, const struct locator *l, const char *names, const struct attribute_room *room,
                       DWORD_PTR context);

#endif
