/* ftp_data.c - what a job says, and the data connection that it opens. */
#include <stdio.h>
#include <stdlib.h>

#include "ftp.h"

enum { PIECES_MOST = 4 }; /* of a connection's data at a time: others are waiting */

static const char *path_of(const struct ftp_job *j)
{
	const char *blank = strchr(j->commands[0], ' ');

	return blank ? blank + 1 : "";
}

/* ---- before the data ---- */

static void ask_passive(struct ftp *f)
{
	if (f->no_extended)
		ftp_say(f, FTP_PASSIVE, "PASV", "");
	else
		ftp_say(f, FTP_EXTENDED, "EPSV", "");
}

static void ask_size(struct ftp *f)
{
	if (f->first->measure)
		ftp_say(f, FTP_SIZE, "SIZE", path_of(f->first));
	else
		ask_passive(f);
}

void ftp_begin_job(struct ftp *f)
{
	struct ftp_job *j = f->first;
	char type = j->ascii ? 'A' : 'I';

	j->at = 0;
	j->begun = j->sent_all = j->replied = j->refused = j->half = false;
	j->size = -1;
	f->state = FTP_READY;
	if (!j->commands[0])
		ftp_finish(f, ERROR_SUCCESS);
	else if (!j->data)
		ftp_say(f, FTP_COMMAND, j->commands[0], "");
	else if (f->type != type)
		ftp_say(f, FTP_TYPE, j->ascii ? "TYPE A" : "TYPE I", "");
	else
		ask_size(f);
}

static void dial_data(struct ftp *f, unsigned code)
{
	DWORD error;

	if (!ftp_port(code, f->reply, &f->data.port)) {
		ftp_refused(f, ERROR_FTP_NO_PASSIVE_MODE);
		return;
	}
	f->data.host = f->way.proxy ? f->connect.host : f->peer;
	f->state = FTP_DIALS_DATA;
	ftp_allow(f, TIMEOUT_CONNECT);
	error = io_open(&f->data);
	if (error)
		ftp_finish(f, error);
}

static void ask_data(struct ftp *f)
{
	struct ftp_job *j = f->first;

	if (j->other && f->no_other) {
		j->at = 1;
		ftp_say(f, FTP_ASKED, j->other, path_of(j));
	} else {
		f->rested = f->rested && j->other;
		ftp_say(f, FTP_ASKED, j->commands[0], "");
	}
}

/* ---- the conversation ---- */

static void begin_flow(struct ftp *f, bool replied)
{
	struct ftp_job *j = f->first;
	DWORD error = ERROR_SUCCESS;

	f->state = FTP_FLOWS;
	f->chunk_at = f->chunk_size = 0;
	j->replied = replied;
	if (j->data == FTP_WRITES && !f->chunk && !(f->chunk = os_alloc(FTP_CHUNK)))
		error = ERROR_NOT_ENOUGH_MEMORY;
	if (!error && !j->begun && j->task->begun)
		error = j->task->begun(j);
	j->begun = true;
	if (error) {
		ftp_abandon(f, error);
		return;
	}
	ftp_allow(f, j->data == FTP_READS ? TIMEOUT_DATA_RECEIVE : TIMEOUT_DATA_SEND);
	if (replied || ftp_awaits(f))
		ftp_resume(f);
}

/* The server does not know the verb, but it may know the other one. */
static bool ask_otherwise(struct ftp *f, unsigned code)
{
	struct ftp_job *j = f->first;

	if (!j->other || j->at || code < 500 || code > 504)
		return false;
	f->no_other = true;
	io_close(&f->data);
	ask_passive(f);
	return true;
}

static void asked(struct ftp *f, unsigned code)
{
	if (code < 300)
		begin_flow(f, code >= 200);
	else if (!ask_otherwise(f, code))
		ftp_refused(f, ERROR_INTERNET_EXTENDED_ERROR);
}

