/* ftp_path.c - the names and numbers that FTP's commands and replies consist of. */
#include <stdio.h>
#include <stdlib.h>

#include "ftp.h"

DWORD ftp_path(const char *directory, const char *name, char **path)
{
	bool whole = *name == '/' || *name == '\\';
	size_t size = strlen(name) + 2 + (whole ? 0 : strlen(directory)), i;

	*path = NULL;
	for (i = 0; name[i]; i++)
		if ((unsigned char)name[i] < ' ' || name[i] == 0x7F)
			return ERROR_INVALID_PARAMETER;
	*path = os_alloc(size);
	if (!*path)
		return ERROR_NOT_ENOUGH_MEMORY;
	if (whole)
		snprintf(*path, size, "%s", name);
	else
		snprintf(*path, size, "%s%s%s", directory, directory[strlen(directory) - 1] == '/' ? "" : "/", name);
	for (i = whole ? 0 : strlen(directory); (*path)[i]; i++)
		if ((*path)[i] == '\\')
			(*path)[i] = '/';
	return ERROR_SUCCESS;
}

char *ftp_quoted(const char *reply, DWORD *error)
{
	const char *at = strchr(reply, '"');
	char *name, *to;

	*error = ERROR_SUCCESS;
	if (!at || at[1] != '/')
		return NULL;
	name = to = os_alloc(strlen(at));
	if (!name) {
		*error = ERROR_NOT_ENOUGH_MEMORY;
		return NULL;
	}
	for (at++; *at && (unsigned char)*at >= ' ' && (*at != '"' || at[1] == '"'); at++) {
		at += *at == '"';
		*to++ = *at;
	}
	*to = 0;
	if (*at == '"')
		return name;
	os_free(name);
	return NULL;
}

char *ftp_command(const char *verb, const char *parameter)
{
	size_t size = strlen(verb) + strlen(parameter) + 2;
	char *command = os_alloc(size);

	if (command)
		snprintf(command, size, "%s%s%s", verb, *parameter ? " " : "", parameter);
	return command;
}

/* "(|||port|)": three times the same sign, and once behind the number. */
static bool extended_port(const char *reply, unsigned long *port)
{
	const char *at = strchr(reply, '(');
	char *end;

	if (!at || !at[1] || at[2] != at[1] || at[3] != at[1] || !ascii_is_digit(at[4]))
		return false;
	*port = strtoul(at + 4, &end, 10);
	return *end == at[1];
}

/* "h1,h2,h3,h4,p1,p2", wherever it stands: whose address that is does not matter. */
static bool passive_port(const char *reply, unsigned long *port)
{
	unsigned h[4], high, low;
	const char *at;

	for (at = reply + 3; *at; at++)
		if (ascii_is_digit(*at) && !ascii_is_digit(at[-1]) &&
		    sscanf(at, "%3u,%3u,%3u,%3u,%3u,%3u", &h[0], &h[1], &h[2], &h[3], &high, &low) == 6 && high < 256 && low < 256) {
			*port = high << 8 | low;
			return true;
		}
	return false;
}

bool ftp_port(unsigned code, const char *reply, INTERNET_PORT *port)
{
	unsigned long number = 0;
	bool there = code == 229 ? extended_port(reply, &number) : code == 227 && passive_port(reply, &number);

	*port = (INTERNET_PORT)number;
	return there && number && number < 65536;
}
