/* constants_typed_p.c - made by idlgen from constants_typed.idl: nothing here can be remoted. */
#include "constants_typed.h"
