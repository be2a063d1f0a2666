/* assoc.h - associations: what both ends have in common. */
#ifndef ACOM_ASSOC_H
#define ACOM_ASSOC_H

#include "base/map.h"
#include "wire/calls.h"
#include "wire/inbox.h"
#include "wire/outbox.h"

/* ---- assoc.c: what both ends of an association have in common ---- */

struct assoc;
struct assoc_side {
	void (*pdu)(struct assoc *a, const struct pdu_header *h, const uint8_t *octets);
	void (*broken)(struct assoc *a, const struct pdu_header *h); /* what came is no PDU */
	void (*closing)(struct assoc *a);
	/* One more fragment of the open message: what stands before its part of the stub. That is where it belongs. */
	void (*landed)(struct assoc *a, const struct pdu_header *h, const uint8_t *head, size_t part);
	/* More of the last fragment. at: NULL: it is where it belongs. */
	void (*more)(struct assoc *a, const struct pdu_header *h, struct span part);
	enum pdu_type stubs; /* of PDUs that messages are made of */
};

/* One end. Not locked: whoever owns the connection lets one thread in at a time. */
struct assoc {
	const struct assoc_side *side;
	struct inbox inbox;
	struct outbox outbox;
	struct message message;
	struct wire_calls calls;
	uint16_t fragment; /* octets of a PDU with a stub that the other end takes; until it is bound those that this end would */
	bool bound;
	bool multiplexed;
	bool bare;         /* the transport carries no descriptors; set by the owner behind assoc_init */
	bool carries;      /* it is agreed upon that there may be some */
	bool shifts;       /* behind the PDU at hand octets come another way; until the owner knows */
	size_t bells;      /* so many behind it, then, are none of its */
	size_t untaken;    /* of what has left, the last ones that the other end will never have; set by the owner */
	bool dozes;        /* server: no thread always reads; set by the owner behind assoc_init */
	uint16_t calls_offered; /* as a feature */
	unsigned calls_most;    /* outstanding at once; once it is bound */
	unsigned unclaimed;     /* descriptors of calls that are not answered */
	size_t unanswered;      /* server: octets of their requests */
	struct ndr_descriptors *brought, *begun, *with; /* with what is fed; with the PDU in the inbox; with the one at hand */
	HRESULT closed;    /* S_OK: it is open; else why not. What is in the outbox is still to be sent. */
};
/* Of a family's features those that the transport has room for, and the process means. */
static inline uint16_t assoc_features(const struct assoc *a, enum pdu_feature_family family, const uint16_t *features)
{
	unsigned without = (a->bare ? PDU_DESCRIPTORS : 0) | (a->dozes ? PDU_READS : 0);
	uint16_t own = features[family];

	if (family == PDU_FEATURES_ACOM && own & PDU_MANY_CALLS)
		own |= a->calls_offered;
	return own & (family == PDU_FEATURES_ACOM ? (uint16_t)~without : 0xffff);
}
/* Octets of a PDU with a stub that this end sends at most to who has agreed to such features. */
uint16_t assoc_fragment(const struct assoc *a, const uint16_t *features);
/* How many calls may be outstanding by what was agreed upon; else the owner's number, or (0) ACOM_LIMIT_FOREIGN_CALLS. */
unsigned assoc_calls(const uint16_t *features, unsigned own);
enum { ASSOC_CONTEXTS = 64, ASSOC_CONTEXTS_AT_ONCE = 16, ASSOC_TRANSFERS = 8,
       ASSOC_FRAGMENT_LEAST = 2048, ASSOC_PEER_FRAGMENT_LEAST = 1432 };
enum assoc_awaits { ASSOC_NOTHING, ASSOC_BIND, ASSOC_REST };

HRESULT assoc_init(struct assoc *a, const struct assoc_side *side);
void assoc_fini(struct assoc *a);
/* These came with the octets that are fed next, and belong to the last PDU that begins in them; taken over, whatever happens.
 * RPC_S_PROTOCOL_ERROR: they are too many, or it is not agreed upon that there may be any; E_OUTOFMEMORY. */
HRESULT assoc_bring(struct assoc *a, const int *fds, unsigned count);
/* Octets as they come. Calls the owner's functions, which may answer and call, but not feed and not end the association. */
void assoc_feed(struct assoc *a, const void *octets, size_t size);
/* The connection is lost, or the owner wants no more. Nothing happens if it is closed already. */
void assoc_close(struct assoc *a, HRESULT why) __attribute__((cold));
/* What a connection that is silent for long must be asked: is it waited for a first bind, or for the rest of something? */
enum assoc_awaits assoc_awaits(const struct assoc *a);
/* A PDU of at most `size` octets goes out: begun, its parts put, ended. False: it did not fit, or memory is short. */
struct put assoc_begin(struct assoc *a, enum pdu_type type, uint8_t flags, uint32_t call_id, size_t size);
bool assoc_end(struct assoc *a, struct put *p);

/* ---- landing.c: fragments of a long message are read to where it is collected ---- */

enum { LANDING_LEAST = 32 << 10 /* what is worth that */, LANDING_HEADS = 31, LANDING_ROOMS = 2 * LANDING_HEADS + 2 };

/* Where the next octets are to be read to. */
struct landing {
	struct os_room rooms[LANDING_ROOMS];
	unsigned count, fragments;
	size_t size; /* of all rooms */
	size_t rest; /* of the fragment at hand */
	size_t have; /* octets of the first head, which were there */
	struct { uint8_t head[PDU_STUB + PDU_UUID]; size_t part; bool last; } fragment[LANDING_HEADS];
};
bool landing_is_due(const struct assoc *a);                  /* so much of a message is to come */
bool landing_plan(struct assoc *a, struct landing *l);       /* false: it is not */
/* In place of assoc_feed: so many octets have come there. brought: with descriptors. */
void landing_take(struct assoc *a, const struct landing *l, size_t size, bool brought);
void assoc_pdu(struct assoc *a, HRESULT hr, const struct pdu_header *h, const uint8_t *pdu); /* assoc.c's */
void assoc_longs(struct assoc *a, uint16_t most); /* bound: the other end may send PDUs with stubs of so many octets */
uint32_t assoc_hint(const struct pdu_header *h, uint32_t hint, size_t part); /* how much is left, at least, with this part */

/* ---- group.c: associations that belong together (wire.md 1.5) ---- */

/* Zero-initialized is none. One for each transport; any thread. */
struct assoc_groups {
	os_mutex lock;
	struct map map;
};
struct assoc_group {
	struct map_node node;
	uint32_t id;
	unsigned members;
	void *kept; /* the owner's, NULL at first; under the groups' lock */
};
/* id 0: a new one. RPC_E_INVALID_OBJECT: there is none of this id; E_OUTOFMEMORY. */
HRESULT group_join(struct assoc_groups *groups, uint32_t id, struct assoc_group **group);
/* What is kept, by the last one that leaves; else NULL. */
void *group_leave(struct assoc_groups *groups, struct assoc_group *group);

/* How far it is agreed upon that octets go by memory that both ends share. */
enum share { SHARE_NOT, SHARE_ASKED, SHARE_OUT /* the client's */, SHARE_BOTH, SHARE_NEVER };

#endif
