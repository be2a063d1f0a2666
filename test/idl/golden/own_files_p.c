/* own_files_p.c - made by idlgen from own_files.idl: nothing here can be remoted. */
#include "own_files.h"
