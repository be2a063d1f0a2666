/* fuzz.h - a target: octets of a peer, and what must be true whatever they are. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Ends the program with a message if one of them breaks a promise. */
void fuzz_try(const uint8_t *octets, size_t size);

/* What a seed is made of: octets that are worth trying, under a name of its own. */
void fuzz_seeds(void (*keep)(const char *name, const uint8_t *octets, size_t size));

#endif
