/* transport.h - what the files of transports share: a row for each, and how the sockets of Unix come into being. */
#ifndef ACOM_TRANSPORT_H
#define ACOM_TRANSPORT_H

#include "wire/wire.h"

struct transport {
	const char *scheme; /* in front of the colon */
	HRESULT (*parse)(const char *rest, struct os_address *at, char *why);
	void (*text)(const struct os_address *at, char *rest, size_t size);
	bool (*has)(const struct os_address *at);                       /* its addresses; of this machine only */
	HRESULT (*listen)(struct listener *l, char *why);               /* at l->at */
	bool names_peers, carries_descriptors, secure;
};
extern const struct transport transports[] __attribute__((visibility("hidden")));
const struct transport *transport_of(const struct os_address *at); /* NULL: of none */

/* Writes the reason and returns hr. */
HRESULT why_not(char *why, HRESULT hr, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same for an errno; those that mean shortage have a code of their own. */
HRESULT why_error(char *why, HRESULT hr, int error);

/* ---- local.c: sockets of Unix, their directories and what lies in their way ---- */
enum { LOCAL_NAME_MOST = 40 };
HRESULT local_listen(struct listener *l, char *why);
void local_unlisten(struct listener *l);
/* A name that nobody guesses, and nobody has; it says whose it is. */
void local_private_name(char name[LOCAL_NAME_MOST]);
/* What processes that were killed have left beside this path: sockets with such names. */
void local_sweep(const char *path);

/* ---- transport.c ---- */
HRESULT listener_open(struct listener *l, char *why);     /* a socket at l->at, which is free or is not */
/* The rest of a listener that has its socket. */
HRESULT listener_complete(struct listener *l, const struct peer_rule *rule, char *why);

/* ---- secure.c: what AcomSetTls has set ---- */
struct secure_library;
struct secure_expected;
struct secure_below;
struct secure_session;
HRESULT secure_ready(char *why); /* E_ACCESSDENIED: nothing */
/* Where the host of a name is, the best place first, with the address' port. RPC_S_SERVER_UNAVAILABLE: nobody knows it, or has
 * said so by the deadline; E_OUTOFMEMORY. */
enum { HOST_PLACES = 8 };
HRESULT secure_look_up(const struct address *a, uint64_t deadline, struct os_address places[HOST_PLACES], unsigned *count,
                       char *why);
/* *session: NULL: nothing is set any more, or memory is short. */
const struct secure_library *secure_session_open(bool serves, const struct secure_expected *e, const struct secure_below *below,
						 struct secure_session **session);

/* ---- secure_stream.c: streams by TLS ---- */

/* at: where it has connected to; NULL: it was accepted. E_OUTOFMEMORY. */
HRESULT secure_open(struct stream *s, const struct address *at, char *why);
void secure_part(struct secure *x); /* its descriptor is about to be another one's */
void secure_close(struct secure *x);
void secure_end(struct secure *x);
/* As stream_read and _write; a->fd_count is 0. The first of them go to and fro until each end knows who the other one is:
 * E_ACCESSDENIED: one of them does not accept the other; RPC_S_PROTOCOL_ERROR: it does not speak TLS. */
HRESULT secure_read(struct stream *s, void *buffer, size_t size, struct arrival *a);
HRESULT secure_write(const struct stream *s, const struct os_part *parts, unsigned count, size_t *done);
bool secure_listens(struct secure *x);
void secure_why(const struct stream *s, char *why); /* why that was, if it was */

/* ---- lanes.c: streams by memory that both ends share ---- */
void lanes_close(struct lanes *x);
void lanes_end(struct lanes *x); /* nobody waits for room any more */
void lanes_deafen(const struct lanes *x);
bool lanes_reads(const struct lanes *x);
/* As stream_read, stream_read_soon's tries and stream_await; S_OK, too, without octets: there is room again for what is to be
 * written. Behind S_FALSE of the first one the socket tells of more; else stream_is_told asks it to. */
HRESULT lanes_read(const struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a);
HRESULT lanes_try(const struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a);
HRESULT lanes_await(const struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a);
HRESULT lanes_write(const struct stream *s, const struct os_part *parts, unsigned count, size_t *done);
/* What goes by the socket still: octets; the parts of what is to be written that do, in `cut`, which has room for as many. */
size_t lanes_before(const struct lanes *x);
unsigned lanes_cut(const struct lanes *x, const struct os_part *parts, unsigned count, struct os_part *cut);
void lanes_went(const struct stream *s, size_t size); /* so much of that has left */

/* ---- census.c ---- */
struct account;
/* One more connection of this peer. S_OK; RPC_E_OUT_OF_RESOURCES: a limit; E_OUTOFMEMORY. */
HRESULT census_enter(const struct peer *who, struct account **a, char *why);
void census_leave(struct account *a);

#endif
