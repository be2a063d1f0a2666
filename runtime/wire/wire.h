/* wire.h - floor 5: who carries octets between processes, and what becomes of them. A section per file of this room.
 *
 * What the octets mean is in pdu.h.
 */
#ifndef ACOM_WIRE_H
#define ACOM_WIRE_H

#include "wire/pdu.h"
#include "object/trust.h"

/* ---- address.c: where a server listens: unix:/run/user/1000/shop.sock, tcp:127.0.0.1:4000, tcp:[::1]:4000 ---- */

struct transport;
enum { PEER_SUBJECT_MOST = 256 }; /* of a certificate's subject, terminated */
struct address {
	const struct transport *transport;
	struct os_address at;
	char subject[PEER_SUBJECT_MOST]; /* over TLS a server may have this one as well; "": its certificate names its address */
};
enum { ADDRESS_MOST = 128 }; /* of an address as text, terminated */

/* unix:NAME without a slash is NAME in $XDG_RUNTIME_DIR/acom. tcp:localhost:PORT is 127.0.0.1; port 0: any that is free, for
 * a listener; tcp: beyond loopback is tls:. RPC_S_PROTSEQ_NOT_SUPPORTED, RPC_S_INVALID_STRING_BINDING. Here and below
 * why (WHY_MOST) says it for people, in one line that can follow the address. */
HRESULT address_parse(const char *text, struct address *a, char *why);
/* The same of an application's text; octets: that. */
HRESULT address_named(LPCOLESTR text, char octets[ADDRESS_MOST], struct address *a, char *why);
void address_text(const struct address *a, char text[ADDRESS_MOST]);
bool address_equal(const struct address *a, const struct address *b);
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

/* ---- pcap.c: ACOM_PCAP, a capture of all that connections carry, which tshark and Wireshark read ---- */

enum { PCAP_PORT = 135, PCAP_SEGMENT = 5840 };
/* A connection in it; as a conversation over TCP, whatever carries it. Zero-initialized but for `serves`. Its end here is
 * 127.0.0.1, the other one has an address of its own; the server has port PCAP_PORT. */
struct pcap_flow {
	bool serves;              /* this end is the server's */
	uint32_t number;          /* 0: nothing was carried so far */
	uint32_t out, in;         /* octets, modulo 2^32 */
};
void pcap_carried(struct pcap_flow *f, bool out, const struct os_part *parts, size_t size);
void pcap_restart(void);          /* as at the start of a process: for tests */

/* Behind a read and a write: what came, and how much of the parts went. Safe on any thread; any lock may be held. */
static inline void pcap_came(struct pcap_flow *f, const void *octets, size_t size)
{
	if (trace_on(TRACE_PCAP))
		pcap_carried(f, false, &(struct os_part){ octets, size }, size);
}
static inline void pcap_came_into(struct pcap_flow *f, const struct os_room *rooms, size_t size)
{
	for (size_t part; trace_on(TRACE_PCAP) && size; size -= part, rooms++) {
		part = rooms->size < size ? rooms->size : size;
		pcap_came(f, rooms->at, part);
	}
}
static inline void pcap_went(struct pcap_flow *f, const struct os_part *parts, size_t size)
{
	if (trace_on(TRACE_PCAP))
		pcap_carried(f, true, parts, size);
}

/* ---- watch.c, watch_due.c, watch_look.c: who reads what nobody waits for: readers of the MTA, else STAs that wait ---- */

/* What one look at the set brings in. */
struct turn {
	struct apartment *home; /* work for this one is the looking thread's own; NULL: there is none */
	struct work *mine, **tail;
	os_u32 *rests;          /* of a reader that stays: cleared when something has come; NULL: it does not */
};
/* Something with a descriptor, which is in the set by one count of its owner's. */
struct watched {
	struct map_node node;
	uint64_t id; /* 0: not in the set */
	int fd;
	const struct watched_ops *ops;
	uint64_t due;                   /* when it expires; the next that does behind it, by the same rule: */
	struct watched *next, **link;
};
/* What something has so much time for: to say first what it wants; to say the rest; to hear that it is over; and how often it is
 * looked at who still pings. */
