/* stream.h - streams of octets between processes, and who listens for them. */
#ifndef ACOM_WIRE_STREAM_H
#define ACOM_WIRE_STREAM_H

#include "base/cursor.h"
#include "object/object.h"
#include "object/trust.h"
#include "wire/address.h"

struct lanes;
struct secure;
struct account;

/* ---- transport.c: streams between processes, and who may have one. Safe on any thread; a stream on one at a time ---- */

/* The other end. Over plain TCP nobody says who it is. */
struct peer {
	bool known;           /* by the kernel */
	struct os_peer id;
	const char *subject;  /* of its certificate, as long as its stream; NULL: none, or it has not shown it so far */
	struct os_address at; /* of one that is listened to, and of one that connects by TLS */
	bool refused;         /* over TLS: nothing that it asks for is done */
};
/* Who may be the other end; zero: the user of this process, and root. Peers that are not known are let through: what an
 * anonymous one may do is for those to say who know what it wants. */
struct peer_rule {
	bool (*allows)(void *arg, const struct peer *who);
	void *arg;
};

bool peer_is_us_or_root(const struct peer *who);

struct listener {
	int fd;
	struct address at;          /* with the port that it got */
	struct peer_rule rule;
	struct span farewell;       /* octets for those who are sent away because of a limit */
	os_u32 spare;               /* a descriptor to give up, so that somebody can be sent away when none is left; 0: none */
	os_u32 helpless;            /* not 0: who comes can be neither accepted nor sent away */
	bool made;                  /* its file goes with it, if it is this one still: */
	uint64_t device, number;
	uint64_t process;           /* and this process still */
};
struct stream {
	int fd;
	const struct transport *transport;
	struct peer who;
	struct os_address here;     /* this end of one that may be far, also when its descriptor is given back */
	struct account *account;    /* NULL: it was not accepted here */
	struct secure *secure;      /* NULL: octets go as they are */
	struct lanes *lanes;        /* NULL: they go by the socket */
	bool bare;                  /* no descriptors come; this and the rest are of who has the right to read: */
	bool loses;                 /* those that do may be lost: nothing needs them */
	bool asked, waits;          /* whether it may be waited at, and the answer */
	bool hurries;               /* nobody goes to sleep before he has read again */
};
/* What a read has brought; the descriptors are the reader's own. */
struct arrival {
	size_t size;
	bool more;    /* there may be, although the room was not filled; behind a failure, too: to hear of the end */
	bool blocked; /* nothing comes before there is room to write */
	unsigned fd_count;
	int fds[OS_FDS_MOST];
};

/* Listens; a listener that this process was started with for this address is taken. A socket's directory has mode 0700 and is
 * the user's; it is made if it is missing, and nobody but root and the user can put another one in its place. A socket that
 * nobody listens at is replaced.
 * S_OK; E_ACCESSDENIED: the directory is not to be trusted; RPC_S_DUPLICATE_ENDPOINT: a server is there;
 * RPC_S_CANT_CREATE_ENDPOINT: something else; RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY. */
HRESULT transport_listen(const struct address *a, const struct peer_rule *rule, struct listener *l, char *why);
void transport_unlisten(struct listener *l);
/* When l->fd is readable. S_OK; S_FALSE: nobody is there. Somebody was sent away: E_ACCESSDENIED: he is not allowed;
 * RPC_E_OUT_OF_RESOURCES: a limit was reached; E_OUTOFMEMORY. Or not even that was possible: l->helpless. */
HRESULT transport_accept(struct listener *l, struct stream *s, char *why);
/* deadline: 0: connect_deadline(). S_OK; RPC_S_SERVER_UNAVAILABLE; E_ACCESSDENIED: the server is not who may be there, or
 * not on this machine; RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY. */
static inline uint64_t connect_deadline(void) /* ACOM_LIMIT_CONNECT_TIME from now */
{
	return wait_deadline(limit_of(ACOM_LIMIT_CONNECT_TIME));
}
HRESULT transport_connect(const struct address *a, const struct peer_rule *rule, uint64_t deadline, struct stream *s, char *why);

