/* trust.h - whether a file or a directory is what root or the user made it. */
#ifndef ACOM_TRUST_H
#define ACOM_TRUST_H

#include "base/base.h"

enum { WHY_MOST = 192 }; /* of a reason for people, one line, terminated */

/* Finds a file by its absolute path without links. It and all directories on the way must belong to root or the user, and
 * others must not be able to write it, or to put another one in its place.
 * S_OK; E_ACCESSDENIED, CO_E_DLLNOTFOUND, RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY: why (WHY_MOST) says it for people. On success
 * os_close(f->fd). */
HRESULT trust_find(const char *real, enum os_file_kind kind, struct os_file *f, char *why);
/* Whether all links on the way that an absolute path says, and links that they lead through, are of root or the user, and where
 * others cannot exchange them. way: the path, in OS_PATH_MOST octets that are used up. S_OK; errors as above. */
HRESULT trust_links(char *way, char *why);
/* As trust_find for a file in a directory that it has found. */
HRESULT trust_find_in(const struct os_file *directory, const char *name, enum os_file_kind kind, struct os_file *f, char *why);

#endif
