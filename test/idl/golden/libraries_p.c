/* libraries_p.c - made by idlgen from libraries.idl: nothing here can be remoted. */
#include "libraries.h"
