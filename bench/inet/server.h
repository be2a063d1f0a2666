/* server.h - the server of the bench: a process of its own. */
#ifndef BENCH_INET_SERVER_H
#define BENCH_INET_SERVER_H

enum { BODY = 65536, SLOW_MS = 1500 };
/* On a free port of the loopback: GET /slow is answered by one octet after SLOW_MS, all else by BODY octets. -1: it cannot. */
int server_start(void);
void server_stop(void);
double bench_seconds(void);

#endif
