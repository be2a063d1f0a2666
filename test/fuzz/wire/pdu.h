/* pdu.h - the four ends that octets may come to. */
#ifndef FUZZ_PDU_H
#define FUZZ_PDU_H

#include "account.h"

#include "base/cursor.h"

/* What an input begins with. */
struct choices {
	uint8_t flags, first, second, third;
};
enum { CHOICES = 4 };

/* ends.c: associations without a connection: what they say does not depend on how the octets are cut. */
void ends_server(const struct choices *c, struct span octets);
void ends_client(const struct choices *c, struct span octets);
/* served.c: a connection that was accepted, with objects and services behind it. */
void served(const struct choices *c, struct span octets);
/* called.c: a proxy, whose server says the octets. */
void called(const struct choices *c, struct span octets);

#endif
