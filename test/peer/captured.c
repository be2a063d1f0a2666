/* captured.c - writes the captured PDUs of a file of vectors with ACOM_PCAP, each on a connection of its own, in two pieces. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "wire/wire.h"

static size_t unhex(const char *hex, uint8_t *octets)
{
	size_t n = 0;

	for (unsigned octet; n < PDU_MOST && sscanf(hex, "%2x", &octet) == 1; hex += 2)
		octets[n++] = (uint8_t)octet;
	return n;
}

static bool from_client(enum pdu_type type)
{
	return type == PDU_REQUEST || type == PDU_BIND || type == PDU_ALTER || type == PDU_CO_CANCEL || type == PDU_ORPHANED;
}

static void carry(const uint8_t *pdu, size_t size)
{
	struct pcap_flow f = { 0 };
	struct os_part first = { pdu, size / 2 };

	if (from_client(pdu[2])) {
		pcap_went(&f, &first, size / 2);
		pcap_went(&f, &(struct os_part){ pdu + size / 2, size }, size - size / 2);
	} else {
		pcap_came(&f, pdu, size / 2);
		pcap_came(&f, pdu + size / 2, size - size / 2);
	}
}

int main(int argc, char **argv)
{
	json_t *vectors = argc > 1 ? json_load_file(argv[1], 0, NULL) : NULL, *pdu;
	uint8_t octets[PDU_MOST];
	size_t i;

	json_array_foreach(json_object_get(vectors, "pdus"), i, pdu)
		carry(octets, unhex(json_string_value(json_object_get(pdu, "hex")), octets));
	printf("%zu\n", json_array_size(json_object_get(vectors, "pdus")));
	json_decref(vectors);
	return 0;
}
