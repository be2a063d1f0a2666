/* tls.h - OpenSSL alone, and the certificates of both. */
#ifndef BENCH_TLS_H
#define BENCH_TLS_H

#include <openssl/ssl.h>
#include <sys/types.h>

void tls_set(void);            /* acom uses them */
void tls_sockets(int pair[2]); /* over the loopback */
/* One end of those, hands shaken. */
SSL *tls_begin(int fd, int serves);
ssize_t tls_read(SSL *ssl, void *to, size_t size);
ssize_t tls_write(SSL *ssl, const void *from, size_t size);
void tls_end(SSL *ssl);

#endif
