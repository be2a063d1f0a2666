/* wire.h - floor 5: octets between processes. A section per file of this room.
 *
 * What stands here knows no thread and no socket but transport.c: octets go in, octets and events come out.
 */
#ifndef ACOM_WIRE_H
#define ACOM_WIRE_H

#include "call/call.h"

/* ---- pdu.c: PDUs of DCE/RPC v5.0, connection-oriented (wire.md 1.1 to 1.4) ---- */

/* ---- orpc.c ---- */

/* ---- objref ---- */

/* ---- transport.c ---- */

#endif
