/* ole2.h - see windows.h. */
#include <windows.h>
