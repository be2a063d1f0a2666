/* real.h - a session, and a connection and a request at a real server of the loopback. */
#ifndef REAL_H
#define REAL_H

#include "events.h"

enum { REAL_CONNECT = 1, REAL_REQUEST, REAL_MANY };
struct real { HINTERNET session, connect, request; };
INTERNET_PORT real_port(const char *server); /* at ACOM_server_PORT */
void real_session(struct real *r, DWORD flags, const char *proxy, const char *bypass);
void real_text(HINTERNET h, DWORD option, const char *text); /* sets it */
void real_number(HINTERNET h, DWORD option, DWORD number);
void real_believe(struct real *r); /* the authority of the tests */
void real_connect_to(struct real *r, INTERNET_PORT port, DWORD flags);
/* Secure if its name is not HTTP. */
void real_connect(struct real *r, const char *server);
void real_request(struct real *r, const char *verb, const char *object, DWORD flags);
DWORD real_send(struct real *r);   /* how it ends */
void real_sends(struct real *r);   /* well */
void real_completes(DWORD_PTR context); /* what pends there does, and well */
const char *real_body(HINTERNET request, DWORD_PTR context);
DWORD real_status(struct real *r);
/* The server's certificate is refused without the flag, and let through by it, on one handle; other flags do not help. */
void real_mistrusts(struct real *r, DWORD error, DWORD flag);
void real_end(struct real *r);
/* Of the three servers whose certificates are wrong in the ways of statement 29. */
#define REAL_FAULTS(refused, self, expired, elsewhere) \
	TEST(N29_a_certificate_that_is_its_own_authority) \
	{ \
		refused(self, ERROR_INTERNET_INVALID_CA, SECURITY_FLAG_IGNORE_UNKNOWN_CA); \
	} \
	TEST(N29_a_certificate_whose_time_is_over) \
	{ \
		refused(expired, ERROR_INTERNET_SEC_CERT_DATE_INVALID, SECURITY_FLAG_IGNORE_CERT_DATE_INVALID); \
	} \
	TEST(N29_a_certificate_for_another_name) \
	{ \
		refused(elsewhere, ERROR_INTERNET_SEC_CERT_CN_INVALID, SECURITY_FLAG_IGNORE_CERT_CN_INVALID); \
	}

#endif
