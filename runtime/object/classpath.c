/* classpath.c - the search for the file that describes a class, through the directories of the user and of the system. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "object/classfile.h"

/* Of paths that are told: their ends, so that the reason has its place on the line. */
enum { SHOWN = 150, TOLD_MOST = 512 };

#define DATA_DIRS "/usr/local/share:/usr/share"

struct class_search {
	const CLSID *clsid;       /* NULL: that of the class with this ProgID */
	const OLECHAR *progid;
	DWORD context;
	HRESULT hr;               /* S_FALSE: no file of the class so far */
	const char *path;         /* of the directory, as it was named */
	struct os_file directory;
	char first[256];          /* the file of this directory that describes the class, and its lines */
	unsigned library_line, address_line, program_line;
	enum class_model model;
	struct class_names names;
	struct class_place *place; /* NULL: only the names are wanted */
	struct class_file file;
	char why[WHY_MOST];
	char told[TOLD_MOST];     /* what was skipped and should not have been: told if no file describes the class */
	char named[OS_PATH_MOST], real[OS_PATH_MOST], way[OS_PATH_MOST];
	char address[CLASS_ADDRESS_MOST], command[CLASSFILE_LINE_MOST];
	size_t command_size;
	char text[CLASSFILE_MOST + 1];
};

static const char *path_end(const char *path)
{
	size_t length = strlen(path);

	return length > SHOWN ? path + length - SHOWN : path;
}

/* Only the first: mostly it is the cause of the others. Where memory or descriptors are short nobody can say that there is no such
 * class. */
__attribute__((format(printf, 3, 4)))
static void search_skip(struct class_search *s, HRESULT hr, const char *format, ...)
{
	va_list args;

	if (hr == E_OUTOFMEMORY || hr == RPC_E_OUT_OF_RESOURCES)
		s->hr = FAIL(hr);
	if (s->told[0])
		return;
	va_start(args, format);
	vsnprintf(s->told, sizeof s->told, format, args);
	va_end(args);
}

/* Who only asks for names may be in no apartment, whose end would release an error object. */
__attribute__((format(printf, 3, 4)))
static HRESULT search_tell(const struct class_search *s, HRESULT hr, const char *format, ...)
{
	char text[TOLD_MOST];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (s->place)
		return errorinfo_tell(hr, "%s", text);
	trace_write("%s", text);
	return hr;
}

/* The class is described, but so that it cannot be had. */
__attribute__((format(printf, 4, 5)))
static void search_fail(struct class_search *s, HRESULT hr, unsigned line, const char *format, ...)
{
	char why[2 * WHY_MOST];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof why, format, args);
	va_end(args);
	s->hr = search_tell(s, FAIL(hr), "class file %s/%s:%u: %s", path_end(s->path), s->first, line, why);
}

/* ---- one file ---- */

static bool search_read(struct class_search *s, const char *name)
{
	struct os_file f;
	size_t got = 0;

	HRESULT hr = trust_find_in(&s->directory, name, OS_FILE_REGULAR, &f, s->why);

	if (FAILED(hr)) {
		search_skip(s, hr, "class file %s/%s: not read: %s", path_end(s->path), name, s->why);
		return false;
	}
	int error = f.size > CLASSFILE_MOST ? EFBIG : os_file_read(&f, s->text, sizeof s->text, &got);
	os_close(f.fd);
	if (!error && got > CLASSFILE_MOST)
		error = EFBIG;
	if (error == EFBIG)
		search_skip(s, E_FAIL, "class file %s/%s: not read: it is larger than %u octets", path_end(s->path), name, CLASSFILE_MOST);
	else if (error)
		search_skip(s, error_from_system(error, E_FAIL), "class file %s/%s: not read: %s", path_end(s->path), name,
		            os_error_text(error));
	else
		classfile_read(s->text, got, &s->file);
	return !error;
}

/* The text is read over by the next file. */
static void search_remember(struct class_search *s, const char *name)
{
	snprintf(s->first, sizeof s->first, "%s", name);
	snprintf(s->named, sizeof s->named, "%s", s->file.library ? s->file.library : "");
	snprintf(s->names.progid, sizeof s->names.progid, "%s", s->file.progid ? s->file.progid : "");
	s->names.clsid = s->file.clsid;
	s->model = s->file.model;
	s->library_line = s->file.library_line;
	s->address_line = s->file.address_line;
	s->program_line = s->file.program_line;
	snprintf(s->address, sizeof s->address, "%s", s->file.address ? s->file.address : "");
	s->command_size = s->file.command_size;
	memcpy(s->command, s->file.command ? s->file.command : "", s->command_size);
}