enum watch_term { WATCH_FIRST, WATCH_REST, WATCH_LAST, WATCH_PINGS, WATCH_TERMS, WATCH_ALWAYS = WATCH_TERMS };
enum { WATCH_LAST_SECONDS = 2, WATCH_PINGS_SECONDS = 60 }; /* of the first two: ACOM_LIMIT_FIRST_TIME, ACOM_LIMIT_REST_TIME */
struct watched_ops {
	void (*ref)(struct watched *w);
	/* It is ready: told to one thread, for each edge once. Takes over a count. */
	void (*ready)(struct watched *w, const struct os_ready *r, struct turn *t);
	/* The last apartment ends: it is to forget itself. Takes over a count. */
	void (*end)(struct watched *w);
	/* Its time is over. Takes over a count. */
	void (*expired)(struct watched *w);
};
/* From here on to watch takes no descriptor. RPC_E_OUT_OF_RESOURCES. */
HRESULT watch_prepare(void);
/* Watched for these events, by edges; again: for others, and what is ready is told once more. RPC_E_OUT_OF_RESOURCES,
 * E_OUTOFMEMORY. */
HRESULT watch_add(struct watched *w, unsigned events);
HRESULT watch_again(struct watched *w, unsigned events);
void watch_until(struct watched *w, enum watch_term term); /* from now; in place of what it had time for before */
void watch_forget(struct watched *w); /* no other thread is told from now on; may still be in `ready` */
/* What is to be done at a time, by whoever looks then: something must be watched meanwhile. */
struct alarm {
	struct alarm *next, *before;
	uint64_t when;
	bool set;
	void (*ring)(struct alarm *a);
};
void alarm_set(struct alarm *a, uint64_t when);
bool alarm_clear(struct alarm *a); /* whether it was still set: else it rings, or has rung */
/* Hands work to its apartment, or keeps it for the looking thread (t: NULL is nobody); as apartment_post. */
HRESULT turn_post(struct turn *t, struct apartment *a, struct work *work);
/* For who waits at a descriptor of his own (fd; -1: none), as wait_source.sleep: false: the time is over. *readable: it is. */
bool watch_sleep(os_parker *parker, int fd, uint64_t deadline, bool *readable);
bool watch_leaves_out(void); /* the calling thread may sleep where nothing but what it waits for wakes it */
void watch_glance(void); /* for who need not sleep: what nobody else would see is taken in all the same */

/* ---- batch.c: what a thread does in one go is written in one go ---- */

/* Around that, on the calling thread. shared: it may last long, and then the overseer writes what is there. */
void batch_begin(bool shared);
void batch_end(void);
void batch_write(void); /* at once: the thread is about to wait */
/* The connection, which the caller has counted, will be written to. False: it is to be done now. */
bool batch_hold(struct connection *c);
bool batch_is_open(void);
bool batch_reads(const struct wait_source *s); /* the calling thread writes, and then waits there */
bool batch_look(void); /* writes what those who share hold for too long; whether they hold anything */

/* ---- stay.c: a reader that stays with a connection ---- */

void stay_begin(struct connection *c); /* not locked, by a reader that has just read a request there; perhaps */
bool stay_read(struct turn *t); /* something has come there, and was read */
void stay_reads(struct turn *t); /* something has come; NULL: not to a reader */
void stay_sleeps(struct turn *t); /* around a sleep there; NULL: not a reader's */
void stay_wakes(struct turn *t);
unsigned stays_at_rest(const struct apartment *a); /* threads of its that wait for nothing but another request */
void stay_end(void);
bool stay_look(void);           /* by the overseer: the set tells of those again whose reader has something else to do */

