/* windef.h - what Windows sources take for granted beside COM itself: character types and empty calling conventions. */
#ifndef ACOM_WIN_WINDEF_H
#define ACOM_WIN_WINDEF_H

#include <acom.h>

typedef WCHAR *PWSTR;
typedef const WCHAR *PCWSTR;
typedef ULONG *PULONG;
typedef DWORD *LPDWORD;
typedef IUnknown *LPUNKNOWN;
typedef IStream *LPSTREAM;

#define VOID void
#define CONST const
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

#endif