static bool search_wants(const struct class_search *s)
{
	return s->clsid ? IsEqualCLSID(&s->file.clsid, s->clsid) : classfile_is_named(&s->file, s->progid);
}

/* Two files of one directory that describe the class: nobody could say which one is used. */
static bool search_file(const char *name, void *search)
{
	struct class_search *s = search;
	const char *end = strrchr(name, '.');

	if (name[0] == '.' || !end || strcmp(end, ".class") || !search_read(s, name))
		return true;
	if (!s->file.has_clsid || (!s->clsid && !s->file.progid && s->file.bad_line)) {
		search_skip(s, E_FAIL, "class file %s/%s:%u: %s", path_end(s->path), name, s->file.bad_line, s->file.why);
	} else if (search_wants(s)) {
		if (s->first[0])
			search_fail(s, REGDB_E_INVALIDVALUE, 1, "%s %s, too", name, s->clsid ? "describes this class" : "has its ProgID");
		else
			search_remember(s, name);
		if (SUCCEEDED(s->hr) && s->file.bad_line)
			search_fail(s, REGDB_E_INVALIDVALUE, s->file.bad_line, "%s", s->file.why);
	}
	return s->hr == S_FALSE;
}

/* `real` is where `named` leads to. */
static HRESULT search_trust(struct class_search *s, const char *named, const char *real, enum os_file_kind kind, struct os_file *f)
{
	snprintf(s->way, sizeof s->way, "%s", named);
	HRESULT hr = trust_links(s->way, s->why);
	return SUCCEEDED(hr) ? trust_find(real, kind, f, s->why) : hr;
}

/* ---- what it leads to ---- */

/* A file that the class file names in this line; `real` gets its path without links. not_done: what does not come of it if it is
 * not to be trusted. */
static void search_named(struct class_search *s, const char *named, char *real, unsigned line, HRESULT missing,
                         const char *not_done)
{
	struct os_file f;
	int error = os_path_real(named, real);

	if (error) {
		HRESULT hr = error_from_system(error, error == ENOENT ? missing : E_ACCESSDENIED);
		search_fail(s, hr, line, "%s: %s", path_end(named), os_error_text(error));
		return;
	}
	s->hr = search_trust(s, named, real, OS_FILE_REGULAR, &f);
	if (FAILED(s->hr))
		search_fail(s, s->hr, line, "%s: not %s: %s", path_end(named), not_done, s->why);
	else
		os_close(f.fd);
}

static void search_library(struct class_search *s)
{
	unsigned line = s->library_line;

	s->place->model = s->model;
	search_named(s, s->named, s->place->library, line, CO_E_DLLNOTFOUND, "loaded");
	/* its directory may be called $LIB: then the loader would take another one */
	if (SUCCEEDED(s->hr) && strchr(s->place->library, '$'))
		search_fail(s, REGDB_E_INVALIDVALUE, line, "%s: not loaded: the loader would replace a $ in its path", path_end(s->named));
}

/* Without an address it has a name of the class' own, in the user's directory. */
static void search_address(struct class_search *s)
{
	const CLSID *c = &s->names.clsid;
	const BYTE *d = c->Data4;

	if (s->address_line)
		snprintf(s->place->address, sizeof s->place->address, "%s", s->address);
	else
		snprintf(s->place->address, sizeof s->place->address, "unix:%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x",
		         (unsigned)c->Data1, c->Data2, c->Data3, d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]);
	s->place->address_line = s->address_line ? s->address_line : s->program_line;
}

static void search_server(struct class_search *s)
{
	struct class_place *p = s->place;
	char *word = memcpy(p->command, s->command, s->command_size);

	snprintf(p->file, sizeof p->file, "%s/%s", path_end(s->path), s->first);
	search_address(s);
	s->hr = S_OK;
	p->program_line = s->program_line;
	for (size_t i = 0; word < p->command + s->command_size; word += strlen(word) + 1)
		p->words[i++] = word;
	if (p->program_line)
		search_named(s, p->command, p->program, p->program_line, CO_E_APPNOTFOUND, "started");
}

static void search_decide(struct class_search *s)
{
	if (!s->place)
		s->hr = S_OK;
	else if (s->library_line && s->context & CLSCTX_INPROC_SERVER)
		search_library(s);
	else if ((s->address_line || s->program_line) && s->context & CLSCTX_LOCAL_SERVER)
		search_server(s);
	else
		s->hr = errorinfo_say(FAIL(REGDB_E_CLASSNOTREG), "class file %s/%s: it has no %s, and CLSCTX_%s_SERVER is wanted",
		                      path_end(s->path), s->first, s->library_line ? "Address= or LocalServer=" : "Library=",
		                      s->library_line ? "LOCAL" : "INPROC");
}

/* ---- directories ---- */

