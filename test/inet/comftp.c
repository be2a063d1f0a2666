/* comftp.c - FTP sessions, files and finds as objects. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <acom/automation.h>

#include "inet/office.h"
#include "inet/site.h"

static const struct talk_reply replies[] = {
	SITE_LOGIN, SITE_TRANSFERS, SITE_HOME,
	{ .command = "MKD", .reply = "257 made\r\n", .delay = 20 }, { .command = "RMD", .reply = "250 gone\r\n" },
	{ .command = "CWD", .reply = "250 there\r\n" }, { .command = "DELE /home/ann/a", .reply = "250 gone\r\n" },
	{ .command = "RNFR /home/ann/a", .reply = "350 and now\r\n" }, { .command = "RNTO", .reply = "250 renamed\r\n" },
	{ .command = "SIZE", .reply = "213 8\r\n" },
	{ .command = "RETR /home/ann/a", .reply = "150 here\r\n", .data = "one\ntwo\n", .after = "226 done\r\n", .slow = 5 },
	{ .command = "RETR /home/ann/broken", .reply = "150 here\r\n", .data = "one", .after = "451 Oh.\r\n" },
	{ .command = "RETR /home/ann/silent", .reply = "150 here\r\n", .data = "one", .after = "" },
	{ .command = "STOR /home/ann/a", .reply = "150 give\r\n", .takes = true, .after = "226 got it\r\n", .delay = 30 },
	{ .command = "MLSD", .reply = "150 here\r\n", .data = "type=file;size=5; a\r\ntype=dir; b\r\ntype=file;size=7; c\r\n",
	  .after = "226 done\r\n" },
	{ .command = "NOOP", .reply = "200 well\r\n" },
	SITE_REST,
};
static const struct talk_server site = { "shop", 2121, "220 Come in.\r\n", replies };
static char local[256];

#define LACKS HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY)

static void name_local(void)
{
	const char *below = getenv("TMPDIR"); /* the program's own: what a failed assertion leaves goes with it */

	snprintf(local, sizeof local, "%s/comftp-%d", below ? below : "/tmp", getpid());
}

static void read_local(char text[64])
{
	FILE *f = fopen(local, "r");

	text[0] = 0;
	if (f) {
		text[fread(text, 1, 63, f)] = 0;
		fclose(f);
	}
}

static void leave(struct office *o, IFtpSession *ftp)
{
	IFtpSession_Release(ftp);
	office_close(o);
}

static void get_file(enum office_where where)
{
	AsyncIFtpSession *call;
	IFtpSession *ftp;
	struct office o;
	char text[64];
	HRESULT hr;

	if (!office_ftp(&o, where, &site, &ftp))
		return;
	name_local();
	call = office_call(ftp, &IID_AsyncIFtpSession);
	if (call) {
		hr = AsyncIFtpSession_Begin_GetFile(call, "a", local, FALSE, 0);
		if (SUCCEEDED(hr)) {
			office_wait(call);
			hr = AsyncIFtpSession_Finish_GetFile(call);
		}
		read_local(text);
		if (SUCCEEDED(hr))
			assert_string_equal(text, "one\ntwo\n");
		else
			sweep_ok(hr, LACKS);
		AsyncIFtpSession_Release(call);
	}
	unlink(local);
	leave(&o, ftp);
}

SIM_TEST(N53_a_file_is_fetched_by_a_call_object, 20) { get_file(OFFICE_HERE); }
SIM_TEST(N53_a_file_is_fetched_by_a_call_object_from_another_apartment, 20) { get_file(OFFICE_BESIDE); }

#ifndef ACOM_SIM
TEST(N53_a_file_is_fetched_by_a_call_object_of_another_process)
{
	if (!swept())
		get_file(OFFICE_UNIX);
}
#endif

