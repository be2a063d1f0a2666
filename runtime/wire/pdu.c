/* pdu.c - PDUs: the header that all have, and the bodies of those that carry calls (wire.md 1.1 to 1.4). */
#include "wire/pdu.h"

enum { VERSION = 5, MINOR_MOST = 1 };
enum { AT_SIZE = 8 };
/* The first octet of the data representation: integers and characters; the others are 0: IEEE numbers, nothing. */
enum { DREP_LITTLE_ASCII = 0x10, DREP_BIG_ASCII = 0x00 };

HRESULT pdu_read_header(const uint8_t *octets, struct pdu_header *h)
{
	bool version = octets[0] == VERSION && octets[1] <= MINOR_MOST;
	bool drep = (octets[4] == DREP_LITTLE_ASCII || octets[4] == DREP_BIG_ASCII) && !octets[5] && !octets[6] && !octets[7];
	struct take t = take_from(octets + AT_SIZE, PDU_HEADER - AT_SIZE, octets[4] == DREP_BIG_ASCII);

	*h = (struct pdu_header){ .minor = octets[1], .type = octets[2], .flags = octets[3], .big = t.big };
	h->size = take_u16(&t);
	h->auth_size = take_u16(&t);
	h->call_id = take_u32(&t);
	return version && drep && h->size >= PDU_HEADER ? S_OK : FAIL(RPC_S_PROTOCOL_ERROR);
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

HRESULT pdu_read_request(const struct pdu_header *h, struct take body, struct pdu_request *r)
{
	r->alloc_hint = take_u32(&body);
	r->context = take_u16(&body);
	r->opnum = take_u16(&body);
	r->object = NULL;
	if (h->flags & PDU_OBJECT) {
		r->object_uuid = take_guid(&body);
		r->object = &r->object_uuid;
	}
	r->stub = take_octets(&body, take_left(&body));
	return pdu_whole(&body);
}

HRESULT pdu_read_response(struct take body, struct pdu_response *r)
{
	r->alloc_hint = take_u32(&body);
	r->context = take_u16(&body);
	r->cancels = take_u8(&body);
	take_u8(&body);
	r->stub = take_octets(&body, take_left(&body));
	return pdu_whole(&body);
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
	put_u8(p, VERSION);
	put_u8(p, 0);
	put_u8(p, (uint8_t)type);
	put_u8(p, flags);
	put_octets(p, (const uint8_t[4]){ p->big ? DREP_BIG_ASCII : DREP_LITTLE_ASCII }, 4);
	put_u16(p, 0); /* the size, by pdu_end */
	put_u16(p, 0);
	put_u32(p, call_id);
}

size_t pdu_end(struct put *p)
{
	size_t size = put_size(p);
	struct put at_size;

	if (p->over)
		return 0;
	at_size = put_to(p->start + AT_SIZE, 2, p->big);
	put_u16(&at_size, (uint16_t)size);
	return size;
}

void pdu_put_request(struct put *p, const struct pdu_request *r)
{
	put_u32(p, r->alloc_hint);
	put_u16(p, r->context);
	put_u16(p, r->opnum);
	if (r->object)
		put_guid(p, r->object);
	put_octets(p, r->stub.at, r->stub.size);
}

void pdu_put_response(struct put *p, const struct pdu_response *r)
{
	put_u32(p, r->alloc_hint);
	put_u16(p, r->context);
	put_u8(p, r->cancels);
	put_u8(p, 0);
	put_octets(p, r->stub.at, r->stub.size);
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
