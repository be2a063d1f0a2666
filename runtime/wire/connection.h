/* connection.h - connections: a stream, and an association by it. */
#ifndef ACOM_CONNECTION_H
#define ACOM_CONNECTION_H

#include "object/object.h"
#include "wire/assoc_client.h"
#include "wire/assoc_server.h"
#include "wire/pcap.h"
#include "wire/stream.h"
#include "wire/watched.h"

struct reading;
struct stub;

/* ---- connection.c: a stream and its association, under one lock ---- */

struct heart {
	struct alarm alarm;        /* counts the connection while it is set */
	bool runs;                 /* it is set, or rings */
	unsigned rounds;           /* 0: the server was not asked; else how often it is to be looked for an answer */
	uint64_t came, sent;       /* octets, when it was looked last; sent: up to */
	uint64_t question;         /* the end of what is asked, as the outbox counts */
};

/* Counted: by those who use it, and while it is watched. Whoever unlocks it writes what is to be written and does what was
 * put off meanwhile. */
struct connection {
	os_u32 refs;
	os_mutex lock; /* guards what follows. No user code under it; apartments' locks and memory come after it */
	struct stream stream;
	struct pcap_flow flow;     /* what it carries, in a capture */
	struct ndr_account out;    /* the [out] arrays of its calls; not guarded */
	union {
		struct assoc assoc;
		struct assoc_server server;
		struct assoc_client client;
	};
	bool serves;               /* the server's end */
	bool reading;              /* somebody does, or has been asked to */
	bool missed;               /* somebody was told of octets that another one was to read */
	bool writing;              /* there was no room to write */
	bool widened;              /* and so more of it was asked for */
	bool ended;                /* the association is closed, and nothing more is written */
	bool ending;               /* what can be read now is the last */
	bool lands;                /* the rest of a long message comes next: whose right it is to read, or locked */
	uint32_t room;             /* for what is read: likewise */
	bool stuck;                /* nothing can be read before there is room to write */
	bool deaf;                 /* nothing more comes, or is waited for */
	bool brings;               /* descriptors may come: an interface that has some is agreed upon, or about to be */
	uint64_t came;             /* octets */
	struct heart heart;        /* of a client's end */
	enum watch_term term;      /* of a server's end: how long it waits for what comes */
	size_t grown;              /* what there was of a message when it was given its time */
	struct reading *next_reader; /* who waits for the right to read, in order */
	struct work *deferred, **deferred_tail;
	struct work *held, **held_tail; /* until there is room for what it leads to */
	os_u32 full;               /* there is none: of a server's end */
	struct turn *turn;         /* of the thread that feeds it just now; NULL: it has none */
	struct wait_source source; /* of waitables that an answer sets: whoever waits for them reads here */
	struct wait_source alone;  /* of those that nothing else sets, for one thread */
	struct os_patience patience; /* of who reads */
	struct watched watched;
	bool armed;                /* the set tells of what comes: else somebody reads, or nothing is to come */
	os_u32 asks;               /* it is to tell of what comes, but of nothing before what is held back is written */
	os_u32 owes;               /* of a client's end: references are to be given back when a call has ended; written locked */
	bool stayed;               /* and a reader comes back by itself */
	uint8_t streak, cold;      /* requests since then; how often in a row it did not pay to stay */
	struct holdings *holdings; /* of a server's end: its group's, once it was needed; counted */
	struct stub *recent;       /* that the last request named; counted, and for so many that may name it again: */
	unsigned recents;
	unsigned used, uses;       /* calls of it that are not answered; while there are some: uses of its object for more of them */
	struct work *spare;        /* memory for requests that come: for so many */
	unsigned spares;
	struct pool_node *calls;   /* for those that are calls at once */
	unsigned counts, more;     /* for how many more of them it is counted, and was so at once */
	void *user;                /* the owner's */
	void (*gone)(struct connection *c); /* the last count goes; the owner's, may be NULL */
	void (*speaks)(struct connection *c); /* a batch is about to write, which the owner may add to; not locked; may be NULL */
};

/* The association's context is the connection. RPC_S_SERVER_UNAVAILABLE, E_ACCESSDENIED, RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY. */
HRESULT connection_connect(const struct address *at, const struct peer_rule *rule, const struct assoc_peer *peer, uint64_t deadline,
			   struct connection **c, char *why);
/* Takes over the stream, whatever happens; what comes is read from now on, if only the caller's count is left. */
HRESULT connection_accept(struct stream *s, const struct assoc_service *service, struct connection **c);
struct connection *connection_ref(struct connection *c);
void connection_unref(struct connection *c);
void connection_lock(struct connection *c);
void connection_unlock(struct connection *c);
/* Locked: work is run with S_OK once it is unlocked, in no apartment, by the thread that has it locked now. */
void connection_defer(struct connection *c, struct work *work);
/* Locked: work is run in the apartment, but not before it is unlocked; as apartment_post. */
HRESULT connection_post(struct connection *c, struct apartment *a, struct work *work);
/* Not locked: as connection_defer, once there is room for the answer. False: there is. */
bool connection_hold(struct connection *c, struct work *work);
/* Locked: somebody must read here although nobody may wait at `source`. */
void connection_watch(struct connection *c);
/* The same, but the answer is one to what the calling thread has just put into the outbox. */
void connection_watch_answer(struct connection *c);
/* Locked: what comes is told, or is not. RPC_E_OUT_OF_RESOURCES. */
HRESULT connection_arm(struct connection *c, bool armed);
/* Not locked, by a reader that stays: something has come soon, and was read. */
bool connection_read_again(struct connection *c, struct turn *t);
/* Not locked: nobody stays any more; whether that has paid. */
enum { STAY_COLDEST = 5 };
void connection_is_left(struct connection *c, bool pays);
/* Not locked: writes what was held back; takes in what has come, without waiting, unless somebody else reads. */
void connection_write(struct connection *c);
void connection_look(struct connection *c);
/* Not locked. All that is outstanding ends. */
void connection_close(struct connection *c, HRESULT why);
/* The same, locked: nobody is there who could hear it. */
void connection_abandon(struct connection *c, HRESULT why);

/* ---- share.c: what associations tell of memory that both ends share ---- */

extern uint32_t share_from __attribute__((visibility("hidden")));
void link_shared(void *context, enum share how);
bool serve_share(void *context, int fd);
void serve_shared(void *context);

/* ---- heart.c: whether servers that do not answer for long are there at all (AcomSetHeartbeat, decision 19) ----
 *
 * A server that promises to read always is asked once more for the context that it has agreed to, as alter_context does: any
 * server answers that, without a thread of an apartment. Who does not promise it is never asked.
 */

void heart_begin(struct connection *c); /* locked: a call is on its way */
void heart_hear(struct connection *c);  /* locked: something came */
bool heart_end(struct connection *c);   /* locked: the association is closed. True: a count is to be given back */

#endif
