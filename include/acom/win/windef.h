/* windef.h - what Windows sources take for granted beside COM itself: names of types, empty calling conventions, and the arithmetic
 * of reference counts. */
#ifndef ACOM_WIN_WINDEF_H
#define ACOM_WIN_WINDEF_H

#include <acom.h>

typedef void *PVOID;
typedef const void *LPCVOID;
typedef unsigned char UCHAR, *PUCHAR;
typedef CHAR *PCHAR, *PSTR;
typedef const CHAR *PCSTR;
typedef WCHAR *PWCHAR, *PWSTR;
typedef const WCHAR *PCWSTR;
typedef BYTE *PBYTE, *LPBYTE;
typedef BOOL *PBOOL, *LPBOOL;
typedef SHORT *PSHORT;
typedef USHORT *PUSHORT;
typedef WORD *PWORD, *LPWORD;
typedef INT *PINT, *LPINT;
typedef UINT *PUINT;
typedef LONG *PLONG, *LPLONG;
typedef ULONG *PULONG;
typedef DWORD *PDWORD, *LPDWORD;
typedef SIZE_T *PSIZE_T;
typedef int8_t INT8;
typedef uint8_t UINT8;
typedef int16_t INT16;
typedef uint16_t UINT16;
typedef int32_t INT32, LONG32;
typedef uint32_t UINT32, ULONG32, DWORD32;
typedef int64_t INT64, LONG64;
typedef uint64_t UINT64, DWORD64, DWORDLONG;
typedef GUID *LPGUID;
typedef IID *LPIID;
typedef CLSID *LPCLSID;
typedef IUnknown *LPUNKNOWN;
typedef IClassFactory *LPCLASSFACTORY;
typedef IStream *LPSTREAM;
typedef IMalloc *LPMALLOC;
typedef IMarshal *LPMARSHAL;
typedef IMessageFilter *LPMESSAGEFILTER;

#define VOID void
#define CONST const
#define CONST_VTBL const
#define FAR
#define PASCAL
#define WINAPI
#define APIENTRY
#define CALLBACK
#define STDMETHODCALLTYPE
#define STDAPICALLTYPE
#define STDMETHODIMP HRESULT
#define STDMETHODIMP_(type) type
#define STDAPI EXTERN_C HRESULT
#define STDAPI_(type) EXTERN_C type
#ifdef INITGUID /* in several files, too */
#define DEFINE_GUID(name, a, b, c, d0, d1, d2, d3, d4, d5, d6, d7) \
	EXTERN_C const GUID name __attribute__((weak)); \
	const GUID name = { a, b, c, { d0, d1, d2, d3, d4, d5, d6, d7 } }
#else
#define DEFINE_GUID(name, a, b, c, d0, d1, d2, d3, d4, d5, d6, d7) EXTERN_C const GUID name
#endif
#define UNREFERENCED_PARAMETER(p) ((void)(p))
#define ZeroMemory(p, n) memset((p), 0, (n))
#define CopyMemory(to, from, n) memcpy((to), (from), (n))
#define CONTAINING_RECORD(address, type, field) ((type *)(void *)((char *)(address) - offsetof(type, field)))
#define NOERROR S_OK
#define E_PENDING MAKE_HRESULT(SEVERITY_ERROR, FACILITY_NULL, 0xA) /* of objects; acom itself says RPC_S_CALLPENDING */
#define IS_ERROR(status) (HRESULT_SEVERITY(status) == SEVERITY_ERROR)
#define MAX_PATH 260

/* They return what is there afterwards; the last two, what was. */
static inline LONG InterlockedIncrement(LONG volatile *addend) { return __atomic_add_fetch(addend, 1, __ATOMIC_SEQ_CST); }
static inline LONG InterlockedDecrement(LONG volatile *addend) { return __atomic_sub_fetch(addend, 1, __ATOMIC_SEQ_CST); }
static inline LONG InterlockedExchange(LONG volatile *target, LONG value)
{
	return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);
}
static inline LONG InterlockedCompareExchange(LONG volatile *target, LONG value, LONG comparand)
{
	__atomic_compare_exchange_n(target, &comparand, value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
	return comparand;
}

#endif
