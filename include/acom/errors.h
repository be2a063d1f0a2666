/* acom/errors.h - every HRESULT that the library returns: one list of name, value, text. */
#ifndef ACOM_ERRORS_H
#define ACOM_ERRORS_H

#include <acom/types.h>

#define ACOM_ERRORS(X) \
	X(S_OK, 0x00000000, "done") \
	X(S_FALSE, 0x00000001, "done, but the answer is no, or there was less to do than was asked for") \
	X(CO_S_NOTALLINTERFACES, 0x00080012, "the object has not all of the interfaces that were asked for") \
	X(E_NOTIMPL, 0x80004001, "not implemented") \
	X(E_NOINTERFACE, 0x80004002, "the object does not support this interface") \
	X(E_POINTER, 0x80004003, "a pointer that must not be NULL is NULL") \
	X(E_ABORT, 0x80004004, "given up") \
	X(E_FAIL, 0x80004005, "failed for a reason that has no code of its own") \
	X(E_UNEXPECTED, 0x8000FFFF, "called in a state in which this is not allowed") \
	X(E_ACCESSDENIED, 0x80070005, "access denied") \
	X(E_HANDLE, 0x80070006, "not a valid handle") \
	X(E_OUTOFMEMORY, 0x8007000E, "out of memory") \
	X(E_INVALIDARG, 0x80070057, "an argument is not valid") \
	X(DISP_E_UNKNOWNINTERFACE, 0x80020001, "no such interface") \
	X(DISP_E_MEMBERNOTFOUND, 0x80020003, "no such member") \
	X(DISP_E_PARAMNOTFOUND, 0x80020004, "no such parameter") \
	X(DISP_E_TYPEMISMATCH, 0x80020005, "the value cannot be converted to this type") \
	X(DISP_E_UNKNOWNNAME, 0x80020006, "no such name") \
	X(DISP_E_NONAMEDARGS, 0x80020007, "named arguments are not supported") \
	X(DISP_E_BADVARTYPE, 0x80020008, "not a type that a VARIANT can have here") \
	X(DISP_E_EXCEPTION, 0x80020009, "the member raised an exception") \
	X(DISP_E_OVERFLOW, 0x8002000A, "the value does not fit this type") \
	X(DISP_E_BADINDEX, 0x8002000B, "an index lies outside its dimension") \
	X(DISP_E_UNKNOWNLCID, 0x8002000C, "this language is not known") \
	X(DISP_E_ARRAYISLOCKED, 0x8002000D, "the array is locked") \
	X(DISP_E_BADPARAMCOUNT, 0x8002000E, "not the number of parameters that the member has") \
	X(DISP_E_PARAMNOTOPTIONAL, 0x8002000F, "a parameter that is not optional is missing") \
	X(DISP_E_BADCALLEE, 0x80020010, "the callee is not valid") \
	X(DISP_E_NOTACOLLECTION, 0x80020011, "the object is no collection") \
	X(DISP_E_DIVBYZERO, 0x80020012, "division by zero") \
	X(DISP_E_BUFFERTOOSMALL, 0x80020013, "the buffer is too small") \
	X(STG_E_INVALIDFUNCTION, 0x80030001, "the stream does not support this") \
	X(STG_E_INVALIDPOINTER, 0x80030009, "a stream method got a NULL pointer") \
	X(STG_E_MEDIUMFULL, 0x80030070, "the stream cannot grow any further") \
	X(CLASS_E_NOAGGREGATION, 0x80040110, "the class cannot be aggregated") \
	X(CLASS_E_CLASSNOTAVAILABLE, 0x80040111, "the class is not available") \
	X(REGDB_E_INVALIDVALUE, 0x80040153, "the class file says something that is not valid") \
	X(REGDB_E_CLASSNOTREG, 0x80040154, "no such class is registered") \
	X(REGDB_E_IIDNOTREG, 0x80040155, "this interface has no proxy here: its NAME_p.c is not linked in, or was refused") \
	X(CO_E_NOT_SUPPORTED, 0x80004021, "not supported here: by the object (INoMarshal), the connection, the thread or the process") \
	X(CO_E_NOTINITIALIZED, 0x800401F0, "this thread is in no apartment: call CoInitializeEx first") \
	X(CO_E_ALREADYINITIALIZED, 0x800401F1, "already initialized") \
	X(CO_E_CLASSSTRING, 0x800401F3, "no class has this ProgID") \
	X(CO_E_APPNOTFOUND, 0x800401F5, "the class's program is not there") \
	X(CO_E_DLLNOTFOUND, 0x800401F8, "the class's shared object is not there") \
	X(CO_E_ERRORINDLL, 0x800401F9, "the class's shared object cannot be loaded, or is none of classes") \
	X(CO_E_OBJISREG, 0x800401FC, "the object is registered already") \
	X(CO_E_OBJNOTREG, 0x800401FB, "the object is not registered") \
	X(CO_E_OBJNOTCONNECTED, 0x800401FD, "the object is not connected") \
	X(RPC_E_CALL_REJECTED, 0x80010001, "the call was rejected by the callee") \
	X(RPC_E_CALL_CANCELED, 0x80010002, "the call was cancelled") \
	X(RPC_E_CANTCALLOUT_INASYNCCALL, 0x80010004, "no outgoing call is allowed while a notification is processed") \
	X(RPC_E_CANTCALLOUT_INEXTERNALCALL, 0x80010005, "no outgoing call is allowed inside a message filter") \
	X(RPC_E_CANTCALLOUT_ININPUTSYNCCALL, 0x8001010D, "no outgoing call is allowed inside an [input_sync] method") \
	X(RPC_E_SERVER_DIED, 0x80010007, "the server died; the call may have run") \
	X(RPC_E_CLIENT_CANTMARSHAL_DATA, 0x8001000B, "the client could not marshal the arguments") \
	X(RPC_E_CLIENT_CANTUNMARSHAL_DATA, 0x8001000C, "the client could not unmarshal the reply") \
	X(RPC_E_SERVER_CANTMARSHAL_DATA, 0x8001000D, "the server could not marshal the reply") \
	X(RPC_E_SERVER_CANTUNMARSHAL_DATA, 0x8001000E, "the server could not unmarshal the arguments") \
	X(RPC_E_SERVER_DIED_DNE, 0x80010012, "the server died; the call did not run") \
	X(RPC_E_OUT_OF_RESOURCES, 0x80010101, "a limit was reached: too many calls, threads or members") \
	X(RPC_E_SERVERCALL_RETRYLATER, 0x8001010A, "the callee is busy: try again later") \
	X(RPC_E_SERVERCALL_REJECTED, 0x8001010B, "the callee rejects the call") \
	X(RPC_E_SERVERFAULT, 0x80010105, "the server lost the call") \
	X(RPC_E_CHANGED_MODE, 0x80010106, "the thread is already in an apartment of the other kind") \
	X(RPC_E_INVALIDMETHOD, 0x80010107, "no such method, or not the method that was begun") \
	X(RPC_E_DISCONNECTED, 0x80010108, "the object or its apartment is gone") \
	X(RPC_E_WRONG_THREAD, 0x8001010E, "this pointer belongs to another apartment") \
	X(RPC_E_THREAD_NOT_INIT, 0x8001010F, "the thread is not initialized for COM") \
	X(RPC_E_VERSION_MISMATCH, 0x80010110, "the other side speaks another version of object calls") \
	X(RPC_E_INVALID_HEADER, 0x80010111, "what stands before the parameters of a call cannot be read") \
	X(RPC_E_INVALID_IPID, 0x80010113, "no such interface is exported") \
	X(RPC_E_INVALID_OBJECT, 0x80010114, "no such object is exported") \
	X(RPC_S_CALLPENDING, 0x80010115, "not yet: the call is pending") \
	X(RPC_E_CALL_COMPLETE, 0x80010117, "no call is in progress, or it is complete already") \
	X(RPC_E_INVALID_OBJREF, 0x8001011D, "these bytes are no object reference") \
	X(RPC_E_TIMEOUT, 0x8001011F, "the time is over") \
	X(RPC_E_NO_SYNC, 0x80010120, "there is nothing to wait for") \
	X(CO_E_CANCEL_DISABLED, 0x80010140, "cancellation is not enabled on this thread") \
	X(RPC_E_UNEXPECTED, 0x8001FFFF, "an internal rule was broken") \
	X(RPC_S_INVALID_STRING_BINDING, 0x800706A4, "not an address as transports have them") \
	X(RPC_S_PROTSEQ_NOT_SUPPORTED, 0x800706A7, "no such transport") \
	X(RPC_S_CANT_CREATE_ENDPOINT, 0x800706B8, "nobody can listen at this address") \
	X(RPC_S_SERVER_UNAVAILABLE, 0x800706BA, "no server answers at this address") \
	X(RPC_S_DUPLICATE_ENDPOINT, 0x800706CC, "somebody listens at this address already") \
	X(RPC_S_UNKNOWN_IF, 0x800706B5, "the other side does not know the interface") \
	X(RPC_S_SERVER_TOO_BUSY, 0x800706BB, "the server has too many calls already") \
	X(RPC_S_CALL_FAILED, 0x800706BE, "the call failed, and may have run") \
	X(RPC_S_PROTOCOL_ERROR, 0x800706C0, "the other side broke a rule of the protocol") \
	X(RPC_S_PROCNUM_OUT_OF_RANGE, 0x800706D1, "no such method number") \
	X(RPC_X_NULL_REF_POINTER, 0x800706F4, "a pointer that must not be NULL is NULL") \
	X(RPC_X_ENUM_VALUE_OUT_OF_RANGE, 0x800706F5, "an enum value is none of 0 to 32767, which travel; with [v1_enum] all do") \
	X(RPC_X_BAD_STUB_DATA, 0x800706F7, "the bytes are not what the interface says") \
	X(RPC_X_INVALID_BOUND, 0x800706C6, "an array bound is not what the interface says") \
	X(CO_E_SERVER_STOPPING, 0x80080008, "the server process is about to end: CoReleaseServerProcess") \
	X(CO_E_SERVER_EXEC_FAILURE, 0x80080005, "the class's program has been started, but does not serve") \
	X(RPC_X_INVALID_TAG, 0x800706C5, "a union has no such arm")

/* The cast keeps each value an int, which is what C wants of an enum constant. */
enum {
#ifdef __cplusplus
#define X(name, value, text) name = static_cast<HRESULT>(value),
#else
#define X(name, value, text) name = (HRESULT)value,
#endif
	ACOM_ERRORS(X)
#undef X
};

#endif
