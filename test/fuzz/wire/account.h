/* account.h - what one input costs: memory is counted, and what breaks a promise ends the program. */
#ifndef FUZZ_ACCOUNT_H
#define FUZZ_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Ends the program with a message unless the promise is kept. */
#define must(kept, promise) ((kept) ? (void)0 : account_broken(promise))
_Noreturn void account_broken(const char *promise);

/* From now on allocations count as the input's. */
void account_begin(void);
/* What it has so far is there before anything is received. */
void account_ready(void);
/* There is one connection more, which has a price of its own. */
void account_connected(void);
/* Octets have come from outside, for which memory may be taken. */
void account_received(size_t size);
/* What was taken was no more than what was received is good for; [out] memory apart. */
void account_check(void);
/* All of it has been given back. */
void account_end(void);

/* A piece of memory of exactly this size under the address sanitizer, which sees who reads behind it; else where they are. */
const uint8_t *account_alone(const uint8_t *octets, size_t size);
void account_alone_end(const uint8_t *octets);

#endif