/* ---- share.c: what associations tell of memory that both ends share ---- */

extern uint32_t share_from __attribute__((visibility("hidden")));
void link_shared(void *context, enum share how);
bool serve_share(void *context, int fd);
void serve_shared(void *context);

/* ---- connection.c: a stream and its association, under one lock ---- */

/* Counted: by those who use it, and while it is watched. Whoever unlocks it writes what is to be written and does what was
 * put off meanwhile. */
struct heart {
	struct alarm alarm;        /* counts the connection while it is set */
	bool runs;                 /* it is set, or rings */
	unsigned rounds;           /* 0: the server was not asked; else how often it is to be looked for an answer */
	uint64_t came, sent;       /* octets, when it was looked last; sent: up to */
	uint64_t question;         /* the end of what is asked, as the outbox counts */
};
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

/* ---- heart.c: whether servers that do not answer for long are there at all (AcomSetHeartbeat, decision 19) ----
 *
 * A server that promises to read always is asked once more for the context that it has agreed to, as alter_context does: any
 * server answers that, without a thread of an apartment. Who does not promise it is never asked.
 */

void heart_begin(struct connection *c); /* locked: a call is on its way */
void heart_hear(struct connection *c);  /* locked: something came */
bool heart_end(struct connection *c);   /* locked: the association is closed. True: a count is to be given back */

/* ---- dial.c: connections of this process to others, by address ---- */

/* One, as long as somebody uses it: as what proxies of its server's objects share, or as an owner's who keeps it in mind. */
struct link {
	os_u32 refs;
	struct connection *connection; /* counted */
	struct address at;
	struct assoc_peer peer;
	os_u32 minor;                  /* of ORPC's version, as the server is known to understand */
	struct agreement *agreements;  /* under the connection's lock */
	struct link *next, **link;     /* of all that can be found */
	struct link *more;             /* of the same group; counted, until it is found broken */
	struct released *released, *last_released; /* release.c's */
};
/* The one to this address, counted: a known one, or a new one. As transport_connect. */
HRESULT link_dial(const struct address *at, uint64_t deadline, struct link **l, char *why);
struct link *link_ref(struct link *l);
bool link_is_over(struct link *l); /* nobody may call over it any more */
void link_unref(struct link *l);
bool link_is_with(const struct link *l, const struct link *other); /* the same, or of the same group; NULL: it is not */
void link_forget(struct link *l); /* who dials the address from now on gets another one */
/* Waits until an interface is agreed upon; deadline: 0: connect_deadline(). *over (NULL: it does not matter): which link of the
 * group that is, or was asked last, counted, whatever happens. RPC_S_UNKNOWN_IF: the server has nothing of the kind;
 * RPC_S_SERVER_UNAVAILABLE; why the association is closed. */
HRESULT link_agree(struct link *l, const struct pdu_syntax *interface, uint64_t deadline, struct link **over, uint16_t *context);

/* ---- options.c: what the application says of servers ---- */

DWORD options_of(const struct address *at); /* of AcomSetServerOptions */

/* ---- launch.c: servers that class files describe ---- */

/* Its address. REGDB_E_INVALIDVALUE: that is none; a line on standard error says more. */
HRESULT launch_address(const struct class_place *p, struct address *at, char *why);
/* The server answers at its address, where it is started if nobody listens; the link is counted. CO_E_SERVER_EXEC_FAILURE: the
 * program has ended, or does not accept in time (ACOM_LIMIT_CONNECT_TIME); a line on standard error says more. As link_dial and
 * link_agree. */
HRESULT launch_reach(const struct class_place *p, const struct address *at, struct link **l, char *why);

/* ---- lend.c: octets of calls that leave from where they are ---- */

struct lender *lend_begin(struct connection *c, struct call *call); /* with a count of the call. NULL: memory is short */
void lend_undo(struct lender *lender); /* of what was not sent after all; NULL: nothing */
/* Whether a half is no short, whole one; then what is behind the first part, which is the caller's. n: who wrote it; NULL: it is of
 * scalars. */
