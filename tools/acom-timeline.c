/* acom-timeline.c - draws a trace (ACOM_TRACE_FILE) as one SVG picture: threads as lanes, calls as slices and arrows. */
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "timeline.h"

static const char usage[] =
	"usage: acom-timeline [options] [x.json] > x.svg\n"
	"  -c, --calls=FIRST[-LAST]  only these calls, by their numbers\n"
	"  -q, --quantum=MS          times are rounded to so many milliseconds; within one, order is what the picture shows\n"
	"  -t, --title=TEXT          stands above it\n"
	"  -h, --help                this text\n"
	"x.json is what a program with ACOM_TRACE_FILE=x.json wrote; without it standard input is read.\n";

void fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("acom-timeline: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

void *allocate(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size);

	if (!p)
		fail("not enough memory");
	return p;
}

static void misuse(void)
{
	fputs(usage, stderr);
	exit(2);
}

static void calls_of(struct options *o, const char *text)
{
	char *end;

	o->first = o->last = strtoull(text, &end, 10);
	if (*end == '-')
		o->last = strtoull(end + 1, &end, 10);
	if (*end || !o->first || o->last < o->first || *text == '-')
		misuse();
}

static void quantum_of(struct options *o, const char *text)
{
	char *end;

	o->quantum = strtod(text, &end);
	if (*end || !(o->quantum >= 1e-3 && o->quantum <= 1e6))
		misuse();
}

static void options_of(struct options *o, int argc, char **argv)
{
	static const struct option known[] = {
		{ "calls", required_argument, NULL, 'c' }, { "quantum", required_argument, NULL, 'q' },
		{ "title", required_argument, NULL, 't' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "c:q:t:h", known, NULL)) != -1)
		switch (c) {
		case 'c':
			calls_of(o, optarg);
			break;
		case 'q':
			quantum_of(o, optarg);
			break;
		case 't':
			o->title = optarg;
			break;
		case 'h':
			fputs(usage, stdout);
			exit(0);
		default:
			misuse();
		}
	if (argc - optind > 1)
		misuse();
	o->path = argv[optind];
}

int main(int argc, char **argv)
{
	struct options options = { .last = ~0ull };
	struct picture p = { .options = &options };

	options_of(&options, argc, argv);
	FILE *file = options.path ? fopen(options.path, "re") : stdin;
	if (!file)
		fail("%s: %m", options.path);
	picture_read(&p, file);
	picture_order(&p);
	picture_place(&p);
	picture_draw(&p, stdout);
	json_decref(p.events);
	free(p.points);
	free(p.lanes);
	free(p.order);
	if (options.path)
		fclose(file);
	if (fflush(stdout) || ferror(stdout))
		fail("the picture cannot be written: %m");
	return 0;
}
