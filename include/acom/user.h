/* acom/user.h - what the functions of a [wire_marshal] or [user_marshal] type may ask: T_UserSize and its three fellows. */
#ifndef ACOM_USER_H
#define ACOM_USER_H

#include <acom/types.h>

typedef LONG RPC_STATUS;

#define RPC_S_OK 0
#define RPC_S_INVALID_ARG 87

#define USER_CALL_CTXT_MASK(flags) ((flags) & 0xff)        /* MSHCTX: how far away the other side is */
#define GET_USER_DATA_REP(flags) ((flags) >> 16)           /* unmarshaling: of the sender. 0x10: little-endian, 0: big-endian */
#define NDR_LOCAL_DATA_REPRESENTATION 0x10u

/* The octets that may be written or read; NULL and 0 while only sizes are asked for, or values freed. */
typedef struct _NDR_USER_MARSHAL_INFO_LEVEL1 {
	void *Buffer;
	ULONG BufferSize;
	void *(*pfnAllocate)(size_t size);  /* CoTaskMemAlloc */
	void (*pfnFree)(void *p);           /* CoTaskMemFree */
	void *pRpcChannelBuffer;            /* always NULL */
	uintptr_t Reserved[5];
} NDR_USER_MARSHAL_INFO_LEVEL1;

typedef struct _NDR_USER_MARSHAL_INFO {
	ULONG InformationLevel;
	NDR_USER_MARSHAL_INFO_LEVEL1 Level1;
} NDR_USER_MARSHAL_INFO;

/* `flags` as they were handed to one of the four functions, level 1: RPC_S_OK. Anything else: RPC_S_INVALID_ARG. */
EXTERN_C ACOM_API RPC_STATUS NdrGetUserMarshalInfo(ULONG *flags, ULONG level, NDR_USER_MARSHAL_INFO *info);

#endif
