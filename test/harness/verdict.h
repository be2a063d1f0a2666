/* verdict.h - runs a test of a must-fail program, and expects a verdict on it. */
#ifndef HARNESS_VERDICT_H
#define HARNESS_VERDICT_H

#include "harness.h"

/* What the last program wrote. */
extern char verdict_output[];

/* Runs the tests of must-fail/PROGRAM whose name begins with `test`; its exit status. */
int verdict_of(const char *program, const char *test);

/* Fails unless that test, and no other, gets this verdict, with this text among its output. */
void verdict_expect(const char *program, const char *test, const char *verdict, const char *reason);

#endif