static inline void arrival_clear(struct arrival *a) /* of a part: a literal for all of it takes as long as three locks */
{
	a->size = a->fd_count = 0;
	a->more = a->blocked = false;
}
/* S_OK: something came; S_FALSE: nothing for now; RPC_E_DISCONNECTED: the end; RPC_S_PROTOCOL_ERROR: more descriptors than
 * allowed, which are lost. Octets of a write with descriptors come at the end of what is read at once (os_socket_read). */
HRESULT stream_read(struct stream *s, void *buffer, size_t size, struct arrival *a);
/* The same into several rooms, of a stream that is not secure. */
HRESULT stream_read_into(struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a);
/* The same, but others may run first, so that something comes, unless that has been in vain of late. */
HRESULT stream_read_soon(struct stream *s, struct os_patience *p, uint64_t deadline, void *buffer, size_t size, struct arrival *a);
/* The same, but it sleeps for a short time until something comes, of one that may. S_FALSE: nothing has, yet. */
bool stream_may_wait(struct stream *s); /* by who has the right to read */
HRESULT stream_await(struct stream *s, void *buffer, size_t size, struct arrival *a);
/* S_OK: *done octets are on their way, and the descriptors with them; S_FALSE: none, nothing for now; RPC_E_DISCONNECTED;
 * RPC_E_OUT_OF_RESOURCES: nothing has left, nor does it with descriptors: too many of this user's are on their way;
 * E_INVALIDARG: descriptors, which this transport does not carry, or more than OS_FDS_MOST. */
HRESULT stream_write(struct stream *s, const struct os_part *parts, unsigned count, const int *fds, unsigned fd_count,
		     size_t *done);

/* ---- lanes.c ---- */
/* Octets are to go by memory from some point on, in each direction. A descriptor for the other end; < 0: -errno. */
int stream_share(struct stream *s);
bool stream_share_with(struct stream *s, int fd);       /* that which the other end has sent, which stays the caller's */
void stream_unshare(struct stream *s);                  /* before anything has shifted: they are not */
void stream_shift_reads(struct stream *s);              /* nothing comes by the socket any more */
void stream_shift_writes(struct stream *s, size_t before); /* nor goes, behind so many octets */
/* Whoever waits at the socket is told of what comes, and when there is room again for what did not go. False: there is something,
 * if it is wanted, or some. */
bool stream_is_told(const struct stream *s, bool wanted);
size_t stream_untaken(const struct stream *s); /* octets that the other end has not taken from memory, and will not */
void stream_nudge(const struct stream *s); /* who sleeps at it, but not at the socket, looks again */
void stream_hush(const struct stream *s); /* where nobody reads: bells that were rung are taken, so that there is room for more */
bool stream_is_shared_out(const struct stream *s); /* what is written, but for the last that goes by the socket */

/* ---- transport.c ---- */
bool stream_listens(const struct stream *s); /* what was to be written waits not for room, but for the other end to say something */
void stream_end(struct stream *s);                /* nothing more is written */
void stream_deafen(struct stream *s);             /* nothing more is read: who waits for it hears that */
/* Both ways are over, and nobody reads or writes any more: its descriptor and its memory are given back before all the rest. */
void stream_part(struct stream *s);
void stream_close(struct stream *s);
bool stream_carries_descriptors(const struct stream *s);
bool stream_is_far(const struct stream *s);       /* perhaps to another machine */
void stream_why(const struct stream *s, char *why); /* says what broke it, if it is known */

/* ---- inherit.c: listeners that the process was started with (LISTEN_PID, LISTEN_FDS) ---- */

/* The one for this address; NULL: the next, whichever. Each is taken once. S_OK; S_FALSE: there is none (any more);
 * RPC_S_CANT_CREATE_ENDPOINT, E_ACCESSDENIED: this one is no listener of ours, and stays as it is; another may follow. */
HRESULT transport_inherit(const struct address *wanted, const struct peer_rule *rule, struct listener *l, char *why);

#endif