static void cancel_get(enum office_where where)
{
	AsyncIFtpSession *call;
	IFtpSession *ftp;
	struct office o;
	char *here;

	if (swept() || !office_ftp(&o, where, &site, &ftp))
		return;
	name_local();
	call = needed(office_call(ftp, &IID_AsyncIFtpSession));
	assert_int_equal(AsyncIFtpSession_Begin_GetFile(call, "silent", local, FALSE, 0), S_OK);
	assert_int_equal(office_cancel(call, 10), RPC_E_CALL_COMPLETE);
	assert_int_equal(AsyncIFtpSession_Finish_GetFile(call), RPC_E_CALL_CANCELED);
	assert_int_equal(access(local, F_OK), -1);
	AsyncIFtpSession_Release(call);
	leave(&o, ftp);
	if (!office_ftp(&o, where, &site, &ftp))
		return;
	call = needed(office_call(ftp, &IID_AsyncIFtpSession));
	assert_int_equal(AsyncIFtpSession_Begin_CreateDirectory(call, "d"), S_OK);
	assert_int_equal(office_cancel(call, 10), RPC_E_CALL_COMPLETE);
	assert_int_equal(AsyncIFtpSession_Finish_CreateDirectory(call), RPC_E_CALL_CANCELED);
	assert_int_equal(IFtpSession_GetCurrentDirectory(ftp, &here), S_OK);
	assert_string_equal(here, "/home/ann");
	CoTaskMemFree(here);
	AsyncIFtpSession_Release(call);
	leave(&o, ftp);
}

SIM_TEST(N53_cancel_ends_a_transfer_and_the_session_can_be_used, 20) { cancel_get(OFFICE_HERE); }
SIM_TEST(N53_cancel_from_another_apartment_ends_a_transfer_and_the_session_can_be_used, 20) { cancel_get(OFFICE_BESIDE); }

#ifndef ACOM_SIM
TEST(N53_cancel_from_another_process_ends_a_transfer_and_the_session_can_be_used) { cancel_get(OFFICE_TCP); }
#endif

/* While the handle is made there is nothing else to end. */
SIM_TEST(cancel_ends_a_login_and_the_opening_of_a_file, 20)
{
	static const struct talk_server mute = { "shop", 2121, "", replies };
	AsyncIInternetSession *login;
	AsyncIFtpSession *call;
	IInternetStream *file;
	IFtpSession *ftp, *other;
	struct office o;

	if (swept() || !office_ftp(&o, OFFICE_HERE, &site, &ftp))
		return;
	call = needed(office_call(ftp, &IID_AsyncIFtpSession));
	assert_int_equal(AsyncIFtpSession_Begin_OpenFile(call, "silent", GENERIC_READ, 0, 1), S_OK);
	office_cancel(call, 0);
	if (FAILED(AsyncIFtpSession_Finish_OpenFile(call, &file)))
		assert_null(file);
	else
		IInternetStream_Release(file);
	AsyncIFtpSession_Release(call);
	talk_serve(&mute);
	login = needed(office_call(o.session, &IID_AsyncIInternetSession));
	assert_int_equal(AsyncIInternetSession_Begin_ConnectFtp(login, "shop", 2121, "ann", "secret", 0, 2), S_OK);
	assert_int_equal(office_cancel(login, 0), S_OK);
	assert_int_equal(AsyncIInternetSession_Finish_ConnectFtp(login, &other), RPC_E_CALL_CANCELED);
	assert_null(other);
	AsyncIInternetSession_Release(login);
	leave(&o, ftp);
}

static HRESULT each(IFtpSession *ftp)
{
	HRESULT hr = IFtpSession_CreateDirectory(ftp, "d");

	if (SUCCEEDED(hr))
		hr = IFtpSession_SetCurrentDirectory(ftp, ".");
	if (SUCCEEDED(hr))
		hr = IFtpSession_RenameFile(ftp, "a", "b");
	if (SUCCEEDED(hr))
		hr = IFtpSession_DeleteFile(ftp, "a");
	if (SUCCEEDED(hr))
		hr = IFtpSession_RemoveDirectory(ftp, "d");
	if (SUCCEEDED(hr))
		hr = IFtpSession_Command(ftp, "NOOP");
	return hr;
}