static inline bool lend_is_due(const struct call_buffer *b, const struct ndr *n)
{
	return b->size >= PARCEL_LEAST || (n && n->loan.size);
}
void lend_parts(const struct call_buffer *b, const struct ndr *n, struct span parts[PARCEL_PARTS]);

/* ---- channel.c, channel_answer.c, invoke.c: the client's end of calls to other processes ---- */

/* Of an object's interface; of one that has no object; of one that is not ORPC's at all. */
enum outward_kind { OUTWARD_OBJECT, OUTWARD_SERVICE, OUTWARD_PLAIN };
/* The interface is agreed upon here, once for all calls. As link_agree. */
HRESULT channel_outward_create(struct link *l, enum outward_kind kind, REFIID interface, const GUID *object, uint64_t deadline,
			       struct channel **c);
struct link *channel_link(struct channel *c); /* not counted; NULL: it is none of these */
void channel_answer(void *context, struct wire_call *carried, struct assoc_answer *a); /* of links' associations */
void channel_begins(void *context, struct wire_call *carried, struct span first, struct ndr_landed *aside); /* likewise */
/* A call of the runtime itself, by the row of a method of its interface; waits. What it returns, or why nothing: RPC_E_TIMEOUT. */
HRESULT wire_invoke(struct channel *c, unsigned row, uint64_t deadline, void *const *args);
/* The same, but nobody waits, or hears what came of it. */
HRESULT wire_tell(struct channel *c, unsigned row, void *const *args);

/* ---- oxid.c: other processes whose objects are known here ---- */

/* One, counted by its objects. What two servers call by the same OXID are two: neither gets what is meant for the other. */
struct origin {
	os_u32 refs;
	uint64_t oxid;
	uint64_t place;          /* how it is named in this process: all that are one process there, one after the other */
	struct place *known;     /* counted; NULL: another thread was faster */
	struct link *link;       /* counted */
	struct channel *unknown; /* to its IRemUnknown; counted */
	uint8_t *words;          /* its addresses, as words of an OBJREF */
	uint16_t word_count, security;
};
struct origin *origin_find(uint64_t oxid, const struct address *at); /* counted; NULL: it is not known */
struct origin *origin_known(const struct objref *objref); /* that of a reference, likewise, at one of its addresses */
/* Its name here, even if it cannot be reached any more, at the next of its addresses, from *next on, at which it is known. */
bool origin_place(const struct objref *objref, size_t *next, uint64_t *place);
/* The one with this name, of which the server at the other end of the link has told; a known one remains as it is. Counted.
 * deadline: as link_agree's. */
HRESULT origin_learn(uint64_t oxid, struct link *l, REFGUID unknown, const struct bindings *b, uint64_t deadline,
		     struct origin **origin);
/* Nobody who is only named in what somebody else has sent holds up who reads that: connect_deadline(); sooner if calls by
 * this channel (NULL: any) have less time. */
uint64_t origin_deadline(const struct channel *c);
/* That of a reference: known, or asked for at the addresses that it names. by: over what it came; NULL: the application has it.
 * RPC_E_INVALID_OBJREF: it names none that this process may connect to, or it is not known there; why nobody could be asked. The
 * deadline is that of all addresses together. */
HRESULT origin_resolve(const struct objref *objref, const struct stream *by, uint64_t deadline, struct origin **origin);
struct origin *origin_ref(struct origin *o);
void origin_unref(struct origin *o);
/* IRemUnknown's methods. */
/* *results: of each, so many references are our group's; CoTaskMemFree, whatever is answered. */
HRESULT origin_query(struct origin *o, REFGUID ipid, ULONG references, const IID *iids, unsigned count,
                     uint64_t deadline, REMQIRESULT **results);
/* So many more for our group; with so many of a reference that came in transit these are no more its. None: so many are in transit
 * from now on. */
