/* pdu.c - the header of a PDU, and the bodies of those that carry calls. */
#include "wire/wire.h"
