/* address.h - addresses, where servers listen. */
#ifndef ACOM_ADDRESS_H
#define ACOM_ADDRESS_H

#include "base/os.h"
#include "runtime/wire/orpc.h" /* made of orpc.idl */

/* ---- address.c: where a server listens: unix:/run/user/1000/shop.sock, tcp:127.0.0.1:4000, tcp:[::1]:4000 ---- */

struct transport;
enum { ADDRESS_MOST = 128 };      /* of an address as text, terminated */
enum { PEER_SUBJECT_MOST = 256 }; /* of a certificate's subject, terminated */
struct address {
	const struct transport *transport;
	struct os_address at;            /* OS_NOWHERE: the host has a name only */
	char name[ADDRESS_MOST];         /* over TLS: by which its client calls the host, and the certificate has it; "": none */
	char subject[PEER_SUBJECT_MOST]; /* over TLS a server may have this one as well; "": its certificate names its address */
};

/* unix:NAME without a slash is NAME in $XDG_RUNTIME_DIR/acom. tcp:localhost:PORT is 127.0.0.1; port 0: any that is free, for
 * a listener; tcp: beyond loopback is tls:. RPC_S_PROTSEQ_NOT_SUPPORTED, RPC_S_INVALID_STRING_BINDING. Here and below
 * why (WHY_MOST) says it for people, in one line that can follow the address. */
HRESULT address_parse(const char *text, struct address *a, char *why);
/* The same, or that of a server whose host has a name: tls:shop.example:4000, which is looked up whenever somebody connects. Names
 * are for what an application says of others: what a peer says is never looked up. */
HRESULT address_parse_called(const char *text, struct address *a, char *why);
/* One of both, of an application's text; octets: that. */
typedef HRESULT (*address_parser)(const char *text, struct address *a, char *why);
HRESULT address_named(LPCOLESTR text, address_parser parse, char octets[ADDRESS_MOST], struct address *a, char *why);
void address_text(const struct address *a, char text[ADDRESS_MOST]);
/* For people: what somebody has written, and where that is, if it is a name alone. */
enum { ADDRESS_SHOWN = ADDRESS_MOST + OS_UNIX_MOST + sizeof " ()" };
void address_shown(const char *written, const struct address *a, char shown[ADDRESS_SHOWN]);
bool address_equal(const struct address *a, const struct address *b); /* whatever their hosts are called */
/* Who was called so is who is wanted: by the same name, or the same number. */
bool address_is_called(const struct address *a, const struct address *wanted);
bool address_is_secure(const struct address *a);      /* by TLS */
bool address_is_of(const struct address *a, const struct os_address *host); /* of IP, whatever the port */
bool address_is_loopback(const struct os_address *at); /* 127.0.0.0/8, or ::1 */

/* ---- bindings.c: addresses in references (wire.md 3.2) ---- */

/* Of a DUALSTRINGARRAY, or of an OBJREF: little-endian words that lie anywhere. */
struct bindings {
	const uint8_t *words;
	uint16_t count, security;
};
static inline struct bindings bindings_of(const DUALSTRINGARRAY *d)
{
	return (struct bindings){ (const uint8_t *)d->aStringArray, d->wNumEntries, d->wSecurityOffset };
}
/* One address; the text is in UTF-16 and not terminated. */
struct binding {
	uint16_t tower;
	const uint8_t *text;
	size_t units;
};
/* Whether its lists end inside it. RPC_E_INVALID_OBJREF. */
HRESULT bindings_check(const struct bindings *b);
/* The next string binding of bindings that were checked; *at begins as 0. */
bool bindings_next(const struct bindings *b, size_t *at, struct binding *one);
/* False: of another protocol, no address, or none that this process may connect to. */
bool binding_address(const struct binding *b, struct address *a);
/* Addresses as an array in memory for `words` words. E_INVALIDARG: a path is not UTF-8; RPC_E_OUT_OF_RESOURCES: too many. */
HRESULT bindings_write(const struct address *addresses, size_t count, DUALSTRINGARRAY *d, size_t words);

#endif
