/* own_files.h - made by idlgen from own_files.idl. */
#ifndef IDL_OWN_FILES_H
#define IDL_OWN_FILES_H

#include <acom/types.h>
#include <acom/oaidl.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef DISPID OWN_FILES;

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
