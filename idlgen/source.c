/* source.c - finds files and opens each once. */
#include "idlgen.h"

#include <strings.h>
#include <sys/stat.h>

static const size_t LARGEST = (size_t)16 << 20;

struct directory {
	const char *path;
	bool is_acom;
	struct directory *next;
};

static struct directory *directories, **directories_end = &directories;
static struct source *sources, **sources_end = &sources;
static struct table by_identity; /* device and inode */

void source_add_directory(const char *directory, bool is_acom)
{
	struct directory *d = NEW(struct directory);
	size_t end = strlen(directory);

	while (end > 1 && directory[end - 1] == '/')
		end--;
	d->path = directory;
	d->is_acom = is_acom || (end >= 4 && !strncmp(directory + end - 4, "acom", 4) &&
	                         (end == 4 || directory[end - 5] == '/'));
	*directories_end = d;
	directories_end = &d->next;
}

const struct source *source_list(void) { return sources; }

/* ---- where files lie ---- */

static bool is_file(const char *path)
{
	struct stat st;

	return !stat(path, &st) && !S_ISDIR(st.st_mode);
}

/* The path of `name` beside the file that names it; NULL: it is not there. */
static const char *beside(const char *name, const struct source *from)
{
	const char *slash = from ? strrchr(from->path, '/') : NULL;
	const char *path = name;

	if (slash && name[0] != '/')
		path = text_format("%.*s%s", (int)(slash + 1 - from->path), from->path, name);
	return is_file(path) ? path : NULL;
}

/* The path of `name` in the first directory that has it. */
static const char *in_directories(const char *name, bool *is_acom)
{
	for (struct directory *d = directories; d; d = d->next) {
		const char *path = text_format("%s/%s", d->path, name);

		if (is_file(path)) {
			*is_acom = d->is_acom;
			return path;
		}
	}
	return NULL;
}

/* ---- files ---- */

/* x.h beside the including header, or <acom/x.h>. */
static const char *include_name(const char *name, bool is_acom)
{
	size_t len = strlen(name);
	int stem = (int)(len > 4 && !strcmp(name + len - 4, ".idl") ? len - 4 :
	                 len > 2 && !strcmp(name + len - 2, ".h") ? len - 2 : len); /* some import headers of C */

	return text_format(is_acom ? "<acom/%.*s.h>" : "\"%.*s.h\"", stem, name);
}

static const char *stem_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t len = strlen(name);

	return text_copy(name, len > 4 && !strcmp(name + len - 4, ".idl") ? len - 4 : len);
}

/* Reads to the end of the file, which tells its size as a rule (a pipe does not); false: it is too large. */
static bool read_text(FILE *f, struct source *s)
{
	size_t room = s->size + 2;
	char *text = mem_alloc(room);

	for (s->size = 0; ; room = 2 * room) {
		s->size += fread(text + s->size, 1, room - 1 - s->size, f);
		if (s->size < room - 1 || s->size > LARGEST)
			break;
		text = mem_grow(text, room, 2 * room);
	}
	text[s->size] = 0;
	s->text = text;
	mem_allow(64 * s->size);
	return s->size <= LARGEST;
}

/* Reads the whole file; false with a reason. */
static bool read_all(const char *path, struct source *s, const char **why)
{
	FILE *f = fopen(path, "rb");
	struct stat st;
	bool fits;

	*why = "cannot be read";
	if (!f)
		return false;
	if (!fstat(fileno(f), &st)) {
		s->device = st.st_dev;
		s->inode = st.st_ino;
		s->size = st.st_size > (off_t)LARGEST ? LARGEST : (size_t)st.st_size;
	}
	fits = read_text(f, s);
	if (!fits)
		*why = "is too large";
	return !(ferror(f) | fclose(f)) && fits;
}

static const char *identity(uint64_t device, uint64_t inode)
{
	return text_format("%llx:%llx", (unsigned long long)device, (unsigned long long)inode);
}

static struct source *already_open(const char *path)
{
	struct stat st;

