/* comcancel.c - a Cancel on an FTP session that meets another call of the same session: only what it is meant for ends. */
#include "inet/office.h"
#include "inet/site.h"

static const struct talk_reply replies[] = {
	SITE_LOGIN, SITE_TRANSFERS, SITE_HOME, { .command = "DELE", .reply = "250 gone\r\n" },
	{ .command = "RETR", .reply = "150 here\r\n", .data = "one\ntwo\n", .after = "226 done\r\n", .delay = 20 }, SITE_REST,
};
static const struct talk_server site = { "shop", 2121, "220 Come in.\r\n", replies };

#define BUSY HRESULT_FROM_WIN32(ERROR_FTP_TRANSFER_IN_PROGRESS)

struct meeting {
	struct office office;
	IFtpSession *ftp;
	AsyncIFtpSession *file, *command;      /* the file's is never cancelled */
};

static bool meet(struct meeting *m)
{
	if (swept() || !office_ftp(&m->office, OFFICE_HERE, &site, &m->ftp))
		return false;
	m->file = needed(office_call(m->ftp, &IID_AsyncIFtpSession));
	m->command = needed(office_call(m->ftp, &IID_AsyncIFtpSession));
	return true;
}

static void part(struct meeting *m)
{
	AsyncIFtpSession_Release(m->file);
	AsyncIFtpSession_Release(m->command);
	IFtpSession_Release(m->ftp);
	office_close(&m->office);
}

static void cancel_command(void *arg)
{
	office_cancel(((struct meeting *)arg)->command, 0);
}

static HRESULT finish_file(struct meeting *m)
{
	IInternetStream *file;
	HRESULT hr = AsyncIFtpSession_Finish_OpenFile(m->file, &file);

	if (SUCCEEDED(hr))
		IInternetStream_Release(file);
	return hr;
}

SIM_TEST(cancelling_a_command_that_finds_the_session_busy_does_not_end_the_file, 500)
{
	struct harness_thread canceller;
	struct meeting m;

	if (!meet(&m))
		return;
	assert_int_equal(AsyncIFtpSession_Begin_OpenFile(m.file, "a", GENERIC_READ, 0, 1), S_OK);
	harness_start(&canceller, cancel_command, &m);
	assert_int_equal(AsyncIFtpSession_Begin_DeleteFile(m.command, "b"), S_OK);
	assert_int_equal(AsyncIFtpSession_Finish_DeleteFile(m.command), BUSY);
	harness_join(&canceller);
	assert_int_equal(finish_file(&m), S_OK);
	part(&m);
}

static void open_file(void *arg)
{
	struct meeting *m = arg;
	HRESULT hr;
	int tries = 3;

	do {
		assert_int_equal(AsyncIFtpSession_Begin_OpenFile(m->file, "a", GENERIC_READ, 0, 1), S_OK);
		hr = finish_file(m);
		assert_true(hr == S_OK || hr == BUSY);
	} while (hr == BUSY && --tries);
}

SIM_TEST(cancelling_a_command_that_is_just_over_does_not_end_the_file_behind_it, 1000)
{
	struct harness_thread canceller, opener;
	struct meeting m;
	HRESULT hr;

	if (!meet(&m))
		return;
	assert_int_equal(AsyncIFtpSession_Begin_DeleteFile(m.command, "b"), S_OK);
	harness_start(&opener, open_file, &m);
	harness_start(&canceller, cancel_command, &m);
	hr = AsyncIFtpSession_Finish_DeleteFile(m.command);
	assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED);
	harness_join(&canceller);
	harness_join(&opener);
	part(&m);
}
