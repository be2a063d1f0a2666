/* transit.c - what OBJREFs hold that are under way, in tables included. */
#include "call/call.h"

void transit_add(struct transit *t, enum objref_kind kind)
{
	t->marshaled[kind]++;
	t->weak_uses += kind == OBJREF_WEAK;
}

void transit_leaves(struct transit *t)
{
	t->young++;
}

unsigned transit_age(struct transit *t)
{
	unsigned over = t->old < t->marshaled[OBJREF_NORMAL] ? t->old : t->marshaled[OBJREF_NORMAL];

	t->marshaled[OBJREF_NORMAL] -= over;
	t->old = t->young;
	t->young = 0;
	return over;
}

/* Nobody knows which one it is: the oldest of those that could have expired, so that none expires too soon. */
static void transit_less(struct transit *t)
{
	t->marshaled[OBJREF_NORMAL]--;
	if (t->old)
		t->old--;
	else if (t->young)
		t->young--;
}

HRESULT transit_claim(struct transit *t, enum objref_kind kind)
{
	if (!t->marshaled[kind])
		return CO_E_OBJNOTCONNECTED;
	if (kind != OBJREF_NORMAL && (kind != OBJREF_WEAK || !t->weak_uses))
		return S_FALSE;
	if (kind == OBJREF_NORMAL)
		transit_less(t);
	else
		t->weak_uses--;
	return S_OK;
}

HRESULT transit_return(struct transit *t, enum objref_kind kind)
{
	if (!t->marshaled[kind])
		return S_FALSE;
	if (kind == OBJREF_NORMAL)
		transit_less(t);
	else
		t->marshaled[kind]--;
	if (kind != OBJREF_WEAK)
		return S_OK;
	if (!t->weak_uses)
		return S_FALSE;
	t->weak_uses--;
	return S_OK;
}

unsigned transit_end(struct transit *t)
{
	unsigned uses = t->marshaled[OBJREF_NORMAL] + t->marshaled[OBJREF_STRONG] + t->weak_uses;

	*t = (struct transit){ 0 };
	return uses;
}
