/* windef.h - see windows.h. */
#include <windows.h>
