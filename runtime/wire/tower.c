/* tower.c - protocol towers, in which the endpoint mapper is asked and answers (wire.md 3.6). */
#include "wire/forms.h"

/* Floors: interface, transfer syntax, protocol, port, host. Each has a left side that begins with its protocol, and a right
 * one; all little-endian but the port, which is as in a packet. */
enum { FLOORS = 5, FLOOR_INTERFACE = 0, FLOOR_PORT = 3 };
enum { PROTOCOL_UUID = 0x0D, PROTOCOL_TCP = 0x07 };
enum { LEFT_UUID = 1 + 16 + 2, RIGHT_MINOR = 2, RIGHT_PORT = 2 };

struct floor {
	struct span left, right;
};

static bool take_floor(struct take *t, struct floor *f)
{
	f->left = take_octets(t, take_u16(t));
	f->right = take_octets(t, take_u16(t));
	return !t->over && f->left.size;
}

static bool take_floors(struct span tower, struct floor floors[FLOORS])
{
	struct take t = take_from(tower.at, tower.size, false);

	if (take_u16(&t) != FLOORS)
		return false;
	for (int i = 0; i < FLOORS; i++)
		if (!take_floor(&t, &floors[i]))
			return false;
	return true;
}

HRESULT tower_interface(struct span tower, struct pdu_syntax *interface)
{
	struct floor floors[FLOORS];
	const struct floor *f = &floors[FLOOR_INTERFACE];

	if (!take_floors(tower, floors) || f->left.size != LEFT_UUID || f->left.at[0] != PROTOCOL_UUID ||
	    f->right.size != RIGHT_MINOR || floors[FLOOR_PORT].left.at[0] != PROTOCOL_TCP ||
	    floors[FLOOR_PORT].right.size != RIGHT_PORT)
		return FAIL(RPC_X_BAD_STUB_DATA);
	struct take left = take_from(f->left.at + 1, LEFT_UUID - 1, false), right = take_from(f->right.at, RIGHT_MINOR, false);
	interface->uuid = take_guid(&left);
	interface->version = take_u16(&left);
	interface->version |= (uint32_t)take_u16(&right) << 16;
	return S_OK;
}

HRESULT tower_set_port(uint8_t *octets, size_t size, uint16_t port)
{
	struct floor floors[FLOORS];
	struct pdu_syntax interface;
	HRESULT hr = tower_interface((struct span){ octets, size }, &interface);

	if (FAILED(hr))
		return hr;
	take_floors((struct span){ octets, size }, floors);
	uint8_t *at = octets + (floors[FLOOR_PORT].right.at - octets);
	at[0] = (uint8_t)(port >> 8);
	at[1] = (uint8_t)port;
	return S_OK;
}
