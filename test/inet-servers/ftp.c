/* ftp.c - FTP against a real server, which is at port ACOM_FTP_PORT of the loopback, serves ACOM_FTP_ROOT, whose name there is
 * ACOM_FTP_HOME, to ACOM_FTP_USER and writes down in ACOM_FTP_LOG what it is told; one without a log is just asked. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inet/events.h"

enum { CONNECT_CONTEXT = 1, FILE_CONTEXT, BIG = 1 << 20, TRANSFERS = 200 };
static HINTERNET session, connection;

static void name_file(char *path, const char *variable, const char *name)
{
	snprintf(path, 256, "%s/%s", getenv(variable), name);
}

static const char *chosen(const char *variable, const char *usual)
{
	const char *value = getenv(variable);

	return value ? value : usual;
}

static INTERNET_PORT port(void)
{
	return (INTERNET_PORT)atoi(getenv("ACOM_FTP_PORT"));
}

static HINTERNET handle(HINTERNET returned, DWORD_PTR context)
{
	DWORD error = ERROR_SUCCESS;
	DWORD_PTR result = (DWORD_PTR)returned;

	if (!returned && !events_finish(FALSE, context, &error, &result))
		fail_msg("error %u", error);
	return (HINTERNET)result;
}

static void done(BOOL returned, DWORD_PTR context)
{
	DWORD error;

	if (!events_finish(returned, context, &error, NULL))
		fail_msg("error %u", error);
}

static DWORD ends_with(BOOL returned, DWORD_PTR context)
{
	DWORD error;

	assert_false(events_finish(returned, context, &error, NULL));
	return error;
}

static void begin(DWORD flags)
{
	events_clear();
	session = InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, flags);
	assert_non_null(session);
	InternetSetStatusCallback(session, events_callback);
	connection = handle(InternetConnect(session, "127.0.0.1", port(), chosen("ACOM_FTP_USER", "ann"), "secret",
	                                    INTERNET_SERVICE_FTP, 0, CONNECT_CONTEXT), CONNECT_CONTEXT);
}

static void end(void)
{
	assert_true(InternetCloseHandle(session));
}

/* What the server was told since then; to be freed. */
static long log_size(void)
{
	struct stat s;

	return stat(chosen("ACOM_FTP_LOG", ""), &s) ? 0 : s.st_size;
}

static void heard(long since, const char *expected)
{
	static char text[65536];

	if (!getenv("ACOM_FTP_LOG"))
		return;
	FILE *f = fopen(getenv("ACOM_FTP_LOG"), "r");

	assert_non_null(f);
	fseek(f, since, SEEK_SET);
	text[fread(text, 1, sizeof text - 1, f)] = 0;
	fclose(f);
	assert_string_equal(text, expected);
}

static void fill(char *data, size_t size)
{
	uint32_t x = 1;
	size_t i;

	for (i = 0; i < size; i++) {
		x = x * 1664525 + 1013904223;
		data[i] = (char)(x >> 24);
	}
}

static void save(const char *path, const char *data, size_t size)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(data, 1, size, f), size);
	assert_int_equal(fclose(f), 0);
}

static size_t load(const char *path, char *data, size_t room)
{
	FILE *f = fopen(path, "r");
	size_t size;

	assert_non_null(f);
	size = fread(data, 1, room, f);
	fclose(f);
	return size;
}

TEST(N33_all_functions_of_the_seed_asynchronously)
{
	char local[256], where[256], root[256];
	DWORD size = sizeof where, written;
	WIN32_FIND_DATA found;
	HINTERNET h;
	long before;

	begin(INTERNET_FLAG_ASYNC);
	before = log_size();
	snprintf(root, sizeof root, "%s/d", chosen("ACOM_FTP_HOME", ""));
	done(FtpCreateDirectory(connection, "d"), CONNECT_CONTEXT);
	done(FtpSetCurrentDirectory(connection, "d"), CONNECT_CONTEXT);
	done(FtpGetCurrentDirectory(connection, where, &size), CONNECT_CONTEXT);
	assert_string_equal(where, root);
	name_file(local, "ACOM_FTP_WORK", "local");
	save(local, "hello\n", 6);
	done(FtpPutFile(connection, local, "a", FTP_TRANSFER_TYPE_BINARY, FILE_CONTEXT), FILE_CONTEXT);
	done(FtpRenameFile(connection, "a", "b"), CONNECT_CONTEXT);
	h = handle(FtpFindFirstFile(connection, "*", &found, 0, FILE_CONTEXT), FILE_CONTEXT);
	assert_string_equal(found.cFileName, "b");
	assert_int_equal(found.nFileSizeLow, 6);
	assert_false(InternetFindNextFile(h, &found));
	assert_int_equal(GetLastError(), ERROR_NO_MORE_FILES);
	InternetCloseHandle(h);
	done(FtpGetFile(connection, "b", local, FALSE, 0, FTP_TRANSFER_TYPE_BINARY, FILE_CONTEXT), FILE_CONTEXT);
	h = handle(FtpOpenFile(connection, "c", GENERIC_WRITE, FTP_TRANSFER_TYPE_BINARY, FILE_CONTEXT), FILE_CONTEXT);
	done(InternetWriteFile(h, "x", 1, &written), FILE_CONTEXT);
	InternetCloseHandle(h);
	done(FtpDeleteFile(connection, "b"), CONNECT_CONTEXT);
	done(FtpDeleteFile(connection, "c"), CONNECT_CONTEXT);
	done(FtpRemoveDirectory(connection, root), CONNECT_CONTEXT);
	heard(before, "MKD /d\nCWD /d\nPWD\nPWD\nTYPE I\nEPSV\nSTOR /d/a\nRNFR /d/a\nRNTO /d/b\nTYPE A\nEPSV\nMLSD /d\nTYPE I\nEPSV\n"
	              "RETR /d/b\nEPSV\nSTOR /d/c\nDELE /d/b\nDELE /d/c\nRMD /d\n");
	/* Each has pended, and none has ended twice: InternetConnect and the seven of the session, and the four that name a file. */
	assert_int_equal(events_times(CONNECT_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE), 8);
	assert_int_equal(events_times(FILE_CONTEXT, INTERNET_STATUS_REQUEST_COMPLETE), 4);
	end();
}

