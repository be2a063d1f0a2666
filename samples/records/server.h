/* server.h - what the client knows of the server beside its interfaces. */
#ifndef SERVER_H
#define SERVER_H

#include "records.h"

extern const CLSID CLSID_Query;
HRESULT query_server(void *arg); /* for AcomApartmentOpen */

#endif
