/* say.h - what is said to people. */
#ifndef ACOM_SAY_H
#define ACOM_SAY_H

#include "object/object.h"

/* ---- say.c: what is said to people ---- */

/* An error object, counted; NULL: memory is short. That objects of a class cannot be read, as ... `who` has not registered it. */
struct IErrorInfo *say_class(REFCLSID clsid, const char *who);
/* hr; what has failed why is the thread's error object. */
HRESULT say_why(HRESULT hr, const char *what, const char *why);

#endif
