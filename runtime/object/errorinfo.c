/* errorinfo.c - errors that say more than a number: the error object of each thread, and the library's own kind of them. */
#include <stdarg.h>
#include <stdio.h>

#include "object/automation.h"

enum { SOURCE, DESCRIPTION, HELP_FILE, TEXTS };

typedef struct ErrorInfo {
	AcomObject object;
	IErrorInfo IErrorInfo_iface;
	ICreateErrorInfo ICreateErrorInfo_iface;
	GUID guid;
	BSTR texts[TEXTS];
	DWORD help_context;
} ErrorInfo;

ACOM_FACE(ErrorInfo, IErrorInfo)
ACOM_FACE(ErrorInfo, ICreateErrorInfo)

/* ---- IErrorInfo ---- */

static HRESULT text_give(IErrorInfo *This, int which, BSTR *text)
{
	BSTR own = ErrorInfo_from_IErrorInfo(This)->texts[which];

	if (!text)
		return FAIL(E_INVALIDARG);
	*text = own ? SysAllocStringLen(own, SysStringLen(own)) : NULL;
	return own && !*text ? FAIL(E_OUTOFMEMORY) : S_OK;
}

static HRESULT ErrorInfo_GetGUID(IErrorInfo *This, GUID *guid)
{
	if (!guid)
		return FAIL(E_INVALIDARG);
	*guid = ErrorInfo_from_IErrorInfo(This)->guid;
	return S_OK;
}

static HRESULT ErrorInfo_GetSource(IErrorInfo *This, BSTR *text) { return text_give(This, SOURCE, text); }
static HRESULT ErrorInfo_GetDescription(IErrorInfo *This, BSTR *text) { return text_give(This, DESCRIPTION, text); }
static HRESULT ErrorInfo_GetHelpFile(IErrorInfo *This, BSTR *text) { return text_give(This, HELP_FILE, text); }

static HRESULT ErrorInfo_GetHelpContext(IErrorInfo *This, DWORD *context)
{
	if (!context)
		return FAIL(E_INVALIDARG);
	*context = ErrorInfo_from_IErrorInfo(This)->help_context;
	return S_OK;
}

/* ---- ICreateErrorInfo ---- */

static HRESULT text_keep(ICreateErrorInfo *This, int which, LPOLESTR text)
{
	BSTR *own = &ErrorInfo_from_ICreateErrorInfo(This)->texts[which];
	BSTR fresh = text ? SysAllocString(text) : NULL;

	if (text && !fresh)
		return FAIL(E_OUTOFMEMORY);
	SysFreeString(*own);
	*own = fresh;
	return S_OK;
}

static HRESULT ErrorInfo_SetGUID(ICreateErrorInfo *This, REFGUID guid)
{
	if (!guid)
		return FAIL(E_INVALIDARG);
	ErrorInfo_from_ICreateErrorInfo(This)->guid = *guid;
	return S_OK;
}

static HRESULT ErrorInfo_SetSource(ICreateErrorInfo *This, LPOLESTR text) { return text_keep(This, SOURCE, text); }
static HRESULT ErrorInfo_SetDescription(ICreateErrorInfo *This, LPOLESTR text) { return text_keep(This, DESCRIPTION, text); }
static HRESULT ErrorInfo_SetHelpFile(ICreateErrorInfo *This, LPOLESTR text) { return text_keep(This, HELP_FILE, text); }

static HRESULT ErrorInfo_SetHelpContext(ICreateErrorInfo *This, DWORD context)
{
	ErrorInfo_from_ICreateErrorInfo(This)->help_context = context;
	return S_OK;
}

/* ---- the object ---- */

static const IErrorInfoVtbl ErrorInfo_IErrorInfo_vtbl = {
	ACOM_UNKNOWN(ErrorInfo, IErrorInfo), ErrorInfo_GetGUID, ErrorInfo_GetSource, ErrorInfo_GetDescription,
	ErrorInfo_GetHelpFile, ErrorInfo_GetHelpContext,
};
static const ICreateErrorInfoVtbl ErrorInfo_ICreateErrorInfo_vtbl = {
	ACOM_UNKNOWN(ErrorInfo, ICreateErrorInfo), ErrorInfo_SetGUID, ErrorInfo_SetSource, ErrorInfo_SetDescription,
	ErrorInfo_SetHelpFile, ErrorInfo_SetHelpContext,
};
static const AcomInterface ErrorInfo_map[] = {
	ACOM_ENTRY(ErrorInfo, IErrorInfo), ACOM_ENTRY(ErrorInfo, ICreateErrorInfo), ACOM_END,
};

static void ErrorInfo_destruct(void *object)
{
	for (int i = 0; i < TEXTS; i++)
		SysFreeString(((ErrorInfo *)object)->texts[i]);
}

static const AcomClass ErrorInfo_class = {
	"ErrorInfo", sizeof(ErrorInfo), ErrorInfo_map, NULL, ErrorInfo_destruct, NULL,
};

