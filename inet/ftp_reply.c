/* ftp_reply.c - what comes over a control connection: octets, lines, replies. */
#include <errno.h>
#include <stdlib.h>

#include "ftp.h"

/* False: it is none. *last: the reply ends with it. */
static bool read_code(struct ftp *f, const char *line, bool *last)
{
	char *end;
	unsigned long code = strtoul(line, &end, 10);
	bool coded = end == line + 3 && code >= 100 && code < 600 && (*end == ' ' || *end == '-' || !*end);

	if (f->code) {
		*last = coded && code == f->code && *end != '-';
		return true;
	}
	*last = coded && *end != '-';
	f->code = (unsigned)code;
	return coded;
}

static bool keep_line(struct ftp *f)
{
	char *reply = os_realloc(f->reply, f->reply_size + f->line_size + 2);

	if (!reply)
		return false;
	f->reply = reply;
	memcpy(reply + f->reply_size, f->line, f->line_size);
	f->reply_size += f->line_size;
	reply[f->reply_size++] = '\n';
	reply[f->reply_size] = 0;
	return true;
}

static void line_came(struct ftp *f)
{
	bool last;
	unsigned code;

	if (f->line_size && f->line[f->line_size - 1] == '\r')
		f->line_size--;
	f->line[f->line_size] = 0;
	if (!f->code)
		f->reply_size = 0;
	if (!read_code(f, f->line, &last)) {
		ftp_drop(f, ERROR_INTERNET_EXTENDED_ERROR);
		return;
	}
	if (!keep_line(f)) {
		ftp_drop(f, ERROR_NOT_ENOUGH_MEMORY);
		return;
	}
	f->line_size = 0;
	code = f->code;
	if (!last)
		return;
	f->code = 0;
	ftp_replied(f, code);
}

static void octet_came(struct ftp *f, char c)
{
	if (c == '\n')
		line_came(f);
	else if (f->line_size < sizeof f->line - 1)
		f->line[f->line_size++] = c ? c : ' ';
	else
		ftp_drop(f, ERROR_INTERNET_EXTENDED_ERROR);
}

void ftp_hear(struct ftp *f)
{
	char octets[512];
	ptrdiff_t n = io_read(&f->control, octets, sizeof octets), i;

	if (n == -EAGAIN)
		return;
	ftp_system(f, n < 0 ? n : 0);
	if (n <= 0)
		ftp_drop(f, ERROR_FTP_DROPPED);
	else if ((f->heard += (size_t)n) > FTP_REPLIES_MOST)
		ftp_drop(f, ERROR_INTERNET_EXTENDED_ERROR);
	for (i = 0; i < n && f->state != FTP_OFF; i++)
		octet_came(f, octets[i]);
}
