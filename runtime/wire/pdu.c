/* pdu.c - PDUs: the header that all have, and the bodies of those that carry calls (wire.md 1.1 to 1.4). */
#include <stddef.h>

#include "wire/pdu.h"

enum { VERSION = 5, MINOR_MOST = 1 };

/* What all begin with, as it lies there. */
struct head {
	uint8_t version, minor, type, flags;
	uint8_t drep[4];
	uint16_t size, auth_size;
	uint32_t call_id;
};
/* What then stands in front of a request's object, and of a response's stub. */
struct request_head {
	uint32_t alloc_hint;
	uint16_t context, opnum;
};
struct response_head {
	uint32_t alloc_hint;
	uint16_t context;
	uint8_t cancels, reserved;
};
_Static_assert(sizeof(struct head) == PDU_HEADER, "no gaps");
/* The first octet of the data representation: integers and characters; the others are 0: IEEE numbers, nothing. */
enum { DREP_LITTLE_ASCII = 0x10, DREP_BIG_ASCII = 0x00 };

/* Of the first word: version, data representation. */
_Static_assert(!(MINOR_MOST & (MINOR_MOST + 1)), "what is no minor version differs from 0 beyond these bits");
#define HEAD_KIND (UINT64_C(0xFFFFFFFF) << 32 | (0xFF & ~MINOR_MOST) << 8 | 0xFF)
#define HEAD_LITTLE ((uint64_t)DREP_LITTLE_ASCII << 32 | VERSION)
#define HEAD_BIG ((uint64_t)DREP_BIG_ASCII << 32 | VERSION)

HRESULT pdu_read_header(const uint8_t *octets, struct pdu_header *h)
{
	uint64_t first = read_word(octets), second = read_word(octets + 8), kind = first & HEAD_KIND;
	uint16_t size = (uint16_t)second, auth_size = (uint16_t)(second >> 16);
	uint32_t call_id = (uint32_t)(second >> 32);
	bool big = (uint8_t)(first >> 32) == DREP_BIG_ASCII;

	if (big) {
		size = __builtin_bswap16(size);
		auth_size = __builtin_bswap16(auth_size);
		call_id = __builtin_bswap32(call_id);
	}
	h->minor = (uint8_t)(first >> 8);
	h->type = (uint8_t)(first >> 16);
	h->flags = (uint8_t)(first >> 24);
	h->big = big;
	h->size = size;
	h->auth_size = auth_size;
	h->rest = 0;
	h->call_id = call_id;
	return (kind == HEAD_LITTLE || kind == HEAD_BIG) && size >= PDU_HEADER ? S_OK : FAIL(RPC_S_PROTOCOL_ERROR);
}

HRESULT pdu_read_trailer(const struct pdu_header *h, const uint8_t *octets, struct take *body, struct pdu_trailer *t)
{
	size_t whole = h->size - PDU_HEADER;
	struct take trailer;

	*body = take_from(octets + PDU_HEADER, whole, h->big);
	if (!h->auth_size)
		return S_OK;
	if ((size_t)h->auth_size + PDU_TRAILER > whole)
		return FAIL(RPC_S_PROTOCOL_ERROR);
	body->end -= h->auth_size + PDU_TRAILER;
	trailer = take_from(body->end, (size_t)h->auth_size + PDU_TRAILER, h->big);
	t->type = take_u8(&trailer);
	t->level = take_u8(&trailer);
	t->pad = take_u8(&trailer);
	take_u8(&trailer);
	t->context = take_u32(&trailer);
	t->value = take_octets(&trailer, h->auth_size);
	if (t->pad > take_left(body))
		return FAIL(RPC_S_PROTOCOL_ERROR);
	body->end -= t->pad;
	return S_OK;
}

static HRESULT pdu_whole(const struct take *t)
{
	return t->over ? FAIL(RPC_S_PROTOCOL_ERROR) : S_OK;
}

/* What a request and a response begin with, which is there; what comes behind that: an opnum, or octets. */
static inline uint16_t read_body(const struct take *body, uint32_t *alloc_hint, uint16_t *context)
{
	uint64_t head = read_word(body->at);

	*alloc_hint = body->big ? __builtin_bswap32((uint32_t)head) : (uint32_t)head;
	*context = body->big ? __builtin_bswap16((uint16_t)(head >> 32)) : (uint16_t)(head >> 32);
	return (uint16_t)(head >> 48);
}

HRESULT pdu_read_request(const struct pdu_header *h, struct take body, struct pdu_request *r)
{
	bool object = h->flags & PDU_OBJECT;
	size_t front = sizeof(struct request_head) + (object ? sizeof r->object_uuid : 0), left = take_left(&body);

	if (left < front) {
		r->alloc_hint = r->context = r->opnum = 0;
		return FAIL(RPC_S_PROTOCOL_ERROR);
	}
	uint16_t opnum = read_body(&body, &r->alloc_hint, &r->context);
	r->opnum = body.big ? __builtin_bswap16(opnum) : opnum;
	if (object)
		cursor_read_guid(&r->object_uuid, body.at + sizeof(struct request_head), body.big);
	r->object = object ? &r->object_uuid : NULL;
	r->stub = (struct span){ body.at + front, left - front };
	return S_OK;
}

