/* rogue.h - a server by hand, which speaks as a server of the library would, but for one moment in which a test has it do something
 * else. It has one object of any class, with IMix, and counts the references that it has given.
 *
 *	rogue_open(&r, AWAY_UNIX);
 *	rogue_provoke(&r, ROGUE_CALL, answer_twice);
 *	rogue_create(&r, &mix);
 *	...
 *	rogue_close(&r);
 */
#ifndef ROGUE_H
#define ROGUE_H

#include "away.h"
#include "mix.h"
#include "wire/wire.h"

/* It gets a bind; an activation; RemQueryInterface; IMix::Values; IMix::Give; ResolveOxid2; the news that nobody waits for an
 * answer to IMix::Values, which it has not given. */
enum rogue_moment {
	ROGUE_NEVER, ROGUE_BIND, ROGUE_ACTIVATE, ROGUE_QUERY, ROGUE_VALUES, ROGUE_GIVE, ROGUE_RESOLVE, ROGUE_ORPHANED,
};
enum { ROGUE_LINKS = 8, ROGUE_REFERENCES = 5 };

struct rogue_link {
	int fd; /* -1: none */
	struct inbox inbox;
	IID contexts[ASSOC_CONTEXTS];
};

/* What came. */
struct rogue_asked {
	struct rogue_link *link;
	struct pdu_header h;
	struct pdu_request request;
	struct pdu_result results[ASSOC_CONTEXTS_AT_ONCE]; /* to a bind: what a server of the library would answer */
	unsigned offered;
};

struct rogue;
typedef void (*rogue_act)(struct rogue *r, struct rogue_asked *a);

struct rogue {
	OLECHAR address[AWAY_ADDRESS];
	os_u32 given, taken;    /* references */
	os_u32 connections;     /* that are there */
	os_u32 pings;           /* that somebody is still there */
	os_u32 further;         /* what it gives is of another exporter at its address */

	/* private */
	struct address at;
	char directory[DIRECTORY_MOST];
	int listener, quit[2];
	os_u32 moment, acted;
	os_ptr act;
	struct harness_thread thread;
	struct rogue_link links[ROGUE_LINKS];
};

void rogue_open(struct rogue *r, enum away_transport over);
void rogue_close(struct rogue *r);
/* From now on; NULL: never again. */
void rogue_provoke(struct rogue *r, enum rogue_moment moment, rogue_act act);
bool rogue_acted(struct rogue *r); /* since then */
HRESULT rogue_create(struct rogue *r, IMix **mix);

/* ---- for those who act, on its thread ---- */

/* A PDU in a buffer of its own: begun, its parts put, said. False: nobody listens. */
struct put rogue_begin(enum pdu_type type, uint8_t flags, uint32_t call_id);
bool rogue_say(struct rogue_asked *a, struct put *p);
/* What it would have done otherwise. */
void rogue_behave(struct rogue *r, struct rogue_asked *a);
/* A response to the call with these octets, in one PDU. */
void rogue_respond(struct rogue_asked *a, uint8_t flags, uint32_t call_id, uint16_t context, struct span stub);
/* The answer of a method of one of the library's interfaces, by its row. */
void rogue_answer(struct rogue_asked *a, REFIID iid, unsigned row, void *const *args);
void rogue_answer_bind(struct rogue_asked *a, unsigned results, uint16_t fragment, unsigned address_size);
/* Its own object, as it would name it; as the answer of an activation, and of IMix::Give. */
struct objref rogue_objref(struct rogue *r, uint8_t words[512]);
void rogue_activated(struct rogue *r, struct rogue_asked *a, struct span objref);
void rogue_gives(struct rogue_asked *a, struct span objref);
void rogue_leave(struct rogue *r, struct rogue_asked *a); /* hangs up */

#endif
