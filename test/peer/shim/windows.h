/* windows.h - what the C text in libwine-dev's IDL (cpp_quote) takes for granted: the types and macros of Windows' own
 * headers, as far as the generated headers need them. */
#ifndef PEER_WINDOWS_H
#define PEER_WINDOWS_H

#include <acom/types.h>
#include <acom/errors.h>
#include <wchar.h>


/* Its tag on Windows. */
#define _GUID GUID

/* wtypes.idl has an equal one. */
#undef OLESTR

/* ---- calling conventions and other decorations ---- */

#define WINAPI
#define APIENTRY
#define CALLBACK
#define STDMETHODCALLTYPE
#define STDAPICALLTYPE
#define STDMETHODVCALLTYPE
#define __stdcall
#define __cdecl
#define VOID void
#define CONST const
#define __MIDL_CONST
#define GUID_DEFINED
#define _WIN64 /* OLE DB packs its structures otherwise elsewhere */
#define NONAMELESSUNION /* text that is particular about it stays away; members of members need -fms-extensions */
#define NONAMELESSSTRUCT
#define DUMMYUNIONNAME
#define DUMMYUNIONNAME1
#define DUMMYUNIONNAME2
#define DUMMYUNIONNAME3
#define DUMMYUNIONNAME4
#define DUMMYUNIONNAME5
#define DUMMYUNIONNAME6
#define DUMMYUNIONNAME7
#define DUMMYUNIONNAME8
#define DUMMYSTRUCTNAME
#define DUMMYSTRUCTNAME1
#define DUMMYSTRUCTNAME2
#define __C89_NAMELESSSTRUCTNAME
#define DECLSPEC_ALIGN(n) __attribute__((aligned(n)))
#define DECLSPEC_SELECTANY __attribute__((weak))
#define FORCEINLINE static inline
#define FAR
#define interface struct
#define CDECL
#define DECLSPEC_IMPORT
#define DECLSPEC_NORETURN
#define DECLSPEC_HIDDEN
#define BEGIN_INTERFACE
#define END_INTERFACE
#define CONST_VTBL const
#define __RPC_FAR
#define __RPC_STUB
#define __RPC_USER
#define UNALIGNED
#define EXTERN_GUID(name, a, b, c, d0, d1, d2, d3, d4, d5, d6, d7) EXTERN_C const GUID name
#define DECL_WINELIB_TYPE_AW(name)
#define WINELIB_NAME_AW(name) name##W
#define STDAPI EXTERN_C HRESULT
#define STDAPI_(type) EXTERN_C type

