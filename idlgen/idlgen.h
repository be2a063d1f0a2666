/* idlgen.h - from IDL to C: source -> lex -> parse -> sema -> async -> lower -> emit. A header per pass, a section per file. */
#ifndef IDLGEN_H
#define IDLGEN_H

#include <stdarg.h>
#include <stdio.h>

#include "base/base.h"

/* Limits on what one file may say; beyond them comes a diagnostic, never a crash. */
enum {
	MAX_ERRORS = 20,   /* then it stops */
	MAX_WAY = 4,       /* imports that are shown on the way to a diagnostic */
	MAX_NESTING = 64,  /* of expressions, types, imports; of bases of an interface */
	MAX_STARS = 8,     /* pointer levels or dimensions of one declarator */
	MAX_PARAMS = 64,
	MAX_METHODS = 1024,
	MAX_FIELDS = 1024,
	MAX_PARTS = 1 << 16, /* fields of a struct or union, and of all that lies in it */
	MAX_SAVES = 16,    /* as the runtime's NDR_MAX_SAVES */
	MAX_OCTETS = 1 << 28, /* of one array or struct */
};

/* ---- text.c: memory that lives until the end, and text that grows ---- */

/* Zeroed; never NULL: without memory the program ends with status 3. */
void *mem_alloc(size_t size);
void mem_free_all(void);
/* A larger copy of a block that only mem_grow made, or of NULL; what is behind the old size is undefined. */
void *mem_grow(void *block, size_t size, size_t larger);
void mem_drop(void *block, size_t size); /* gives it back, if it is large */
/* What mem_alloc gave since the mark is gone with the release; what mem_grow and text_add made stays, if it was not small. */
struct mark {
	struct chunk *chunk;
	size_t used;
};
struct mark mem_mark(void);
void *mem_lasting(size_t size); /* stays whatever is released */
void mem_release(struct mark mark);
/* From now on `size` more octets may be used, for text that was read. */
void mem_allow(size_t size);
#define NEW(type) ((type *)mem_alloc(sizeof(type)))
/* The exit statuses. */
enum { STATUS_ERRORS = 1, STATUS_USAGE = 2, STATUS_SURROUNDINGS = 3 };
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

struct text {
	char *s; /* NULL while empty, else terminated */
	size_t len, room;
};
void text_add(struct text *t, const char *s, size_t len);
struct mark text_mark(struct text *t); /* a mark behind whose release this text stays */
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *text_copy(const char *s, size_t len);
bool text_same(const char *a, const char *b);
const char *guid_text(const GUID *guid);

/* Names to things; the last thing that was put counts, NULL for none. Zero-initialized is empty. */
struct table {
	struct table_entry **buckets;
	size_t count, room;
};
void *table_get(const struct table *t, const char *name);
void table_put(struct table *t, const char *name, void *thing);

struct pp;
struct decl;

/* ---- source.c: files ---- */
struct place {
	const struct source *source;
	uint32_t at, len; /* len: what the underline covers; 0, 1: a caret only */
};

struct source {
	const char *path;    /* as it was asked for */
	const char *include; /* how a generated header includes the header of this file: "x.h" or <acom/x.h> */
	const char *stem;    /* file name without directory and .idl */
	const char *symbol;  /* that as a C identifier */
	const char *text;
	size_t size;
	uint64_t device, inode;
	struct place from;   /* the import or #include of it */
	bool is_included;    /* that is an #include */
	bool once;           /* has #pragma once */
	struct expansion *expansions; /* calls of macros, in order */
	size_t expansion_count, expansion_room;
	uint32_t *lines, line_count; /* diag_show: where they begin; NULL until asked for */
	struct source *next;
};

/* One more place to look in. is_acom: what lies there has its header in <acom/...>, which is so anyway if it is named acom. */
void source_add_directory(const char *directory, bool is_acom);
/* The file that `name` means in an import of `from` (NULL: on the command line). *fresh: seen for the first time. *include: how
 * the header of `from` includes its header. NULL after a diagnostic at `place`. */
