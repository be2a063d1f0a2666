/* links.h - a link to a scene's server, beside those that calls find. */
#ifndef E2E_LINKS_H
#define E2E_LINKS_H

#include "scene.h"
#include "wire/wire.h"

static inline struct link *scene_link(const struct scene *s)
{
	char text[ADDRESS_MOST], why[WHY_MOST] = "";
	struct address at;
	struct link *l;

	assert_int_equal(address_named(s->away.address, address_parse_called, text, &at, why), S_OK);
	assert_int_equal(link_dial(&at, 0, &l, why), S_OK);
	return l;
}

#endif
