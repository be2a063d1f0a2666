/* forms.h - what is in octets beside the values of methods: ORPC, activation, faults, towers. */
#ifndef ACOM_FORMS_H
#define ACOM_FORMS_H

#include "runtime/wire/orpc.h" /* made of orpc.idl */
#include "wire/pdu.h"

struct IErrorInfo;

/* ---- forms.c: data that no method has, by the rows of IWireForms ---- */

#define FORM(name) (offsetof(IWireFormsVtbl, name) / sizeof(void *) - 3)

/* Reads octets that begin with the form; their byte order is n's. *args: its parameters' addresses, in n's arena, as is all that
 * they point to. *used: octets of it. RPC_X_BAD_STUB_DATA and the walk's other refusals; E_OUTOFMEMORY. */
HRESULT form_read(struct ndr *n, size_t form, struct span octets, void ***args, size_t *used);
/* Octets that form_write will put. */
HRESULT form_size(struct ndr *n, size_t form, void *const *args, size_t *size);
HRESULT form_write(struct ndr *n, size_t form, void *const *args, struct put *p);
/* Type serialization, version 1 (wire.md 3.5): the same behind a header that says its byte order and length. Reading goes on
 * behind it. */
HRESULT pickle_read(struct ndr *n, size_t form, struct take *t, void ***args);
HRESULT pickle_write(struct ndr *n, size_t form, void *const *args, struct put *p);

/* ---- orpc.c: what stands before the parameters of calls on objects (wire.md 3.1) ---- */

enum { ORPC_MAJOR = 5, ORPC_MINOR = 7, ORPC_MINOR_OLD = 1 /* for those who refuse the newer one */ };
enum { ORPC_THIS_SIZE = 32, ORPC_THAT_SIZE = 8, ORPC_ALIGN = 8 }; /* octets without extensions */

struct orpc_this {
	COMVERSION version;
	uint32_t flags;
	CID causality;
	ORPC_EXTENT_ARRAY *extensions; /* NULL: none */
};
struct orpc_that {
	uint32_t flags;
	ORPC_EXTENT_ARRAY *extensions;
};

/* Reads the beginning of a stub; *t goes on to the parameters. Extensions are in n's arena until ndr_reset.
 * RPC_E_VERSION_MISMATCH; RPC_E_INVALID_HEADER: cut, or a count that lies or is over a limit; E_OUTOFMEMORY. */
HRESULT orpc_read_this(struct ndr *n, struct take *t, struct orpc_this *self);
HRESULT orpc_read_that(struct ndr *n, struct take *t, struct orpc_that *that);
/* The same without extensions. S_FALSE: there are some, and *t is at them. */
HRESULT orpc_read_plain_this(struct take *t, struct orpc_this *self);
HRESULT orpc_read_plain_that(struct take *t, struct orpc_that *that);
/* What stands before the parameters takes so many octets more than without extensions. */
HRESULT orpc_extensions_size(struct ndr *n, ORPC_EXTENT_ARRAY *extensions, size_t *more);
/* RPC_E_OUT_OF_RESOURCES: no room. */
HRESULT orpc_write_this(struct ndr *n, const struct orpc_this *self, struct put *p);
HRESULT orpc_write_that(struct ndr *n, const struct orpc_that *that, struct put *p);
void orpc_write_plain_this(uint16_t minor, GUID causality, uint8_t octets[ORPC_THIS_SIZE]); /* without extensions, little-endian */
/* The one with this name; NULL: none. */
const ORPC_EXTENT *orpc_extent(const ORPC_EXTENT_ARRAY *extensions, REFGUID id);

/* ---- orpc_error.c: error objects that go along with an answer (wire.md 3.1) ---- */

extern const GUID orpc_error_extent; /* the name of such an extension */

/* Its data, at most ORPC_EXTENT_MAX octets; long texts are cut. Calls the object's methods. */
HRESULT orpc_error_write(struct ndr *n, struct IErrorInfo *info, struct put *p);
/* One of the library's own objects. RPC_E_INVALID_OBJREF, RPC_X_*: the data is none, or lies; E_OUTOFMEMORY. */
HRESULT orpc_error_read(struct ndr *n, const ORPC_EXTENT *extent, struct IErrorInfo **info);

/* ---- activation.c: activation properties (wire.md 3.5) ---- */

/* What is asked for. */
struct activation_in {
	InstantiationInfoData *instantiation; /* with at least one IID */
	ScmRequestInfoData *request;          /* NULL: it does not say which protocols it speaks */
};
/* What was made: of each IID a result and an OBJREF, and how to reach their exporter. */
struct activation_out {
	PropsOutInfo *results;
	ScmReplyInfoData *reply;
};
/* Reads a whole OBJREF; what it says is in n's arena. What remains unknown is passed over. RPC_E_INVALID_OBJREF, RPC_X_*: it
 * is none, is cut or lies; E_OUTOFMEMORY. */
HRESULT activation_read_in(struct ndr *n, struct span objref, struct activation_in *in);
HRESULT activation_read_out(struct ndr *n, struct span objref, struct activation_out *out);
/* RPC_E_OUT_OF_RESOURCES: it has no room. */
HRESULT activation_write_in(struct ndr *n, const struct activation_in *in, struct put *p);
HRESULT activation_write_out(struct ndr *n, const struct activation_out *out, struct put *p);

/* ---- fault.c: statuses of faults (wire.md 1.8) ---- */

/* What a client tells of a fault: never a success. */
HRESULT fault_to_hresult(uint32_t status);
/* The status for a failure that a server tells of. */
uint32_t fault_from_hresult(HRESULT hr);

/* ---- tower.c: what the endpoint mapper is asked for (wire.md 3.6) ---- */

/* Of a tower over TCP. RPC_X_BAD_STUB_DATA: it is none. */
HRESULT tower_interface(struct span tower, struct pdu_syntax *interface);
/* The same tower with this port. */
HRESULT tower_set_port(uint8_t *octets, size_t size, uint16_t port);

#endif