struct source *source_open(const char *name, const struct source *from, struct place place, bool *fresh, const char **include);
/* The same for #include "name" or <name>; NULL, without a diagnostic, if it is nowhere or no file. */
struct source *source_include(const char *name, bool angled, const struct source *from, struct place place);
/* Remembers that what stands from `place` to `end` was expanded by the macro that is defined at `definition`. */
void source_expanded(struct place place, uint32_t end, const char *macro, struct place definition);
struct expansion {
	uint32_t at, end;
	const char *macro;
	struct place definition;
};
const struct expansion *source_expansion(struct place place); /* NULL: none there */
const struct source *source_list(void); /* every file that was opened, the first one first */

/* ---- diag.c: diagnostics ---- */

/* X(name, on by default, text for --help); -Wmangled-name is mangled_name here. */
#define WARNINGS(X) \
	X(cpp, true, "#warning") \
	X(duplicate_typedef, true, "a typedef that gets another meaning; an error unless -Wno-error=duplicate-typedef") \
	X(duplicate_uuid, true, "a UUID that is used twice; an error unless -Wno-error=duplicate-uuid") \
	X(enumerator_range, true, "an enumerator that cannot travel, as [v1_enum] is missing") \
	X(extra_tokens, true, "something behind #else, #endif and the like") \
	X(macro_redefined, true, "a macro that is defined with another meaning") \
	X(mangled_name, true, "a name that C or C++ would not take, and so becomes NAME_") \
	X(not_generated, true, "what is declared, but gets no code: plain RPC, and what cannot be remoted") \
	X(not_remotable, true, "a method that cannot be remoted; an error unless -Wno-error=not-remotable") \
	X(one_character, true, "an [in] pointer to one constant character: [string] is missing, or [size_is]") \
	X(pragma_pack, true, "a #pragma pack that cannot be obeyed") \
	X(retval, true, "[retval] that is not on the last parameter") \
	X(undeclared_enum, true, "an enum that nothing declares, in a function that is only declared") \
	X(undeclared_interface, true, "an interface of a class that nothing declares") \
	X(unknown_pragma, false, "a #pragma that means nothing here") \
	X(useless_out, true, "[in, out] on an interface pointer, which only goes in") \
	X(version, true, "[version] on an object interface, where it means nothing")

enum warning {
#define X(name, on, help) WARN_##name,
	WARNINGS(X)
#undef X
};

/* Between the two, errors are warnings of this kind, if the user has said that it is no error: true. diag_softened counts
 * them. */
bool diag_soften(enum warning w);
void diag_harden(void);
unsigned diag_softened(void);
/* `number` is MIDL's number of the error, 0 where it has none. After MAX_ERRORS errors the program ends. */
void error_at(struct place place, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));
void warn_at(struct place place, enum warning w, int number, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* An error behind which nothing else makes sense: the program ends. */
_Noreturn void fatal_at(struct place place, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Belongs to the error or warning before it, and is shown if that is. */
void note_at(struct place place, const char *format, ...) __attribute__((format(printf, 2, 3)));
unsigned error_count(void);
void error_limit(unsigned n); /* 0: none */
/* While hushed nothing is shown or counted as an error; returns what it was before. */
bool diag_hush(bool hush);
bool diag_is_hushing(void);
unsigned diag_hushed(void); /* how many errors were hushed */
void diag_forgive(unsigned before); /* those hushed since there were so many are none */
bool diag_option(const char *option); /* what follows -W; false: no such warning */
const char *diag_next_option(void *context); /* the names of warnings; context: a size_t */
void diag_help(void);

/* ---- diag_show.c: what they look like ---- */
enum colours { COLOURS_AUTO, COLOURS_ALWAYS, COLOURS_NEVER };
void diag_colours(enum colours when);
/* `code`: the severity's colour; `tail`: what follows the message on its line. */
void diag_show(struct place place, const char *severity, const char *code, const char *tail, const char *format, va_list ap);
unsigned place_line(struct place place, unsigned *column); /* both count from 1 */

/* ---- suggest.c ---- */
/* The spelling nearest to the wrong one of those that `next` gives until NULL; NULL if none is near, and while hushed. */
const char *suggest(const char *wrong, const char *(*next)(void *context), void *context);

#include "lex.h"
#include "attr.h"
#include "tree.h"
#include "parse.h"
#include "sema.h"
#include "emit.h"

#endif
