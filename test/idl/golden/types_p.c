/* types_p.c - made by idlgen from types.idl: nothing here can be remoted. */
#include "types.h"
