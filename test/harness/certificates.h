/* certificates.h - certificates for tests of TLS, made when they are wanted: test/program/certificates.c says which. */
#ifndef HARNESS_CERTIFICATES_H
#define HARNESS_CERTIFICATES_H

#include <acom.h>

/* In this directory; server's is for these addresses, too, up to a NULL (itself NULL: none). The test is skipped where acom was
 * built without TLS. */
void certificates_make(const char *directory, const char *const *ips);
/* AcomSetTls with those of a name, and authorities of one. */
HRESULT certificates_try(const char *directory, const char *name, const char *authorities);
/* The same with the good ones, asserted. */
void certificates_use(const char *directory, const char *name);

#endif
