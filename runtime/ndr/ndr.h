/* ndr.h - floor 3: tables <-> bytes. A section per file of this room. */
#ifndef ACOM_NDR_H
#define ACOM_NDR_H

#include <acom/meta.h>

#include "object/object.h"

/* ---- registry.c, verify.c: the interfaces that generated files brought along ---- */

/* The row table of an interface, verified; NULL with *hr = REGDB_E_IIDNOTREG. `hr` may be NULL. Any thread. */
const ACOM_INTERFACE *registry_find(REFIID iid, HRESULT *hr);
const ACOM_INTERFACE *registry_find_async(REFIID async_iid, HRESULT *hr);
/* An error object, counted; NULL: memory is short. That `who` has no rows of an interface, and what to do. */
struct IErrorInfo *registry_missing(REFIID iid, const char *who);
/* Gives back what verification prepared; called when the last apartment ends. A later find prepares it again. */
void registry_teardown(void);

/* ---- arena.c: memory that lives as long as one invocation ---- */

/* Zero-initialized is empty. A first block is kept over arena_reset, so that a reused invocation allocates nothing. */
struct arena {
	struct arena_block *blocks; /* the one that small pieces come from is first */
};
void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned for any type; NULL: memory is short */
void *arena_take(struct arena *a, size_t size);  /* the same, contents undefined */
void arena_reset(struct arena *a);
void arena_fini(struct arena *a);

/* ---- descriptor.c: descriptors, which travel beside the octets of a half ---- */

enum { NDR_DESCRIPTORS = 16 }; /* at most, of one half */

/* How many somebody has let in who counts them; counted by him, and by those who have them. */
struct ndr_ledger {
	os_u32 refs, held;
};
struct ndr_ledger *ledger_create(void); /* NULL: memory is short */
void ledger_unref(struct ndr_ledger *l); /* NULL: nothing */

/* Those that go with a half; theirs who has them. */
struct ndr_descriptors {
	struct ndr_ledger *ledger;      /* counted; NULL: nobody counts them */
	unsigned count;
	uint32_t taken, given;          /* a bit each: the octets have named it; it belongs to a value then */
	int fds[NDR_DESCRIPTORS];       /* -1: it is gone */
	struct ndr_descriptors *next;   /* on their way: of those that go later, and with which octet */
	uint64_t at;
};
/* Takes over `count` descriptors, whatever happens. NULL: they are more than `most`, or memory is short. */
struct ndr_descriptors *descriptors_of(const int *fds, unsigned count, unsigned most);
/* They are in it until they are freed. */
void descriptors_enter(struct ndr_descriptors *d, struct ndr_ledger *l);
/* Closes what is left. */
void descriptors_free(struct ndr_descriptors *d);
/* Whether a call of one of its methods may have some. */
bool ndr_has_descriptors(const ACOM_INTERFACE *interface);
static inline struct ndr_descriptors *descriptors_take(struct ndr_descriptors **d)
{
	struct ndr_descriptors *taken = *d;

	*d = NULL;
	return taken;
}
static inline void descriptors_close(struct ndr_descriptors **d)
{
	if (*d)
		descriptors_free(descriptors_take(d));
}

/* ---- ndr.c, response.c: the walk; its other files share walk.h ---- */

/* How floor 4 lets interface pointers travel. `context` is that of ndr_init. All may call user code; no lock held. */
struct ndr_hooks {
	/* The octets that put will write for p (not NULL), as an upper bound. */
	HRESULT (*size)(void *context, REFIID iid, IUnknown *p, size_t *size);
	/* Writes an OBJREF that holds references; *used <= size octets. E_UNEXPECTED: it would take *used, which are more. */
	HRESULT (*put)(void *context, REFIID iid, IUnknown *p, uint8_t *buffer, size_t size, size_t *used);
	/* Turns an OBJREF into a counted pointer that supports iid. On failure its references are given back as well. *until: 0 for
	 * the first one of a half, then what it has left there: the time that they all have together. */
	HRESULT (*get)(void *context, REFIID iid, const uint8_t *objref, size_t size, uint64_t *until, IUnknown **p);
	/* Gives back the references of an OBJREF that nobody will unmarshal. */
	void (*discard)(void *context, const uint8_t *objref, size_t size);
	uint8_t distance; /* MSHCTX of the other side, for functions of user types */
	/* The same of one that put has written. NULL: it is the same. */
	void (*take_back)(void *context, const uint8_t *objref, size_t size);
	/* The same when the other side has the octets: what is its business then is not touched. NULL: it is the same. */
	void (*sent)(void *context, const uint8_t *objref, size_t size);
};

/* A value that Begin_ (or INIT) evaluated for the other half. */
union ndr_saved {
	int64_t number;
	GUID iid;
};

enum { NDR_MAX_SAVES = 16 }; /* verification refuses rows with more */

struct ndr_referent; /* a pointer whose referent is still to come (pointer.c) */
struct ndr_objref;   /* an interface pointer among the octets (interface.c) */
struct ndr_room;     /* memory whose size the values do not say for sure (array.c) */
struct ndr_user;     /* a value of a user's type (user.c) */

