/* site.h - a session and a connection at a scripted FTP site. */
#ifndef SITE_H
#define SITE_H

#include "events.h"
#include "talk.h"
#include "web.h"

#define SITE_LOGIN { .command = "USER", .reply = "331 and who says so\r\n" }, \
	{ .command = "PASS secret", .reply = "230 come in\r\n" }, { .command = "PASS", .reply = "530-Not you.\r\n530 Never.\r\n" }
#define SITE_TRANSFERS { .command = "TYPE", .reply = "200 so be it\r\n" }, \
	{ .command = "EPSV", .reply = "229 there (|||4001|)\r\n" }
#define SITE_HOME { .command = "PWD", .reply = "257 \"/home/ann\" is where you are\r\n" }
#define SITE_REST { .command = NULL, .reply = "550 No such thing.\r\n" }
enum { SITE_CONTEXT = 5, FILE_CONTEXT, SITE_LOCAL = 256 };

#define FAILS(call, code) (assert_false(call), assert_int_equal(GetLastError(), code))

struct site { HINTERNET session, connect; };
/* False: no memory, in a sweep. Then nothing is to be closed. The first is without a connection. */
bool site_session(struct site *s, const struct talk_server *server, DWORD flags);
bool site_open(struct site *s, const struct talk_server *server, DWORD flags, DWORD_PTR context);
/* How InternetConnect, FtpOpenFile or FtpFindFirstFile ends that has returned this: the handle, or NULL and *error. */
HINTERNET site_handle(HINTERNET returned, DWORD_PTR context, DWORD *error);
/* The same of a function that returns BOOL, where success is expected; false: no memory, in a sweep. */
bool site_done(BOOL returned, DWORD_PTR context);
bool site_opened(HINTERNET *h, DWORD_PTR context);
bool site_good(BOOL returned); /* of synchronous sessions */
bool site_gopher(struct site *s, const struct talk_server *server, DWORD flags); /* a connection of Gopher, as site_open */
void site_cancelled(DWORD_PTR context); /* waits for the end of what was closed */
void site_local(char *path); /* the name of a file of this process, of at most SITE_LOCAL octets */
/* Reads it to its end: octets; false: no memory, in a sweep. */
bool site_read(HINTERNET file, char *to, DWORD room, DWORD *size);

#endif
