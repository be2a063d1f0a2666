/* timeline.c - acom-timeline draws traces, and says of what is none why not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "harness.h"

static struct command c;

/* The tool with a file that holds this text, and one more option. */
static void draw(const char *json, const char *option)
{
	char tool[512], path[128];
	const char *argv[] = { tool, path, option, NULL };

	snprintf(tool, sizeof tool, "%s/../../bin/acom-timeline", harness_directory());
	snprintf(path, sizeof path, "%s/x.json", scratch_make());
	file_write(path, json, strlen(json));
	command_run(&c, argv, NULL);
	scratch_remove();
}

static void expect(const char *part)
{
	if (!strstr(c.output, part))
		fail_msg("no \"%s\" in\n%s", part, c.output);
}

static void refuse(const char *json, const char *why)
{
	draw(json, NULL);
	assert_int_equal(c.status, 1);
	expect(why);
	assert_null(strstr(c.output, "<svg"));
}

/* A picture, well formed if there is xmllint to say so. */
static void check_svg(void)
{
	static struct command lint;
	char path[128];
	const char *argv[] = { "xmllint", "--noout", path, NULL };

	assert_int_equal(c.status, 0);
	assert_int_equal(strncmp(c.output, "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 40), 0);
	assert_string_equal(c.output + strlen(c.output) - 7, "</svg>\n");
	assert_null(strstr(c.output, "nan"));
	assert_null(strstr(c.output, "<script"));
	snprintf(path, sizeof path, "%s/x.svg", scratch_make());
	file_write(path, c.output, strlen(c.output));
	command_run(&lint, argv, NULL);
	scratch_remove();
	if (lint.status != 127)
		assert_string_equal(lint.output, "");
}

#define NAMES \
	"[{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\",\"args\":{\"name\":\"STA 1\"}}," \
	"{\"ph\":\"M\",\"pid\":1,\"tid\":10,\"name\":\"thread_name\",\"args\":{\"name\":\"main thread 10\"}}," \
	"{\"ph\":\"M\",\"pid\":2,\"name\":\"process_name\",\"args\":{\"name\":\"MTA 2\"}}," \
	"{\"ph\":\"M\",\"pid\":2,\"tid\":20,\"name\":\"thread_name\",\"args\":{\"name\":\"worker 20\"}}"
#define CLIENT(ph, ts) ",{\"ph\":\"" ph "\",\"pid\":1,\"tid\":10,\"ts\":" ts
#define SERVER(ph, ts) ",{\"ph\":\"" ph "\",\"pid\":2,\"tid\":20,\"ts\":" ts
#define SLICE(name, cat) ",\"name\":\"IFoo::" name "\",\"cat\":\"" cat "\",\"args\":{\"call\":7}}"
#define CALL(name) ",\"name\":\"" name "\",\"cat\":\"call\",\"id\":7}"
#define BEGIN \
	CLIENT("B", "1000.5") SLICE("Begin_Bar", "client") CLIENT("b", "1001") CALL("IFoo::Bar") CLIENT("s", "1002") CALL("call")
#define BEGUN(ts) CLIENT("E", ts) "}"
#define DISPATCHED(ts) SERVER("t", ts) CALL("call")
#define METHOD SERVER("B", "1006") SLICE("Bar", "server") SERVER("E", "9000") ",\"args\":{\"result\":\"S_OK\"}}"
#define REPLY SERVER("i", "9001") SLICE("reply", "call") SERVER("t", "9002") CALL("call")
#define FINISH \
	CLIENT("B", "9010") SLICE("Finish_Bar", "client") CLIENT("f", "9011") CALL("call") CLIENT("e", "9012") CALL("IFoo::Bar") \
	CLIENT("E", "9013") "}]"

TEST(a_call_is_a_picture_of_lanes_slices_and_arrows)
{
	draw(NAMES BEGIN BEGUN("1003") DISPATCHED("1004") METHOD REPLY FINISH, "-tA <call> & \"more\"");
	check_svg();
	expect(">A &lt;call&gt; &amp; &quot;more&quot;</text>");
	expect(">STA 1</text>");
	expect(">main thread</text>");
	expect(">MTA 2</text>");
	expect(">worker</text>");
	expect(">Begin_Bar</text>");
	expect(">other work</text>");
	expect("<title>IFoo::Bar, call 7: S_OK</title>");
	expect("<title>IFoo::Bar, call 7 is pending</title>");
	expect(">IFoo::reply</text>");
	expect(" class=\"arrow\"/>");
	expect(">8 ms</text>");
}

TEST(who_was_faster_makes_no_difference)
{
	static char first[sizeof c.output];

	draw(NAMES BEGIN BEGUN("1003") DISPATCHED("1004") METHOD REPLY FINISH, "-q1");
	check_svg();
	strcpy(first, c.output);
	draw(NAMES BEGIN DISPATCHED("1004") BEGUN("1005") METHOD REPLY FINISH, "-q1");
	assert_string_equal(c.output, first);
}

/* The first number of the element that stands before a text. */
static double position(const char *element, const char *text)
{
	const char *at = needed(strstr(c.output, text));

	while (strncmp(--at, element, strlen(element)))
		;
	return strtod(at + strlen(element), NULL);
}

TEST(effects_stand_right_of_their_causes_even_within_a_quantum)
{
	draw(NAMES BEGIN BEGUN("1003") DISPATCHED("1004") METHOD REPLY FINISH, "-q1000");
	check_svg();
	double begin = position("<rect x=\"", "<title>IFoo::Begin_Bar");
	double method = position("<rect x=\"", "<title>IFoo::Bar, call 7: S_OK");
	double reply = position("<path d=\"M", "<title>IFoo::reply"), finish = position("<rect x=\"", "<title>IFoo::Finish_Bar");
	assert_true(0 < begin && begin < method && method < reply && reply < finish);
}

TEST(what_is_not_over_yet_is_drawn_to_the_edge)
{
	draw(NAMES BEGIN BEGUN("1003") DISPATCHED("1004") SERVER("B", "1006") SLICE("Bar", "server") "]", NULL);
	check_svg();
	expect("<title>IFoo::Bar, call 7 (not over)</title>");
}

TEST(a_wait_that_began_before_the_picture_is_in_it)
{
	static const char json[] = NAMES SERVER("B", "5") ",\"name\":\"wait\",\"cat\":\"wait\"}" BEGIN BEGUN("1003")
		DISPATCHED("1004") METHOD REPLY FINISH;

	draw(json, NULL);
	check_svg();
	expect(">waits</text>");
	expect(">0 ms</text>");
	expect(">8 ms</text>");
	assert_true(position("<rect x=\"", "<title>wait") < position("<rect x=\"", "<title>IFoo::Bar, call 7: S_OK"));
}

TEST(calls_can_be_chosen)
{
	static const char two[] = NAMES CLIENT("B", "1") SLICE("Bar", "client") CLIENT("E", "2") "}"
		CLIENT("B", "3") ",\"name\":\"IFoo::Other\",\"args\":{\"call\":8}}" CLIENT("E", "4") "}]";

	draw(two, "-c8");
	check_svg();
	expect("IFoo::Other");
	assert_null(strstr(c.output, "IFoo::Bar"));
	draw(two, "--calls=7-8");
	check_svg();
	expect("IFoo::Bar");
	draw(two, "-c9");
	assert_int_equal(c.status, 1);
	expect("no such call");
}

TEST(names_are_text_and_nothing_else)
{
	draw("[{\"ph\":\"B\",\"pid\":1,\"tid\":1,\"ts\":1,"
	     "\"name\":\"</text><script>\\u0001\\uffff&\\\"'\",\"args\":{\"call\":1}}]", NULL);
	check_svg();
	expect("&lt;/text&gt;&lt;script&gt;??&amp;&quot;'");
	draw("[{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\",\"args\":{\"name\":\"<b>%s%n\"}},"
	     "{\"ph\":\"B\",\"pid\":1,\"tid\":1,\"ts\":1,\"name\":\"x\",\"args\":{\"call\":1}}]", NULL);
	check_svg();
}

#define LONG_NAME "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"

TEST(what_is_drawn_is_utf8_whatever_is_read)
{
	/* nothing, one that goes on otherwise, half a pair, beyond the last one, one that is longer than it must be, and none whole */
	draw("[{\"ph\":\"B\",\"pid\":1,\"tid\":1,\"ts\":1,\"name\":\"x\",\"args\":{\"call\":1}}]",
	     "-tA\xff\xc3.\xed\xa0\x80\xf4\x90\x80\x80\xc0\xaf\xf0\x9f\x98\x80\xc3\xa9\xe2\x82");
	check_svg();
	expect(">A??.?????????\xf0\x9f\x98\x80\xc3\xa9?" "?</text>");
	draw("[{\"ph\":\"M\",\"pid\":1,\"tid\":1,\"name\":\"thread_name\",\"args\":{\"name\":\"" LONG_NAME LONG_NAME LONG_NAME "\"}},"
	     "{\"ph\":\"B\",\"pid\":1,\"tid\":1,\"ts\":1,\"name\":\"x\",\"args\":{\"call\":1}}]", NULL);
	check_svg();
	expect(">" LONG_NAME LONG_NAME LONG_NAME "</text>");
}

TEST(what_is_no_trace_is_refused_with_its_place)
{
	refuse("[{\"ph\":\"B\",\"name\":\"\xff\"}]", "x.json:1:");
	refuse("", "x.json:1:0: ");
	refuse("[\n{\"ph\" \"B\"}]", "x.json:2:");
	refuse("[{\"ph\":\"B\"", "x.json:1:");
	refuse("{}", "not an array of trace events");
	refuse("[]", "no such call");
	refuse("[7]", "event 0 has no \"ph\"");
	refuse("[{\"ph\":\"B\"}]", "event 0: \"pid\" is not a number");
	refuse("[{\"ph\":\"B\",\"pid\":1}]", "event 0: \"tid\" is not a number");
	refuse("[{\"ph\":\"s\",\"pid\":1,\"tid\":1}]", "event 0: \"ts\" is not a time");
	refuse("[{\"ph\":\"B\",\"pid\":{},\"tid\":1}]", "event 0: \"pid\" is not a number");
	refuse("[{\"ph\":\"B\",\"pid\":1,\"tid\":-1}]", "event 0: \"tid\" is not a number");
	refuse("[{\"ph\":\"B\",\"pid\":1,\"tid\":1.5}]", "event 0: \"tid\" is not a number");
	refuse("[{\"ph\":\"B\",\"pid\":1,\"tid\":1,\"ts\":\"1\"}]", "event 0: \"ts\" is not a time");
	refuse("[{\"ph\":\"B\",\"pid\":1,\"tid\":1,\"ts\":1e300}]", "event 0: \"ts\" is not a time");
	refuse("[{\"ph\":\"s\",\"pid\":1,\"tid\":1,\"ts\":1}]", "event 0: \"id\" is not a number");
	refuse("[{\"ph\":\"E\",\"pid\":1,\"tid\":1,\"ts\":1}]", "ends what nothing began");
	refuse("[{\"ph\":\"e\",\"pid\":1,\"tid\":1,\"ts\":1,\"id\":1}]", "ends what nothing began");
	refuse("[{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\"}]", "event 0: a name without a name");
}

/* n events that begin with `event` and differ in their thread, if that is asked for. */
static const char *many(const char *event, unsigned n, bool threads)
{
	static char text[1 << 20];
	size_t at = 0;

	for (unsigned i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof text - at, "%s%s,\"tid\":%u}", i ? "," : "[", event, threads ? i : 1);
	strcpy(text + at, "]");
	return text;
}

TEST(what_is_too_much_for_a_picture_is_refused)
{
	static const char slice[] = "{\"ph\":\"B\",\"pid\":1,\"ts\":1,\"args\":{\"call\":1}";

	refuse(many(slice, 33, false), "nested more than 32 deep");
	refuse(many(slice, 65, true), "too many for a picture: choose calls with -c");
	refuse(many(slice, 10001, true), "more than 10000 threads");
	refuse(many("{\"ph\":\"i\",\"pid\":1,\"ts\":1,\"args\":{\"call\":1}", 4001, false), "too many for a picture");
	draw(many("{\"ph\":\"b\",\"pid\":1,\"ts\":1,\"id\":1", 100, false), NULL);
	check_svg();
}

TEST(wrong_options_are_met_with_the_usage)
{
	static const char *const wrong[] = { "-c0", "-c2-1", "-c-1", "-cx", "-q0", "-qx", "-qnan", "--no-such", "another" };

	for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		draw("[]", wrong[i]);
		assert_int_equal(c.status, 2);
		expect("usage: acom-timeline");
	}
	draw("[]", "-h");
	assert_int_equal(c.status, 0);
}

TEST(a_picture_that_cannot_be_written_is_no_success)
{
	static const char json[] = "[{\"ph\":\"B\",\"pid\":1,\"tid\":1,\"ts\":1,\"args\":{\"call\":1}}]";
	char shell[1024], path[128];
	const char *argv[] = { "/bin/sh", "-c", shell, NULL };

	snprintf(path, sizeof path, "%s/x.json", scratch_make());
	file_write(path, json, strlen(json));
	snprintf(shell, sizeof shell, "%s/../../bin/acom-timeline %s >/dev/full", harness_directory(), path);
	command_run(&c, argv, NULL);
	assert_int_equal(c.status, 1);
	expect("the picture cannot be written: No space left on device");
	scratch_remove();
}
