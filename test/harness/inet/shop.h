/* shop.h - a session, a connection and a request at the scripted shop. */
#ifndef SHOP_H
#define SHOP_H

#include "events.h"
#include "web.h"

#define SHOP_OK "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
enum { SESSION_CONTEXT = 1, CONNECT_CONTEXT, REQUEST_CONTEXT };

struct shop { HINTERNET session, connect, request; };
/* False: no memory, in a sweep. Then nothing is to be closed. */
bool shop_open(struct shop *s, const struct web_page *pages, DWORD flags, const char *object, DWORD_PTR context);
/* The same with a verb, and flags of the request. */
bool shop_open_as(struct shop *s, const struct web_page *pages, DWORD flags, const char *verb, const char *object,
                  DWORD request_flags, DWORD_PTR context);
/* A session and a connection without a request. */
bool shop_connect(struct shop *s, const char *host, INTERNET_PORT port, DWORD flags);
bool shop_send(struct shop *s); /* false: no memory, in a sweep */
/* Sends and reads without being told of anything: what is there is these few octets. Not in a sweep. */
void shop_untold(struct shop *s, const char *text);
/* The body in pieces; 0: no memory, in a sweep. */
DWORD shop_read(struct shop *s, char *to, DWORD room, DWORD piece);
DWORD shop_system_error(void); /* the system's number behind the thread's last error; 0: none */

#endif