/* The way Windows' hand-written headers declare interfaces. */
#define DECLARE_INTERFACE(name) \
	typedef struct name { const struct name##Vtbl *lpVtbl; } name; \
	typedef struct name##Vtbl name##Vtbl; \
	struct name##Vtbl
#define DECLARE_INTERFACE_(name, base) DECLARE_INTERFACE(name)
#define STDMETHOD(name) HRESULT (*name)
#define STDMETHOD_(type, name) type (*name)
#define THIS void *This
#define THIS_ THIS,
#define PURE

#define _HRESULT_TYPEDEF_(value) ((HRESULT)(value))
#define DECLARE_HANDLE(name) typedef void *name
#define DEFINE_GUID(name, a, b, c, d0, d1, d2, d3, d4, d5, d6, d7) EXTERN_C const GUID name
#define DEFINE_OLEGUID(name, a, b, c) EXTERN_C const GUID name
#define C_ASSERT(e) _Static_assert(e, #e)
#define __MSABI_LONG(x) x
#define __C89_NAMELESS __extension__
#define __C89_NAMELESSUNIONNAME
#define DEFINE_ENUM_FLAG_OPERATORS(type)
#define WM_USER 0x0400
#define MAX_PATH 260
#define ANYSIZE_ARRAY 1

/* ---- types ---- */

typedef char CHAR, *PSTR, *LPSTR;
typedef wchar_t WCHAR, *PWSTR, *LPWSTR;
typedef uint8_t UCHAR, *PUCHAR, boolean;
typedef int64_t hyper;

typedef int8_t INT8;
typedef int16_t INT16;
typedef int32_t INT32, LONG32;
typedef int64_t INT64, LONG64;
typedef uint8_t UINT8, byte;
typedef uint16_t UINT16, LANGID, ATOM;
typedef uint32_t UINT32, ULONG32, DWORD32, LCID, COLORREF, LCTYPE;
typedef uint64_t UINT64, ULONG64, DWORD64, DWORDLONG;
typedef uint64_t QWORD;
typedef void *PVOID;
typedef ULONG *PULONG;
typedef LONG *PLONG, *LPLONG;
typedef INT *PINT, *LPINT;
typedef UINT *PUINT, *LPUINT;
typedef DWORD *PDWORD, *LPDWORD;
typedef BYTE *PBYTE, *LPBYTE;
typedef BOOL *PBOOL, *LPBOOL;
typedef const CHAR *LPCSTR, *PCSTR;
typedef const WCHAR *LPCWSTR, *PCWSTR;
typedef const void *LPCVOID;
typedef INT_PTR SHANDLE_PTR;
typedef UINT_PTR HANDLE_PTR;
typedef INT_PTR LRESULT, LPARAM;
typedef UINT_PTR WPARAM;
typedef GUID FMTID;
typedef const FMTID *REFFMTID;
typedef GUID UUID;
typedef CLSID *LPCLSID;
typedef const GUID *LPCGUID;
typedef HANDLE HACCEL, HBITMAP, HBRUSH, HCURSOR, HDC, HDESK, HDWP, HENHMETAFILE, HFONT, HGDIOBJ, HGLOBAL, HICON, HINSTANCE, HKEY,
	HKL, HLOCAL, HMENU, HMETAFILE, HMODULE, HMONITOR, HPALETTE, HPEN, HRGN, HRSRC, HSTR, HTASK, HWINSTA, HWND, HMF, HEMF;

typedef struct _LARGE_INTEGER { LONGLONG QuadPart; } LARGE_INTEGER;
typedef struct _ULARGE_INTEGER { ULONGLONG QuadPart; } ULARGE_INTEGER;
typedef struct tagSIZE { LONG cx, cy; } SIZE, *PSIZE, *LPSIZE, SIZEL, *PSIZEL, *LPSIZEL;
typedef struct tagPOINT { LONG x, y; } POINT, *PPOINT, *LPPOINT;
typedef struct _POINTL { LONG x, y; } POINTL, *PPOINTL;
typedef struct tagRECT { LONG left, top, right, bottom; } RECT, *PRECT, *LPRECT;
typedef const RECT *LPCRECT;
typedef struct _RECTL { LONG left, top, right, bottom; } RECTL, *PRECTL, *LPRECTL;
typedef const RECTL *LPCRECTL;
typedef struct _SECURITY_ATTRIBUTES {
	DWORD nLength;
	void *lpSecurityDescriptor;
	BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *PSECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;
typedef void *PSECURITY_DESCRIPTOR, *PSID;
typedef struct _LUID { DWORD LowPart; LONG HighPart; } LUID, *PLUID;
#define _SYSTEMTIME_
typedef struct _SYSTEMTIME {
	WORD wYear, wMonth, wDayOfWeek, wDay, wHour, wMinute, wSecond, wMilliseconds;
} SYSTEMTIME, *PSYSTEMTIME, *LPSYSTEMTIME;
#define _PALETTEENTRY_DEFINED
typedef struct tagPALETTEENTRY { BYTE peRed, peGreen, peBlue, peFlags; } PALETTEENTRY, *PPALETTEENTRY, *LPPALETTEENTRY;
typedef struct tagBITMAPINFOHEADER {
	DWORD biSize;
	LONG biWidth, biHeight;
	WORD biPlanes, biBitCount;
	DWORD biCompression, biSizeImage;
	LONG biXPelsPerMeter, biYPelsPerMeter;
	DWORD biClrUsed, biClrImportant;
} BITMAPINFOHEADER, *PBITMAPINFOHEADER, *LPBITMAPINFOHEADER;
typedef struct _RGNDATAHEADER { DWORD dwSize, iType, nCount, nRgnSize; RECT rcBound; } RGNDATAHEADER, *PRGNDATAHEADER;
typedef struct _RGNDATA { RGNDATAHEADER rdh; char Buffer[1]; } RGNDATA, *PRGNDATA, *LPRGNDATA;
typedef struct _IMAGE_DEBUG_DIRECTORY {
	DWORD Characteristics, TimeDateStamp;
	WORD MajorVersion, MinorVersion;
	DWORD Type, SizeOfData, AddressOfRawData, PointerToRawData;
} IMAGE_DEBUG_DIRECTORY, *PIMAGE_DEBUG_DIRECTORY;
typedef struct tagMSG {
	HWND hwnd;
	UINT message;
	WPARAM wParam;
	LPARAM lParam;
	DWORD time;
	POINT pt;
} MSG, *PMSG, *LPMSG;
typedef struct _RPC_MESSAGE *PRPC_MESSAGE;
typedef struct IUnknown IUnknown;
typedef struct IRpcStubBuffer IRpcStubBuffer;
typedef struct IRpcChannelBuffer IRpcChannelBuffer;
typedef int32_t __int32;
typedef DWORD SECURITY_INFORMATION;
typedef const void *LPCDLGTEMPLATEA, *LPCDLGTEMPLATEW;
typedef struct _SID SID;
typedef struct tagSCROLLINFO SCROLLINFO, *LPSCROLLINFO;
typedef struct _OVERLAPPED { ULONG_PTR Internal, InternalHigh; DWORD Offset, OffsetHigh; HANDLE hEvent; } OVERLAPPED, *LPOVERLAPPED;
#define _WINGDI_
#define LOGFONT_OF(character) { \
	LONG lfHeight, lfWidth, lfEscapement, lfOrientation, lfWeight; \
	BYTE lfItalic, lfUnderline, lfStrikeOut, lfCharSet, lfOutPrecision, lfClipPrecision, lfQuality, lfPitchAndFamily; \
	character lfFaceName[32]; \
}
typedef struct tagLOGFONTA LOGFONT_OF(CHAR) LOGFONTA, *LPLOGFONTA;
typedef struct tagLOGFONTW LOGFONT_OF(WCHAR) LOGFONTW, *LPLOGFONTW;
typedef struct tagRGBQUAD { BYTE rgbBlue, rgbGreen, rgbRed, rgbReserved; } RGBQUAD;
typedef struct tagXFORM { FLOAT eM11, eM12, eM21, eM22, eDx, eDy; } XFORM, *PXFORM, *LPXFORM;
typedef struct { DWORD fsUsb[4], fsCsb[2]; } FONTSIGNATURE, *PFONTSIGNATURE, *LPFONTSIGNATURE;
/* Only what shtypes.idl says of them, which it hides from C; the proxies of IShellLinkA and its kin are made of that. */
typedef struct _WIN32_FIND_DATAA { int dummy; } WIN32_FIND_DATAA, *PWIN32_FIND_DATAA, *LPWIN32_FIND_DATAA;
typedef struct _WIN32_FIND_DATAW { int dummy; } WIN32_FIND_DATAW, *PWIN32_FIND_DATAW, *LPWIN32_FIND_DATAW;
typedef struct tagCREATESTRUCTW {
	LPVOID lpCreateParams;
	HINSTANCE hInstance;
	HMENU hMenu;
	HWND hwndParent;
	INT cy, cx, y, x;
	LONG style;
	LPCWSTR lpszName, lpszClass;
	DWORD dwExStyle;
} CREATESTRUCTW, *LPCREATESTRUCTW;
#define SHELLEXECUTEINFO_OF(text) { \
	DWORD cbSize; \
	ULONG fMask; \
	HWND hwnd; \
	text lpVerb, lpFile, lpParameters, lpDirectory; \
	INT nShow; \
	HINSTANCE hInstApp; \
	LPVOID lpIDList; \
	text lpClass; \
	HKEY hkeyClass; \
	DWORD dwHotKey; \
	HANDLE hIcon, hProcess; \
}
typedef struct _SHELLEXECUTEINFOA SHELLEXECUTEINFO_OF(LPCSTR) SHELLEXECUTEINFOA;
typedef struct _SHELLEXECUTEINFOW SHELLEXECUTEINFO_OF(LPCWSTR) SHELLEXECUTEINFOW;
#define __WINE_WINCRYPT_H /* mimeole.idl asks whether it was included */
typedef void *HCERTSTORE;
typedef struct _CERT_CONTEXT {
	DWORD dwCertEncodingType;
	BYTE *pbCertEncoded;
	DWORD cbCertEncoded;
	struct _CERT_INFO *pCertInfo;
	HCERTSTORE hCertStore;
} CERT_CONTEXT;
typedef const CERT_CONTEXT *PCCERT_CONTEXT;
typedef struct _WINDOWPOS { HWND hwnd, hwndInsertAfter; INT x, y, cx, cy; UINT flags; } WINDOWPOS, *LPWINDOWPOS;

