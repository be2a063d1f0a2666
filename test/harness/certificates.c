/* certificates.c - has certificates made by a program of the tests, and used by the runtime. */
#include <stdio.h>
#include <unistd.h>

#include "certificates.h"
#include "command.h"
#include "harness.h"

enum { ARGUMENTS = 16, PATH_ROOM = 512 };

void certificates_make(const char *directory, const char *const *ips)
{
	const char *argv[ARGUMENTS] = { NULL, directory };
	static struct command c;
	char program[PATH_ROOM];

	snprintf(program, sizeof program, "%s/../program/certificates", harness_directory());
	if (access(program, X_OK)) {
		fprintf(stderr, "acom was built without OpenSSL's headers (libssl-dev): there is no TLS to be tested\n");
		skip();
	}
	argv[0] = program;
	for (unsigned i = 2; ips && *ips && i < ARGUMENTS - 1; i++)
		argv[i] = *ips++;
	command_run(&c, argv, NULL);
	if (c.status)
		fail_msg("%s", c.output);
}

HRESULT certificates_try(const char *directory, const char *name, const char *authorities)
{
	char certificate[PATH_ROOM], key[PATH_ROOM], ca[PATH_ROOM];

	snprintf(certificate, sizeof certificate, "%s/%s.pem", directory, name);
	snprintf(key, sizeof key, "%s/%s.key", directory, name);
	snprintf(ca, sizeof ca, "%s/%s.pem", directory, authorities);
	return AcomSetTls(certificate, key, ca);
}

void certificates_use(const char *directory, const char *name)
{
	assert_int_equal(certificates_try(directory, name, "ca"), S_OK);
}