HRESULT origin_add_ref(struct origin *o, REFGUID ipid, ULONG references, ULONG in_transit, uint64_t deadline);
void origin_release_in_transit(struct origin *o, REFGUID ipid, ULONG references); /* nobody waits */
void origin_release(struct origin *o, REMINTERFACEREF *refs, USHORT count); /* nobody waits */

/* ---- release.c ---- */

/* The same, but together with what else is let go in the same batch. */
void origin_let_go(struct origin *o, const REMINTERFACEREF *refs, unsigned count);
void link_release(struct link *l); /* what is let go so far */

/* ---- foreign.c, foreign_ask.c: objects of other processes, as their proxies know them ---- */

/* What says that an interface of an object has so many references that are ours. */
struct reference {
	const IID *iid;
	GUID ipid;
	uint64_t oid;
	uint32_t references;
	const ACOM_INTERFACE *interface; /* foreign.c's */
};
/* Takes them over, whatever happens. Counted, with a use. RPC_E_INVALID_OBJREF: it contradicts what is known of the object;
 * REGDB_E_IIDNOTREG, E_OUTOFMEMORY. */
HRESULT foreign_take(struct origin *origin, struct reference *r, struct remote **remote);
/* What it takes to make a proxy for this interface is known and agreed upon afterwards, so that nothing is asked then. */
HRESULT foreign_prepare(struct remote *r, REFIID iid, uint64_t deadline);
/* As objref_abroad's, of references that were made here. S_FALSE: it is none of these. */
HRESULT foreign_claim(const struct objref *o, enum objref_kind kind, struct remote **remote);
HRESULT foreign_give_back(const struct objref *o, enum objref_kind kind);
struct origin *foreign_origin(const struct remote_object *o); /* not counted; NULL: it is of this process */

/* ---- say.c: what is said to people ---- */

/* An error object, counted; NULL: memory is short. That objects of a class cannot be read, as ... `who` has not registered it. */
struct IErrorInfo *say_class(REFCLSID clsid, const char *who);
/* hr; what has failed why is the thread's error object. */
HRESULT say_why(HRESULT hr, const char *what, const char *why);

/* ---- hooks.c: interface pointers in calls between processes; their context is the channel ---- */

extern const struct ndr_hooks wire_hooks;
/* A pointer from an OBJREF that came in an answer over this link (NULL: from anywhere). Its references are used up. The deadline is
 * for all that it takes. */
HRESULT reference_resolve(const uint8_t *octets, size_t size, const struct link *from, uint64_t deadline, REFIID iid, void **ppv);
/* An object of another process, whoever named it, with all that its proxy needs: counted, with a use. */
HRESULT reference_take(const struct objref *o, uint64_t deadline, struct remote **r);
/* A request has ended with hr. If the server has not read what an object in it wrote, that is the caller's again; *error: why. */
void reference_unread(struct ndr *n, HRESULT hr, bool not_executed, struct IErrorInfo **error);

/* ---- abroad.c: wherever else OBJREFs are ---- */

extern const struct objref_abroad wire_abroad;

/* ---- inherit.c: listeners that the process was started with (LISTEN_PID, LISTEN_FDS) ---- */

/* The one for this address; NULL: the next, whichever. Each is taken once. S_OK; S_FALSE: there is none (any more);
 * RPC_S_CANT_CREATE_ENDPOINT, E_ACCESSDENIED: this one is no listener of ours, and stays as it is; another may follow. */
HRESULT transport_inherit(const struct address *wanted, const struct peer_rule *rule, struct listener *l, char *why);

/* ---- lapse.c: references that nobody claims ---- */

enum { LAPSE_SECONDS = 360 };  /* at least; at most twice as many */
void lapse_expect(void);       /* one may be on its way */
void lapse_end(void);          /* the process has no apartment any more */

/* ---- access.c: who may use this process' objects (AcomSetAccess) ---- */

