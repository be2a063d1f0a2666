/* wtypesbase.h - where Windows sources expect it: acom.h has it all. */
#include "windef.h"
