/* acom/variant.h - the types of Automation that C must lay out itself, because values share their memory or hold
 * a function: CY, DECIMAL, VARIANT, EXCEPINFO. The IDL compiler sees in wtypes.idl and oaidl.idl what travels of them. */
#ifndef ACOM_VARIANT_H
#define ACOM_VARIANT_H

#include <acom/types.h>

/* Names for the nameless parts of a VARIANT, for C compilers that want every union to have one. */
#ifdef NONAMELESSUNION
#define ACOM_VARIANT_1 n1
#define ACOM_VARIANT_2 n2
#define ACOM_VARIANT_3 n3
#define ACOM_VARIANT_4 brecVal
#define V_UNION(v) (v)->n1.n2.n3
#define V_HEAD(v) (v)->n1.n2
#define V_DECIMAL(v) (v)->n1.decVal
#else
#define ACOM_VARIANT_1
#define ACOM_VARIANT_2
#define ACOM_VARIANT_3
#define ACOM_VARIANT_4
#define V_UNION(v) (*(v))
#define V_HEAD(v) (*(v))
#define V_DECIMAL(v) (v)->decVal
#endif

struct IUnknown;
struct IDispatch;
struct IRecordInfo;
struct tagSAFEARRAY;

typedef uint16_t VARTYPE;     /* VARENUM */
typedef int16_t VARIANT_BOOL; /* VARIANT_TRUE or VARIANT_FALSE */
typedef double DATE;          /* days since 1899-12-30, the time of day as fraction; before that day the fraction counts up, too */

#define VARIANT_TRUE ((VARIANT_BOOL)-1)
#define VARIANT_FALSE ((VARIANT_BOOL)0)

/* Money: int64 ten-thousandths. Source: wtypes/ns-wtypes-cy-r1. */
typedef union tagCY {
	__extension__ struct {
		uint32_t Lo;
		int32_t Hi;
	};
	int64_t int64;
} CY;
typedef CY CURRENCY;

#define DECIMAL_NEG ((BYTE)0x80)

/* +-(Hi32 * 2^64 + Lo64) / 10^scale; scale 0 ... 28, sign 0 or DECIMAL_NEG. wReserved shares its place with a VARIANT's vt.
 * Source: wtypes/ns-wtypes-decimal-r1. */
typedef struct tagDEC {
	uint16_t wReserved;
	__extension__ union {
		__extension__ struct {
			uint8_t scale;
			uint8_t sign;
		};
		uint16_t signscale;
	};
	uint32_t Hi32;
	__extension__ union {
		__extension__ struct {
			uint32_t Lo32;
			uint32_t Mid32;
		};
		uint64_t Lo64;
	};
} DECIMAL;

/* A value that says of which type it is; 24 octets. vt: VARENUM, VT_ARRAY | the elements' type, VT_BYREF | either.
 * Source: oaidl/ns-oaidl-variant. */
typedef struct tagVARIANT VARIANT;
typedef VARIANT VARIANTARG;
struct tagVARIANT {
	__extension__ union {
		__extension__ struct {
			VARTYPE vt;
			uint16_t wReserved1;
			uint16_t wReserved2;
			uint16_t wReserved3;
			__extension__ union {
				int64_t llVal;
				int32_t lVal;
				uint8_t bVal;
				int16_t iVal;
				float fltVal;
				double dblVal;
				VARIANT_BOOL boolVal;
				SCODE scode;
				CY cyVal;
				DATE date;
				BSTR bstrVal;
				struct IUnknown *punkVal;
				struct IDispatch *pdispVal;
				struct tagSAFEARRAY *parray;
				uint8_t *pbVal;
				int16_t *piVal;
				int32_t *plVal;
				int64_t *pllVal;
				float *pfltVal;
				double *pdblVal;
				VARIANT_BOOL *pboolVal;
				SCODE *pscode;
				CY *pcyVal;
				DATE *pdate;
				BSTR *pbstrVal;
				struct IUnknown **ppunkVal;
				struct IDispatch **ppdispVal;
				struct tagSAFEARRAY **pparray;
				VARIANT *pvarVal;
				void *byref;
				CHAR cVal;
				uint16_t uiVal;
				uint32_t ulVal;
				uint64_t ullVal;
				INT intVal;
				UINT uintVal;
				DECIMAL *pdecVal;
				CHAR *pcVal;
				uint16_t *puiVal;
				uint32_t *pulVal;
				uint64_t *pullVal;
				INT *pintVal;
				UINT *puintVal;
				__extension__ struct {
					void *pvRecord;
					struct IRecordInfo *pRecInfo;
				} ACOM_VARIANT_4;
			} ACOM_VARIANT_3;
		} ACOM_VARIANT_2;
		DECIMAL decVal;
	} ACOM_VARIANT_1;
};

