/* acom.h - the one include of an application: COM's object model and its asynchronous calls, for C. */
#ifndef ACOM_H
#define ACOM_H

#include <acom/types.h>

#include <acom/errors.h>
#include <acom/wtypes.h>
#include <acom/unknwn.h>
#include <acom/objidl.h>
#include <acom/meta.h>
#include <acom/user.h>
#include <acom/api.h>
#include <acom/object.h>

#endif
