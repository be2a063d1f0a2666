/* said.h - what the error object of the last failure says. */
#ifndef HARNESS_SAID_H
#define HARNESS_SAID_H

/* The thread has one, and none afterwards; its description, until the next one. */
const char *error_said(void);
/* The same, and it is this text, or contains these words. */
void error_is(const char *text);
void error_says(const char *words);

#endif
