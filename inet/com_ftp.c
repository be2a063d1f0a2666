/* com_ftp.c - FTP sessions as objects. */
#include "com.h"

ACOM_FACE_AT(com_thing, IFtpSession, face)
ACOM_FACE_AT(com_call, AsyncIFtpSession, face)

enum {
	CREATE_DIRECTORY, REMOVE_DIRECTORY, DELETE_FILE, RENAME_FILE, SET_CURRENT_DIRECTORY, GET_CURRENT_DIRECTORY, GET_FILE, PUT_FILE,
	OPEN_FILE, FIND_FIRST, COMMAND,
};
enum { PATH_MOST = 4096 };

static com_call *call_of(AsyncIFtpSession *This)
{
	return com_call_from_AsyncIFtpSession(This);
}

/* All that gives nothing but success: the flat functions copy what they are given. */
#define PLAIN(Name, METHOD, parameters, function) \
	static HRESULT Begin_##Name parameters \
	{ \
		com_call *c = call_of(This); \
		HRESULT hr; \
		return com_call_waits(c, METHOD, 0, &hr) ? com_call_went(c, function) : hr; \
	} \
	static HRESULT Finish_##Name(AsyncIFtpSession *This) \
	{ \
		return com_call_finish(call_of(This), METHOD); \
	}

PLAIN(CreateDirectory, CREATE_DIRECTORY, (AsyncIFtpSession *This, const char *name), FtpCreateDirectoryA(com_call_handle(c), name))
PLAIN(RemoveDirectory, REMOVE_DIRECTORY, (AsyncIFtpSession *This, const char *name), FtpRemoveDirectoryA(com_call_handle(c), name))
PLAIN(DeleteFile, DELETE_FILE, (AsyncIFtpSession *This, const char *name), FtpDeleteFileA(com_call_handle(c), name))
PLAIN(RenameFile, RENAME_FILE, (AsyncIFtpSession *This, const char *from, const char *to),
      FtpRenameFileA(com_call_handle(c), from, to))
PLAIN(SetCurrentDirectory, SET_CURRENT_DIRECTORY, (AsyncIFtpSession *This, const char *name),
      FtpSetCurrentDirectoryA(com_call_handle(c), name))
PLAIN(GetFile, GET_FILE, (AsyncIFtpSession *This, const char *remote, const char *local, BOOL fail_if_exists, DWORD flags),
      FtpGetFileA(com_call_handle(c), remote, local, fail_if_exists, 0, flags, com_call_context(c)))
PLAIN(PutFile, PUT_FILE, (AsyncIFtpSession *This, const char *local, const char *remote, DWORD flags),
      FtpPutFileA(com_call_handle(c), local, remote, flags, com_call_context(c)))
PLAIN(Command, COMMAND, (AsyncIFtpSession *This, const char *command),
      FtpCommandA(com_call_handle(c), FALSE, 0, command, com_call_context(c), NULL))

static HRESULT Begin_GetCurrentDirectory(AsyncIFtpSession *This)
{
	com_call *c = call_of(This);
	HRESULT hr;

	if (!com_call_waits(c, GET_CURRENT_DIRECTORY, PATH_MOST, &hr))
		return hr;
	c->count = PATH_MOST;
	return com_call_went(c, FtpGetCurrentDirectoryA(com_call_handle(c), c->data, &c->count));
}

static HRESULT Finish_GetCurrentDirectory(AsyncIFtpSession *This, char **name)
{
	return com_call_finish_text(call_of(This), GET_CURRENT_DIRECTORY, name);
}

static HRESULT Begin_OpenFile(AsyncIFtpSession *This, const char *name, DWORD access, DWORD flags, ULONGLONG context)
{
	com_call *c = call_of(This);
	HRESULT hr;

	if (!com_call_makes(c, OPEN_FILE, context, 0, &hr))
		return hr;
	return com_call_made(c, FtpOpenFileA(com_call_handle(c), name, access, flags, com_call_context(c)));
}

static HRESULT Finish_OpenFile(AsyncIFtpSession *This, IInternetStream **file)
{
	return com_call_finish_object(call_of(This), OPEN_FILE, com_file, &IID_IInternetStream, (void **)file);
}