AcomPeer access_peer(const struct peer *who);
/* Whether it has only what everybody may have (decision 26): nobody knows who it is, or nobody has said what its certificate is
 * good for. */
bool access_is_anonymous(const struct peer *who);
/* Calls the user's function: not under a lock. clsid: NULL: to connect. S_OK; E_ACCESSDENIED, or what that function says. */
HRESULT access_check(const struct peer *who, REFCLSID clsid);

/* ---- census.c: how many connections were accepted, of each user and of all ---- */

unsigned census_count(void);

/* ---- exporter.c: this process, as others know it ---- */

/* The OXID of OBJREFs that leave the process, and the IPID of its IRemUnknown. */
uint64_t exporter_oxid(void);
const IPID *exporter_unknown(void);
/* Where others reach it. */
HRESULT exporter_listens(const struct address *a); /* E_OUTOFMEMORY */
void exporter_unlistens(const struct address *a);
/* The addresses for an OBJREF or an answer, as words, those of the transport over which the other one was met first (NULL: it was
 * not); for who was met by TLS those alone, at the address of this end. There is at least one: without a listener a private one is
 * made (decision 24). E_INVALIDARG, RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY; why there is no listener. */
enum { EXPORTER_WORDS = 1024 };
HRESULT exporter_bindings(const struct stream *met, DUALSTRINGARRAY *d, size_t words);
/* Of this process; E_OUTOFMEMORY. */
HRESULT exporter_binding_array(const struct stream *met, DUALSTRINGARRAY **d); /* CoTaskMemFree */

/* ---- remunknown.c: the IRemUnknown of this process (wire.md 3.3), which has the references of each group in its holdings ----
 *
 * An OBJREF in transit counts OBJREF_REFERENCES. Who unmarshals it has these: RemRelease takes what his group does not hold from
 * there. Our own clients make them their group's at once, in one call: RemAddRef of so many public and as many private ones, the
 * private ones meaning those in transit, which end. RemAddRef of private ones alone means that a client has made such an OBJREF for
 * somebody else. */

extern const struct service remunknown_service, remunknown2_service;

/* ---- resolver.c: the IObjectExporter of this process, for strangers (wire.md 3.4) ---- */

extern const struct service resolver_service;

/* ---- pings.c: sets of OIDs, which are pinged together ---- */

struct pings;
HRESULT pings_create(struct pings **p); /* E_OUTOFMEMORY */
void pings_free(struct pings *p);
/* A set has been heard of: tells of each of its OIDs. False: there is none of this id. */
bool pings_simple(struct pings *p, uint64_t id, bool (*hear)(void *arg, uint64_t oid), void *arg);
/* What its client wants to be different. What is older than the newest that a set knows changes nothing: the set has been heard
 * of, that is all. */
struct ping_change {
	uint64_t client;   /* whose set it is, if it is made */
	uint16_t sequence; /* counted by the client */
	const int64_t *add, *drop;
	size_t adds, drops;
	bool (*hear)(void *arg, uint64_t oid); /* tells of each OID; false: nobody holds it */
	void *arg;
};
/* Changes one, or makes one (*id: 0). S_FALSE: there is none of this id; RPC_E_INVALID_OBJECT: nobody holds what is to be added;
 * RPC_E_OUT_OF_RESOURCES: too many; E_OUTOFMEMORY. */
HRESULT pings_change(struct pings *p, uint64_t *id, const struct ping_change *c);
void pings_expire(struct pings *p, uint64_t now);

/* ---- activator.c: the ISystemActivator of this process (wire.md 3.5) ---- */

extern const struct service activator_service;

/* ---- listening.c: addresses where this process listens ---- */

/* private: nobody knows of it but by references. As transport_listen. */
HRESULT listening_begin(const struct address *a, bool private, char *why);
bool listening_stop(const struct address *a); /* NULL: one that is not private; false: there is none */
bool listening_at(ULONG index, char text[ADDRESS_MOST]); /* of those that are not private; false: there are no more */

