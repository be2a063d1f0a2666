/* classfile.h - what classfile.c and classpath.c share: a file that describes a class. */
#ifndef ACOM_CLASSFILE_H
#define ACOM_CLASSFILE_H

#include "object/object.h"
#include "object/trust.h"

enum { CLASSFILE_MOST = 65536 };

/* What a class file says. Text points into what was read. */
struct class_file {
	bool has_clsid;
	CLSID clsid;
	const char *library; /* NULL: it names none */
	const char *progid;  /* the same */
	const char *address; /* the same */
	const char *command; /* a program and its arguments: words one behind the other, each terminated */
	size_t command_size;
	enum class_model model;
	unsigned library_line, address_line, program_line; /* 0: it has none */
	unsigned bad_line;                  /* the first that is wrong; 0: none */
	char why[WHY_MOST];                 /* it is, for people */
};

/* Reads `size` octets of a file; text[size] must be writable. All is read even if a line is wrong, for the CLSID's sake. */
void classfile_read(char *text, size_t size, struct class_file *f);

/* Case aside. */
bool classfile_is_named(const struct class_file *f, const OLECHAR *progid);

#endif
