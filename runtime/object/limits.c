/* limits.c - the bounds on what others may send, hold and have outstanding (wire.md 5.3): what they are, and what is said when one
 * is hit. */
#include <acom/automation.h>
#include <stdio.h>

#include "object/object.h"

enum { KiB = 1 << 10, MiB = 1 << 20, HOUR = 3600000 };

/* Name, default, range, and what stands behind a number in a text. */
#define LIMIT_LIST(X) \
	X(REQUEST, 4 * MiB, 4 * KiB, 48 * MiB, "octets in a request") \
	X(RESPONSE, 16 * MiB, 4 * KiB, 48 * MiB, "octets in an answer") \
	X(OUT_MEMORY, 64 * MiB, 4 * KiB, UINT32_MAX, "octets of [out] arrays of a connection") \
	X(DECODED, 32 * MiB, 64 * KiB, 1024 * MiB, "octets of memory for what came") \
	X(POINTERS, 65536, 16, 1 << 24, "full pointers in a half of a call") \
	X(NESTING, 64, 1, 64, "VARIANTs inside of each other") \
	X(FRAGMENT, 65528, 2048, 65528, "octets in a fragment") \
	X(CALLS, 65536, 1, 127 << 15, "outstanding calls of a connection") \
	X(FOREIGN_CALLS, 256, 1, 65536, "outstanding calls of a connection") \
	X(DESCRIPTORS, 64, 1, 65536, "descriptors on their way over a connection") \
	X(CALL_DESCRIPTORS, 16, 0, 16, "descriptors in a half of a call") \
	X(CONTEXTS, 64, 1, 64, "interfaces of a connection") \
	X(CONTEXTS_AT_ONCE, 16, 4, 16, "interfaces in one message") \
	X(TRANSFERS, 8, 1, 8, "transfer syntaxes of an interface") \
	X(EXTENSIONS, 16, 0, 16, "extensions of a call") \
	X(EXTENSION, 4096, 0, 4096, "octets in an extension") \
	X(ADDRESS_WORDS, 2048, 16, 2048, "words of addresses in a reference") \
	X(CONNECTIONS, 1024, 1, 65536, "connections") \
	X(USER_CONNECTIONS, 64, 1, 65536, "connections of one user") \
	X(OBJECTS, 65536, 1, 1 << 24, "interfaces held by another process") \
	X(PING_SETS, 16, 1, 65536, "ping sets of a client") \
	X(PINGED_OBJECTS, 65536, 1, 1 << 24, "objects in a ping set") \
	X(CONNECT_TIME, 10000, 1, HOUR, "milliseconds to connect") \
	X(FIRST_TIME, 10000, 1, HOUR, "milliseconds until the first message") \
	X(REST_TIME, 30000, 1, HOUR, "milliseconds until the rest of a message") \
	X(UNANSWERED, 64 * MiB, 64 * KiB, UINT32_MAX, "octets of a connection's requests that are not answered") \
	X(UNSENT, 64 * MiB, 64 * KiB, UINT32_MAX, "octets that wait for the other end of a connection") \
	X(SHARED_MEMORY, 256, 0, 65536, "connections by shared memory")

static const struct limit {
	uint32_t standard, least, most;
	const char *name, *what;
} known[ACOM_LIMITS] = {
#define X(name, standard, least, most, what) [ACOM_LIMIT_##name] = { standard, least, most, "ACOM_LIMIT_" #name, what },
	LIMIT_LIST(X)
#undef X
};

os_u32 limits[ACOM_LIMITS] = {
#define X(name, standard, least, most, what) [ACOM_LIMIT_##name] = { standard },
	LIMIT_LIST(X)
#undef X
};

static const struct limit *limit_known(uint32_t which)
{
	return which && which < ACOM_LIMITS ? &known[which] : NULL;
}

HRESULT AcomSetLimit(ACOM_LIMIT which, ULONG64 value)
{
	const struct limit *l = limit_known((uint32_t)which);

	if (!l || value < l->least || value > l->most)
		return FAIL(E_INVALIDARG);
	os_store32(&limits[which], (uint32_t)value);
	return S_OK;
}

HRESULT AcomGetLimit(ACOM_LIMIT which, ULONG64 *value)
{
	if (!value)
		return FAIL(E_POINTER);
	*value = 0;
	if (!limit_known((uint32_t)which))
		return FAIL(E_INVALIDARG);
	*value = limit_of(which);
	return S_OK;
}

/* ---- one was hit ---- */

struct limit_hit limit_at(ACOM_LIMIT which, uint64_t limit, uint64_t size)
{
	return (struct limit_hit){ .which = which, .set = limit != known[which].standard, .size = size, .limit = limit };
}

struct limit_hit limit_own(ACOM_LIMIT which, uint64_t size)
{
	return limit_at(which, limit_of(which), size);
}

static const char *limit_owner(const struct limit_hit *hit)
{
	if (hit->theirs)
		return hit->set ? "set by the other process" : "the default of the other process";
	return hit->set ? "set by this process" : "the default of this process";
}

void limit_text(const struct limit_hit *hit, char text[LIMIT_TEXT])
{
	const struct limit *l = limit_known(hit->which);
	const char *more = hit->size > hit->limit ? "" : "more than ";
	unsigned long long size = hit->size > hit->limit ? hit->size : hit->limit;

	*text = 0;
	if (l && !hit->limit)
		snprintf(text, LIMIT_TEXT, "too many %s for the other process, which does not say what its limit is; "
		         "there AcomSetLimit(%s, ...) may change it", l->what, l->name);
	else if (l)
		snprintf(text, LIMIT_TEXT, "%s%llu %s; the limit is %llu, %s; %sAcomSetLimit(%s, ...) changes it", more, size, l->what,
		         (unsigned long long)hit->limit, limit_owner(hit), hit->theirs ? "there " : "", l->name);
}

IErrorInfo *limit_error(const struct limit_hit *hit)
{
	char text[LIMIT_TEXT];

	limit_text(hit, text);
	return *text ? errorinfo_make(text) : NULL;
}

void limit_tell(struct limit_hit hit)
{
	errorinfo_put(limit_error(&hit));
}
