/* wires.h - ends of associations without a connection: a server that adds and echoes, octets carried by hand, and an ear for
 * what an end says. */
#ifndef WIRES_H
#define WIRES_H

#include "harness.h"

#include "wire/wire.h"

enum { WIRES_HELD = 512, WIRES_ADD = 3 };

/* Two interfaces: Add(long, long, long *) of an object, opnum 3, as ORPC has it; and echo of a plain one, whose every method up
 * to 7 returns what it gets. */
extern const struct pdu_syntax wires_adder, wires_echo;
extern const GUID wires_object;

struct wires_server {
	struct assoc_server server;
	bool hold;                           /* requests are kept in `held`, and not answered */
	bool keep;                           /* their memory, too, if they have some */
	struct wire_call *held[WIRES_HELD];
	uint8_t *kept[WIRES_HELD];
	unsigned held_count;
	unsigned requests, cancels, orphans, closes;
	uint16_t opnum;                      /* of the last request, and what came with it */
	GUID object;
	bool big;
	size_t stub_size;
	unsigned descriptors;                /* came with the last request, and with the last but one */
	unsigned descriptors_before;
};
struct assoc_service wires_service(struct assoc_groups *groups); /* as servers are by default */
HRESULT wires_server_init(struct wires_server *s, const struct assoc_service *service);
void wires_server_fini(struct wires_server *s);

/* Feeds octets in pieces of `chunk`; 0: at once. */
void wires_feed(struct assoc *a, const void *octets, size_t size, size_t chunk);
/* Carries what one end wants to send to the other. Whether there was something. */
bool wires_carry(struct assoc *from, struct assoc *to, size_t chunk);
/* The same, to and fro, until both are silent. */
void wires_talk(struct assoc *a, struct assoc *b, size_t chunk);

/* The next PDU that an end says, taken from it. */
struct heard {
	struct pdu_header h;
	struct take body;
	uint8_t octets[PDU_LONG];
};
bool wires_hear(struct assoc *a, struct heard *heard); /* false: it says nothing more */
void wires_hear_nothing(struct assoc *a);
/* It says a fault, and nothing else. */
void wires_hear_fault(struct assoc *a, uint32_t call_id, uint16_t context, uint32_t status, bool did_not_execute);

/* PDUs to be said, in a buffer of PDU_MOST octets of their own; each is begun, parts are put, and said. */
struct put wires_begin(enum pdu_type type, uint8_t flags, uint32_t call_id, bool big);
void wires_say(struct assoc *to, struct put *p, size_t chunk);
/* A bind or alter_context with one context, for NDR. */
struct put wires_offer(enum pdu_type type, uint8_t flags, uint16_t id, const struct pdu_syntax *interface, bool big);

#endif
