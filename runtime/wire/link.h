/* link.h - connections of this process to others: links. */
#ifndef ACOM_LINK_H
#define ACOM_LINK_H

#include "object/apartment.h"
#include "wire/address.h"
#include "wire/assoc_client.h"

struct agreement;
struct connection;
struct released;

/* ---- dial.c: connections of this process to others, by address ---- */

/* One, as long as somebody uses it: as what proxies of its server's objects share, or as an owner's who keeps it in mind. */
struct link {
	os_u32 refs;
	struct connection *connection; /* counted */
	struct address at;
	struct assoc_peer peer;
	os_u32 minor;                  /* of ORPC's version, as the server is known to understand */
	struct agreement *agreements;  /* under the connection's lock */
	struct link *next, **link;     /* of all that can be found */
	struct link *more;             /* of the same group; counted, until it is found broken */
	struct released *released, *last_released; /* release.c's */
	struct work pay;               /* likewise; the connection's lock: */
	bool pays;                     /* it is on its way */
};
/* The one to this address, counted: a known one, or a new one. As transport_connect. */
HRESULT link_dial(const struct address *at, uint64_t deadline, struct link **l, char *why);
struct link *link_ref(struct link *l);
bool link_is_over(struct link *l); /* nobody may call over it any more */
void link_unref(struct link *l);
bool link_is_with(const struct link *l, const struct link *other); /* the same, or of the same group; NULL: it is not */
void link_forget(struct link *l); /* who dials the address from now on gets another one */
/* Waits until an interface is agreed upon; deadline: 0: connect_deadline(). *over (NULL: it does not matter): which link of the
 * group that is, or was asked last, counted, whatever happens. RPC_S_UNKNOWN_IF: the server has nothing of the kind;
 * RPC_S_SERVER_UNAVAILABLE; why the association is closed. */
HRESULT link_agree(struct link *l, const struct pdu_syntax *interface, uint64_t deadline, struct link **over, uint16_t *context);

/* ---- options.c: what the application says of servers ---- */

DWORD options_of(const struct address *at); /* of AcomSetServerOptions */

/* ---- launch.c: servers that class files describe ---- */

/* Its address. REGDB_E_INVALIDVALUE: that is none; a line on standard error says more. */
HRESULT launch_address(const struct class_place *p, struct address *at, char *why);
/* The server answers at its address, where it is started if nobody listens; the link is counted. CO_E_SERVER_EXEC_FAILURE: the
 * program has ended, or does not accept in time (ACOM_LIMIT_CONNECT_TIME); a line on standard error says more. As link_dial and
 * link_agree. */
HRESULT launch_reach(const struct class_place *p, const struct address *at, struct link **l, char *why);

#endif
