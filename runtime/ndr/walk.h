/* walk.h - what the files of the walk share: its state, and the procedure of each kind.
 *
 * The walk goes over the parameters of one half. A procedure per kind does the same for every operation, so that
 * sending and receiving cannot disagree. What is flat - scalars, structs, arrays - is walked by recursion over *types*,
 * at most 64 deep. What a pointer points to is pushed on a stack and walked when the flat part is complete: never
 * recursion over data.
 *
 *	ndr.c response.c    the operations, from outside
 *	walk.c              parameters, structs, and the table of kinds
 *	scalar.c array.c union.c pointer.c full.c interface.c user.c    a kind each
 *	descriptor.c        scalars that travel beside the octets
 *	plain.c             halves of scalars alone, without the walk
 *	expr.c              size_is and its kin: values of the other half, and what the wire claimed
 *	owned.c             the memory that a decode makes, and how it is undone
 *	octets.c            the bottom: alignment, bounds, byte order
 */
#ifndef ACOM_NDR_WALK_H
#define ACOM_NDR_WALK_H

#include "ndr/ndr.h"

/* The operation. SIZE is PUT without a buffer. INIT makes the room that a method's [out] parameters point to. */
enum walk_op { WALK_SIZE, WALK_PUT, WALK_GET, WALK_INIT, WALK_FREE };

/* Pointers in memory: #pragma pack leaves them anywhere. */
typedef void *ndr_slot __attribute__((aligned(1), may_alias));
typedef IUnknown *ndr_object_slot __attribute__((aligned(1), may_alias));

/* An array of `max` elements, of which `count` from `first` on have values. */
struct bounds {
	uint32_t max, first, count;
};

struct walk {
	struct ndr *n;
	enum walk_op op;
	ndr_half half;
	bool discard;         /* GET: nobody will take the values */
	HRESULT hr;           /* the first error; it stays, and all that follows does nothing */

	uint8_t *out;         /* PUT */
	const uint8_t *in;    /* GET */
	size_t pos, size;     /* of the octets; SIZE: the limit */
	uint32_t id;          /* the next referent id to be sent */

	void *const *args;    /* what expressions see: the argument vector */
	const void *base;     /* and the innermost struct */
	uint8_t direction;    /* ACOM_IN | ACOM_OUT of the parameter at hand */
	bool top;             /* the value at hand is the parameter itself */
	bool inside;          /* the value at hand is part of the wire form of a user's type */
	bool lent;            /* PUT, GET: the array that is not among the octets has been met */
	bool stays;           /* the array at hand is what a parameter points to, which is not freed before the invocation */
	struct bounds bounds; /* of the conformant array that comes next */
	int64_t tag;          /* FREE: of the union that comes next, if there is no base */

	size_t received;      /* octets that decoded data may still take */
	size_t room;          /* octets that [out] arrays may still take */
	struct claim *claims; /* counts from the wire, still to be compared */
	struct ndr_objref *objrefs, **last_objref;
	struct ndr_user *users; /* the last one first */
	uint8_t *copy;        /* GET: of the octets, for users' functions */

	struct full_alias *aliases; /* GET: full pointers that wait for what they share */
};

/* Keeps the first error, and says where it was born. */
#define walk_fail(w, error) (SUCCEEDED((w)->hr) ? (void)((w)->hr = FAIL(error)) : (void)0)

/* ---- walk.c ---- */
void walk_init(struct walk *w, struct ndr *n, enum walk_op op, ndr_half half);
/* Walks the parameters with (flags & mask) == flags, each with all its referents before the next one starts. */
void walk_params(struct walk *w, const ACOM_METHOD *m, uint8_t mask, uint8_t flags);
void walk_value(struct walk *w, const ACOM_TYPE *t, void *mem);
/* A decode of these octets, with the budgets that they pay for. */
void walk_receive(struct walk *w, struct ndr *n, ndr_half half, const uint8_t *buffer, size_t size);
/* Whether it is not they that bound what it may take, but ACOM_LIMIT_DECODED. */
bool walk_is_capped(const struct walk *w);
static inline bool walk_sends(const struct walk *w) { return w->op == WALK_SIZE || w->op == WALK_PUT; }

/* ---- octets.c ---- */
void octets_align(struct walk *w, size_t align);
/* Moves `count` primitives of `size` octets between mem and the wire. No gap stands before nothing. */
void octets_move(struct walk *w, void *mem, size_t size, size_t count);
/* One primitive, which most are: what the compiler knows the size of it moves in one go. */
static inline void octets_one(uint8_t *to, const uint8_t *from, size_t size)
{
	if (size == 4)
		memcpy(to, from, 4);
	else if (size == 8)
		memcpy(to, from, 8);
	else
		memcpy(to, from, size);
}
/* Sends v; or the value received. An operation without octets gives v back. */
uint32_t octets_u32(struct walk *w, uint32_t v);
/* Claims octets of any content; false when they are not there. *at is where. */
bool octets_claim(struct walk *w, size_t size, size_t *at);