static void search_skip_directory(struct class_search *s, const char *path, int error)
{
	search_skip(s, error_from_system(error, E_FAIL), "class directory %s: not searched: %s", path_end(path), os_error_text(error));
}

/* must_be: somebody named it, so that it should be there. */
static void search_directory(struct class_search *s, const char *path, bool must_be)
{
	int error = path[0] == '/' ? os_path_real(path, s->real) : EINVAL;

	s->path = path;
	if (error == EINVAL)
		search_skip(s, E_FAIL, "class directory %s: not searched: it is no absolute path", path_end(path));
	else if (error && (must_be || error != ENOENT))
		search_skip_directory(s, path, error);
	if (error)
		return;
	HRESULT hr = search_trust(s, path, s->real, OS_FILE_DIRECTORY, &s->directory);
	if (FAILED(hr)) {
		search_skip(s, hr, "class directory %s: not searched: %s", path_end(path), s->why);
		return;
	}
	error = os_file_list(&s->directory, search_file, s);
	os_close(s->directory.fd);
	if (error)
		search_skip_directory(s, path, error);
	if (s->hr == S_FALSE && s->first[0])
		search_decide(s);
}

/* Each directory of a list with colons, or what lies below it, until a file of the class is found. */
static void search_list(struct class_search *s, const char *list, const char *below, bool must_be)
{
	char path[OS_PATH_MOST];

	while (*list && s->hr == S_FALSE) {
		size_t length = strcspn(list, ":");
		if (length && (size_t)snprintf(path, sizeof path, "%.*s%s", (int)length, list, below) < sizeof path)
			search_directory(s, path, must_be);
		else if (length)
			search_skip(s, E_FAIL, "class directory %.*s...: not searched: the path is too long", SHOWN, list);
		list += length + (list[length] == ':');
	}
}

static const char *env_or(const char *name, const char *otherwise)
{
	const char *value = os_env_trusted(name);

	return value && *value ? value : otherwise;
}

static void search_all(struct class_search *s)
{
	const char *data = env_or("XDG_DATA_HOME", NULL);

	search_list(s, env_or("ACOM_CLASS_PATH", ""), "", true);
	if (data)
		search_list(s, data, "/acom/classes", false);
	else
		search_list(s, env_or("HOME", ""), "/.local/share/acom/classes", false);
	search_list(s, env_or("XDG_DATA_DIRS", DATA_DIRS), "/acom/classes", false);
}

/* Where a class is looked for: mostly one has been forgotten. */
static HRESULT search_in_vain(const struct class_search *s)
{
	const char *path = env_or("ACOM_CLASS_PATH", NULL), *home = env_or("XDG_DATA_HOME", NULL);
	char clsid[GUID_TEXT];

	if (!s->place)
		return FAIL(REGDB_E_CLASSNOTREG);
	return errorinfo_say(FAIL(REGDB_E_CLASSNOTREG), "class %s is not registered in this process for such clients, and no class "
	                     "file has it: ACOM_CLASS_PATH is %.*s; then come %.*s/acom/classes, and acom/classes below %.*s",
	                     guid_name(s->clsid, clsid), SHOWN, path ? path : "not set", SHOWN,
	                     home ? home : "~/.local/share", SHOWN, env_or("XDG_DATA_DIRS", DATA_DIRS));
}

static HRESULT search_run(struct class_search *s)
{
	s->hr = S_FALSE;
	search_all(s);
	bool shortage = s->hr == E_OUTOFMEMORY || s->hr == RPC_E_OUT_OF_RESOURCES;
	if (s->hr != S_FALSE && !shortage)
		return s->hr;
	if (s->told[0])
		return search_tell(s, shortage ? s->hr : FAIL(REGDB_E_CLASSNOTREG), "%s", s->told);
	return shortage ? s->hr : search_in_vain(s);
}

HRESULT classpath_find(REFCLSID clsid, DWORD context, struct class_place **place)
{
	struct class_search *s = os_zalloc(sizeof *s);
	HRESULT hr = E_OUTOFMEMORY;

	*place = os_zalloc(sizeof **place);
	if (s && *place) {
		s->clsid = clsid;
		s->context = context;
		s->place = *place;
		hr = search_run(s);
	}
	os_free(s);
	if (SUCCEEDED(hr))
		return hr;
	os_free(*place);
	*place = NULL;
	return FAIL(hr);
}

HRESULT classpath_names(const CLSID *clsid, const OLECHAR *progid, struct class_names *names)
{
	struct class_search *s = os_zalloc(sizeof *s);

	if (!s)
		return FAIL(E_OUTOFMEMORY);
	s->clsid = clsid;
	s->progid = progid;
	HRESULT hr = search_run(s);
	*names = s->names;
	os_free(s);
	return hr;
}
