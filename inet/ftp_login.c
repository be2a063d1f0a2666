/* ftp_login.c - the way from a server's greeting to where its user is, and back to where he was if it is not the first time. */
#include "ftp.h"

/* The directory that the session is in, if it is another one. */
static void return_to(struct ftp *f, const char *home)
{
	struct node *n = &f->connect.node;
	char *there = NULL;
	bool failed;

	node_lock(n);
	if (!f->directory)
		f->directory = text_copy(home, strlen(home));
	else if (strcmp(f->directory, home))
		there = text_copy(f->directory, strlen(f->directory));
	failed = !f->directory || (strcmp(f->directory, home) && !there);
	node_unlock(n);
	if (failed)
		ftp_drop(f, ERROR_NOT_ENOUGH_MEMORY);
	else if (there)
		ftp_say(f, FTP_RETURN, "CWD", there);
	else
		ftp_begin_job(f);
	os_free(there);
}

static void home_is(struct ftp *f, unsigned code)
{
	DWORD error = ERROR_SUCCESS;
	char *home = code == 257 ? ftp_quoted(f->reply, &error) : NULL;

	if (error)
		ftp_drop(f, error);
	else
		return_to(f, home ? home : "/");
	os_free(home);
}

static void login_refused(struct ftp *f, DWORD error)
{
	ftp_drop(f, ftp_keep_words(f) ? error : ERROR_NOT_ENOUGH_MEMORY);
}

/* As the handle's options are now. */
static void say_login(struct ftp *f, enum ftp_state then, const char *verb, enum login which)
{
	struct node *n = &f->connect.node;
	const char *text;
	char *copy;

	node_lock(n);
	text = login_of(n, which);
	copy = text_copy(text, strlen(text));
	node_unlock(n);
	if (copy)
		ftp_say(f, then, verb, copy);
	else
		ftp_drop(f, ERROR_NOT_ENOUGH_MEMORY);
	os_free(copy);
}

void ftp_login_reply(struct ftp *f, unsigned code)
{
	if (code < 200) {
		ftp_awaits(f);
		return;
	}
	switch (f->state) {
	case FTP_GREETING:
		if (code < 300)
			say_login(f, FTP_USER, "USER", LOGIN_USER);
		else
			login_refused(f, ERROR_INTERNET_EXTENDED_ERROR);
		return;
	case FTP_USER:
	case FTP_PASS:
		if (code < 300)
			ftp_say(f, FTP_HOME, "PWD", "");
		else if (code == 331 && f->state == FTP_USER)
			say_login(f, FTP_PASS, "PASS", LOGIN_PASSWORD);
		else
			login_refused(f, ERROR_INTERNET_LOGIN_FAILURE);
		return;
	case FTP_HOME:
		home_is(f, code);
		return;
	default:
		ftp_begin_job(f);
	}
}
