/* acom/automation.h - Automation's values: VARIANT, SAFEARRAY, and the interfaces of oaidl.idl. BSTR is in acom/api.h.
 *
 * A header of its own: most interfaces never use it, and a generated one whose IDL imports oaidl.idl has the types already.
 * The functions may be called on any thread, but on one value only by one thread at a time. What a value owns - strings,
 * arrays, interface pointers - goes with it; memory is CoTaskMem. On failure nothing is changed, unless it says otherwise.
 * In a call between apartments DISP_E_BADVARTYPE says that a value cannot travel: VT_RECORD, arrays of VT_DECIMAL or of unknown
 * elements, VARIANTs nested more than 64 deep. What an [in,out] VARIANT refers to by VT_BYREF is changed in place.
 * Pages are those of Microsoft's documentation (oleauto.h). */
#ifndef ACOM_AUTOMATION_H
#define ACOM_AUTOMATION_H

#include <acom.h>
#include <acom/oaidl.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- VARIANT ---- */

/* Makes *v VT_EMPTY, whatever was there before. Page: VariantInit. */
ACOM_API void VariantInit(VARIANTARG *v);

/* Frees what *v owns and makes it VT_EMPTY. What a VT_BYREF points to is not touched - unless *v itself came with a call, for
 * then that was made for it.
 * S_OK; DISP_E_ARRAYISLOCKED; DISP_E_BADVARTYPE: also for VT_RECORD, which acom does not know; E_INVALIDARG: NULL.
 * Page: VariantClear. */
ACOM_API HRESULT VariantClear(VARIANTARG *v);

/* Clears *to and makes it a copy of *from with strings and arrays of its own; a VT_BYREF stays one to the same place.
 * S_OK; as VariantClear; E_OUTOFMEMORY. Page: VariantCopy. */
ACOM_API HRESULT VariantCopy(VARIANTARG *to, const VARIANTARG *from);

/* The same, but of what a VT_BYREF points to. E_INVALIDARG: also for a VT_BYREF | VT_VARIANT that points to another one.
 * Page: VariantCopyInd. */
ACOM_API HRESULT VariantCopyInd(VARIANT *to, const VARIANTARG *from);

/* VariantChangeType: "True" and "False" for VT_BOOL, not "-1" and "0". Other flags are accepted, without meaning here. */
#define VARIANT_NOVALUEPROP 0x01
#define VARIANT_ALPHABOOL 0x02
#define VARIANT_NOUSEROVERRIDE 0x04
#define VARIANT_CALENDAR_HIJRI 0x08
#define VARIANT_LOCALBOOL 0x10
#define VARIANT_CALENDAR_THAI 0x20
#define VARIANT_CALENDAR_GREGORIAN 0x40
#define VARIANT_USE_NLS 0x80

#define LOCALE_INVARIANT 0x007f
#define LOCALE_SYSTEM_DEFAULT 0x0800
#define LOCALE_USER_DEFAULT 0x0400

/* Makes *to the value of *from (which may be the same VARIANT, or a VT_BYREF to one) as type vt: between integers, VT_R4,
 * VT_R8, VT_CY, VT_DATE, VT_BOOL, VT_BSTR and VT_DECIMAL, from VT_EMPTY (0, "") to each of them, between VT_UNKNOWN and
 * VT_DISPATCH, and from any type to itself. Fractions are rounded to the nearest integer, halves to the even one. Text is
 * that of the invariant language whatever `lcid` says: 1234.5, 12/31/1999 23:59:59 (1999-12-31 is read, too), True.
 * S_OK; DISP_E_TYPEMISMATCH: not between these types, or the text is no such value; DISP_E_OVERFLOW; DISP_E_BADVARTYPE;
 * E_NOINTERFACE; E_INVALIDARG; as VariantClear of *to; E_OUTOFMEMORY. Pages: VariantChangeType, VariantChangeTypeEx. */
ACOM_API HRESULT VariantChangeType(VARIANTARG *to, const VARIANTARG *from, USHORT flags, VARTYPE vt);
ACOM_API HRESULT VariantChangeTypeEx(VARIANTARG *to, const VARIANTARG *from, LCID lcid, USHORT flags, VARTYPE vt);

/* ---- SAFEARRAY ----
 *
 * Dimensions count from 1, the leftmost. Indices and the bounds given to SafeArrayCreate are in that order; the leftmost
 * index runs fastest in memory. VT_RECORD is not supported. */

