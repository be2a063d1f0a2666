/* source.c - finds files and opens each once. */
#include "idlgen.h"

#include <sys/stat.h>

static const size_t LARGEST = (size_t)16 << 20;

struct directory {
	const char *path;
	bool is_acom;
	struct directory *next;
};

static struct directory *directories, **directories_end = &directories;
static struct source *sources, **sources_end = &sources;

void source_add_directory(const char *directory, bool is_acom)
{
	struct directory *d = NEW(struct directory);
	size_t end = strlen(directory);

	while (end > 1 && directory[end - 1] == '/')
		end--;
	d->path = directory;
	d->is_acom = is_acom || (end >= 4 && !strncmp(directory + end - 4, "acom", 4) && (end == 4 || directory[end - 5] == '/'));
	*directories_end = d;
	directories_end = &d->next;
}

const struct source *source_list(void) { return sources; }

/* ---- files ---- */

static const char *directory_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? text_copy(path, (size_t)(slash - path) + 1) : "";
}

static bool is_file(const char *path)
{
	struct stat st;

	return !stat(path, &st) && !S_ISDIR(st.st_mode);
}

/* Where `name` lies: beside the importing file, else in the first directory that has it. */
static const char *search(const char *name, const struct source *from, bool *is_acom)
{
	const char *path = name[0] == '/' || !from ? name : text_format("%s%s", directory_of(from->path), name);

	*is_acom = false;
	for (struct directory *d = directories; from && !is_file(path); d = d->next) {
		if (!d)
			return NULL;
		path = text_format("%s/%s", d->path, name);
		*is_acom = d->is_acom;
	}
	return path;
}

/* x.h beside the including header, or <acom/x.h>. */
static const char *include_name(const char *name, bool is_acom)
{
	size_t len = strlen(name);
	int stem = (int)(len > 4 && !strcmp(name + len - 4, ".idl") ? len - 4 : len);

	return text_format(is_acom ? "<acom/%.*s.h>" : "\"%.*s.h\"", stem, name);
}

static const char *stem_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t len = strlen(name);

	return text_copy(name, len > 4 && !strcmp(name + len - 4, ".idl") ? len - 4 : len);
}

/* Reads the whole file; false with a reason. */
static bool read_all(const char *path, struct text *t, const char **why)
{
	char buffer[16384];
	size_t n;
	FILE *f;

	*why = "cannot be read";
	if (!is_file(path) || !(f = fopen(path, "rb")))
		return false;
	while ((n = fread(buffer, 1, sizeof buffer, f)) && t->len <= LARGEST)
		text_add(t, buffer, n);
	n = (size_t)ferror(f);
	fclose(f);
	if (t->len > LARGEST)
		*why = "is too large";
	return !n && t->len <= LARGEST;
}

static struct source *already_open(const struct stat *st)
{
	for (struct source *s = sources; s; s = s->next)
		if (s->device == st->st_dev && s->inode == st->st_ino)
			return s;
	return NULL;
}

/* The stem as a part of C identifiers. */
static const char *symbol_of(const char *stem)
{
	char *s = text_format("%s%s", *stem >= '0' && *stem <= '9' ? "_" : "", stem);

	for (char *p = s; *p; p++)
		if (!(*p >= 'a' && *p <= 'z') && !(*p >= 'A' && *p <= 'Z') && !(*p >= '0' && *p <= '9'))
			*p = '_';
	return s;
}

static struct source *load(const char *path, const char *name, bool is_acom, struct place place)
{
	struct source *s = NEW(struct source);
	struct text t = { 0 };
	struct stat st = { 0 };
	const char *why;

	if (!read_all(path, &t, &why)) {
		error_at(place, 1001, "\"%s\" %s", path, why);
		return NULL;
	}
	s->path = path;
	if (!stat(path, &st)) {
		s->device = st.st_dev;
		s->inode = st.st_ino;
	}
	s->include = include_name(name, is_acom);
	s->stem = stem_of(name);
	s->symbol = symbol_of(s->stem);
	s->text = t.s ? t.s : "";
	s->size = t.len;
	s->from = place;
	if (strlen(s->text) != s->size) {
		error_at((struct place){ s, (uint32_t)strlen(s->text), 1 }, 0, "a NUL character: this is no text");
		return NULL;
	}
	*sources_end = s;
	sources_end = &s->next;
	return s;
}

struct source *source_open(const char *name, const struct source *from, struct place place, bool *fresh)
{
	bool is_acom;
	const char *path = search(name, from, &is_acom);
	struct source *s;
	struct stat st;

	*fresh = false;
	if (name[strcspn(name, "\"\\<>*\n\r$")]) {
		error_at(place, 1001, "\"%s\" has characters that no C comment or #include can carry", name);
		return NULL;
	}
	if (!path) {
		error_at(place, 1001, "\"%s\" is not beside the importing file, in no -I directory and not installed with idlgen", name);
		return NULL;
	}
	if (!stat(path, &st) && (s = already_open(&st)))
		return s;
	*fresh = true;
	return load(path, name, is_acom, place);
}
