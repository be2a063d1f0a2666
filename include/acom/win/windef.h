/* windef.h - what Windows sources take for granted beside COM itself: character types and empty calling conventions. */
#ifndef ACOM_WIN_WINDEF_H
#define ACOM_WIN_WINDEF_H

#include <acom.h>

typedef OLECHAR WCHAR;
typedef WCHAR *LPWSTR;
typedef WCHAR *PWSTR;
typedef const WCHAR *LPCWSTR;
typedef const WCHAR *PCWSTR;
typedef char *LPSTR;
typedef const char *LPCSTR;
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
#define UNREFERENCED_PARAMETER(p) ((void)(p))
#define ZeroMemory(p, n) memset((p), 0, (n))
#define CopyMemory(to, from, n) memcpy((to), (from), (n))

#endif