/* A new zeroed array of cDims dimensions; NULL: memory is short or an argument is not valid. Page: SafeArrayCreate. */
ACOM_API SAFEARRAY *SafeArrayCreate(VARTYPE vt, UINT cDims, SAFEARRAYBOUND *bounds);

/* The same; `extra` is the IID of the elements of VT_UNKNOWN or VT_DISPATCH, or NULL. Page: SafeArrayCreateEx. */
ACOM_API SAFEARRAY *SafeArrayCreateEx(VARTYPE vt, UINT cDims, SAFEARRAYBOUND *bounds, void *extra);

/* The same with one dimension. Pages: SafeArrayCreateVector, SafeArrayCreateVectorEx. */
ACOM_API SAFEARRAY *SafeArrayCreateVector(VARTYPE vt, LONG lLbound, ULONG cElements);
ACOM_API SAFEARRAY *SafeArrayCreateVectorEx(VARTYPE vt, LONG lLbound, ULONG cElements, void *extra);

/* A descriptor without data, all zero but cDims - the Ex form knows its elements. Bounds (last dimension first) and
 * cbElements are filled in by the caller, then comes SafeArrayAllocData.
 * S_OK; E_INVALIDARG; E_OUTOFMEMORY; DISP_E_BADVARTYPE. Pages: SafeArrayAllocDescriptor, SafeArrayAllocDescriptorEx. */
ACOM_API HRESULT SafeArrayAllocDescriptor(UINT cDims, SAFEARRAY **array);
ACOM_API HRESULT SafeArrayAllocDescriptorEx(VARTYPE vt, UINT cDims, SAFEARRAY **array);

/* Zeroed data for a descriptor. S_OK; E_INVALIDARG: NULL, or bounds that no array has; E_OUTOFMEMORY.
 * Page: SafeArrayAllocData. */
ACOM_API HRESULT SafeArrayAllocData(SAFEARRAY *array);

/* Frees the elements, and the data unless it is FADF_AUTO, FADF_STATIC or FADF_EMBEDDED; the descriptor; or both. NULL is
 * an empty array for the last. S_OK; E_INVALIDARG; DISP_E_ARRAYISLOCKED. Pages: SafeArrayDestroyData and its kin. */
ACOM_API HRESULT SafeArrayDestroyData(SAFEARRAY *array);
ACOM_API HRESULT SafeArrayDestroyDescriptor(SAFEARRAY *array);
ACOM_API HRESULT SafeArrayDestroy(SAFEARRAY *array);

/* 0 for NULL. Pages: SafeArrayGetDim, SafeArrayGetElemsize. */
ACOM_API UINT SafeArrayGetDim(SAFEARRAY *array);
ACOM_API UINT SafeArrayGetElemsize(SAFEARRAY *array);

/* The first and the last index of a dimension; the last is below the first when there is none.
 * S_OK; E_INVALIDARG; DISP_E_BADINDEX: no such dimension. Pages: SafeArrayGetLBound, SafeArrayGetUBound. */
ACOM_API HRESULT SafeArrayGetLBound(SAFEARRAY *array, UINT dimension, LONG *bound);
ACOM_API HRESULT SafeArrayGetUBound(SAFEARRAY *array, UINT dimension, LONG *bound);

/* Counts locks: a locked array is neither destroyed nor resized.
 * S_OK; E_INVALIDARG; E_UNEXPECTED: more than 65535 locks, or none. Pages: SafeArrayLock, SafeArrayUnlock. */
ACOM_API HRESULT SafeArrayLock(SAFEARRAY *array);
ACOM_API HRESULT SafeArrayUnlock(SAFEARRAY *array);

/* SafeArrayLock and the data; SafeArrayUnlock. Pages: SafeArrayAccessData, SafeArrayUnaccessData. */
ACOM_API HRESULT SafeArrayAccessData(SAFEARRAY *array, void **data);
ACOM_API HRESULT SafeArrayUnaccessData(SAFEARRAY *array);

/* The place of an element. S_OK; E_INVALIDARG; DISP_E_BADINDEX. Page: SafeArrayPtrOfIndex. */
ACOM_API HRESULT SafeArrayPtrOfIndex(SAFEARRAY *array, LONG *indices, void **element);

