/* channel.h - calls that go to other processes. */
#ifndef ACOM_WIRE_CHANNEL_H
#define ACOM_WIRE_CHANNEL_H

#include "call/call.h"
#include "wire/link.h"

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
/* Rows of what is asked so in several places: of ISystemActivator, and of IRemUnknown. */
enum { ROW_GET_CLASS_OBJECT, ROW_CREATE_INSTANCE };
enum { ROW_QUERY_INTERFACE, ROW_ADD_REF, ROW_RELEASE };
/* A call of the runtime itself, by the row of a method of its interface; waits. What it returns, or why nothing: RPC_E_TIMEOUT. */
HRESULT wire_invoke(struct channel *c, unsigned row, uint64_t deadline, void *const *args);
/* The same for what is asked on behalf of the caller; *told: the error object that came of it, the caller's; NULL: none. */
HRESULT wire_ask(struct channel *c, unsigned row, uint64_t deadline, void *const *args, struct IErrorInfo **told);
/* The same, but nobody waits, or hears what came of it. */
HRESULT wire_tell(struct channel *c, unsigned row, void *const *args);

#endif