HRESULT CreateErrorInfo(ICreateErrorInfo **info)
{
	return info ? AcomCreateObject(&ErrorInfo_class, NULL, &IID_ICreateErrorInfo, (void **)info) : FAIL(E_INVALIDARG);
}

/* What its methods do not tell stays empty. */
IErrorInfo *errorinfo_copy(IErrorInfo *from)
{
	IErrorInfo *copy;

	if (FAILED(AcomCreateObject(&ErrorInfo_class, NULL, &IID_IErrorInfo, (void **)&copy)))
		return NULL;
	ErrorInfo *to = ErrorInfo_from_IErrorInfo(copy);
	IErrorInfo_GetGUID(from, &to->guid);
	IErrorInfo_GetSource(from, &to->texts[SOURCE]);
	IErrorInfo_GetDescription(from, &to->texts[DESCRIPTION]);
	IErrorInfo_GetHelpFile(from, &to->texts[HELP_FILE]);
	IErrorInfo_GetHelpContext(from, &to->help_context);
	return copy;
}

/* Names in it may be any octets, and it may have been cut: of what is no text there is what is ASCII. */
static size_t text_from_octets(const char *octets, OLECHAR *text, size_t room)
{
	size_t units = utf16_from_utf8(octets, text, room);

	if (units != SIZE_MAX)
		return units;
	for (units = 0; octets[units] && units < room; units++)
		text[units] = octets[units] & 0x80 ? u'?' : (OLECHAR)octets[units];
	return units;
}

IErrorInfo *errorinfo_make(const char *description)
{
	OLECHAR text[ERRORINFO_TEXT];
	size_t units = text_from_octets(description, text, ARRAY_COUNT(text) - 1);
	IErrorInfo *made;

	if (FAILED(AcomCreateObject(&ErrorInfo_class, NULL, &IID_IErrorInfo, (void **)&made)))
		return NULL;
	text[units] = 0;
	ErrorInfo_from_IErrorInfo(made)->texts[DESCRIPTION] = SysAllocString(text);
	return made;
}

/* ---- the error object of a thread ---- */

IErrorInfo *errorinfo_take(void)
{
	struct thread *self = thread_self();
	IErrorInfo *info = self ? self->error : NULL;

	if (!info)
		return NULL;
	self->error = NULL;
	thread_free_unused(self);
	return info;
}

HRESULT errorinfo_put(IErrorInfo *info)
{
	IErrorInfo *old = errorinfo_take();
	struct thread *self = info ? thread_obtain() : NULL;
	bool lost = info && !self;

	if (self)
		self->error = info;
	release_unknown(lost ? info : NULL);
	release_unknown(old);
	return lost ? FAIL(E_OUTOFMEMORY) : S_OK;
}

static void put_text(const char *text)
{
	errorinfo_put(errorinfo_make(text));
}

HRESULT errorinfo_tell(HRESULT hr, const char *format, ...)
{
	char text[ERRORINFO_TEXT];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	trace_write("%s", text);
	put_text(text);
	return hr;
}

HRESULT errorinfo_say(HRESULT hr, const char *format, ...)
{
	char text[ERRORINFO_TEXT];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	put_text(text);
	return hr;
}

HRESULT SetErrorInfo(ULONG reserved, IErrorInfo *info)
{
	if (reserved)
		return FAIL(E_INVALIDARG);
	if (info)
		IErrorInfo_AddRef(info);
	return errorinfo_put(info);
}

HRESULT GetErrorInfo(ULONG reserved, IErrorInfo **info)
{
	if (reserved || !info)
		return FAIL(E_INVALIDARG);
	*info = errorinfo_take();
	return *info ? S_OK : S_FALSE;
}

/* ---- for people ---- */

/* At most so many units, and no half of a character at their end. */
static size_t units_cut(BSTR said, size_t units, size_t most)
{
	if (units <= most)
		return units;
	return most && (said[most - 1] & 0xFC00) == 0xD800 ? most - 1 : most;
}

/* False: it says nothing, or nothing that is text. */
static bool describe(IErrorInfo *info, char *text, size_t room)
{
	BSTR said = NULL;
	size_t units, most = (room - 1) / 3;
	bool told;

	IErrorInfo_GetDescription(info, &said);
	units = SysStringLen(said);
	told = units && (utf8_from_utf16(said, units, text, room) ||
	                 utf8_from_utf16(said, units_cut(said, units, most), text, room));
	SysFreeString(said);
	return told && *text;
}

void AcomErrorMessage(HRESULT hr, char *text, SIZE_T room)
{
	IErrorInfo *info = FAILED(hr) ? errorinfo_take() : NULL; /* else it is about something else */
	bool told = info && room && describe(info, text, room);

	release_unknown(info);
	if (!told)
		snprintf(text, room, "%s (0x%08X)", error_text(hr), (unsigned)hr);
	for (size_t i = 0; told && text[i]; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 127)
			text[i] = ' ';
}
