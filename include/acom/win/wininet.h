/* wininet.h - where Windows sources expect it: acom/wininet.h has it all, and pkg-config acominet the library. */
#include "windef.h"
#include <acom/wininet.h>
