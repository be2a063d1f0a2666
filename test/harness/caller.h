/* caller.h - a client by hand: the client's end of an association at a socket whose other end a connection of the library's
 * serves. It waits without the library, so that nothing but the server's threads serves.
 *
 *	struct caller k;
 *	struct reply reply;
 *	caller_open(&k, &service);
 *	caller_ask(&k, &IID_IFoo, 3, &ipid, parameters, size, &reply);
 *	caller_await(&k, &reply);
 *	caller_close(&k);
 */
#ifndef CALLER_H
#define CALLER_H

#include "harness.h"

#include "wire/wire.h"

struct caller {
	struct connection *connection; /* the server's end, counted; NULL: it is somewhere else */
	int fd;
	struct assoc_client client;
	struct assoc_peer peer;
	GUID causality;                /* of what it asks */
};

/* What becomes of a call: as struct assoc_answer. */
struct reply {
	bool done;
	HRESULT hr;
	uint32_t status;
	bool did_not_execute, big;
	unsigned descriptors;  /* how many came along */
	size_t size;           /* of the stub; its first octets: */
	uint8_t octets[8192];
	struct wire_call *call; /* until it is done */
};

/* As servers of the library are. */
struct assoc_service caller_service(struct assoc_groups *groups);
void caller_open(struct caller *k, const struct assoc_service *service);
/* Another connection of the same group. */
void caller_join(struct caller *k, const struct caller *other, const struct assoc_service *service);
/* A server that listens. */
void caller_dial(struct caller *k, const char *address);
/* Hangs up, and waits until the server's end has gone. */
void caller_close(struct caller *k);
/* The context for an interface. */
uint16_t caller_context(struct caller *k, const struct pdu_syntax *interface);
/* Calls: a method of an object behind an ORPCTHIS, or (plain) anything. */
void caller_ask(struct caller *k, REFIID iid, uint16_t opnum, const GUID *ipid, const void *params, size_t size,
		struct reply *reply);
void caller_ask_plain(struct caller *k, const struct pdu_syntax *interface, uint16_t opnum, const GUID *object, const void *stub,
		      size_t size, struct reply *reply);
void caller_await(struct caller *k, struct reply *reply);
/* Calls a method with arguments as its row wants them, and waits: what it returns. */
HRESULT caller_call(struct caller *k, REFIID iid, uint16_t slot, const GUID *ipid, void *const *args);

/* Objects of a class, or (class_object) that itself. */
struct activated {
	struct ndr ndr;
	struct activation_out out; /* what was made; its memory is ndr's */
};
HRESULT caller_activate(struct caller *k, REFCLSID clsid, bool class_object, DWORD count, const IID *iids, struct activated *a);
/* The OBJREF of one of the interfaces. */
struct objref activated_objref(const struct activated *a, DWORD index);
void activated_fini(struct activated *a);

void caller_send(struct caller *k); /* what is to be sent */
void caller_receive(struct caller *k); /* something */
/* The answer is a fault with this status. */
void caller_expect_fault(struct caller *k, struct reply *reply, uint32_t status, bool did_not_execute);
/* The answer is a response; its parameters, behind the ORPCTHAT (plain: there is none). */
struct span caller_expect_plain(struct caller *k, struct reply *reply);
struct span caller_expect(struct caller *k, struct reply *reply);

#endif