/* How handles travel. */
#define X(type) \
	ULONG type##_UserSize(ULONG *flags, ULONG start, type *value); \
	unsigned char *type##_UserMarshal(ULONG *flags, unsigned char *buffer, type *value); \
	unsigned char *type##_UserUnmarshal(ULONG *flags, unsigned char *buffer, type *value); \
	void type##_UserFree(ULONG *flags, type *value);
X(HACCEL) X(HBITMAP) X(HBRUSH) X(HDC) X(HENHMETAFILE) X(HFONT) X(HGLOBAL) X(HICON) X(HMENU) X(HMETAFILE) X(HMONITOR) X(HPALETTE)
X(HRGN) X(HWND)
#undef X

void CoTaskMemFree(void *memory);

typedef struct _STARTUPINFOW {
	DWORD cb;
	LPWSTR lpReserved, lpDesktop, lpTitle;
	DWORD dwX, dwY, dwXSize, dwYSize, dwXCountChars, dwYCountChars, dwFillAttribute, dwFlags;
	WORD wShowWindow, cbReserved2;
	BYTE *lpReserved2;
	HANDLE hStdInput, hStdOutput, hStdError;
} STARTUPINFOW, *LPSTARTUPINFOW;
typedef struct _PROCESS_INFORMATION {
	HANDLE hProcess, hThread;
	DWORD dwProcessId, dwThreadId;
} PROCESS_INFORMATION, *LPPROCESS_INFORMATION;
typedef struct _DEBUG_EVENT {
	DWORD dwDebugEventCode, dwProcessId, dwThreadId;
	union { UINT64 any[20]; } u;
} DEBUG_EVENT, *LPDEBUG_EVENT;
typedef struct tagNMHDR { HWND hwndFrom; UINT_PTR idFrom; UINT code; } NMHDR, *LPNMHDR;
typedef INT_PTR (*DLGPROC)(HWND, UINT, WPARAM, LPARAM);
typedef void (*PAPCFUNC)(ULONG_PTR);

#endif
