/* compile.c - idlgen inside this process: its state is copied back before each input, its surroundings are replaced. */
#include "compile.h"

#include <malloc.h>
#include <setjmp.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "idlgen.h"

#define INPUT "input/63" /* the inputs know the number, too: import "63" */
enum { SLACK = 64 << 20, PER_OCTET = 64, MAX_FILES = 16 };

typedef uint64_t block __attribute__((vector_size(64))); /* as the linker aligns the state */

extern block idlgen_state_begin[], idlgen_state_end[];

/* What one compilation did. */
struct result {
	int status;
	uint64_t told, made;              /* hashes of the diagnostics and of the outputs */
	size_t told_octets, made_octets;
};

static struct result *result;         /* NULL: idlgen does not run */
static const char *own;               /* the directory that there is */

/* The files that there are. The first one is the input; those of the directories are read once. */
static struct file {
	char path[256];
	void *text;
	size_t size;
} files[MAX_FILES] = { { .path = INPUT } };
static size_t file_count = 1;
static const struct file *opened;     /* the last one */

static jmp_buf ended;
static FILE *being_read;
static size_t live, peak, octets_read;

static void break_off(const char *promise)
{
	static const char line_end[] = "\n";

	if (write(STDERR_FILENO, promise, strlen(promise)) > 0 && write(STDERR_FILENO, line_end, 1) > 0)
		abort();
	abort();
}

static void hash(uint64_t *h, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		*h = (*h ^ (unsigned char)s[i]) * 1099511628211u;
}

/* ---- the state ---- */

/* Red zones of the sanitizer are copied as well, so this must be no memcpy. */
__attribute__((no_sanitize("address")))
static void copy_blocks(volatile block *to, const block *from, size_t count)
{
	for (size_t i = 0; i < count; i++)
		to[i] = from[i];
}

static void start_afresh(void)
{
	static block *first;
	size_t count = (size_t)(idlgen_state_end - idlgen_state_begin);

	if (!first) {
		if (!count || !(first = aligned_alloc(sizeof *first, count * sizeof *first)))
			break_off("idlgen's state is not where the linker should have put it");
		copy_blocks(first, idlgen_state_begin, count);
	}
	copy_blocks(idlgen_state_begin, first, count);
}

/* ---- what idlgen calls, by the linker's --wrap ---- */

_Noreturn void __wrap_exit(int status);
_Noreturn void __real_exit(int status);
int __wrap_stat(const char *path, struct stat *st);
int __real_stat(const char *path, struct stat *st);
int __wrap_fstat(int fd, struct stat *st);
int __real_fstat(int fd, struct stat *st);
FILE *__wrap_fopen(const char *path, const char *mode);
FILE *__real_fopen(const char *path, const char *mode);
int __wrap_fclose(FILE *f);
int __real_fclose(FILE *f);
void *__wrap_os_zalloc(size_t size);
void *__real_os_zalloc(size_t size);
void *__wrap_os_realloc(void *p, size_t size);
void *__real_os_realloc(void *p, size_t size);
void __wrap_os_free(void *p);
void __real_os_free(void *p);

void __wrap_exit(int status)
{
	if (!result)
		__real_exit(status);
	result->status = status;
	longjmp(ended, 1);
}

static void read_file(struct file *file)
{
	FILE *f = __real_fopen(file->path, "rb");
	long size = 0;

	if (!f || fseek(f, 0, SEEK_END) || (size = ftell(f)) <= 0 || fseek(f, 0, SEEK_SET) || !(file->text = malloc((size_t)size)) ||
	    fread(file->text, 1, (size_t)size, f) != (size_t)size)
		break_off("acom's IDL cannot be read");
	file->size = (size_t)size;
	__real_fclose(f);
}

/* No file exists but the input and acom's own. */
static const struct file *find_file(const char *path)
{
	struct stat st;
	size_t len = strlen(own);

	for (size_t i = 0; i < file_count; i++)
		if (!strcmp(files[i].path, path))
			return &files[i];
	if (strncmp(path, own, len) || path[len] != '/' || strchr(path + len + 1, '/') || !strstr(path, ".idl") ||
	    file_count == MAX_FILES || __real_stat(path, &st))
		return NULL;
	snprintf(files[file_count].path, sizeof files->path, "%s", path);
	read_file(&files[file_count]);
	return &files[file_count++];
}

static int tell_file(const struct file *file, struct stat *st)
{
	if (file)
		*st = (struct stat){ .st_mode = S_IFREG, .st_ino = (ino_t)(file - files + 1), .st_size = (off_t)file->size };
	return file ? 0 : -1;
}

