/* channel.h - what carries calls, as they know it. */
#ifndef ACOM_CHANNEL_H
#define ACOM_CHANNEL_H

#include "ndr/ndr.h"

struct call;
struct logical;
struct outer;
struct stub;

/* ---- channels: the seam between a call and what carries it (decision 7) ---- */

/* A way to one interface of one object. The same for every carrier; channel_inproc.c is the one inside this process. */
struct channel {
	const struct channel_ops *ops;
	const ACOM_INTERFACE *interface; /* whose methods are called over it */
	os_u32 refs;
	bool bare; /* descriptors cannot go along */
	struct ndr_account *account; /* of what it connects, for [out] arrays of its calls; NULL: none */
	os_u32 timeout; /* milliseconds that a call over it may take (AcomSetCallTimeout); 0: what the process says; INFINITE */
};

struct channel_ops {
	/* Room for a request of `size` octets, in call->request. */
	HRESULT (*buffer)(struct channel *c, struct call *call, size_t size);
	/* Sends call->request; the answer comes through call_complete, exactly once, unless this fails. Takes over a count of the
	 * call, unless it fails: then *why (NULL before) may be an error object, counted; the call may be somebody else's by now. */
	HRESULT (*send)(struct channel *c, struct call *call, struct IErrorInfo **why);
	/* Tells the server that the client would like the call to end. */
	void (*cancel)(struct channel *c, struct call *call);
	void (*destroy)(struct channel *c);
	/* Whoever called is elsewhere: the call is complete, its answer is to go there. NULL: a client of this process has the call. */
	void (*answered)(struct channel *c, struct call *call);
	/* The client has given up: no answer is wanted any more. NULL: one that comes hurts nobody. */
	void (*orphan)(struct channel *c, struct call *call);
	/* How interface pointers travel over it; their context is the channel. NULL: as between apartments of this process. */
	const struct ndr_hooks *hooks;
	/* Who has called over it. NULL, or false: somebody in this process. */
	bool (*caller)(struct channel *c, AcomPeer *peer);
	/* Takes in what has come, without waiting: that a call is cancelled may be there. NULL: that is known at once. */
	void (*look)(struct channel *c);
	/* What others call what the calls over it belong to. NULL: nobody else does. */
	struct logical *(*logical)(struct channel *c);
	/* The last count of a call has gone whose memory, and that of the channel, is its owner's. NULL: it comes from the pool. */
	void (*retire)(struct channel *c);
	/* Of a call that its stub's side and the calling thread have: parked.h; their counts go with it. False: nothing has changed.
	 * NULL: none can be. */
	bool (*park)(struct channel *c, struct call *call, struct outer *outer);
	/* An answer that came from elsewhere goes unread: what it brings beside interface pointers is given back. NULL: nothing. */
	void (*unread)(struct channel *c, const ACOM_METHOD *m, const uint8_t *octets, size_t size, bool big);
	/* Who carries a call does so until he gives back his count with call_complete_with, or until it is over in another way. */
	bool hands;
	bool lends; /* large arrays can go from where they are: of synchronous requests, and of what is `answered` */
};

struct channel *channel_ref(struct channel *c);
void channel_unref(struct channel *c);

/* ---- channel_inproc.c ---- */

/* A channel to a stub of this process, which it counts. */
HRESULT channel_inproc_create(struct stub *stub, struct channel **c);

/* ---- timeout.c: how long calls to other processes may take ---- */

/* In milliseconds; INFINITE: as long as they do. NULL: those of whose proxies nothing was said. */
DWORD channel_timeout(const struct channel *c);

#endif