/* The referents of full pointers that a walk has met, by address or id; its memory is the arena's. */
struct ndr_full_table {
	struct ndr_full **buckets, *spare;
	size_t count, room;
	uint64_t salt;
};

/* Octets of [out] arrays that calls of one connection have. */
struct ndr_account {
	os_u32 octets;
};

/* An array that ndr_put leaves where it is: the octets in the buffer go around it. */
struct ndr_loan {
	const uint8_t *at;
	size_t from, size; /* so many octets of the half stand before it; size 0: there is none */
};
enum { NDR_LOAN_LEAST = 16 << 10 };

/* An array of a response that is in the caller's memory already, and not among the octets. */
struct ndr_landed {
	uint8_t *at;
	size_t from, size; /* as above */
};

/* The marshaling state of one invocation: saved results, memory, stack, log. Zero-initialized plus ndr_init is ready. One
 * thread at a time. */
struct ndr {
	const struct ndr_hooks *hooks;
	void *context;
	bool swap; /* the octets to be read are of the other byte order; off after ndr_init and ndr_reset */
	bool saved_valid;
	union ndr_saved *saved; /* as many as the method has; in the arena, unless they are there */
	struct arena arena;
	struct ndr_full_table full;
	struct ndr_objref *held;    /* interface pointers of [in] data: the invocation's own until ndr_free */
	struct ndr_room *rooms;     /* how much room [in,out] structs with open ends have */
	struct ndr_user *users;     /* values of users' types in [in] data, likewise */
	struct ndr_objref *sent;    /* the OBJREFs that ndr_put wrote */
	bool gone;                  /* the other side has got them, or will */
	bool outgrown;              /* ndr_put has failed because it had no room; until ndr_has_grown */
	bool bare;                  /* no descriptor can go with the octets */
	bool lends;                 /* what parameters point to stays as it is until the octets have left; until ndr_reset */
	bool borrows;               /* the octets to be read stay as long as what is made of them, which may be them; likewise */
	struct ndr_loan loan;       /* likewise */
	void *const *into;          /* the caller's arguments, while he waits; NULL: he does not; likewise */
	struct ndr_landed landed;   /* likewise */
	struct ndr_descriptors *put;  /* those that go with what ndr_put wrote; until ndr_reset, unless somebody takes them over */
	struct ndr_descriptors *came; /* those that came with what is to be read; until ndr_free, ndr_get_response, ndr_reset */
	struct ndr_account *account; /* that pays for [out] arrays; the caller's. NULL: nobody does */
	uint32_t charged;           /* what it has paid; until ndr_reset */
	struct limit_hit hit;       /* why it failed, if that is why; until ndr_reset */
	size_t seen;                /* the octets received of which a decode has taken the OBJREFs over */
	struct ndr_referent *stack; /* explicit, so that no data can make the walk recurse */
	size_t stack_count, stack_room;
	void **log;                 /* CoTaskMem that a decode allocated, until it has succeeded */
	size_t log_count, log_room;
};

/* ACOM_IN: the request's half of a method; ACOM_OUT: the response's half. */
typedef uint8_t ndr_half;

/* ACOM_LIMIT_RESPONSE bounds the data of [out] arrays; a whole response may be so much longer, so that an array of exactly that
 * size still has room beside its counts and other parameters. */
enum { NDR_SLACK = 64 << 10 };

void ndr_init(struct ndr *n, const struct ndr_hooks *hooks, void *context);
/* Ready for the next invocation; keeps a small arena, the stack and the log. */
void ndr_reset(struct ndr *n);
void ndr_fini(struct ndr *n);

/* -- client -- */

/* What the cell of a method knows of a half that is nothing but scalars: its octets, + 1, which are fewer than PLAIN_POINTERS;
 * and, of a request, whether it has [ref] pointers. 0: it is no such half. */
enum { PLAIN_POINTERS = 1 << 24 };
static inline uint32_t plain_known(const ACOM_METHOD *m, ndr_half half)
{
	return m->cell ? os_load32((const os_u32 *)&m->cell->plain[half == ACOM_OUT]) : 0;
}
/* Whether a half is nothing but scalars: it takes always as many octets, and nothing in it is owned. As long as no numbers are to
 * be swapped a client needs no struct ndr then: NULL will do. */
static inline bool ndr_is_plain(const ACOM_METHOD *m, ndr_half half)
{
	return plain_known(m, half);
}
/* Its octets, + 1; 0: it is not. As ndr_put and ndr_get_response, of one that is and that takes so many: */
static inline size_t ndr_plain_size(const ACOM_METHOD *m, ndr_half half)
{
	return plain_known(m, half) & (PLAIN_POINTERS - 1);
}
HRESULT ndr_get_plain_response(const ACOM_METHOD *m, void *const *args, const uint8_t *buffer, size_t size, size_t plain,
			       HRESULT *result);