	return stat(path, &st) ? NULL : table_get(&by_identity, identity(st.st_dev, st.st_ino));
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
	const char *why;

	s->path = path;
	s->from = place;
	if (!read_all(path, s, &why)) {
		error_at(place, 1001, "\"%s\" %s", path, why);
		return NULL;
	}
	s->include = include_name(name, is_acom);
	s->stem = stem_of(name);
	s->symbol = symbol_of(s->stem);
	if (strlen(s->text) != s->size) {
		error_at((struct place){ s, (uint32_t)strlen(s->text), 1 }, 0, "a NUL character: this is no text");
		return NULL;
	}
	table_put(&by_identity, identity(s->device, s->inode), s);
	*sources_end = s;
	sources_end = &s->next;
	return s;
}

static bool is_printable(const char *name, struct place place)
{
	if (!name[strcspn(name, "\"\\<>*\n\r$")])
		return true;
	error_at(place, 1001, "\"%s\" has characters that no C comment or #include can carry", name);
	return false;
}

/* Headers of which C would see only the first: they have the same guard. */
static void check_guard(const struct source *s, const char *name, struct place place)
{
	for (const struct source *other = sources; other && !pp_is_header(name); other = other->next)
		if (other != s && !other->is_included && !pp_is_header(other->path) && !strcasecmp(other->symbol, s->symbol))
			error_at(place, 0, "\"%s\" is named like \"%s\", so that C would see only one of their headers", s->path,
			         other->path);
}

struct source *source_open(const char *name, const struct source *from, struct place place, bool *fresh, const char **include)
{
	bool is_acom = false;
	const char *path = from ? beside(name, from) : name;
	struct source *s;

	*fresh = false;
	if (!is_printable(name, place))
		return NULL;
	if (path && from && from->include[0] == '<') /* beside one of acom's own, which may have come first */
		is_acom = !strchr(name, '/');
	if (!path && !(path = in_directories(name, &is_acom))) {
		error_at(place, 1001, "\"%s\" is not beside the importing file, in no -I directory and not installed with idlgen",
		         name);
		return NULL;
	}
	*include = include_name(name, is_acom);
	if ((s = already_open(path)))
		return s;
	*fresh = true;
	if ((s = load(path, name, is_acom, place)))
		check_guard(s, name, place);
	return s;
}

struct source *source_include(const char *name, bool angled, const struct source *from, struct place place)
{
	bool is_acom = false;
	const char *path = angled ? in_directories(name, &is_acom) : beside(name, from);
	struct source *s;

	if (!path)
		path = angled ? beside(name, from) : in_directories(name, &is_acom);
	if (!path || !is_printable(name, place))
		return NULL;
	s = already_open(path);
	if (!s)
		s = load(path, name, is_acom, place);
	if (s && s->from.source != s) {
		s->from = place;
		s->is_included = true;
	}
	return s;
}

/* ---- calls of macros ---- */

void source_expanded(struct place place, uint32_t end, const char *macro, struct place definition)
{
	struct source *s = (struct source *)place.source; /* a list beside the text */

	while (s->expansion_count && s->expansions[s->expansion_count - 1].at >= place.at)
		s->expansion_count--; /* the file is read again */
	if (s->expansion_count == s->expansion_room) {
		size_t room = 2 * s->expansion_room + 16, size = sizeof *s->expansions;

		s->expansions = mem_grow(s->expansions, s->expansion_room * size, room * size);
		s->expansion_room = room;
	}
	s->expansions[s->expansion_count++] = (struct expansion){ place.at, end, macro, definition };
}

const struct expansion *source_expansion(struct place place)
{
	const struct source *s = place.source;
	size_t low = 0, high = s ? s->expansion_count : 0;

	while (high > low) {
		size_t middle = low + (high - low) / 2;
		const struct expansion *x = &s->expansions[middle];

		if (place.at >= x->at && place.at < x->end)
			return x;
		if (x->at < place.at)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
