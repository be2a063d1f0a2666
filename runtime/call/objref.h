/* objref.h - references to objects as octets. */
#ifndef ACOM_OBJREF_H
#define ACOM_OBJREF_H

#include "call/remote.h"

struct marshaled;

/* ---- objref_octets.c: the form of OBJREFs ---- */

/* Of the four forms exactly one. Handlers and extended ones are read as standard ones, and never written. */
enum { OBJREF_STANDARD = 1, OBJREF_HANDLER = 2, OBJREF_CUSTOM = 4, OBJREF_EXTENDED = 8 };
enum {
	OBJREF_HEAD = 24,         /* octets that all forms begin with */
	OBJREF_SIZE = 68,         /* of a standard one without addresses */
	OBJREF_CUSTOM_SIZE = 48,  /* of a custom one, before its data */
	OBJREF_WORDS_MAX = 2048,
};

struct objref {
	uint32_t form;
	IID iid;
	/* all but custom: the STDOBJREF, and its DUALSTRINGARRAY, whose words are not looked at here */
	uint32_t flags, references;
	uint64_t oxid, oid;
	GUID ipid;
	const uint8_t *words; /* word_count little-endian ones, anywhere; the security bindings begin at the word `security` */
	uint16_t word_count, security;
	/* custom (handler: clsid) */
	CLSID clsid;
	const uint8_t *data;  /* to be written: NULL leaves them to others */
	size_t data_size;
};

/* The form; 0: these octets begin no OBJREF. */
uint32_t objref_form(const uint8_t *octets, size_t size);
/* Takes octets apart; what points, points into them. What follows a standard one is not looked at, what follows the head of
 * a custom one is its data, whatever size it says (implementations differ). RPC_E_INVALID_OBJREF. */
HRESULT objref_parse(struct objref *o, const uint8_t *octets, size_t size);
/* The octets that objref_format writes of a standard or custom one. */
size_t objref_octets(const struct objref *o);
void objref_format(const struct objref *o, uint8_t *octets);

/* ---- objref.c ---- */

/* What a normal one brings to another process, which can pass some of them on without asking. */
enum { OBJREF_REFERENCES = 5 };
/* One reference to interface iid of p for a place of this distance (MSHCTX), by the runtime's own marshaling. For this process
 * it has OBJREF_SIZE octets. */
HRESULT objref_marshal(IUnknown *p, REFIID iid, enum objref_kind kind, DWORD context, struct marshaled *m);
HRESULT objref_size(IUnknown *p, DWORD context, ULONG *size); /* NULL: of an object of this process */
/* The same as a normal one for elsewhere, but without references: what it names is kept here until it is released. */
HRESULT objref_lend(IUnknown *p, REFIID iid, DWORD context, struct marshaled *m);
/* Turns it into a pointer in the calling thread's apartment. A normal reference is used up, whatever happens. */
HRESULT objref_unmarshal(const uint8_t *octets, size_t size, REFIID riid, void **ppv);
HRESULT objref_release(const uint8_t *octets, size_t size); /* RPC_E_INVALID_OBJREF */
bool objref_is_standard(const uint8_t *octets, size_t size);
bool context_is_inside(DWORD context); /* of MSHCTX: this process */

/* What floor 5 adds: references that leave this process, and those that come from another one. */
struct objref_abroad {
	uint64_t (*oxid)(void); /* of this process */
	/* The process of an object of another one, or (NULL) this one, for others: o->oxid, and addresses for somebody at that
	 * distance, as words in `room` for OBJREF_WORDS_MAX. */
	HRESULT (*address)(const struct remote_object *object, DWORD context, struct objref *o, uint8_t *room);
	/* What a reference to an object of another process names: counted, with a use. S_FALSE: it is this one's. */
	HRESULT (*claim)(const struct objref *o, enum objref_kind kind, struct remote **r);
	HRESULT (*give_back)(const struct objref *o, enum objref_kind kind);
	void (*leaves)(void); /* a reference has left this process: nobody may ever claim it */
};
void objref_left(void);                          /* one has */
void objref_reach(const struct objref_abroad *a); /* once, before any apartment exists */

/* ---- marshal.c, unmarshal.c: with regard to what objects say of it (IMarshal) ---- */

enum { MARSHAL_MAX = 1 << 20 }; /* octets of one custom marshaled reference */

/* A marshaled reference in memory. */
struct marshaled {
	uint8_t *octets;
	size_t size;
	uint8_t standard[OBJREF_SIZE]; /* where most of them lie, so that m must not move */
};
enum objref_kind marshal_kind(DWORD flags); /* MSHLFLAGS */
HRESULT marshal_make(struct marshaled *m, IUnknown *p, REFIID iid, DWORD context, DWORD flags);
void marshal_free(struct marshaled *m);
/* The runtime's own, into a stream. */
HRESULT marshal_standard(IStream *stream, IUnknown *p, REFIID iid, DWORD context, DWORD flags);
HRESULT marshal_resolve(const uint8_t *octets, size_t size, REFIID riid, void **ppv);
void marshal_release(const uint8_t *octets, size_t size);
extern const struct ndr_hooks marshal_hooks;
/* A stream that holds the octets, at its start. */
HRESULT marshal_stream(const uint8_t *octets, size_t size, IStream **stream);
HRESULT marshal_read(IStream *stream, void *to, ULONG size); /* all of it; RPC_E_INVALID_OBJREF: it ends before */

/* ---- custom.c: what objects of other processes wrote of themselves ---- */

/* No class is made known, or loaded, because a peer names it: as activation_unmarshaler, and what the class says. */
HRESULT custom_unmarshal(const struct objref *o, bool anonymous, REFIID iid, void **ppv);
/* Nobody will read it: given back if the class can be found. */
void custom_release(const struct objref *o, bool anonymous);

/* ---- ftm.c, git.c: classes ---- */

enum { FTM_SIZE = 16 };
/* What the free-threaded marshaler wrote is understood without an object of that class: on any thread, and without memory. */
static inline bool ftm_wrote(REFCLSID clsid) { return IsEqualCLSID(clsid, &CLSID_InProcFreeMarshaler); }
/* Of the FTM_SIZE octets that it wrote. */
HRESULT ftm_resolve(const uint8_t *octets, REFIID riid, void **ppv);
HRESULT ftm_release(const uint8_t *octets);
HRESULT ftm_create(IUnknown *outer, REFIID riid, void **ppv);
HRESULT git_create(IUnknown *outer, REFIID riid, void **ppv);
void ftm_teardown(void);
void git_teardown(void);

#endif