int __wrap_stat(const char *path, struct stat *st)
{
	return result ? tell_file(find_file(path), st) : __real_stat(path, st);
}

int __wrap_fstat(int fd, struct stat *st)
{
	return result ? tell_file(opened, st) : __real_fstat(fd, st);
}

FILE *__wrap_fopen(const char *path, const char *mode)
{
	if (!result)
		return __real_fopen(path, mode);
	if (!(opened = find_file(path)) || !(being_read = fmemopen(opened->text, opened->size, "rb")))
		return NULL;
	octets_read += opened->size;
	return being_read;
}

int __wrap_fclose(FILE *f)
{
	being_read = result ? NULL : being_read;
	return __real_fclose(f);
}

static void *count_in(void *p)
{
	live += p ? malloc_usable_size(p) : 0;
	peak = live > peak ? live : peak;
	return p;
}

static void count_out(void *p) { live -= p ? malloc_usable_size(p) : 0; }

void *__wrap_os_zalloc(size_t size) { return count_in(__real_os_zalloc(size)); }

void *__wrap_os_realloc(void *p, size_t size)
{
	count_out(p);
	return count_in(__real_os_realloc(p, size));
}

void __wrap_os_free(void *p)
{
	count_out(p);
	__real_os_free(p);
}

/* ---- outputs: the functions of output.c, and the stream of diagnostics ---- */

struct output *output_open(enum output_kind kind, const char *path)
{
	(void)kind;
	(void)path;
	return NULL;
}

void output_put(struct output *o, const char *s, size_t len)
{
	(void)o;
	hash(&result->made, s, len);
	result->made_octets += len;
}

static ssize_t tell(void *cookie, const char *s, size_t len)
{
	(void)cookie;
	hash(&result->told, s, len);
	result->told_octets += len;
	return (ssize_t)len;
}

/* ---- one input ---- */

static void emit_unit(struct unit *unit)
{
	static void (*const emitters[])(struct out *o, const struct unit *unit) = { emit_header, emit_guids, emit_proxy, emit_json };
	struct out o;

	unit->header = "input.h";
	for (size_t i = 0; i < ARRAY_COUNT(emitters); i++) {
		out_open(&o, (enum output_kind)i, "input", "input");
		emitters[i](&o, unit);
		out_flush(&o);
	}
}

/* As main.c does it. */
static int compile(void)
{
	struct source *source;
	struct unit *unit;
	const char *include;
	bool fresh;

	source_add_directory(own, true);
	if (!(source = source_open(INPUT, NULL, (struct place){ 0 }, &fresh, &include)))
		return STATUS_ERRORS;
	unit = parse_unit(source, 0);
	if (!parse_gave_up())
		sema_unit(unit);
	if (!error_count())
		sema_made(unit);
	if (error_count())
		return STATUS_ERRORS;
	emit_unit(unit);
	return 0;
}

static void run(struct result *r)
{
	static FILE *sink;
	FILE *outside = stderr;

	if (!sink && !(sink = fopencookie(NULL, "w", (cookie_io_functions_t){ .write = tell })))
		break_off("no stream for the diagnostics");
	*r = (struct result){ 0 };
	start_afresh();
	live = peak = octets_read = 0;
	result = r;
	stderr = sink;
	if (!setjmp(ended))
		r->status = compile();
	fflush(sink);
	stderr = outside;
	mem_free_all();
	result = NULL;
	if (being_read)
		fclose(being_read);
	being_read = NULL;
}

static void judge(const struct result *r)
{
	if (r->status != 0 && r->status != STATUS_ERRORS)
		break_off("idlgen blames its surroundings");
	if (r->status && !r->told_octets)
		break_off("idlgen refuses the input and does not say why");
	if (!r->status && !r->made_octets)
		break_off("idlgen makes nothing of the input");
	if (live)
		break_off("idlgen leaks");
	if (peak > SLACK + PER_OCTET * octets_read)
		break_off("idlgen takes too much memory");
}

void compile_octets(const char *directory, const void *data, size_t size, int again)
{
	struct result first, second;

	own = directory;
	files[0].text = (void *)data; /* which is only read */
	files[0].size = size;
	run(&first);
	judge(&first);
	if (!again)
		return;
	run(&second);
	if (first.status != second.status || first.told != second.told || first.made != second.made)
		break_off("idlgen says two things of one input");
}
