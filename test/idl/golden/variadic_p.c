/* variadic_p.c - made by idlgen from variadic.idl: nothing here can be remoted. */
#include "variadic.h"
