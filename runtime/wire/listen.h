/* listen.h - where this process listens. */
#ifndef ACOM_LISTEN_H
#define ACOM_LISTEN_H

#include "wire/address.h"

/* ---- listening.c: addresses where this process listens ---- */

/* private: nobody knows of it but by references. As transport_listen. */
HRESULT listening_begin(const struct address *a, bool private, char *why);
bool listening_stop(const struct address *a); /* NULL: one that is not private; false: there is none */
bool listening_at(ULONG index, char text[ADDRESS_MOST]); /* of those that are not private; false: there are no more */

/* ---- listen.c: AcomListen, AcomStopListening ---- */

/* An address that nobody knows of but by references: like this one, but for the port (NULL: any). As transport_listen. */
HRESULT listen_privately(const struct address *like);

#endif
