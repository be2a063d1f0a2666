/* tls.c - certificates that are right and wrong, at openssl's own server on the loopback. */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "certificates.h"
#include "command.h"
#include "inet/real.h"

struct server {
	pid_t process;
	INTERNET_PORT port;
	const char *directory;
};

static void run_server(const char *directory, const char *name, int output)
{
	char certificate[256], key[256];

	snprintf(certificate, sizeof certificate, "%s/%s.pem", directory, name);
	snprintf(key, sizeof key, "%s/%s.key", directory, name);
	dup2(output, STDOUT_FILENO);
	execlp("openssl", "openssl", "s_server", "-www", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, NULL);
	_exit(127);
}

/* It says where it listens. */
static void serve(struct server *s, const char *name)
{
	char line[256] = "";
	int pipes[2];
	FILE *f;

	s->directory = scratch_make();
	certificates_make(s->directory, NULL);
	assert_int_equal(pipe(pipes), 0);
	s->process = fork();
	if (!s->process)
		run_server(s->directory, name, pipes[1]);
	close(pipes[1]);
	f = fdopen(pipes[0], "r");
	while (strncmp(line, "ACCEPT", 6))
		assert_non_null(fgets(line, sizeof line, f));
	s->port = (INTERNET_PORT)atoi(strrchr(line, ':') + 1);
	fclose(f);
}

static void served(struct server *s)
{
	kill(s->process, SIGKILL);
	waitpid(s->process, NULL, 0);
	scratch_remove();
}

static void begin(struct real *r, const struct server *s, bool believe)
{
	char path[256];

	real_session(r, INTERNET_FLAG_ASYNC, NULL, NULL);
	snprintf(path, sizeof path, "%s/ca.pem", s->directory);
	if (believe)
		real_text(r->session, ACOM_INTERNET_OPTION_AUTHORITIES, path);
	real_connect_to(r, s->port, INTERNET_FLAG_SECURE);
}

/* Behind what OpenSSL would have done when the process ends: it says 0 then. */
static void is_openssl_there(void)
{
	int (*init)(uint64_t options, const void *settings);
	void *found = dlsym(RTLD_DEFAULT, "OPENSSL_init_crypto");

	memcpy(&init, &found, sizeof init);
	if (!init || !init(0, NULL)) {
		fprintf(stderr, "OpenSSL has been taken down\n");
		_exit(1);
	}
}

TEST(a_server_that_somebody_known_vouches_for_is_believed_and_a_thread_that_talks_to_it_may_outlive_main)
{
	struct server s;
	struct real r;

	assert_int_equal(atexit(is_openssl_there), 0);
	serve(&s, "server");
	begin(&r, &s, true);
	real_request(&r, NULL, "/", 0);
	real_sends(&r);
	assert_int_equal(real_status(&r), 200);
	real_end(&r);
	served(&s);
}

static void is_refused(const char *name, DWORD error, DWORD flag)
{
	struct server s;
	struct real r;

	serve(&s, name);
	begin(&r, &s, true);
	real_mistrusts(&r, error, flag);
	real_end(&r);
	served(&s);
}

REAL_FAULTS(is_refused, "self", "expired", "elsewhere")

TEST(a_certificate_of_an_unknown_authority)
{
	is_refused("stranger", ERROR_INTERNET_INVALID_CA, SECURITY_FLAG_IGNORE_UNKNOWN_CA);
}

TEST(a_certificate_whose_time_is_to_come)
{
	is_refused("early", ERROR_INTERNET_SEC_CERT_DATE_INVALID, SECURITY_FLAG_IGNORE_CERT_DATE_INVALID);
}

TEST(a_certificate_for_another_use)
{
	is_refused("only-client", ERROR_INTERNET_SEC_INVALID_CERT, SECURITY_FLAG_IGNORE_WRONG_USAGE);
}

TEST(a_certificate_that_only_says_who_has_signed_it_is_never_believed)
{
	struct server s;
	struct real r;

	serve(&s, "forged");
	begin(&r, &s, true);
	real_request(&r, NULL, "/", 0);
	assert_true(real_send(&r) != ERROR_SUCCESS);
	real_number(r.request, INTERNET_OPTION_SECURITY_FLAGS,
	            SECURITY_FLAG_IGNORE_CERT_CN_INVALID | SECURITY_FLAG_IGNORE_CERT_DATE_INVALID);
	assert_true(real_send(&r) != ERROR_SUCCESS);
	real_end(&r);
	served(&s);
}

TEST(the_system_s_authorities_do_not_vouch_for_it)
{
	struct server s;
	struct real r;

	serve(&s, "server");
	begin(&r, &s, false);
	real_request(&r, NULL, "/", 0);
	assert_int_equal(real_send(&r), ERROR_INTERNET_INVALID_CA);
	real_end(&r);
	served(&s);
}
