/* server.h - the server of the bench: a process of its own. */
#ifndef BENCH_INET_SERVER_H
#define BENCH_INET_SERVER_H

#include <acom/wtypes.h>
#include <stddef.h>

enum { BODY = 65536, SLOW_MS = 1500, ALL = 1000 };
/* On a free port of the loopback: GET /slow is answered by one octet after SLOW_MS, all else by BODY octets, but GET /all not before
 * ALL have asked. -1: it cannot. */
int server_start(void);
void server_stop(void);
unsigned server_connections(void); /* that there were since it was last asked */
double bench_seconds(void);
/* objects.c. where: CLSCTX_INPROC_SERVER, or CLSCTX_LOCAL_SERVER: acom-inet-server. */
double objects_seconds(DWORD where, int port, unsigned count, const char *path, size_t octets);

#endif