/* ---- listen.c: AcomListen, AcomStopListening ---- */

/* An address that nobody knows of but by references: like this one, but for the port (NULL: any). As transport_listen. */
HRESULT listen_privately(const struct address *like);

/* ---- holdings.c: what the clients of an association group hold of this process' objects (wire.md 3.3, 3.7) ---- */

/* Public references by IPID; those to an interface are together one use of its export. Any thread; no user code runs but where
 * uses are given back: not under a connection's lock. */
struct holdings;
HRESULT holdings_create(bool anonymous, struct holdings **h); /* counted once; anonymous: nobody knows whose. E_OUTOFMEMORY */
struct holdings *holdings_ref(struct holdings *h);
void holdings_unref(struct holdings *h);
/* So many references more, to a stub that the client calls so. Takes over one use of the stub's export, whatever happens.
 * RPC_E_DISCONNECTED: the group has ended, or the name; RPC_E_OUT_OF_RESOURCES: too many; E_OUTOFMEMORY. */
HRESULT holdings_add(struct holdings *h, REFGUID ipid, struct stub *s, uint32_t references);
/* The same of what the client is given, under a name that is to be its own. */
HRESULT holdings_give(struct holdings *h, struct stub *s, uint32_t references, IPID *ipid);
/* Whether such clients may say of what they call so that OBJREFs in transit have arrived: aliases are in none that are theirs. */
bool holdings_may_claim(const struct holdings *h, REFGUID ipid);
/* So many fewer; returns how many of these were not there. With the last one the use is given back. */
uint32_t holdings_release(struct holdings *h, REFGUID ipid, uint32_t references);
bool holdings_has(struct holdings *h, REFGUID ipid);
/* Whether such clients may use the object: those that nobody knows, only if one of them was given it. */
bool holdings_may(const struct holdings *h, const struct stub *s);
bool holdings_are_anonymous(const struct holdings *h);
void holdings_expose(struct stub *s); /* anybody may use its object from now on */
bool holdings_may_ask(const struct holdings *h); /* where the process' objects are: if there is any that they may use */
/* The last connection of the group is gone: all is given back, and no more is taken. */
void holdings_end(struct holdings *h);
/* Of clients that are bound to nothing: they ping their objects, by OID; an object that none has been heard of for so long is given
 * back (wire.md 3.7). They are anonymous, too. */
enum { HOLDINGS_SECONDS = 360 };
HRESULT holdings_create_pinged(struct holdings **h);
/* One of these clients, by its association group: what it holds is kept there, also when the group has ended. E_OUTOFMEMORY. */
HRESULT holdings_create_client(struct holdings *book, struct holdings **h);
uint64_t holdings_client(const struct holdings *h); /* which one; never the same again */
struct pings *holdings_pings(struct holdings *h); /* their sets; NULL: it is none of these */
bool holdings_hear(struct holdings *h, uint64_t oid); /* false: they do not hold it */
bool holdings_expire(struct holdings *h, uint64_t now);   /* whether there are some left; of one that is pinged */

/* ---- held.c: objects that clients ping ---- */

/* In a map, which the lock of its owner guards. */
struct held;
struct held *held_join(struct map *objects, uint64_t oid); /* one more of its interfaces is held; NULL: memory is short */
void held_leave(struct map *objects, struct held *o);      /* one less; NULL: it is not pinged */
bool held_hear(const struct map *objects, uint64_t oid);   /* false: it is not there */
bool held_is_overdue(const struct held *o, uint64_t now);  /* it was not heard of for HOLDINGS_SECONDS */

/* ---- incoming.c, incoming_answer.c, incoming_given.c, incoming_pool.c: a request becomes a call ---- */

