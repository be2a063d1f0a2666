/* trust.c - whether a file is what root or the user made it: nobody else can have written it, or have put it there. */
#include <stdio.h>

#include "object/classfile.h"

enum { BY_GROUP = 020, BY_OTHERS = 02, STICKY = 01000 };

static const char *kind_name(enum os_file_kind kind)
{
	static const char *const names[] = {
		[OS_FILE_REGULAR] = "file", [OS_FILE_DIRECTORY] = "directory", [OS_FILE_LINK] = "symbolic link",
		[OS_FILE_OTHER] = "special file",
	};

	return names[kind];
}

static HRESULT trust_refuse(char *why, const char *path, size_t length, const char *what)
{
	if (length)
		snprintf(why, WHY_MOST, "its directory %s: %.*s", what, (int)length, path);
	else
		snprintf(why, WHY_MOST, "it %s", what);
	return FAIL(E_ACCESSDENIED);
}

/* path, length: of a directory, to name it; length 0: the file itself. `through`: it only leads to the directory that matters,
 * so that others may write into it if they cannot rename what is there. */
static HRESULT trust_judge(const struct os_file *f, bool through, const char *path, size_t length, char *why)
{
	char what[64];

	if (f->owner && f->owner != os_user()) {
		snprintf(what, sizeof what, "belongs to user %u, not to root or user %u", f->owner, os_user());
		return trust_refuse(why, path, length, what);
	}
	if (through && f->mode & STICKY)
		return S_OK;
	if (f->mode & (BY_GROUP | BY_OTHERS))
		return trust_refuse(why, path, length, f->mode & BY_OTHERS ? "can be written by everybody" : "can be written by its group");
	return S_OK;
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
	return FAIL(CO_E_DLLNOTFOUND);
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
		size_t length = strcspn(at, "/");
		struct os_file before = *f;
		bool through = kind == OS_FILE_DIRECTORY || strchr(at + length, '/');

		hr = trust_judge(&before, through, real, at == real + 1 ? 1 : (size_t)(at - real - 1), why);
		snprintf(name, sizeof name, "%.*s", (int)length, at);
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
