/* transit.c - what OBJREFs hold that are under way, in tables included. */
#include "call/call.h"

void transit_add(struct transit *t, enum objref_kind kind)
{
	t->marshaled[kind]++;
	t->weak_uses += kind == OBJREF_WEAK;
}

HRESULT transit_claim(struct transit *t, enum objref_kind kind)
{
	if (!t->marshaled[kind])
		return CO_E_OBJNOTCONNECTED;
	if (kind != OBJREF_NORMAL && (kind != OBJREF_WEAK || !t->weak_uses))
		return S_FALSE;
	--*(kind == OBJREF_NORMAL ? &t->marshaled[kind] : &t->weak_uses);
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
