/* oaidl.h - where Windows sources expect it: acom/automation.h has it all. */
#include "windef.h"
#include <acom/automation.h>
