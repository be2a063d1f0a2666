/* trust.c - whether a file is what root or the user made it: nobody else can have written it, or have put it there. */
#include <errno.h>
#include <stdio.h>

#include "object/trust.h"

enum { BY_GROUP = 020, BY_OTHERS = 02, STICKY = 01000, MOST_LINKS = 40, NAME_SHOWN = 60 };

static const char *kind_name(enum os_file_kind kind)
{
	static const char *const names[] = {
		[OS_FILE_REGULAR] = "file", [OS_FILE_DIRECTORY] = "directory", [OS_FILE_LINK] = "symbolic link",
		[OS_FILE_SOCKET] = "socket", [OS_FILE_OTHER] = "special file",
	};

	return names[kind];
}

static HRESULT trust_refuse(char *why, enum os_file_kind kind, const char *path, size_t length, const char *what)
{
	if (length)
		snprintf(why, WHY_MOST, "its %s %s: %.*s", kind_name(kind), what, (int)length, path);
	else
		snprintf(why, WHY_MOST, "it %s", what);
	return FAIL(E_ACCESSDENIED);
}

/* path, length: of a directory or link, to name it; length 0: the file itself. `through`: it only leads to the directory that
 * matters, so that others may write into it if they cannot rename what is there. */
static HRESULT trust_judge(const struct os_file *f, bool through, const char *path, size_t length, char *why)
{
	char what[64];

	if (f->owner && f->owner != os_user()) {
		snprintf(what, sizeof what, "belongs to user %u, not to root or user %u", f->owner, os_user());
		return trust_refuse(why, f->kind, path, length, what);
	}
	if (f->kind == OS_FILE_LINK || (through && f->mode & STICKY))
		return S_OK;
	if (f->mode & BY_OTHERS)
		return trust_refuse(why, f->kind, path, length, "can be written by everybody");
	return f->mode & BY_GROUP ? trust_refuse(why, f->kind, path, length, "can be written by its group") : S_OK;
}

static HRESULT trust_kind(const struct os_file *f, enum os_file_kind kind, char *why)
{
	if (f->kind == kind)
		return S_OK;
	snprintf(why, WHY_MOST, "it is a %s, not a %s", kind_name(f->kind), kind_name(kind));
	return FAIL(E_ACCESSDENIED);
}

static HRESULT trust_enter(int directory, const char *name, struct os_file *f, char *why)
{
	int error = os_file_find(directory, name, f);

	if (!error)
		return S_OK;
	snprintf(why, WHY_MOST, "%s", os_error_text(error));
	return FAIL(error_from_system(error, error == EACCES ? E_ACCESSDENIED : CO_E_DLLNOTFOUND));
}

/* What was found is closed unless it is taken. */
static HRESULT trust_take(struct os_file *f, HRESULT hr)
{
	if (FAILED(hr))
		os_close(f->fd);
	return hr;
}

HRESULT trust_find_in(const struct os_file *directory, const char *name, enum os_file_kind kind, struct os_file *f, char *why)
{
	HRESULT hr = trust_enter(directory->fd, name, f, why);

	if (FAILED(hr))
		return hr;
	hr = trust_kind(f, kind, why);
	return trust_take(f, SUCCEEDED(hr) ? trust_judge(f, false, name, 0, why) : hr);
}

/* From the root down: each directory is looked for in the one before, so that all of them are the way to the file. */
HRESULT trust_find(const char *real, enum os_file_kind kind, struct os_file *f, char *why)
{
	const char *at = real + 1;
	HRESULT hr = trust_enter(-1, "/", f, why);
	char name[OS_PATH_MOST];

	while (SUCCEEDED(hr) && *at) {
		size_t length = (size_t)(strchrnul(at, '/') - at);
		struct os_file before = *f;
		bool through = kind == OS_FILE_DIRECTORY || strchr(at + length, '/');

		hr = trust_judge(&before, through, real, at == real + 1 ? 1 : (size_t)(at - real - 1), why);
		ascii_cut(name, sizeof name, at, length);
		if (SUCCEEDED(hr))
			hr = trust_enter(before.fd, name, f, why);
		os_close(before.fd);
		at += length + (at[length] == '/');
	}
	if (FAILED(hr))
		return hr;
	hr = trust_kind(f, kind, why);
	return trust_take(f, SUCCEEDED(hr) ? trust_judge(f, false, real, kind == OS_FILE_DIRECTORY ? strlen(real) : 0, why) : hr);
}

/* ---- links on the way ---- */

struct walk {
	struct os_file at; /* a directory */
	char *way, *rest;  /* rest: what is left of it */
	unsigned links;
};

/* A directory that is looked into, or that is left for one below it. */
static void walk_into(struct walk *w, struct os_file *next)
{
	os_close(w->at.fd);
	w->at = *next;
}

/* What the link says comes before the rest; from the root if it says so. */
static HRESULT walk_follow(struct walk *w, const struct os_file *link, char *why)
{
	char target[OS_PATH_MOST];
	size_t rest = strlen(w->rest), length;
	struct os_file root;
	int error = ++w->links > MOST_LINKS ? ELOOP : os_link_read(link, target);

	if (!error && (length = strlen(target)) + 1 + rest >= OS_PATH_MOST)
		error = ENAMETOOLONG;
	if (error) {
		snprintf(why, WHY_MOST, "%s", os_error_text(error));
		return FAIL(error_from_system(error, E_ACCESSDENIED));
	}
	memmove(w->way + length + 1, w->rest, rest + 1);
	memcpy(w->way, target, length);
	w->way[length] = '/';
	w->rest = w->way;
	if (target[0] != '/')
		return S_OK;
	HRESULT hr = trust_enter(-1, "/", &root, why);
	if (SUCCEEDED(hr))
		walk_into(w, &root);
	return hr;
}

static HRESULT walk_link(struct walk *w, const struct os_file *link, const char *name, char *why)
{
	char place[NAME_SHOWN + 32];
	HRESULT hr;

	snprintf(place, sizeof place, "that of the link %.*s", NAME_SHOWN, name);
	hr = trust_judge(&w->at, true, place, strlen(place), why);
	if (SUCCEEDED(hr))
		hr = trust_judge(link, true, name, strlen(name), why);
	return SUCCEEDED(hr) ? walk_follow(w, link, why) : hr;
}

/* The name is cut out of the rest, which the link may replace. */
static HRESULT walk_step(struct walk *w, char *why)
{
	char *name = w->rest;
	size_t length = (size_t)(strchrnul(name, '/') - name);
	struct os_file next;

	w->rest += length + (name[length] == '/');
	name[length] = '\0';
	HRESULT hr = trust_enter(w->at.fd, name, &next, why);
	if (FAILED(hr))
		return hr;
	if (next.kind != OS_FILE_LINK) {
		walk_into(w, &next);
		return S_OK;
	}
	hr = walk_link(w, &next, name, why);
	os_close(next.fd);
	return hr;
}

HRESULT trust_links(char *way, char *why)
{
	struct walk w = { .way = way, .rest = way };
	HRESULT hr = trust_enter(-1, "/", &w.at, why);

	if (FAILED(hr))
		return hr;
	while (SUCCEEDED(hr) && *w.rest)
		if (*w.rest == '/')
			w.rest++;
		else
			hr = walk_step(&w, why);
	os_close(w.at.fd);
	return hr;
}
