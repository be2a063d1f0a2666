/* listen.c - where this process listens. */
#include "wire/wire.h"

HRESULT listen_privately(const struct transport *t)
{
	(void)t;
	return FAIL(RPC_S_CANT_CREATE_ENDPOINT);
}
