/* tls.h - what the files of libacom-tls.so have in common. */
#ifndef ACOM_TLS_H
#define ACOM_TLS_H

#include "wire/secure.h"

void fault_set(struct secure_fault *f, HRESULT hr, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* names.c: secure_library.look_up. */
unsigned tls_look_up(const char *name, uint64_t time, struct secure_place places[SECURE_PLACES], struct secure_fault *f);

#endif