static HRESULT Begin_FindFirst(AsyncIFtpSession *This, const char *pattern, DWORD flags, ULONGLONG context)
{
	com_call *c = call_of(This);
	HRESULT hr;

	if (!com_call_makes(c, FIND_FIRST, context, sizeof(WIN32_FIND_DATAA), &hr))
		return hr;
	return com_call_made(c, FtpFindFirstFileA(com_call_handle(c), pattern, c->data, flags, com_call_context(c)));
}

static HRESULT Finish_FindFirst(AsyncIFtpSession *This, IInternetFind **find)
{
	return com_call_finish_object(call_of(This), FIND_FIRST, com_find, &IID_IInternetFind, (void **)find);
}

static const AsyncIFtpSessionVtbl AsyncIFtpSession_vtbl = {
	ACOM_UNKNOWN(com_call, AsyncIFtpSession), Begin_CreateDirectory, Finish_CreateDirectory, Begin_RemoveDirectory,
	Finish_RemoveDirectory, Begin_DeleteFile, Finish_DeleteFile, Begin_RenameFile, Finish_RenameFile, Begin_SetCurrentDirectory,
	Finish_SetCurrentDirectory, Begin_GetCurrentDirectory, Finish_GetCurrentDirectory, Begin_GetFile, Finish_GetFile, Begin_PutFile,
	Finish_PutFile, Begin_OpenFile, Finish_OpenFile, Begin_FindFirst, Finish_FindFirst, Begin_Command, Finish_Command,
};
COM_CALL_KIND(AsyncIFtpSession);

/* ---- the synchronous methods ---- */

#define HALVES(begin, finish) COM_BOTH_HALVES(AsyncIFtpSession, com_thing_from_IFtpSession(This), begin, finish)

static HRESULT CreateDirectory(IFtpSession *This, const char *name)
{
	HALVES(Begin_CreateDirectory(call, name), Finish_CreateDirectory(call));
}

static HRESULT RemoveDirectory(IFtpSession *This, const char *name)
{
	HALVES(Begin_RemoveDirectory(call, name), Finish_RemoveDirectory(call));
}

static HRESULT DeleteFile(IFtpSession *This, const char *name)
{
	HALVES(Begin_DeleteFile(call, name), Finish_DeleteFile(call));
}

static HRESULT RenameFile(IFtpSession *This, const char *from, const char *to)
{
	HALVES(Begin_RenameFile(call, from, to), Finish_RenameFile(call));
}

static HRESULT SetCurrentDirectory(IFtpSession *This, const char *name)
{
	HALVES(Begin_SetCurrentDirectory(call, name), Finish_SetCurrentDirectory(call));
}

static HRESULT GetCurrentDirectory(IFtpSession *This, char **name)
{
	*name = NULL;
	HALVES(Begin_GetCurrentDirectory(call), Finish_GetCurrentDirectory(call, name));
}

static HRESULT GetFile(IFtpSession *This, const char *remote, const char *local, BOOL fail_if_exists, DWORD flags)
{
	HALVES(Begin_GetFile(call, remote, local, fail_if_exists, flags), Finish_GetFile(call));
}

static HRESULT PutFile(IFtpSession *This, const char *local, const char *remote, DWORD flags)
{
	HALVES(Begin_PutFile(call, local, remote, flags), Finish_PutFile(call));
}

static HRESULT OpenFile(IFtpSession *This, const char *name, DWORD access, DWORD flags, ULONGLONG context, IInternetStream **file)
{
	*file = NULL;
	HALVES(Begin_OpenFile(call, name, access, flags, context), Finish_OpenFile(call, file));
}

static HRESULT FindFirst(IFtpSession *This, const char *pattern, DWORD flags, ULONGLONG context, IInternetFind **find)
{
	*find = NULL;
	HALVES(Begin_FindFirst(call, pattern, flags, context), Finish_FindFirst(call, find));
}

static HRESULT Command(IFtpSession *This, const char *command)
{
	HALVES(Begin_Command(call, command), Finish_Command(call));
}

static const IFtpSessionVtbl IFtpSession_vtbl = {
	ACOM_UNKNOWN(com_thing, IFtpSession), CreateDirectory, RemoveDirectory, DeleteFile, RenameFile, SetCurrentDirectory,
	GetCurrentDirectory, GetFile, PutFile, OpenFile, FindFirst, Command,
};
COM_THING_KIND(FtpSession, IFtpSession, , &com_AsyncIFtpSession);
const AcomClass *const com_ftp_session = &FtpSession.class;
