/* constants_typed_i.c - made by idlgen from constants_typed.idl: the GUIDs. */
#include "constants_typed.h"

