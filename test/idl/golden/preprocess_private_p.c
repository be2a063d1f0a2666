/* preprocess_private_p.c - made by idlgen from preprocess_private.idl: nothing here can be remoted. */
#include "preprocess_private.h"
