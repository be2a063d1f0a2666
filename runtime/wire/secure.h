/* secure.h - what the core and libacom-tls.so say to each other: a table of functions, over octets that the core moves. */
#ifndef ACOM_SECURE_H
#define ACOM_SECURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <acom/errors.h>
#include <acom/types.h>

enum { SECURE_VERSION = 2, SECURE_TEXT = 192, SECURE_SUBJECT = 256, SECURE_PLACES = 8 };

/* Moves octets: how many; 0: the other end has ended; < 0: -errno, -EAGAIN: none for now. */
struct secure_below {
	ptrdiff_t (*read)(void *arg, void *buffer, size_t size);
	ptrdiff_t (*write)(void *arg, const void *octets, size_t size);
	void *arg;
};

/* Who the other end must be, beside having a certificate of the authorities: its certificate names one of these. */
struct secure_expected {
	const uint8_t *ip;   /* NULL: none */
	size_t ip_size;
	const char *name;    /* NULL: none */
	const char *subject; /* likewise */
};

/* One line for people, which can follow the other end's address. */
struct secure_fault {
	HRESULT hr;
	char why[SECURE_TEXT];
};

/* ENDED: nothing comes any more; FAILED: the fault says why, and so it remains. */
enum secure_step { SECURE_DONE, SECURE_AWAITS_OCTETS, SECURE_AWAITS_ROOM, SECURE_ENDED, SECURE_FAILED };

/* Where a host is. */
struct secure_place {
	uint8_t ip[16];
	size_t ip_size;
};

struct secure_settings;
struct secure_session;

/* A session is for one thread at a time; all else for any. */
struct secure_library {
	/* NULL: E_INVALIDARG, E_ACCESSDENIED, E_OUTOFMEMORY. Sessions outlive their settings. */
	struct secure_settings *(*load)(const char *certificate, const char *key, const char *authorities, struct secure_fault *f);
	void (*unload)(struct secure_settings *s);
	/* expected: NULL: anybody with a certificate. NULL: memory is short. */
	struct secure_session *(*open)(struct secure_settings *s, bool serves, const struct secure_expected *e,
	                               const struct secure_below *below);
	void (*close)(struct secure_session *s);
	/* Both ends prove who they are. */
	enum secure_step (*shake)(struct secure_session *s, struct secure_fault *f);
	const char *(*subject)(const struct secure_session *s); /* the other end's, behind that */
	/* DONE: *moved octets, at least one. What awaits room is written again with the same octets, and perhaps more. */
	enum secure_step (*read)(struct secure_session *s, void *buffer, size_t size, size_t *moved, struct secure_fault *f);
	enum secure_step (*write)(struct secure_session *s, const void *octets, size_t size, size_t *moved, struct secure_fault *f);
	void (*end)(struct secure_session *s); /* says that nothing more is written */
	/* Hosts have names only with certificates that name them. The best place first; how many; 0: the fault says why, after so
	 * many nanoseconds at the latest: RPC_S_SERVER_UNAVAILABLE, E_OUTOFMEMORY. */
	unsigned (*look_up)(const char *name, uint64_t time, struct secure_place places[SECURE_PLACES], struct secure_fault *f);
};

/* What the library exports under the name "acom_tls". NULL: it is of another version. */
typedef const struct secure_library *(*secure_entry)(unsigned version);

#endif
