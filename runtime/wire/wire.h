/* wire.h - floor 5: who carries octets between processes, and what becomes of them. All of it is in headers of its own, each with a
 * section per file.
 *
 * What the octets mean is in pdu.h.
 */
#ifndef ACOM_WIRE_H
#define ACOM_WIRE_H

#include "wire/access.h"
#include "wire/address.h"
#include "wire/batch.h"
#include "wire/channel.h"
#include "wire/connection.h"
#include "wire/exporter.h"
#include "wire/forms.h"
#include "wire/holdings.h"
#include "wire/link.h"
#include "wire/listen.h"
#include "wire/origin.h"
#include "wire/pcap.h"
#include "wire/reference.h"
#include "wire/say.h"
#include "wire/serve.h"
#include "wire/stream.h"
#include "wire/watched.h"

#endif
