/* declarators_p.c - made by idlgen from declarators.idl: nothing here can be remoted. */
#include "declarators.h"
