/* chance_automation.h - BSTR, VARIANT and SAFEARRAY made by chance. */
#ifndef TEST_CHANCE_AUTOMATION_H
#define TEST_CHANCE_AUTOMATION_H

#include "ndr/walk.h"
#include "object/automation.h"

/* As in chance.h. */
static inline uint32_t chance(uint32_t below);
static inline IUnknown *chance_object(void);

enum { AUTOMATION_DEPTH = 4, AUTOMATION_LENGTH = 6 };

static inline VARTYPE chance_vartype(void)
{
	for (;;) {
		VARTYPE vt = (VARTYPE)chance(VT_UINT + 1);

		if (vartype_find(vt))
			return vt;
	}
}

static inline BSTR chance_bstr(void)
{
	static const char octets[2 * AUTOMATION_LENGTH] = "a\0\xff\xd8text";

	return chance(4) ? SysAllocStringByteLen(octets, chance(sizeof octets)) : NULL;
}

static inline void chance_variant(VARIANT *v, unsigned depth);

/* A value of that type, in zeroed memory. */
static inline void chance_element(const struct vartype *t, void *at, unsigned depth)
{
	if (t->element == ELEMENT_BSTR)
		*(BSTR *)at = chance_bstr();
	else if (t->element == ELEMENT_INTERFACE)
		*(IUnknown **)at = chance(3) ? chance_object() : NULL;
	else if (t->element == ELEMENT_VARIANT)
		chance_variant(at, depth);
	else if (t->vt == VT_DECIMAL)
		*(DECIMAL *)at = (DECIMAL){ .Hi32 = chance(9), .Lo64 = chance(99) };
	else
		for (unsigned i = 0; i < t->size; i++)
			((uint8_t *)at)[i] = (uint8_t)chance(256);
}

static inline SAFEARRAY *chance_safearray(VARTYPE vt, unsigned depth)
{
	SAFEARRAYBOUND bounds[3] = { { chance(3), (LONG)chance(9) - 4 }, { 1 + chance(3), 0 }, { 1 + chance(2), -7 } };
	size_t count;
	SAFEARRAY *a;

	if (!chance(6) || vt == VT_DECIMAL) /* arrays of which do not travel */
		return NULL;
	a = SafeArrayCreate(vt, 1 + chance(3), bounds);
	if (a && safearray_count(a, &count))
		for (size_t i = 0; i < count; i++)
			chance_element(vartype_find(vt), (char *)a->pvData + i * a->cbElements, depth);
	if (a && vt == VT_UNKNOWN && chance(2))
		a->fFeatures &= (USHORT)~FADF_HAVEIID;
	return a;
}

/* A reference leads to memory that a VARIANT alone does not own, so there are none; decoding makes some of its own. */
static inline void chance_variant(VARIANT *v, unsigned depth)
{
	VARTYPE vt = chance_vartype();

	VariantInit(v);
	if (depth >= AUTOMATION_DEPTH || vt == VT_VARIANT || !chance(3)) {
		if (vt == VT_VARIANT)
			vt = VT_NULL;
		v->vt = vt;
		if (vt != VT_NULL)
			chance_element(vartype_find(vt), variant_place(v), depth + 1);
		v->vt = vt;
		return;
	}
	v->parray = chance_safearray(vt, depth + 1);
	v->vt = v->parray ? (VARTYPE)(VT_ARRAY | vt) : VT_EMPTY;
}

/* False: not one of the library's types. #pragma pack leaves values anywhere. */
static inline bool chance_automation(const ACOM_TYPE *t, void *value)
{
	if (t->user == &acom_user_BSTR) {
		*(ndr_slot *)value = chance_bstr();
	} else if (t->user == &acom_user_VARIANT) {
		VARIANT v;
		chance_variant(&v, 0);
		memcpy(value, &v, sizeof v);
	} else if (t->user == &acom_user_LPSAFEARRAY) {
		*(ndr_slot *)value = chance_safearray(chance_vartype(), 0);
	} else {
		return false;
	}
	return true;
}

#endif
