/* away.h - a server in a process of its own: forked, so that it has the test's functions, and what the test has set so far.
 *
 *	TEST(something)
 *	{
 *		struct away r;
 *		away_open(&r, AWAY_UNIX, serve, stop, NULL);   // before the test enters an apartment
 *		house_enter(COINIT_MULTITHREADED);
 *		away_create(&r, &CLSID_It, &IID_IIt, (void **)&it);
 *		...
 *		house_leave();
 *		away_close(&r);
 *	}
 *
 * With ACOM_TEST_CAPTURES=directory both processes capture there what they say to each other.
 */
#ifndef AWAY_H
#define AWAY_H

#include "command.h"
#include "harness.h"

#include <acom.h>

/* By TLS the server is "server", and its client "alice" (certificates.h). */
enum away_transport { AWAY_UNIX, AWAY_TCP, AWAY_TLS, AWAY_TRANSPORTS };

enum { AWAY_ADDRESS = 128 };
/* It may be in away_memory. */
struct away {
	enum away_transport transport;
	OLECHAR address[AWAY_ADDRESS];  /* where it listens */


	/* private */
	HRESULT (*open)(void *arg, LPCOLESTR address);
	void (*close)(void *arg);
	void *arg;
	char directory[DIRECTORY_MOST];
	int process, control;
};

/* Memory that this process and those that it forks later have in common, zeroed; given back by away_forget. */
void *away_memory(size_t size);
void away_forget(void *memory, size_t size);

/* Starts the process. open, on its first thread, listens at the address; close comes when it ends, to undo that. */
void away_open(struct away *r, enum away_transport transport, HRESULT (*open)(void *arg, LPCOLESTR address),
               void (*close)(void *arg), void *arg);
/* It ends, and must give back all that it took. */
void away_close(struct away *r);
/* It is called at this address from now on; ":PORT" of the one that it has. */
void away_at(struct away *r, const char *address);
void away_port(const struct away *r, char port[8]);
/* Where the certificates are, while there is a server by TLS. */
const char *away_certificates(void);
/* It dies here and now. away_close is for the rest. */
void away_kill(struct away *r);
/* It does nothing until it may go on (SIGSTOP, SIGCONT); known to both sides when these return. */
void away_stop(struct away *r);
void away_go_on(struct away *r);
/* Runs fn(arg) on its first thread. What arg points to is its own copy, but for away_memory. */
HRESULT away_run(struct away *r, HRESULT (*fn)(void *arg), void *arg);

/* Its address in UTF-8. */
void away_address(const struct away *r, char text[AWAY_ADDRESS]);

/* Whether this process is that server. */
bool away_is_here(const struct away *r);

/* A new object of a class that it has registered. */
HRESULT away_create(struct away *r, REFCLSID clsid, REFIID iid, void **ppv);

/* Another process that runs fn(arg) as a test of its own, and so gives back all that it took. */
struct away_client {
	int process;
};
void away_client_start(struct away_client *c, void (*fn)(void *arg), void *arg);
void away_client_join(struct away_client *c);
void away_client_kill(struct away_client *c);

#endif
