/* own_files_i.c - made by idlgen from own_files.idl: the GUIDs. */
#include "own_files.h"