HRESULT pdu_read_response(struct take body, struct pdu_response *r)
{
	size_t left = take_left(&body);

	if (left < sizeof(struct response_head)) {
		r->alloc_hint = r->context = r->cancels = 0;
		return FAIL(RPC_S_PROTOCOL_ERROR);
	}
	r->cancels = (uint8_t)read_body(&body, &r->alloc_hint, &r->context);
	r->stub = (struct span){ body.at + sizeof(struct response_head), left - sizeof(struct response_head) };
	return S_OK;
}

/* How a limit that was hit follows a status: its number, whether it was set, the size, and the limit. */
static struct limit_hit pdu_read_limit(struct take body)
{
	struct limit_hit hit = { .theirs = true };

	take_u32(&body);
	hit.which = take_u32(&body);
	hit.set = take_u32(&body);
	hit.size = take_u64(&body);
	hit.limit = take_u64(&body);
	return body.over ? (struct limit_hit){ 0 } : hit;
}

static void pdu_put_limit(struct put *p, const struct limit_hit *hit)
{
	put_u32(p, hit->which);
	put_u32(p, hit->set);
	put_u64(p, hit->size);
	put_u64(p, hit->limit);
}

/* What else follows the status is nobody's. */
HRESULT pdu_read_fault(struct take body, struct pdu_fault *f)
{
	f->alloc_hint = take_u32(&body);
	f->context = take_u16(&body);
	f->cancels = take_u8(&body);
	f->flags = take_u8(&body);
	f->status = take_u32(&body);
	f->hit = pdu_read_limit(body);
	return pdu_whole(&body);
}

void pdu_begin(struct put *p, enum pdu_type type, uint8_t flags, uint32_t call_id)
{
	struct head o = {
		.version = VERSION, .type = (uint8_t)type, .flags = flags, .drep = { p->big ? DREP_BIG_ASCII : DREP_LITTLE_ASCII },
		.call_id = cursor_u32(call_id, p->big), /* the size: by pdu_end */
	};

	CURSOR_PUT_STRUCT(p, &o);
}

size_t pdu_end(struct put *p)
{
	size_t size = put_size(p);
	uint16_t ordered = cursor_u16((uint16_t)size, p->big);

	if (p->over)
		return 0;
	memcpy(p->start + offsetof(struct head, size), &ordered, sizeof ordered);
	return size;
}

void pdu_put_request(struct put *p, const struct pdu_request *r)
{
	struct request_head o = {
		cursor_u32(r->alloc_hint, p->big), cursor_u16(r->context, p->big), cursor_u16(r->opnum, p->big),
	};

	CURSOR_PUT_STRUCT(p, &o);
	if (r->object)
		put_guid(p, r->object);
	put_octets(p, r->stub.at, r->stub.size);
}

void pdu_put_response(struct put *p, const struct pdu_response *r)
{
	struct response_head o = {
		.alloc_hint = cursor_u32(r->alloc_hint, p->big), .context = cursor_u16(r->context, p->big), .cancels = r->cancels,
	};

	CURSOR_PUT_STRUCT(p, &o);
	put_octets(p, r->stub.at, r->stub.size);
}

/* A whole PDU's first octets, as words: what was written as several numbers could not be copied before it is in memory. */
static void write_front(uint8_t *octets, uint8_t type, uint8_t flags, size_t size, uint32_t call_id, uint64_t more)
{
	write_word(octets, VERSION | (uint64_t)type << 16 | (uint64_t)(PDU_FIRST | PDU_LAST | flags) << 24 |
			   (uint64_t)DREP_LITTLE_ASCII << 32);
	write_word(octets + 8, size | (uint64_t)call_id << 32);
	write_word(octets + PDU_HEADER, more);
}

void pdu_write_request(uint8_t *octets, uint32_t call_id, const struct pdu_request *r, size_t size)
{
	write_front(octets, PDU_REQUEST, r->object ? PDU_OBJECT : 0, size, call_id,
		    (r->front.size + r->stub.size) | (uint64_t)r->context << 32 | (uint64_t)r->opnum << 48);
	octets += PDU_STUB;
	if (r->object) {
		GUID object = cursor_guid(*r->object, false);
		memcpy(octets, &object, sizeof object);
		octets += sizeof object;
	}
	copy_octets(octets, r->front.at, r->front.size);
	copy_octets(octets + r->front.size, r->stub.at, r->stub.size);
}

void pdu_write_response(uint8_t *octets, uint32_t call_id, const struct pdu_response *r, struct span front, size_t size)
{
	write_front(octets, PDU_RESPONSE, 0, size, call_id,
		    (front.size + r->stub.size) | (uint64_t)r->context << 32 | (uint64_t)r->cancels << 48);
	copy_octets(octets + PDU_STUB, front.at, front.size);
	copy_octets(octets + PDU_STUB + front.size, r->stub.at, r->stub.size);
}

void pdu_put_fault(struct put *p, const struct pdu_fault *f)
{
	put_u32(p, f->alloc_hint);
	put_u16(p, f->context);
	put_u8(p, f->cancels);
	put_u8(p, f->flags);
	put_u32(p, f->status);
	put_u32(p, 0);
	if (f->hit.which)
		pdu_put_limit(p, &f->hit);
}