static void each_method(enum office_where where)
{
	IFtpSession *ftp;
	struct office o;
	HRESULT hr;

	if (!office_ftp(&o, where, &site, &ftp))
		return;
	hr = each(ftp);
	if (FAILED(hr))
		sweep_ok(hr, LACKS);
	else
		assert_string_equal(talk_heard, "USER ann\nPASS secret\nPWD\nMKD /home/ann/d\nCWD /home/ann/.\nPWD\nRNFR /home/ann/a\n"
		                                "RNTO /home/ann/b\nDELE /home/ann/a\nRMD /home/ann/d\nNOOP\n");
	leave(&o, ftp);
}

SIM_TEST(each_method_says_its_commands, 20) { each_method(OFFICE_HERE); }
SIM_TEST(each_method_says_its_commands_from_another_apartment, 20) { each_method(OFFICE_BESIDE); }

/* A session does nothing else while a file is open. */
static HRESULT close_file(IInternetStream *file)
{
	IInternetHandle *handle;
	HRESULT hr = IInternetStream_QueryInterface(file, &IID_IInternetHandle, (void **)&handle);

	if (SUCCEEDED(hr)) {
		hr = IInternetHandle_Close(handle);
		IInternetHandle_Release(handle);
	}
	IInternetStream_Release(file);
	return hr;
}

static HRESULT copy(IFtpSession *ftp)
{
	IInternetStream *file;
	ULONGLONG size = 0;
	BYTE text[16];
	ULONG got;
	HRESULT hr = IFtpSession_OpenFile(ftp, "a", GENERIC_READ, FTP_TRANSFER_TYPE_BINARY, 1, &file);

	if (FAILED(hr))
		return hr;
	hr = IInternetStream_Size(file, &size);
	if (SUCCEEDED(hr))
		hr = IInternetStream_Read(file, text, sizeof text, &got);
	if (FAILED(hr)) {
		IInternetStream_Release(file);
		return hr;
	}
	hr = close_file(file);
	if (FAILED(hr))
		return hr;
	assert_int_equal(size, 8);
	assert_int_equal(got, 8);
	assert_memory_equal(text, "one\ntwo\n", 8);
	hr = IFtpSession_OpenFile(ftp, "a", GENERIC_WRITE, FTP_TRANSFER_TYPE_BINARY, 1, &file);
	if (FAILED(hr))
		return hr;
	hr = IInternetStream_Write(file, text, 8, &got);
	IInternetStream_Release(file);
	return hr;
}

static void copy_file(enum office_where where)
{
	IFtpSession *ftp;
	struct office o;
	HRESULT hr;

	if (!office_ftp(&o, where, &site, &ftp))
		return;
	hr = copy(ftp);
	if (FAILED(hr))
		sweep_ok(hr, LACKS);
	leave(&o, ftp);
}

SIM_TEST(a_file_is_read_and_written, 20) { copy_file(OFFICE_HERE); }
SIM_TEST(a_file_is_read_and_written_from_another_apartment, 20) { copy_file(OFFICE_BESIDE); }

static void drop(InternetFound *found, ULONG count)
{
	while (count--) {
		CoTaskMemFree(found[count].name);
		CoTaskMemFree(found[count].locator);
	}
}

static HRESULT list(IFtpSession *ftp)
{
	InternetFound found[2];
	IInternetFind *find;
	ULONG got;
	HRESULT hr = IFtpSession_FindFirst(ftp, NULL, 0, 1, &find);

	if (FAILED(hr))
		return hr;
	hr = IInternetFind_Next(find, 2, found, &got);
	if (hr == S_OK) {
		assert_int_equal(got, 2);
		assert_string_equal(found[0].name, "a");
		assert_int_equal(found[0].size, 5);
		assert_string_equal(found[1].name, "b");
		assert_int_equal(found[1].type, FILE_ATTRIBUTE_DIRECTORY);
		drop(found, got);
		hr = IInternetFind_Next(find, 2, found, &got);
		if (SUCCEEDED(hr)) {
			assert_int_equal(hr, S_FALSE);
			assert_int_equal(got, 1);
			assert_string_equal(found[0].name, "c");
			drop(found, got);
		}
	}
	IInternetFind_Release(find);
	return hr;
}

