/* preprocess_private.h - made by idlgen from preprocess_private.idl. */
#ifndef IDL_PREPROCESS_PRIVATE_H
#define IDL_PREPROCESS_PRIVATE_H

#include <acom/types.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef LONG IN_PRIVATE[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
