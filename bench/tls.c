/* tls.c - TLS 1.3 by OpenSSL alone, with the certificates and the kind of socket that acom has; they are made by `make bench`. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <acom.h>

#include "bench.h"
#include "tls.h"

enum { PATH_ROOM = 512, RECORD = 16 << 10 };

/* Beside the program. */
static const char *file(char path[PATH_ROOM], const char *name)
{
	ssize_t n = readlink("/proc/self/exe", path, PATH_ROOM - 64);

	BENCH_CHECK(n > 0);
	path[n] = 0;
	strcpy(strrchr(path, '/'), "/../bench-tls/");
	return strcat(path, name);
}

void tls_set(void)
{
	char own[PATH_ROOM], key[PATH_ROOM], ca[PATH_ROOM];

	BENCH_CHECK(AcomSetTls(file(own, "server.pem"), file(key, "server.key"), file(ca, "ca.pem")) == S_OK);
}

void tls_sockets(int pair[2])
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
	socklen_t size = sizeof at;

	BENCH_CHECK(!bind(listener, (struct sockaddr *)&at, size) && !listen(listener, 1));
	BENCH_CHECK(!getsockname(listener, (struct sockaddr *)&at, &size));
	pair[0] = socket(AF_INET, SOCK_STREAM, 0);
	BENCH_CHECK(!connect(pair[0], (struct sockaddr *)&at, size));
	pair[1] = accept(listener, NULL, NULL);
	close(listener);
	for (int i = 0; i < 2; i++)
		BENCH_CHECK(!setsockopt(pair[i], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one));
}

SSL *tls_begin(int fd, int serves)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_method());
	char path[PATH_ROOM];

	BENCH_CHECK(ctx && SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION) && SSL_CTX_set_num_tickets(ctx, 0));
	BENCH_CHECK(SSL_CTX_use_certificate_chain_file(ctx, file(path, "server.pem")) == 1);
	BENCH_CHECK(SSL_CTX_use_PrivateKey_file(ctx, file(path, "server.key"), SSL_FILETYPE_PEM) == 1);
	BENCH_CHECK(SSL_CTX_load_verify_file(ctx, file(path, "ca.pem")) == 1);
	SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
	SSL *ssl = SSL_new(ctx);
	SSL_CTX_free(ctx);
	BENCH_CHECK(ssl && SSL_set_fd(ssl, fd) && (serves ? SSL_accept(ssl) : SSL_connect(ssl)) == 1);
	return ssl;
}

/* A record holds 16 KiB: what has come is taken, as by read. */
ssize_t tls_read(SSL *ssl, void *to, size_t size)
{
	size_t have = 0, n;

	do {
		if (!SSL_read_ex(ssl, (char *)to + have, size - have, &n))
			return have ? (ssize_t)have : 0;
		have += n;
	} while (have < size && (SSL_pending(ssl) || n == RECORD));
	return (ssize_t)have;
}

ssize_t tls_write(SSL *ssl, const void *from, size_t size)
{
	size_t n;

	return SSL_write_ex(ssl, from, size, &n) ? (ssize_t)n : -1;
}

void tls_end(SSL *ssl)
{
	SSL_shutdown(ssl);
	SSL_free(ssl);
}
