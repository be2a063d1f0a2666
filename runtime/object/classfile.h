/* classfile.h - what classfile.c, trust.c and classpath.c share: a file that describes a class, and whether to believe it. */
#ifndef ACOM_CLASSFILE_H
#define ACOM_CLASSFILE_H

#include "object/object.h"

enum { CLASSFILE_MOST = 65536, CLASSFILE_LINE_MOST = OS_PATH_MOST + 64, WHY_MOST = 192 };

/* What a class file says. Text points into what was read. */
struct class_file {
	bool has_clsid;
	CLSID clsid;
	const char *library; /* NULL: it names none */
	enum class_model model;
	unsigned library_line, server_line; /* server: LocalServer= or Address=; 0: it has none */
	unsigned bad_line;                  /* the first that is wrong; 0: none */
	char why[WHY_MOST];                 /* it is, for people */
};

/* Reads `size` octets of a file; text[size] must be writable. All is read even if a line is wrong, for the CLSID's sake. */
void classfile_read(char *text, size_t size, struct class_file *f);

/* Finds a file by its absolute path without links. It and all directories on the way must belong to root or the user, and
 * others must not be able to write it, or to put another one in its place.
 * S_OK; E_ACCESSDENIED, CO_E_DLLNOTFOUND: why (WHY_MOST) says it for people. On success os_close(f->fd). */
HRESULT trust_find(const char *real, enum os_file_kind kind, struct os_file *f, char *why);
/* Whether all links on the way that an absolute path says, and links that they lead through, are of root or the user, and where
 * others cannot exchange them. way: the path, in OS_PATH_MOST octets that are used up. S_OK; errors as above. */
HRESULT trust_links(char *way, char *why);
/* As trust_find for a file in a directory that it has found. */
HRESULT trust_find_in(const struct os_file *directory, const char *name, enum os_file_kind kind, struct os_file *f, char *why);

#endif