/* ---- scalar.c ---- */
void scalar_walk(struct walk *w, const ACOM_TYPE *t, void *mem);
/* Octets of a scalar that looks the same on the wire and in memory and has no limits; else 0. */
size_t scalar_plain(const ACOM_TYPE *t);
/* An integer as it is passed, of 64 bits. */
int64_t scalar_word(const ACOM_TYPE *t, const void *mem);
/* An integer's value, a boolean's as 0 or 1; and stores one: false if it does not fit. */
int64_t scalar_number(const ACOM_TYPE *t, const void *mem);
bool scalar_set(const ACOM_TYPE *t, void *mem, int64_t number);
/* Whether a union's tag can be of this type: an integer of at most 32 bits. */
bool scalar_is_tag(const ACOM_TYPE *t);
bool scalar_verify(const ACOM_TYPE *t);

/* ---- descriptor.c ---- */
void descriptor_walk(struct walk *w, const ACOM_TYPE *t, void *mem);
/* Descriptors in `size` octets of zeroed memory for a type become -1, which is none. */
void descriptors_blank(const ACOM_TYPE *t, void *mem, uint64_t size);
/* After success: what [out] and [in,out] values hold is theirs. */
void descriptors_keep(struct ndr *n);

/* ---- plain.c ---- */

/* Halves that take as many octets whatever their values are, and in which nothing is owned: they can be sent and received
 * without a walk. The row's cell knows them, which stays when what else was prepared goes with the last apartment. */
void plain_prepare(const ACOM_METHOD *m);
/* Whether this is one; *size: with the HRESULT that ends a response. */
static inline bool plain_is(const ACOM_METHOD *m, ndr_half half, size_t *size)
{
	uint32_t known = plain_known(m, half);

	*size = (known & (PLAIN_POINTERS - 1)) - 1;
	return known;
}
/* Of as many octets as it takes, or more. Without the HRESULT. */
void plain_get_response(const ACOM_METHOD *m, void *const *args, const uint8_t *octets);
/* The argument vector of a server, where both halves are such, with what its [ref] pointers lead to: what the request's does
 * not fill is zeroed. NULL: memory is short. */
void **plain_get_request(struct arena *a, const ACOM_METHOD *m, const uint8_t *octets);

/* ---- array.c ---- */
void array_walk(struct walk *w, const ACOM_TYPE *t, void *mem);
/* The part of a conformant array, or of a struct that ends in one, that stands before its memory is known: max_count.
 * Leaves w->bounds. */
void array_conformance(struct walk *w, const ACOM_TYPE *t, const void *mem, bool top);
/* Remembers how much room the open end of an [in,out] struct has, for a method may change its count. */
void array_keep_room(struct walk *w, const ACOM_TYPE *t, const void *mem);
/* Octets of memory for a value of a type with `max` elements at its end, if it has an open one. */
uint64_t array_memory(const ACOM_TYPE *t, uint32_t max);
/* The bounds that a value with an open end has. */
struct bounds array_measure_end(struct walk *w, const ACOM_TYPE *t, const char *mem, bool top);
/* What the values say of an array's bounds: for sending, freeing and copying. */
struct bounds array_measure(struct walk *w, const ACOM_TYPE *t, const void *mem, bool top);
/* Whether values of the type can own something, so that freeing has to look at them. */
bool array_owns(const ACOM_TYPE *t);
/* Octets of memory that a parameter's array has on the client's side, whatever it holds. */
uint64_t array_capacity(struct walk *w, const ACOM_TYPE *t);

/* ---- union.c ---- */
void union_walk(struct walk *w, const ACOM_TYPE *t, void *mem);
/* The tag for what its expression says. */
int64_t union_number(const ACOM_TYPE *t, int64_t says);
/* The arm that a tag chooses, or what an expression says of one; NULL: none. */
const ACOM_FIELD *union_arm(const ACOM_TYPE *t, int64_t tag);

/* ---- pointer.c ---- */
void pointer_walk(struct walk *w, const ACOM_TYPE *t, void *mem);
void pointer_push(struct walk *w, const struct ndr_referent *r);
/* Walks the referents that were pushed, depth first in the order of their pointers. */
void pointer_drain(struct walk *w);
/* Room for a few referents, so that freeing, which cannot fail, always has some. */
HRESULT pointer_reserve(struct ndr *n);