/* What was sent before the server gave up is read first. */
static void flowed(struct ftp *f, unsigned code)
{
	struct ftp_job *j = f->first;

	if (code < 200 || j->replied)
		return;
	if (code >= 300 && (j->data == FTP_WRITES || j->sent_all)) {
		ftp_refused(f, ERROR_INTERNET_EXTENDED_ERROR);
		return;
	}
	j->replied = true;
	j->refused = code >= 300;
	if (j->refused && !ftp_keep_words(f))
		ftp_abandon(f, ERROR_NOT_ENOUGH_MEMORY);
	else if (j->sent_all)
		ftp_finish(f, ERROR_SUCCESS);
}

static void commanded(struct ftp *f, unsigned code)
{
	struct ftp_job *j = f->first;

	if (code < 200)
		ftp_awaits(f);
	else if (code >= 400) {
		ftp_refused(f, ERROR_INTERNET_EXTENDED_ERROR);
	} else if (!j->at && j->commands[1]) {
		j->at = 1;
		ftp_say(f, FTP_COMMAND, j->commands[1], "");
	} else {
		os_free(j->reply);
		j->reply = f->reply;
		f->reply = NULL;
		f->reply_size = 0;
		ftp_finish(f, ERROR_SUCCESS);
	}
}

void ftp_job_reply(struct ftp *f, unsigned code)
{
	struct ftp_job *j = f->first;

	switch (f->state) {
	case FTP_COMMAND:
		commanded(f, code);
		break;
	case FTP_TYPE:
		if (code >= 300) {
			ftp_refused(f, ERROR_INTERNET_EXTENDED_ERROR);
			break;
		}
		f->type = j->ascii ? 'A' : 'I';
		ask_size(f);
		break;
	case FTP_SIZE:
		if (code == 213)
			j->size = strtoll(f->reply + 4, NULL, 10);
		ask_passive(f);
		break;
	case FTP_EXTENDED:
		f->no_extended = code != 229;
		if (f->no_extended)
			ask_passive(f);
		else
			dial_data(f, code);
		break;
	case FTP_PASSIVE:
		dial_data(f, code);
		break;
	case FTP_RESTART:
		f->rested = code / 100 == 3;
		if (!f->rested && j->or_whole)
			j->restart = 0;
		if (f->rested || j->or_whole)
			ask_data(f);
		else
			ftp_refused(f, ERROR_INTERNET_EXTENDED_ERROR);
		break;
	case FTP_ASKED:
		asked(f, code);
		break;
	case FTP_FLOWS:
		flowed(f, code);
		break;
	default:
		break; /* nobody has asked */
	}
}

/* ---- the data connection ---- */

static struct ftp *data_of(struct stream *s)
{
	return container_of(s, struct ftp, data);
}

static bool on_way(struct stream *s, const char *address)
{
	(void)s;
	(void)address;
	return true;
}

static void on_connected(struct stream *s, const char *address)
{
	struct ftp *f = data_of(s);
	struct ftp_job *j = f->first;
	char at[24];

	(void)address;
	node_ref(&f->connect.node);
	snprintf(at, sizeof at, "%lld", (long long)j->restart);
	if ((j->restart || f->rested) && !j->other) { /* 0, too: it was told of one that came to nothing */
		f->rested = true;
		ftp_say(f, FTP_RESTART, "REST", at);
	} else {
		ask_data(f);
	}
	ftp_next(f);
	node_unref(&f->connect.node);
}

static void on_failed(struct stream *s, DWORD error)
{
	struct ftp *f = data_of(s);

	node_ref(&f->connect.node);
	ftp_system(f, s->system);
	ftp_finish(f, error);
	ftp_next(f);
	node_unref(&f->connect.node);
}

static void on_ready(struct stream *s, unsigned events)
{
	struct ftp *f = data_of(s);
	unsigned pieces = PIECES_MOST;

	(void)events;
	node_ref(&f->connect.node);
	if (f->first->data == FTP_READS)
		while (ftp_take_in(f) && --pieces)
			;
	else
		while (ftp_give_out(f) && --pieces)
			;
	ftp_next(f);
	node_unref(&f->connect.node);
}

const struct stream_calls ftp_data_calls = { on_way, on_way, on_connected, on_failed, on_ready };
