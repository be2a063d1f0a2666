/* verdict.c - runs a test of a must-fail program, and expects a verdict on it. */
#include <stdio.h>
#include <sys/wait.h>

#include "verdict.h"

#define OUTPUT_SIZE (1 << 20)

char verdict_output[OUTPUT_SIZE];

int verdict_of(const char *program, const char *test)
{
	char command[8192];
	FILE *pipe;
	size_t n;

	snprintf(command, sizeof command, "ACOM_TEST_TIMEOUT=5 ACOM_TEST_RESULTS= '%s/../must-fail/%s' :%s",
		 harness_directory(), program, test);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	n = fread(verdict_output, 1, OUTPUT_SIZE - 1, pipe);
	verdict_output[n] = 0;
	return WEXITSTATUS(pclose(pipe));
}

void verdict_expect(const char *program, const char *test, const char *verdict, const char *reason)
{
	int status = verdict_of(program, test);
	char line[256];

	snprintf(line, sizeof line, "[%s] %s\n", verdict, test);
	if (status == !strcmp(verdict, "  FAILED  ") && !strncmp(verdict_output, line, strlen(line)) &&
	    strstr(verdict_output, reason) && !strstr(verdict_output + 1, "\n["))
		return;
	fprintf(stderr, "expected %sand \"%s\", got status %d and:\n%s", line, reason, status, verdict_output);
	fail();
}
