/* version.c - which acom this is. */
#include "object/object.h"

const char *AcomVersion(void)
{
	return ACOM_VERSION;
}
