/* types_i.c - made by idlgen from types.idl: the GUIDs. */
#include "types.h"

