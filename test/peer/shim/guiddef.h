/* guiddef.h - see windows.h. */
#include <windows.h>
