/* usertypes.c - the functions of the types in test/idl/types/usertypes.idl, written as a careful user would. */
#include <stdlib.h>
#include <string.h>

#include <acom.h>

#include "usertypes.h"

static unsigned char *aligned(unsigned char *p, size_t n)
{
	return p + (-(uintptr_t)p & (n - 1));
}

static ULONG aligned_at(ULONG at, ULONG n)
{
	return (at + n - 1) & ~(n - 1);
}

/* The octets that may be read from p on. */
static size_t octets_left(ULONG *flags, const unsigned char *p)
{
	NDR_USER_MARSHAL_INFO info;

	if (NdrGetUserMarshalInfo(flags, 1, &info) != RPC_S_OK)
		return 0;
	const unsigned char *end = (unsigned char *)info.Level1.Buffer + info.Level1.BufferSize;
	return p > end ? 0 : (size_t)(end - p);
}

/* ---- COUNTER: a number on the heap ---- */

ULONG COUNTER_UserSize(ULONG *flags, ULONG start, COUNTER *value)
{
	return (void)flags, (void)value, aligned_at(start, 4) + 4;
}

unsigned char *COUNTER_UserMarshal(ULONG *flags, unsigned char *buffer, COUNTER *value)
{
	LONG number = *value ? *(LONG *)*value : 0;

	(void)flags;
	return (unsigned char *)memcpy(aligned(buffer, 4), &number, sizeof number) + sizeof number;
}

unsigned char *COUNTER_UserUnmarshal(ULONG *flags, unsigned char *buffer, COUNTER *value)
{
	LONG number;

	buffer = aligned(buffer, 4);
	if (octets_left(flags, buffer) < sizeof number)
		return NULL;
	memcpy(&number, buffer, sizeof number);
	*value = number ? memcpy(malloc(sizeof number), &number, sizeof number) : NULL;
	return buffer + sizeof number;
}

void COUNTER_UserFree(ULONG *flags, COUNTER *value)
{
	(void)flags;
	free(*value);
	*value = NULL;
}

/* ---- PERSON: max_count, then { height, age, size, name } ---- */

struct head {
	double height;
	LONG age;
	ULONG size;
};

static ULONG name_size(const PERSON *p)
{
	return p->name ? (ULONG)strlen(p->name) : 0;
}

ULONG PERSON_UserSize(ULONG *flags, ULONG start, PERSON *value)
{
	return (void)flags, aligned_at(aligned_at(start, 4) + 4, 8) + (ULONG)sizeof(struct head) + name_size(value);
}

unsigned char *PERSON_UserMarshal(ULONG *flags, unsigned char *buffer, PERSON *value)
{
	struct head head = { value->height, value->age, name_size(value) };

	(void)flags;
	buffer = memcpy(aligned(buffer, 4), &head.size, 4);
	buffer = memcpy(aligned(buffer + 4, 8), &head, sizeof head);
	memcpy(buffer + sizeof head, head.size ? value->name : "", head.size);
	return buffer + sizeof head + head.size;
}

unsigned char *PERSON_UserUnmarshal(ULONG *flags, unsigned char *buffer, PERSON *value)
{
	struct head head;
	ULONG max;

	buffer = aligned(buffer, 4);
	if (octets_left(flags, buffer) < sizeof max)
		return NULL;
	memcpy(&max, buffer, sizeof max);
	buffer = aligned(buffer + sizeof max, 8);
	if (octets_left(flags, buffer) < sizeof head)
		return NULL;
	memcpy(&head, buffer, sizeof head);
	buffer += sizeof head;
	if (max != head.size || octets_left(flags, buffer) < head.size || memchr(buffer, 0, head.size))
		return NULL;
	*value = (PERSON){ head.size ? memcpy(calloc(1, head.size + 1), buffer, head.size) : NULL, head.height, head.age };
	return buffer + head.size;
}

void PERSON_UserFree(ULONG *flags, PERSON *value)
{
	(void)flags;
	free(value->name);
	value->name = NULL;
}