struct ndr_referent {
	const ACOM_TYPE *type; /* of the pointer */
	ndr_slot *slot;        /* the pointer */
	void *value;           /* what it holds; NULL: memory is to be made */
	const void *base;      /* the struct that its expressions speak of; FREE: NULL, it may be gone */
	struct bounds bounds;  /* FREE: taken while that struct still exists */
	int64_t tag;           /* FREE: the same, of a union */
	bool top;              /* the pointer is a parameter: the memory is not the method's */
	bool inside;           /* as in the walk; set when it is pushed */
	struct ndr_full *full; /* GET: what others may share */
};

/* ---- full.c ---- */
/* The id of a full pointer; pushes its referent when it is the first one to it. */
/* What earlier walks met is forgotten, and its memory kept: what could be sent or received can be freed without more. */
void full_forget(struct ndr *n);
void full_walk(struct walk *w, const ACOM_TYPE *t, struct ndr_referent *r);
void full_is_at(struct ndr_full *f, void *memory);
/* After the octets of a decode: lets pointers share what they share. */
void full_join(struct walk *w);
/* FREE: whether nothing else pointed there. */
bool full_first_visit(struct walk *w, void *value);

/* ---- interface.c ---- */
void interface_walk(struct walk *w, const ACOM_TYPE *t, void *mem);
void interface_referent(struct walk *w, const struct ndr_referent *r);
/* Once everything else of a decode is known to be good: unmarshals the interface pointers that were found. */
void interface_get_all(struct walk *w);
/* After success: those of [in] data become the invocation's, the others belong to the values. */
void interface_keep(struct walk *w);
/* After failure: gives back every reference that the walk read or wrote. */
void interface_undo(struct walk *w);
void interface_release_held(struct ndr *n);

/* ---- user.c ---- */
/* The row of what travels instead. */
static inline const ACOM_TYPE *user_form(const ACOM_TYPE *t) { return t->user->wire ? t->user->wire : t->elem; }
void user_walk(struct walk *w, const ACOM_TYPE *t, void *mem);
void user_referent(struct walk *w, const struct ndr_referent *r);
/* Once interface pointers are there: makes the values that the library converts. */
void user_get_all(struct walk *w);
/* After success: those of [in] data become the invocation's, the others belong to the values. */
void user_keep(struct walk *w);
/* After failure, or when nobody takes them: frees those that were made. */
void user_undo(struct walk *w);
void user_clear_held(struct ndr *n);

/* ---- expr.c ---- */
int64_t expr_number(struct walk *w, const ACOM_EXPR *e);
const IID *expr_iid(struct walk *w, const ACOM_EXPR *e);
/* What e gave when Begin_ or INIT saw it; an expression without a saved result is a constant. */
int64_t expr_capacity(struct walk *w, const ACOM_EXPR *e);
/* Evaluates an expression of a parameter's type t and keeps the result for the other half, if it asks for that. */
HRESULT expr_save(struct ndr *n, const ACOM_TYPE *t, const ACOM_EXPR *e, void *const *args);
/* Remembers that the wire said `value` for e (which may be NULL); expr_compare refuses the half with `error` if e says
 * otherwise. */
void expr_claim(struct walk *w, const ACOM_EXPR *e, int64_t value, HRESULT error);
/* The same of the tag that a union of type t has. */
void expr_claim_tag(struct walk *w, const ACOM_TYPE *t, int64_t value);
void expr_compare(struct walk *w);

/* ---- owned.c ---- */
/* Zeroed memory for a referent of type t (bounds of a conformant array: w->bounds), within the budget. */
void *owned_alloc(struct walk *w, const ACOM_TYPE *t, bool top);
/* A conformant array of [in] data among the octets themselves, where it looks the same in memory; NULL: it must be copied. */
void *owned_borrow(struct walk *w, const ACOM_TYPE *t);
/* The end of a decode: what it made now belongs to the values, or is taken back. */
void owned_end(struct walk *w);
/* p, an array of *room entries of `size` octets, made twice as long; NULL when memory is short. */
void *owned_grow(void *p, size_t *room, size_t size);

/* ---- verify.c ---- */
/* Checks the tables of a module; the first refusal is told on standard error. */
HRESULT verify_module(const ACOM_MODULE *module);

/* ---- twice.c ---- */

/* Tells people if the interface of another file that has the IID of one that is used is not the same. */
void twice_tell(const ACOM_MODULE *used, const ACOM_INTERFACE *first, const ACOM_MODULE *other, const ACOM_INTERFACE *second);

#endif
