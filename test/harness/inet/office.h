/* office.h - objects of inet.idl, up to a request at the scripted shop: in the client's apartment, in another one, or in another
 * process. */
#ifndef OFFICE_H
#define OFFICE_H

#include "away.h"
#include "talk.h"
#include "web.h"

#include <acom.h>
#include <acom/inet.h>
#include <acom/wininet.h>

/* In another process: over which transport; the client is in a multithreaded apartment. */
enum office_where { OFFICE_HERE, OFFICE_BESIDE, OFFICE_UNIX, OFFICE_TCP };
struct office {
	IInternetSession *session;
	IHttpConnection *connection;
	IHttpRequest *request;
	IInternetStream *stream;               /* the request's */
	DWORD cookie;
	AcomApartment *server;
	enum office_where where;
	struct away away;
};
enum { OFFICE_CONTEXT = 77 };
/* Enters an apartment. False: no memory, in a sweep; then nothing is to be closed. The second is without a request. */
bool office_open(struct office *o, enum office_where where, const struct web_page *pages, const char *object);
bool office_session(struct office *o, enum office_where where, const struct web_page *pages);
/* One more request, counted; NULL: no memory, in a sweep. */
IHttpRequest *office_request(struct office *o, const char *object, uint64_t context);
/* A session at the scripted FTP site "shop", port 2121. */
bool office_ftp(struct office *o, enum office_where where, const struct talk_server *server, IFtpSession **session);
/* Ends all that may pend still: what was cancelled elsewhere is over a little later, and no apartment that ends ends it. */
void office_hang_up(struct office *o);
void office_close(struct office *o);
/* The same in two steps: of a server in another process with clients in others. */
void office_serve(struct office *o, enum office_where where, const struct web_page *pages);
bool office_enter(struct office *o);

/* Reads a stream to its end, which this is the text of. S_OK, or what a read says. */
HRESULT office_read(IInternetStream *stream, const char *text);

/* A call object of the object, by which its asynchronous interface is called; NULL: no memory, in a sweep. */
void *office_call(void *object, REFIID async_iid);
/* Its ICancelMethodCalls::Cancel. */
HRESULT office_cancel(void *call, ULONG seconds);
/* Waits for its end. */
void office_wait(void *call);

#endif
