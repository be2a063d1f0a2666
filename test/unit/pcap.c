/* pcap.c - what is captured is found in the file octet by octet, in packets that are whole; and the program never notices. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "capture.h"
#include "command.h"
#include "told.h"
#include "wire/wire.h"

static const char *path_of(const char *name)
{
	static char path[256];

	snprintf(path, sizeof path, "%s/%s", scratch_make(), name);
	return path;
}

static void capture_to(const char *path)
{
	setenv("ACOM_PCAP", path, 1);
	pcap_restart();
}

static void capture_ends(void)
{
	unsetenv("ACOM_PCAP");
	pcap_restart();
}

static void went(struct pcap_flow *f, const char *text)
{
	pcap_went(f, &(struct os_part){ text, strlen(text) }, strlen(text));
}

static void came(struct pcap_flow *f, const char *text)
{
	pcap_came(f, text, strlen(text));
}

static void check_stream(const struct capture_stream *s, const void *octets, size_t size)
{
	assert_int_equal(s->size, size);
	assert_memory_equal(s->octets, octets, size);
}

TEST(each_direction_of_each_connection_is_in_the_file)
{
	struct pcap_flow client = { 0 }, server = { .serves = true };
	const char *path = path_of("x.pcap");
	struct capture c;

	capture_to(path);
	went(&client, "a question");
	came(&server, "who");
	came(&client, "an answer");
	came(&server, " is there?");
	went(&client, ", another one");
	went(&server, "I");
	capture_ends();
	capture_read(path, &c);
	assert_int_equal(c.flow_count, 2);
	assert_false(c.flows[0].serves);
	check_stream(&c.flows[0].out, "a question, another one", 23);
	check_stream(&c.flows[0].in, "an answer", 9);
	assert_true(c.flows[1].serves);
	check_stream(&c.flows[1].in, "who is there?", 13);
	check_stream(&c.flows[1].out, "I", 1);
	capture_free(&c);
	scratch_remove();
}

TEST(what_is_longer_than_a_packet_becomes_several)
{
	enum { ALL = 3 * PCAP_SEGMENT + 17 };
	static uint8_t octets[ALL];
	/* Of the last part only the beginning went. */
	struct os_part parts[] = { { octets, 1 }, { octets + 1, 0 }, { octets + 1, PCAP_SEGMENT }, { octets + 1 + PCAP_SEGMENT, ALL } };
	const char *path = path_of("x.pcap");
	struct pcap_flow f = { 0 };
	struct capture c;

	for (size_t i = 0; i < ALL; i++)
		octets[i] = (uint8_t)(i * i >> 7);
	capture_to(path);
	pcap_went(&f, parts, ALL);
	pcap_came(&f, octets, ALL);
	capture_ends();
	capture_read(path, &c);
	check_stream(&c.flows[0].out, octets, ALL);
	check_stream(&c.flows[0].in, octets, ALL);
	capture_free(&c);
	scratch_remove();
}

TEST(a_connection_that_carried_nothing_is_not_in_the_file)
{
	const char *path = path_of("x.pcap");
	struct pcap_flow f = { 0 };

	capture_to(path);
	pcap_came(&f, NULL, 0);
	capture_ends();
	assert_null(file_read(path, NULL));
	scratch_remove();
}

TEST(only_its_owner_may_read_the_file)
{
	const char *path = path_of("x.pcap");
	struct pcap_flow f = { 0 };
	struct stat st;

	capture_to(path);
	went(&f, "secret");
	capture_ends();
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	scratch_remove();
}

TEST(without_the_variable_nothing_is_written)
{
	struct pcap_flow f = { 0 };

	capture_ends();
	went(&f, "nothing");
	assert_int_equal(f.number, 0);
}

/* What is told on standard error of a capture to a file where there is no room. */
TEST(a_full_disk_is_one_line)
{
	static const char line[] = "acom: ACOM_PCAP=/dev/full ends here: No space left on device\n";
	struct pcap_flow f = { 0 };
	struct told told = told_begin();

	capture_to("/dev/full");
	went(&f, "in vain");
	went(&f, "in vain");
	assert_string_equal(told_end(&told), line);
	capture_ends();
}