/* What is no object, but is called like one: the process itself. */
struct service {
	const IID *iid;
	uint32_t version;
	const IPID *(*ipid)(void);     /* by which it is called; NULL: by any, or none */
	bool plain;                    /* nothing stands before the parameters */
	uint16_t first;                /* opnum of the first method */
	/* Answers by stub_reply or stub_end, now or later; on the thread that reads, so that no user code may run. */
	void (*invoke)(struct call *c);
};
struct waiting;
/* What is called: a stub, whose count and use of its export go to the call, or a service. */
struct incoming_target {
	const struct service *service;
	struct stub *stub;
	const ACOM_INTERFACE *interface;
	const ACOM_METHOD *method;
};
/* Locked. Its parameters are the rest of the request. E_OUTOFMEMORY: then target and request are still the caller's. */
HRESULT incoming_take(struct connection *c, struct assoc_request *r, struct span params, REFGUID causality,
		      const struct incoming_target *target);
void incoming_rest_retired(struct thread_batch *b); /* those that the calling thread has kept for the next requests */
void incoming_count(struct connection *c); /* locked: the connection, once more, for a request */
void incoming_count_rest(struct connection *c); /* locked: no more requests are there for now */
/* A call for the waiting one (NULL: there is none), whose count of the connection it takes over, with what belongs to its target;
 * its request is empty. Without a waiting one it is locked. NULL: memory is short, and nothing has changed. */
struct call *incoming_make(struct connection *c, const struct incoming_target *target, REFGUID causality, struct wire_call *wire,
			   struct waiting *waiting);
void incoming_unmake(struct call *c); /* the same, undone: what was taken over is the caller's again */
void incoming_cancel(struct wire_call *call); /* locked */
/* Of a service: the arguments. NULL: it has been answered why there are none. */
void **incoming_args(struct call *c);
/* References that the answer brings, beside those of its interface pointers; given back if it does not get to the client: to an
 * interface, or those of an OBJREF, which stays where it is. False: memory is short, and nothing has changed. */
bool incoming_gives(struct call *c, REFGUID ipid, uint32_t references);
bool incoming_gives_objref(struct call *c, struct span objref);
/* Interface iid of p for the answer, in memory of alloc's, which is the caller's whatever happens (*made: NULL: there was none). */
HRESULT incoming_marshal(struct call *c, IUnknown *p, REFIID iid, void *(*alloc)(struct ndr *n, size_t size),
			 MInterfacePointer **made);
void incoming_takes_back(struct call *c); /* what it was to bring, all of it; not locked */
/* Of a call that came in: a limit is in the way of its answer; a fault tells. */
void incoming_hit(struct channel *c, struct limit_hit hit);
bool incoming_has_hit(struct channel *c);
void incoming_pool_drain(void); /* the process has no apartment any more */
/* Of its channel, not counted: the holdings of the group, where an OBJREF in the answer goes, and the connection. NULL: this
 * channel is none of a call that came in. */
struct holdings *incoming_holdings(struct channel *c);
struct connection *incoming_connection(struct channel *c);

/* ---- waiting.c: small requests that nobody has taken up so far; the connection is locked ---- */

bool waiting_may(const struct assoc_request *r, struct span params, const struct incoming_target *target);
HRESULT waiting_take(struct connection *c, struct assoc_request *r, struct span params, REFGUID causality,
		     const struct incoming_target *target); /* as incoming_take */
struct call *waiting_cancelled(struct waiting *w); /* the call that is to hear of it; NULL: none so far, but it will */
void waiting_free(struct connection *c, struct waiting *w); /* behind the answer */
void waiting_fini(struct connection *c);

/* ---- serve.c: what connections that others made are for ---- */

extern const struct assoc_server_ops serve_ops;
void serve_fini(struct connection *c); /* the last count of one goes */
/* Locked: a call of the stub is answered. `alone`: nobody has that call any more, and what it has of the stub, a count and a use,
 * may be for the next one: then *s is NULL. */
void serve_answered(struct connection *c, struct stub **s, bool alone);

#endif
