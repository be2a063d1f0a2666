/* inbox.h - octets that have come: PDUs, and stubs out of fragments. */
#ifndef ACOM_INBOX_H
#define ACOM_INBOX_H

#include "wire/pdu.h"

/* ---- inbox.c: PDUs out of octets, however they are cut ---- */

/* Zero-initialized is empty, and takes no long PDU. */
struct inbox {
	size_t have;
	uint16_t most;            /* of octets of a long PDU; one has no trailer and */
	uint8_t longs;            /* this type */
	struct pdu_header begun;  /* a long PDU whose rest is to come */
	uint8_t octets[PDU_MOST]; /* the begin of a PDU */
};
/* Takes octets from `in`. S_OK: a PDU is whole, or (h->rest) a long one has begun; it stays where it is until more is taken or fed.
 * S_FALSE: all octets are taken, and more are needed. RPC_S_PROTOCOL_ERROR: what begins here is no PDU, or longer than any may be;
 * *h says which. */
HRESULT inbox_take(struct inbox *b, struct span *in, const uint8_t **pdu, struct pdu_header *h);
/* So many octets of it are taken; the rest is to come. */
void inbox_begin(struct inbox *b, struct pdu_header *h, size_t have);
struct span inbox_take_rest(struct inbox *b, struct span *in); /* first: of the PDU that has begun; empty: nothing */

/* ---- message.c: one stub out of the fragments of a call ---- */

/* The one message that may be incomplete. Zero-initialized is none. */
struct message {
	bool open;
	bool refused; /* the rest is read and thrown away */
	bool big;
	uint32_t call_id;
	uint16_t context, opnum;
	bool has_object;
	GUID object;
	struct ndr_descriptors *descriptors; /* that came with the first fragment */
	uint8_t *octets;
	size_t size, room, most;             /* most: of earlier ones here */
	uint32_t left;                       /* to come, as the last fragment has said */
	uint16_t head, part;                 /* what that had in front of its part of the stub; that */
	struct ndr_landed aside;             /* not among the octets */
};
/* Grows with what is received, and as far as a hint of how much is left says up to a multiple of that, or to what
 * an earlier one had. part.at: NULL: it is where it belongs. E_OUTOFMEMORY; RPC_E_OUT_OF_RESOURCES: more than the limit. */
HRESULT message_add(struct message *m, const struct pdu_header *h, struct span part, uint32_t hint, size_t limit);
HRESULT message_go_on(struct message *m, struct span part, size_t limit); /* the same with more of that fragment */
/* Where these octets of the stub belong, as far as (*size) they lie together there; NULL: there is no room. */
uint8_t *message_place(const struct message *m, size_t at, size_t *size);
size_t message_held(const struct message *m); /* octets, without those aside */
void message_reserve(struct message *m); /* for what is left, as far as that is allowed, and memory there */
void message_trim(struct message *m); /* it is whole: much that was reserved in vain is given back */
void message_end(struct message *m); /* no message; keeps a small buffer for the next one */
void message_fini(struct message *m);

#endif
