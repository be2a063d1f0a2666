/* sema_name.c - names: what each one means, which are free, and what an unknown one may have meant. */
#include "idlgen.h"

static struct table symbols, used;
static struct symbol *all; /* the last one first */

struct symbol *symbol_find(const char *name) { return table_get(&symbols, name); }

void name_check(const char *name, struct place place)
{
	const struct symbol *s = symbol_find(name);
	const char *idl = name_in_idl(name);

	if (idl != name)
		warn_at(place, WARN_mangled_name, 0, "\"%s\" means something else in C or C++, where it becomes \"%s\"", idl, name);
	if (!strncmp(name, "acom_", 5) || !strncmp(name, "ACOM_", 5))
		error_at(place, 0, "\"%s\" is reserved for the generated code", name);
	else if (s && s->is_macro)
		error_at(place, 0, "\"%s\" is a constant, which C would put in its place", name);
	if (!table_get(&used, name))
		table_put(&used, name, &used);
}

bool name_was_used(const char *name) { return table_get(&used, name) != NULL; }

const char *name_apart(const char *name)
{
	const struct symbol *s = symbol_find(name);

	return s && (s->kind == SYMBOL_TYPE || s->kind == SYMBOL_INTERFACE || s->is_macro) ? name_mangle(name) : name;
}

static struct symbol *symbol_new(const char *name, struct place place, enum symbol_kind kind)
{
	struct symbol *s = NEW(struct symbol);

	s->kind = kind;
	s->name = name;
	s->place = place;
	s->next = all;
	all = s;
	s->in_header = sema_in_header();
	sema_enter(&symbols, name, s);
	return s;
}

/* Whether a name may be declared beside what it means already. One type may take another's place, if the user says so. */
static bool is_free(const struct symbol *s, struct place place, enum symbol_kind kind)
{
	bool soft;

	if (!s || s->kind == SYMBOL_BAD || (s->in_header && !sema_in_header()))
		return true;
	soft = kind == SYMBOL_TYPE && s->kind == SYMBOL_TYPE && diag_soften(WARN_duplicate_typedef);
	error_at(place, 2003, "\"%s\" is declared twice", s->name);
	diag_harden();
	note_at(s->place, "the previous definition is here");
	return soft;
}

struct symbol *symbol_define(const char *name, struct place place, enum symbol_kind kind)
{
	if (!is_free(symbol_find(name), place, kind))
		return NULL;
	name_check(name, place);
	return symbol_new(name, place, kind);
}

/* ---- unknown names ---- */

struct search {
	enum symbol_kind kind;
	bool types;            /* both kinds of types */
	const struct symbol *at;
	size_t word;           /* and then the language's own */
};

/* The next name of the wanted kind that still means this: what a C header had and nobody understood was forgotten. */
static const char *next_name(void *context)
{
	static const char *const words[] = { "boolean", "byte", "char", "double", "float", "hyper", "int", "long", "short", "void",
		"wchar_t" };
	struct search *s = context;

	while (s->at) {
		const struct symbol *now = s->at;

		s->at = now->next;
		if ((now->kind == s->kind || (s->types && now->kind == SYMBOL_INTERFACE)) && symbol_find(now->name) == now)
			return now->name;
	}
	return s->types && s->word < ARRAY_COUNT(words) ? words[s->word++] : NULL;
}

/* What C calls them. */
static const char *name_of_c(const char *name)
{
	static const char *const words[][2] = {
		{ "bool", "boolean" }, { "_Bool", "boolean" }, { "int8_t", "small" }, { "uint8_t", "byte" }, { "int16_t", "short" },
		{ "uint16_t", "unsigned short" }, { "int32_t", "long" }, { "uint32_t", "unsigned long" }, { "int64_t", "hyper" },
		{ "uint64_t", "unsigned hyper" }, { "size_t", "SIZE_T" }, { "char16_t", "wchar_t" }, { "uintptr_t", "ULONG_PTR" },
		{ "intptr_t", "LONG_PTR" },
	};

	for (size_t i = 0; i < ARRAY_COUNT(words); i++)
		if (!strcmp(words[i][0], name))
			return words[i][1];
	return NULL;
}

/* Which of our own files has it, as far as people forget to import it. Each of them imports those before it. */
static const char *home_of(const char *name)
{
	static const struct { const char *home, *names[28]; } homes[] = {
		{ "unknwn.idl", { "HRESULT", "GUID", "IID", "CLSID", "BSTR", "DWORD", "BOOL", "LONG", "ULONG", "WORD", "BYTE", "INT",
			"UINT", "OLECHAR", "LPOLESTR", "LPWSTR", "LPCWSTR", "LPSTR", "LPCSTR", "WCHAR", "FILETIME", "VARIANT_BOOL",
			"LARGE_INTEGER", "CY", "DATE", "IUnknown" } },
		{ "objidl.idl", { "IClassFactory", "ISequentialStream", "IStream", "ISynchronize", "ICallFactory", "IMarshal", "IPipeByte",
			"IPipeLong", "IPipeDouble" } },
		{ "oaidl.idl", { "VARIANT", "SAFEARRAY", "LPSAFEARRAY", "DISPPARAMS", "IDispatch", "ITypeInfo", "IErrorInfo",
			"ISupportErrorInfo", "IEnumVARIANT" } },
	};

	for (size_t i = 0; i < ARRAY_COUNT(homes); i++)
		for (const char *const *n = homes[i].names; *n; n++)
			if (!strcmp(*n, name))
				return homes[i].home;
	return NULL;
}

/* Who forgot something is told what; false: he may have meant another name. */
static bool told_where(const char *what, const char *name, struct place place)
{
	const struct decl *later = sema_later(name);
	const char *home = later ? NULL : home_of(name);

	if (home)
		error_at(place, 2011, "there is no %s \"%s\": it wants import \"%s\"", what, name, home);
	else if (later)
		error_at(place, 2011, "there is no %s \"%s\" so far", what, name);
	if (later)
		note_at(later->place, later->kind == DECL_INTERFACE ? "it is declared here; \"interface %s;\" announces it before that" :
		        "it is declared here", name);
	return later || home;
}

void name_unknown(const char *name, struct place place, enum symbol_kind kind)
{
	static const char *const what[] = { "type", "interface", "constant", "thing" };
	struct search search = { kind, kind == SYMBOL_TYPE, all, 0 };
	struct symbol *s = symbol_find(name);
	const char *near;

	if (*name == '?' || (s && s->kind == SYMBOL_BAD)) /* which was told */
		return;
	if (s) {
		error_at(place, 0, "\"%s\" is no %s", name, what[kind]);
		note_at(s->place, "it is declared here");
		return;
	}
	if (kind <= SYMBOL_INTERFACE && told_where(what[kind], name_in_idl(name), place)) {
		symbol_new(name, place, SYMBOL_BAD);
		return;
	}
	near = kind == SYMBOL_TYPE ? name_of_c(name_in_idl(name)) : NULL;
	if (!near)
		near = suggest(name, next_name, &search);
	error_at(place, kind == SYMBOL_CONSTANT ? 2009 : 2011, near ? "there is no %s \"%s\"; did you mean \"%s\"?" :
	         "there is no %s \"%s\"", what[kind], name_in_idl(name), near);
	symbol_new(name, place, SYMBOL_BAD);
}

void name_broken(const char *name, struct place place)
{
	if (*name != '?' && !symbol_find(name))
		symbol_new(name, place, SYMBOL_BAD);
}