/* What a member that failed with DISP_E_EXCEPTION says of it; who gets it frees the strings. Source: oaidl/ns-oaidl-excepinfo. */
typedef struct tagEXCEPINFO {
	uint16_t wCode; /* 0: scode is the error */
	uint16_t wReserved;
	BSTR bstrSource;
	BSTR bstrDescription;
	BSTR bstrHelpFile;
	uint32_t dwHelpContext;
	void *pvReserved;
	HRESULT (*pfnDeferredFillIn)(struct tagEXCEPINFO *info); /* NULL, or fills in the strings when they are wanted */
	SCODE scode;
} EXCEPINFO;
typedef EXCEPINFO *LPEXCEPINFO;

/* The members of *v. Source: oleauto.h. */
#define V_VT(v) (V_HEAD(v).vt)
#define V_ISBYREF(v) (V_VT(v) & VT_BYREF)
#define V_ISARRAY(v) (V_VT(v) & VT_ARRAY)
#define V_NONE(v) V_I2(v)
#define V_I1(v) (V_UNION(v).cVal)
#define V_I1REF(v) (V_UNION(v).pcVal)
#define V_UI1(v) (V_UNION(v).bVal)
#define V_UI1REF(v) (V_UNION(v).pbVal)
#define V_I2(v) (V_UNION(v).iVal)
#define V_I2REF(v) (V_UNION(v).piVal)
#define V_UI2(v) (V_UNION(v).uiVal)
#define V_UI2REF(v) (V_UNION(v).puiVal)
#define V_I4(v) (V_UNION(v).lVal)
#define V_I4REF(v) (V_UNION(v).plVal)
#define V_UI4(v) (V_UNION(v).ulVal)
#define V_UI4REF(v) (V_UNION(v).pulVal)
#define V_I8(v) (V_UNION(v).llVal)
#define V_I8REF(v) (V_UNION(v).pllVal)
#define V_UI8(v) (V_UNION(v).ullVal)
#define V_UI8REF(v) (V_UNION(v).pullVal)
#define V_INT(v) (V_UNION(v).intVal)
#define V_INTREF(v) (V_UNION(v).pintVal)
#define V_UINT(v) (V_UNION(v).uintVal)
#define V_UINTREF(v) (V_UNION(v).puintVal)
#define V_R4(v) (V_UNION(v).fltVal)
#define V_R4REF(v) (V_UNION(v).pfltVal)
#define V_R8(v) (V_UNION(v).dblVal)
#define V_R8REF(v) (V_UNION(v).pdblVal)
#define V_CY(v) (V_UNION(v).cyVal)
#define V_CYREF(v) (V_UNION(v).pcyVal)
#define V_DATE(v) (V_UNION(v).date)
#define V_DATEREF(v) (V_UNION(v).pdate)
#define V_BSTR(v) (V_UNION(v).bstrVal)
#define V_BSTRREF(v) (V_UNION(v).pbstrVal)
#define V_BOOL(v) (V_UNION(v).boolVal)
#define V_BOOLREF(v) (V_UNION(v).pboolVal)
#define V_ERROR(v) (V_UNION(v).scode)
#define V_ERRORREF(v) (V_UNION(v).pscode)
#define V_UNKNOWN(v) (V_UNION(v).punkVal)
#define V_UNKNOWNREF(v) (V_UNION(v).ppunkVal)
#define V_DISPATCH(v) (V_UNION(v).pdispVal)
#define V_DISPATCHREF(v) (V_UNION(v).ppdispVal)
#define V_ARRAY(v) (V_UNION(v).parray)
#define V_ARRAYREF(v) (V_UNION(v).pparray)
#define V_VARIANTREF(v) (V_UNION(v).pvarVal)
#define V_DECIMALREF(v) (V_UNION(v).pdecVal)
#define V_BYREF(v) (V_UNION(v).byref)

#endif
