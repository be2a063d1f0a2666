/* ftp_flow.c - the data of a job: octets or lines of text, to the server or from it. */
#include <errno.h>

#include "ftp.h"

static void data_over(struct ftp *f)
{
	io_close(&f->data);
	f->first->sent_all = true;
	ftp_allow(f, TIMEOUT_RECEIVE);
	if (f->first->replied)
		ftp_finish(f, f->first->refused ? ERROR_INTERNET_EXTENDED_ERROR : ERROR_SUCCESS);
}

/* ---- from the server ---- */

/* Its line ends become ours. */
static size_t translate_in(struct ftp_job *j, const char *from, size_t size, char *to)
{
	size_t n = 0, i;

	for (i = 0; i < size; i++) {
		if (j->half && from[i] != '\n')
			to[n++] = '\r';
		j->half = from[i] == '\r';
		if (!j->half)
			to[n++] = from[i];
	}
	return n;
}

static DWORD put(struct ftp_job *j, const char *data, size_t size)
{
	char text[FTP_CHUNK + 1];

	if (!j->ascii)
		return j->task->put(j, data, size);
	size = translate_in(j, data, size, text);
	return size ? j->task->put(j, text, size) : ERROR_SUCCESS;
}

static void in_over(struct ftp *f)
{
	struct ftp_job *j = f->first;
	DWORD error = j->half ? j->task->put(j, "\r", 1) : ERROR_SUCCESS;

	if (error)
		ftp_abandon(f, error);
	else
		data_over(f);
}

bool ftp_take_in(struct ftp *f)
{
	struct ftp_job *j = f->first;
	char data[FTP_CHUNK];
	size_t room = j->task->room(j);
	ptrdiff_t n;
	DWORD error;

	if (room < 2) { /* half a line's end may go before it */
		io_want(&f->data, 0);
		io_allow(&j->transfer, INFINITE);
		return false;
	}
	room = room - 1 < sizeof data ? room - 1 : sizeof data;
	n = io_read(&f->data, data, room < j->piece ? room : j->piece);
	ftp_allow(f, TIMEOUT_DATA_RECEIVE);
	if (n == -EAGAIN)
		return false;
	if (!n) {
		in_over(f);
		return false;
	}
	ftp_system(f, n < 0 ? n : 0);
	error = n < 0 ? ERROR_INTERNET_CONNECTION_ABORTED : put(j, data, (size_t)n);
	if (error)
		ftp_abandon(f, error);
	return !error;
}

/* ---- to the server ---- */

/* Our line ends become its; what was its already stays. */
static size_t translate_out(struct ftp_job *j, const char *from, size_t size, char *to)
{
	size_t n = 0, i;

	for (i = 0; i < size; i++) {
		if (from[i] == '\n' && !j->half)
			to[n++] = '\r';
		j->half = from[i] == '\r';
		to[n++] = from[i];
	}
	return n;
}

/* The next chunk. Not above 0: as the task says. */
static ptrdiff_t fill(struct ftp *f)
{
	struct ftp_job *j = f->first;
	char text[FTP_CHUNK / 2];
	size_t room = j->ascii ? sizeof text : FTP_CHUNK;
	ptrdiff_t n = j->task->get(j, j->ascii ? text : f->chunk, room < j->piece ? room : j->piece);

	f->chunk_at = f->chunk_size = 0;
	if (n <= 0)
		return n;
	f->chunk_size = j->ascii ? translate_out(j, text, (size_t)n, f->chunk) : (size_t)n;
	return n;
}

bool ftp_give_out(struct ftp *f)
{
	ptrdiff_t n = f->chunk_at < f->chunk_size ? 1 : fill(f);

	ftp_allow(f, TIMEOUT_DATA_SEND);
	if (!n) {
		io_want(&f->data, 0);
		io_allow(&f->first->transfer, INFINITE);
		return false;
	}
	if (n < 0) {
		data_over(f);
		return false;
	}
	n = io_write(&f->data, f->chunk + f->chunk_at, f->chunk_size - f->chunk_at);
	if (n > 0)
		f->chunk_at += (size_t)n;
	if (n > 0 || n == -EAGAIN)
		return n > 0;
	ftp_system(f, n);
	ftp_abandon(f, ERROR_INTERNET_CONNECTION_ABORTED);
	return false;
}

/* Whoever made it wait had all the time: from now on the other end has no more than it may have. */
void ftp_resume(struct ftp *f)
{
	bool reads = f->first->data == FTP_READS;

	if (f->state != FTP_FLOWS || !f->data.engine)
		return;
	if (f->first->transfer.deadline == OS_FOREVER)
		ftp_allow(f, reads ? TIMEOUT_DATA_RECEIVE : TIMEOUT_DATA_SEND);
	io_want(&f->data, reads ? OS_READABLE : OS_WRITABLE);
}
