/* shops.h - the two shops: each a small HTTP server in a process of its own, which takes its time. */
#ifndef SHOPS_H
#define SHOPS_H

#include <sys/types.h>

struct shop {
	const char *name, *prices;
	int milliseconds;          /* until it answers */
	unsigned short port;       /* of 127.0.0.1 */
	pid_t process;
};
/* Before there are threads. */
void shop_open(struct shop *s);
void shop_close(struct shop *s);

#endif