HRESULT ndr_put_plain(const ACOM_METHOD *m, ndr_half half, void *const *args, HRESULT result, uint8_t *octets);
/* The first required pointer of the half, or of both (ACOM_IN | ACOM_OUT), that is NULL; NULL: there is none. */
const ACOM_PARAM *ndr_missing(const ACOM_METHOD *m, ndr_half halves, void *const *args);
/* RPC_X_NULL_REF_POINTER if there is one. Changes nothing. */
static inline HRESULT ndr_check(const ACOM_METHOD *m, ndr_half halves, void *const *args)
{
	uint32_t known = halves == ACOM_IN ? plain_known(m, ACOM_IN) : 0; /* most requests have no pointers at all */

	if (known && !(known & PLAIN_POINTERS))
		return S_OK;
	return ndr_missing(m, halves, args) ? FAIL(RPC_X_NULL_REF_POINTER) : S_OK;
}
/* Evaluates and keeps what the response's half needs of [in] and [in,out] values. Before ndr_size/put of ACOM_IN. */
HRESULT ndr_save(struct ndr *n, const ACOM_METHOD *m, void *const *args);
/* The octets that ndr_put will write for the half (an upper bound where interface pointers are inside). ACOM_OUT: the
 * HRESULT at the end is included, and so is a loan. RPC_E_OUT_OF_RESOURCES: more than the limit. */
HRESULT ndr_size(struct ndr *n, const ACOM_METHOD *m, ndr_half half, void *const *args, size_t *size);
/* Writes the half, but for what is lent: into `size` octets less than that. `result` is the HRESULT that ends a response; ignored
 * for ACOM_IN. On failure the references of interface pointers already written are given back and the octets are worthless. */
HRESULT ndr_put(struct ndr *n, const ACOM_METHOD *m, ndr_half half, void *const *args, HRESULT result,
                uint8_t *buffer, size_t size, size_t *used);
/* After ndr_put has failed: whether that was because there is more to write by now than `*size`, and how much. What OBJREFs say of
 * this process may grow at any time (AcomListen). */
bool ndr_has_grown(struct ndr *n, const ACOM_METHOD *m, ndr_half half, void *const *args, size_t *size);
/* Reads a response into the caller's variables and *result. Only the ACOM_OUT entries of args are used; the saved
 * values are the capacities of the caller's memory. On failure [out] is zeroed, [in,out] is as before, no leak. */
HRESULT ndr_get_response(struct ndr *n, const ACOM_METHOD *m, void *const *args, const uint8_t *buffer, size_t size,
                         HRESULT *result);
/* Whether a large array of a response that begins with these octets can be written to the caller's memory (n->into) as it comes:
 * its method has nothing else than numbers to answer. */
bool ndr_lands(struct ndr *n, const ACOM_METHOD *m, const uint8_t *octets, size_t size, struct ndr_landed *where);
/* Zeroes the [out] (not the [in,out]) variables of the caller, arrays up to their saved capacity. NULL entries are
 * skipped. */
void ndr_zero_out(struct ndr *n, const ACOM_METHOD *m, void *const *args);

/* -- server -- */

/* Builds the argument vector of the synchronous method in the arena, reads the [in] half into it, and makes the room
 * for the [out] half (INIT). *args stays valid until ndr_reset. On failure nothing is owned. */
HRESULT ndr_get_request(struct ndr *n, const ACOM_METHOD *m, const uint8_t *buffer, size_t size, void ***args);
/* After dispatch, whatever its outcome: frees what the arguments own (CoTaskMem, interface pointers). */
void ndr_free(struct ndr *n, const ACOM_METHOD *m, void *const *args);

/* -- nobody -- */

/* Gives back the references that ndr_put of n wrote into this buffer from the offset on, where nobody has taken them over.
 * Needs no memory. Any thread. */
void ndr_take_back(struct ndr *n, const uint8_t *buffer, size_t from);
/* The same of octets that came from elsewhere, as far as memory lasts: they are read (hooks->discard). No proxies. */
void ndr_discard(struct ndr *n, const ACOM_METHOD *m, ndr_half half, const uint8_t *buffer, size_t size);
/* The OBJREFs that ndr_put has written, one after the other: *last is NULL at first. NULL: there are no more. */
const uint8_t *ndr_sent_next(const struct ndr *n, const struct ndr_objref **last, size_t *size);
/* Who gets the octets has the references in them: nothing is to be taken back. */
static inline void ndr_give(struct ndr *n)
{
	n->sent = NULL;
}

/* ---- frame.c: libffi ---- */

enum frame_kind { FRAME_SYNC, FRAME_BEGIN, FRAME_FINISH };

/* Whether a parameter's value can be of this type, of which nothing but the kinds inside is known. */
bool frame_passes(const ACOM_TYPE *t);
/* Prepares the three call interfaces of a row (E_OUTOFMEMORY, E_FAIL); frame_fini gives them back. */
HRESULT frame_init(const ACOM_METHOD *m);
void frame_fini(const ACOM_METHOD *m);
/* Calls the method in the slot of `object` that the kind names, with that half's parameters out of args (the vector of
 * the synchronous method), and returns what the method returned. The row is verified; no allocation; any thread. */
HRESULT frame_call(void *object, const ACOM_METHOD *m, enum frame_kind kind, void *const *args);

#endif