TEST(N32_a_wrong_password_is_refused_in_the_servers_words)
{
	char words[64];
	DWORD error, size = sizeof words;

	events_clear();
	session = InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0);
	assert_null(InternetConnect(session, "localhost", port(), "ann", "wrong", INTERNET_SERVICE_FTP, 0, 0));
	assert_int_equal(GetLastError(), ERROR_INTERNET_LOGIN_FAILURE);
	assert_true(InternetGetLastResponseInfo(&error, words, &size));
	assert_string_equal(words, "530 Authentication failed.\n");
	end();
}

TEST(N36_what_is_refused_leaves_the_connection)
{
	long before;

	begin(INTERNET_FLAG_ASYNC);
	before = log_size();
	assert_int_equal(ends_with(FtpDeleteFile(connection, "nothing"), CONNECT_CONTEXT), ERROR_INTERNET_EXTENDED_ERROR);
	assert_int_equal(ends_with(FtpGetFile(connection, "nothing", "/nowhere", FALSE, 0, 0, FILE_CONTEXT), FILE_CONTEXT),
	                 ERROR_INTERNET_EXTENDED_ERROR);
	assert_int_equal(ends_with(FtpRenameFile(connection, "nothing", "b"), CONNECT_CONTEXT), ERROR_INTERNET_EXTENDED_ERROR);
	heard(before, "DELE /nothing\nTYPE I\nEPSV\nRETR /nothing\nRNFR /nothing\n");
	end();
}

TEST(N39_a_mebibyte_of_anything_comes_and_goes_as_it_is)
{
	static char data[BIG], back[BIG + 1];
	char local[256], remote[256];
	HINTERNET h;
	DWORD got = 1, total = 0, at;

	fill(data, BIG);
	begin(INTERNET_FLAG_ASYNC);
	name_file(local, "ACOM_FTP_WORK", "local");
	name_file(remote, "ACOM_FTP_ROOT", "big");
	save(local, data, BIG);
	done(FtpPutFile(connection, local, "big", FTP_TRANSFER_TYPE_BINARY, FILE_CONTEXT), FILE_CONTEXT);
	assert_int_equal(load(remote, back, sizeof back), BIG);
	assert_memory_equal(back, data, BIG);
	h = handle(FtpOpenFile(connection, "big", GENERIC_READ, FTP_TRANSFER_TYPE_BINARY, FILE_CONTEXT), FILE_CONTEXT);
	assert_int_equal(FtpGetFileSize(h, NULL), BIG);
	memset(back, 0, sizeof back);
	for (; got; total += got) {
		DWORD room = (DWORD)sizeof back - total;

		done(InternetReadFile(h, back + total, room < 70000 ? room : 70000, &got), FILE_CONTEXT);
	}
	assert_int_equal(total, BIG);
	assert_memory_equal(back, data, BIG);
	InternetCloseHandle(h);
	h = handle(FtpOpenFile(connection, "big2", GENERIC_WRITE, FTP_TRANSFER_TYPE_BINARY, FILE_CONTEXT), FILE_CONTEXT);
	for (at = 0; at < BIG; at += BIG / 2)
		done(InternetWriteFile(h, data + at, BIG / 2, &got), FILE_CONTEXT);
	InternetCloseHandle(h);
	done(FtpGetFile(connection, "big2", local, FALSE, 0, FTP_TRANSFER_TYPE_BINARY, FILE_CONTEXT), FILE_CONTEXT);
	assert_int_equal(load(local, back, sizeof back), BIG);
	assert_memory_equal(back, data, BIG);
	done(FtpDeleteFile(connection, "big"), CONNECT_CONTEXT);
	done(FtpDeleteFile(connection, "big2"), CONNECT_CONTEXT);
	end();
}

