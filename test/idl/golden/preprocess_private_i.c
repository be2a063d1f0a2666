/* preprocess_private_i.c - made by idlgen from preprocess_private.idl: the GUIDs. */
#include "preprocess_private.h"

