/* acom/types.h - the base types of COM: Windows' names with Windows' sizes, on any Linux. */
#ifndef ACOM_TYPES_H
#define ACOM_TYPES_H

#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
#include <cstring>
#define EXTERN_C extern "C"
#else
#include <string.h>
#include <uchar.h>
#define EXTERN_C extern
#endif

/* Marks what the library exports; everything else stays inside it. */
#define ACOM_API __attribute__((visibility("default")))

typedef int32_t HRESULT;
typedef int32_t SCODE;
typedef int32_t BOOL;
typedef int32_t INT;
typedef int32_t LONG;
typedef uint32_t UINT;
typedef uint32_t ULONG;
typedef uint32_t DWORD;
typedef uint8_t BYTE;
typedef char CHAR;
typedef uint8_t BOOLEAN;
typedef int16_t SHORT;
typedef uint16_t USHORT;
typedef uint16_t WORD;
typedef int64_t LONGLONG;
typedef uint64_t ULONGLONG;
typedef uint64_t ULONG64;
typedef intptr_t INT_PTR;
typedef uintptr_t UINT_PTR;
typedef intptr_t LONG_PTR;
typedef uintptr_t ULONG_PTR;
typedef uintptr_t DWORD_PTR;
typedef size_t SIZE_T;
typedef float FLOAT;
typedef double DOUBLE;
typedef void *LPVOID;
typedef void *HANDLE; /* a descriptor in disguise: AcomHandleFd gives the int */

typedef char16_t OLECHAR; /* one UTF-16 unit; literals are u"" or OLESTR("") */
typedef OLECHAR *LPOLESTR;
typedef const OLECHAR *LPCOLESTR;
typedef OLECHAR WCHAR;
typedef WCHAR *LPWSTR;
typedef const WCHAR *LPCWSTR;
typedef char *LPSTR;
typedef const char *LPCSTR;
typedef OLECHAR *BSTR; /* SysAllocString: length prefix, terminated; NULL is the empty string */
#define OLESTR(s) u##s

#ifndef TRUE /* GLib has them, too */
#define TRUE 1
#endif
#ifndef FALSE
#define FALSE 0
#endif
#define INFINITE 0xFFFFFFFFu

typedef struct GUID {
	uint32_t Data1;
	uint16_t Data2;
	uint16_t Data3;
	uint8_t Data4[8];
} GUID;
typedef GUID IID;
typedef GUID CLSID;
#ifdef __cplusplus
typedef const GUID &REFGUID;
typedef const IID &REFIID;
typedef const CLSID &REFCLSID;
#else
typedef const GUID *REFGUID;
typedef const IID *REFIID;
typedef const CLSID *REFCLSID;
#endif

#ifdef __cplusplus
static inline BOOL IsEqualGUID(REFGUID a, REFGUID b) { return !memcmp(&a, &b, sizeof(GUID)); }
#ifndef _SYS_GUID_OPERATOR_EQ_ /* as on Windows: who has operators of his own defines it */
#define _SYS_GUID_OPERATOR_EQ_
static inline bool operator==(REFGUID a, REFGUID b) { return IsEqualGUID(a, b); }
static inline bool operator!=(REFGUID a, REFGUID b) { return !IsEqualGUID(a, b); }
#endif
#else
static inline BOOL IsEqualGUID(REFGUID a, REFGUID b) { return !memcmp(a, b, sizeof(GUID)); }
#endif
#define IsEqualIID(a, b) IsEqualGUID(a, b)
#define IsEqualCLSID(a, b) IsEqualGUID(a, b)

#ifdef __cplusplus
#define ACOM_CAST(type, value) static_cast<type>(value)
#else
#define ACOM_CAST(type, value) ((type)(value))
#endif
#define SUCCEEDED(hr) (ACOM_CAST(HRESULT, hr) >= 0)
#define FAILED(hr) (ACOM_CAST(HRESULT, hr) < 0)

/* What an HRESULT is made of. An interface has codes of its own in FACILITY_ITF, from 0x200 on. */
#define SEVERITY_SUCCESS 0
#define SEVERITY_ERROR 1
#define FACILITY_NULL 0
#define FACILITY_RPC 1
#define FACILITY_DISPATCH 2
#define FACILITY_STORAGE 3
#define FACILITY_ITF 4
#define FACILITY_WIN32 7
#define MAKE_HRESULT(severity, facility, code) \
	ACOM_CAST(HRESULT, ACOM_CAST(uint32_t, severity) << 31 | ACOM_CAST(uint32_t, facility) << 16 | ACOM_CAST(uint32_t, code))
#define HRESULT_SEVERITY(hr) (ACOM_CAST(uint32_t, hr) >> 31)
#define HRESULT_FACILITY(hr) (ACOM_CAST(uint32_t, hr) >> 16 & 0x1FFF)
#define HRESULT_CODE(hr) (ACOM_CAST(uint32_t, hr) & 0xFFFF)
#define HRESULT_FROM_WIN32(e) \
	(ACOM_CAST(HRESULT, e) <= 0 ? ACOM_CAST(HRESULT, e) : ACOM_CAST(HRESULT, 0x80070000u | HRESULT_CODE(e)))

#endif