TEST(N39_lines_are_translated)
{
	char local[256], remote[256], text[64];

	begin(0);
	name_file(local, "ACOM_FTP_WORK", "local");
	name_file(remote, "ACOM_FTP_ROOT", "text");
	save(local, "one\ntwo\n", 8);
	done(FtpPutFile(connection, local, "text", FTP_TRANSFER_TYPE_ASCII, 0), 0);
	assert_int_equal(load(remote, text, sizeof text), 8); /* the server is of our kind */
	done(FtpGetFile(connection, "text", local, FALSE, 0, FTP_TRANSFER_TYPE_ASCII, 0), 0);
	assert_int_equal(load(local, text, sizeof text), 8);
	assert_memory_equal(text, "one\ntwo\n", 8);
	done(FtpDeleteFile(connection, "text"), 0);
	end();
}

TEST(N35_a_file_that_is_closed_half_read_leaves_the_connection)
{
	char text[4], path[256];
	static char data[BIG];
	HINTERNET h;
	DWORD got;
	long before;

	name_file(path, "ACOM_FTP_ROOT", "half");
	save(path, data, BIG);
	begin(0);
	h = FtpOpenFile(connection, "half", GENERIC_READ, FTP_TRANSFER_TYPE_BINARY, FILE_CONTEXT);
	assert_non_null(h);
	done(InternetReadFile(h, text, sizeof text, &got), FILE_CONTEXT);
	assert_false(FtpDeleteFile(connection, "half"));
	assert_int_equal(GetLastError(), ERROR_FTP_TRANSFER_IN_PROGRESS);
	before = log_size();
	assert_true(InternetCloseHandle(h));
	done(FtpDeleteFile(connection, "half"), 0);
	heard(before, "DELE /half\n");
	end();
}

TEST(N48_two_hundred_transfers_over_one_connection)
{
	char path[256], text[8];
	unsigned i;
	long before;
	static char expected[TRANSFERS * 32];
	HINTERNET h;
	DWORD got;

	name_file(path, "ACOM_FTP_ROOT", "small");
	save(path, "hello", 5);
	begin(0);
	before = log_size();
	for (i = 0; i < TRANSFERS; i++) {
		h = FtpOpenFile(connection, "small", GENERIC_READ, FTP_TRANSFER_TYPE_BINARY, 0);
		assert_non_null(h);
		assert_true(InternetReadFile(h, text, sizeof text, &got));
		assert_int_equal(got, 5);
		assert_true(InternetCloseHandle(h));
		sprintf(expected + strlen(expected), "%sSIZE /small\nEPSV\nRETR /small\n", i ? "" : "TYPE I\n");
	}
	heard(before, expected);
	end();
}

/* Of a URL with these in the places of the user and the path: NULL: *error. */
static HINTERNET visit(const char *user, const char *path, DWORD *error)
{
	char url[128];
	DWORD_PTR result = 0;
	HINTERNET h;

	snprintf(url, sizeof url, "ftp://%s127.0.0.1:%u%s", user, port(), path);
	h = InternetOpenUrl(session, url, NULL, 0, INTERNET_FLAG_RAW_DATA, FILE_CONTEXT);
	*error = h ? ERROR_SUCCESS : GetLastError();
	return h ? h : events_finish(FALSE, FILE_CONTEXT, error, &result) ? (HINTERNET)result : NULL;
}

static void file_is_read(const char *user, const char *path)
{
	char text[8];
	DWORD got, error;
	HINTERNET h = visit(user, path, &error);

	assert_non_null(h);
	done(InternetReadFile(h, text, sizeof text, &got), FILE_CONTEXT);
	assert_int_equal(got, 5);
	assert_memory_equal(text, "hello", 5);
	assert_true(InternetCloseHandle(h));
}

TEST(urls_of_files_and_directories)
{
	char path[256];
	WIN32_FIND_DATA found;
	HINTERNET h;
	DWORD error;

	name_file(path, "ACOM_FTP_ROOT", "a b");
	save(path, "hello", 5);
	events_clear();
	session = InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, INTERNET_FLAG_ASYNC);
	assert_non_null(session);
	InternetSetStatusCallback(session, events_callback);
	file_is_read("ann:secret@", "/a%20b");
	file_is_read("", "/%2Fa%20b;type=i");
	h = visit("ann:secret@", "/", &error);
	assert_non_null(h);
	do
		assert_true(InternetFindNextFile(h, &found));
	while (strcmp(found.cFileName, "a b"));
	assert_int_equal(found.nFileSizeLow, 5);
	assert_true(InternetCloseHandle(h));
	assert_null(visit("ann:secret@", "/nothing", &error));
	assert_int_equal(error, ERROR_INTERNET_EXTENDED_ERROR);
	assert_null(visit("ann:wrong@", "/", &error));
	assert_int_equal(error, ERROR_INTERNET_LOGIN_FAILURE);
	unlink(path);
	end();
}