/* Copies an element to *value, which is zeroed first, or into the array, where it replaces the old one. Strings, VARIANTs
 * and interface pointers are copied or counted. SafeArrayPutElement takes a BSTR and an interface pointer as `value`
 * itself. S_OK; E_INVALIDARG; DISP_E_BADINDEX; E_OUTOFMEMORY. Pages: SafeArrayGetElement, SafeArrayPutElement. */
ACOM_API HRESULT SafeArrayGetElement(SAFEARRAY *array, LONG *indices, void *value);
ACOM_API HRESULT SafeArrayPutElement(SAFEARRAY *array, LONG *indices, void *value);

/* A new array with copies of all elements; NULL gives NULL. S_OK; E_INVALIDARG; E_OUTOFMEMORY; as VariantCopy.
 * Page: SafeArrayCopy. */
ACOM_API HRESULT SafeArrayCopy(SAFEARRAY *from, SAFEARRAY **to);

/* Copies of all elements into an array of the same bounds and elements, in place of the old ones.
 * S_OK; E_INVALIDARG; DISP_E_ARRAYISLOCKED; E_OUTOFMEMORY; as VariantCopy. Page: SafeArrayCopyData. */
ACOM_API HRESULT SafeArrayCopyData(SAFEARRAY *from, SAFEARRAY *to);

/* New bounds for the last dimension; elements beyond are freed, new ones are zero.
 * S_OK; E_INVALIDARG; DISP_E_ARRAYISLOCKED: also FADF_FIXEDSIZE; E_OUTOFMEMORY. Page: SafeArrayRedim. */
ACOM_API HRESULT SafeArrayRedim(SAFEARRAY *array, SAFEARRAYBOUND *bound);

/* The type of the elements. S_OK; E_INVALIDARG: also when the array does not say. Page: SafeArrayGetVartype. */
ACOM_API HRESULT SafeArrayGetVartype(SAFEARRAY *array, VARTYPE *vt);

/* The IID of elements that are interface pointers. S_OK; E_INVALIDARG: it has none. Pages: SafeArraySetIID, SafeArrayGetIID. */
ACOM_API HRESULT SafeArraySetIID(SAFEARRAY *array, REFGUID iid);
ACOM_API HRESULT SafeArrayGetIID(SAFEARRAY *array, GUID *iid);

/* ---- errors that say more than a number ----
 *
 * Each thread has an error object, or none. A method that fails leaves one with SetErrorInfo; whoever called it asks first
 * whether the object means it (ISupportErrorInfo), then takes it with GetErrorInfo. Between apartments:
 * - A method of a proxy, or Finish_, that fails leaves a copy of what the server's method (its Finish_, or its Begin_ if that
 *   failed) has set, or none: never what an earlier call had left. So does Begin_ if it fails itself.
 * - One that succeeds changes nothing, so that ISupportErrorInfo can be asked meanwhile; what a server's method has set that
 *   succeeds is forgotten.
 * - What a thread has is not touched by the calls that it serves while it waits.
 * - The copy has the five answers of IErrorInfo, and no other interface of the original. */

/* *info: a new error object, empty. S_OK; E_INVALIDARG: NULL; E_OUTOFMEMORY. Any thread. Page: CreateErrorInfo. */
ACOM_API HRESULT CreateErrorInfo(ICreateErrorInfo **info);

/* Makes `info` the error object of the calling thread, in place of any other; NULL: none. The end of the thread, or its last
 * CoUninitialize, releases it. reserved: 0. S_OK; E_INVALIDARG; E_OUTOFMEMORY: it has none now. Page: SetErrorInfo. */
ACOM_API HRESULT SetErrorInfo(ULONG reserved, IErrorInfo *info);

/* *info: the error object of the calling thread, which has none afterwards. reserved: 0.
 * S_OK; S_FALSE: there was none; E_INVALIDARG. Any thread. Page: GetErrorInfo. */
ACOM_API HRESULT GetErrorInfo(ULONG reserved, IErrorInfo **info);

/* One line for people: of a failure what the calling thread's error object describes, which it has no more afterwards, or else
 * AcomErrorText and the number. text: room octets of UTF-8, terminated; what is longer is cut. Source: Linux only. */
ACOM_API void AcomErrorMessage(HRESULT hr, char *text, SIZE_T room);

#ifdef __cplusplus
}
#endif

#endif