static void find_files(enum office_where where)
{
	IFtpSession *ftp;
	struct office o;
	HRESULT hr;

	if (!office_ftp(&o, where, &site, &ftp))
		return;
	hr = list(ftp);
	if (FAILED(hr))
		sweep_ok(hr, LACKS);
	leave(&o, ftp);
}

SIM_TEST(a_directory_is_listed_in_pages, 20) { find_files(OFFICE_HERE); }
SIM_TEST(a_directory_is_listed_in_pages_from_another_apartment, 20) { find_files(OFFICE_BESIDE); }

static void is_said(const OLECHAR *begin, size_t size)
{
	IErrorInfo *info;
	BSTR said;

	assert_int_equal(GetErrorInfo(0, &info), S_OK);
	assert_int_equal(IErrorInfo_GetDescription(info, &said), S_OK);
	assert_memory_equal(said, begin, size - sizeof *begin);
	SysFreeString(said);
	IErrorInfo_Release(info);
}

static void refused(enum office_where where)
{
	IFtpSession *ftp, *wrong;
	struct office o;
	IErrorInfo *info;

	if (swept() || !office_ftp(&o, where, &site, &ftp))
		return;
	assert_int_equal(IFtpSession_DeleteFile(ftp, "x"), HRESULT_FROM_WIN32(ERROR_INTERNET_EXTENDED_ERROR));
	is_said(u"550 No such thing.", sizeof u"550 No such thing.");
	assert_int_equal(IInternetSession_ConnectFtp(o.session, "shop", 2121, "ann", "wrong", 0, 1, &wrong),
	                 HRESULT_FROM_WIN32(ERROR_INTERNET_LOGIN_FAILURE));
	assert_null(wrong);
	assert_int_equal(GetErrorInfo(0, &info), S_OK);
	IErrorInfo_Release(info);
	leave(&o, ftp);
}

SIM_TEST(what_the_server_says_that_refuses_is_the_error_object, 20) { refused(OFFICE_HERE); }
SIM_TEST(what_the_server_says_that_refuses_is_the_error_object_in_another_apartment, 20) { refused(OFFICE_BESIDE); }

/* Not what it has said to somebody else before. */
static void breaks_off(enum office_where where)
{
	IInternetStream *file;
	IFtpSession *ftp;
	struct office o;
	ULONG got = 1;
	BYTE text[8];
	HRESULT hr;

	if (swept() || !office_ftp(&o, where, &site, &ftp))
		return;
	assert_int_equal(IFtpSession_DeleteFile(ftp, "x"), HRESULT_FROM_WIN32(ERROR_INTERNET_EXTENDED_ERROR));
	assert_int_equal(IFtpSession_OpenFile(ftp, "broken", GENERIC_READ, 0, 1, &file), S_OK);
	do
		hr = IInternetStream_Read(file, text, 2, &got);
	while (hr == S_OK && got);
	assert_int_equal(hr, HRESULT_FROM_WIN32(ERROR_INTERNET_EXTENDED_ERROR));
	is_said(u"451 Oh.", sizeof u"451 Oh.");
	assert_int_equal(IInternetStream_Read(file, text, 2, &got), HRESULT_FROM_WIN32(ERROR_INTERNET_EXTENDED_ERROR));
	is_said(u"451 Oh.", sizeof u"451 Oh.");
	IInternetStream_Release(file);
	leave(&o, ftp);
}

SIM_TEST(what_the_server_says_that_breaks_off_is_the_error_object, 20) { breaks_off(OFFICE_HERE); }
SIM_TEST(what_the_server_says_that_breaks_off_is_the_error_object_in_another_apartment, 20) { breaks_off(OFFICE_BESIDE); }
