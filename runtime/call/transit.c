/* transit.c - what OBJREFs hold that are under way, in tables included. */
#include "call/call.h"

void transit_add(struct transit *t, enum objref_kind kind)
{
	t->marshaled[kind]++;
	t->weak_uses += kind == OBJREF_WEAK;
}

void transit_leaves(struct transit *t)
{
	t->marshaled[OBJREF_NORMAL]--;
	t->young++;
}

/* It is one of the youngest. */
void transit_stays(struct transit *t)
{
	if (t->young)
		t->young--;
	else if (t->old)
		t->old--;
	else
		return; /* it is void already */
	t->marshaled[OBJREF_NORMAL]++;
}

unsigned transit_age(struct transit *t)
{
	unsigned over = t->old;

	t->old = t->young;
	t->young = 0;
	return over;
}

/* Nobody knows which one it is: the oldest of those that could have expired, so that none expires too soon. */
bool transit_arrives(struct transit *t)
{
	if (t->old)
		t->old--;
	else if (t->young)
		t->young--;
	else
		return false;
	return true;
}

HRESULT transit_claim(struct transit *t, enum objref_kind kind)
{
	if (!t->marshaled[kind])
		return CO_E_OBJNOTCONNECTED;
	if (kind != OBJREF_NORMAL && (kind != OBJREF_WEAK || !t->weak_uses))
		return S_FALSE;
	if (kind == OBJREF_NORMAL)
		t->marshaled[OBJREF_NORMAL]--;
	else
		t->weak_uses--;
	return S_OK;
}

HRESULT transit_return(struct transit *t, enum objref_kind kind)
{
	if (!t->marshaled[kind])
		return S_FALSE;
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
	unsigned uses = t->marshaled[OBJREF_NORMAL] + t->marshaled[OBJREF_STRONG] + t->weak_uses + t->young + t->old;

	*t = (struct transit){ 0 };
	return uses;
}
