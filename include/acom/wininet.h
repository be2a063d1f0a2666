/* acom/wininet.h - WinINet's flat interface: HTTP, FTP and Gopher, synchronous or asynchronous with a status callback.
 *
 * Names, parameters, values and codes are WinINet's. Text is UTF-8 in the functions that end with A, UTF-16 in those that end
 * with W; a name without either is the first, or the second if UNICODE is defined. It is for clients: nothing here listens.
 *
 * Asynchronous is what a session does that was opened with INTERNET_FLAG_ASYNC: a function that has to wait for the network
 * returns FALSE (or NULL) with GetLastError() == ERROR_IO_PENDING, and later the callback gets exactly one
 * INTERNET_STATUS_REQUEST_COMPLETE for it. One that need not wait returns its result at once, and nothing completes. Callbacks
 * come on any thread, for one handle one at a time and in order; they may call everything, InternetCloseHandle on their own
 * handle, too. INTERNET_STATUS_HANDLE_CLOSING is the last for its handle. Context 0: nobody is told anything.
 * What a pending function was given to write to belongs to it until it completes.
 *
 * A process that fork() has made of one with sessions cannot use them (ERROR_INVALID_HANDLE), nor begin others
 * (ERROR_INTERNET_ASYNC_THREAD_FAILED); one of a process without any begins as any other.
 */
#ifndef ACOM_WININET_H
#define ACOM_WININET_H

#include <acom/wtypes.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CALLBACK /* which Windows sources write before a callback's name; windef.h has it, too */
typedef void *HINTERNET;
typedef uint16_t INTERNET_PORT;

/* dwInternetStatus: INTERNET_STATUS_*; what lpvStatusInformation is depends on it and is the callback's own while it runs. */
typedef void (*INTERNET_STATUS_CALLBACK)(HINTERNET hInternet, DWORD_PTR dwContext, DWORD dwInternetStatus,
                                         void *lpvStatusInformation, DWORD dwStatusInformationLength);
#define INTERNET_INVALID_STATUS_CALLBACK ((INTERNET_STATUS_CALLBACK)(intptr_t)-1)
#define INTERNET_NO_CALLBACK 0

/* ---- what the callback is told, and with what ---- */
#define INTERNET_STATUS_RESOLVING_NAME 10         /* char []: the host */
#define INTERNET_STATUS_NAME_RESOLVED 11          /* char []: its address */
#define INTERNET_STATUS_CONNECTING_TO_SERVER 20   /* char []: the address */
#define INTERNET_STATUS_CONNECTED_TO_SERVER 21    /* char []: the address */
#define INTERNET_STATUS_SENDING_REQUEST 30        /* headers that are added in this callback are sent, if it does not take long */
#define INTERNET_STATUS_REQUEST_SENT 31           /* DWORD: octets */
#define INTERNET_STATUS_RECEIVING_RESPONSE 40
#define INTERNET_STATUS_RESPONSE_RECEIVED 41      /* DWORD: octets */
#define INTERNET_STATUS_CTL_RESPONSE_RECEIVED 42  /* never told */
#define INTERNET_STATUS_PREFETCH 43               /* never told */
#define INTERNET_STATUS_CLOSING_CONNECTION 50
#define INTERNET_STATUS_CONNECTION_CLOSED 51
#define INTERNET_STATUS_HANDLE_CREATED 60         /* INTERNET_ASYNC_RESULT with the new handle; hInternet is its parent */
#define INTERNET_STATUS_HANDLE_CLOSING 70         /* HINTERNET *: the handle; the last one for it */
#define INTERNET_STATUS_DETECTING_PROXY 80        /* never told */
#define INTERNET_STATUS_REQUEST_COMPLETE 100      /* INTERNET_ASYNC_RESULT */
#define INTERNET_STATUS_REDIRECT 110              /* char []: where to, before anything is sent there */
#define INTERNET_STATUS_INTERMEDIATE_RESPONSE 120 /* DWORD: the status, 1xx */
#define INTERNET_STATUS_USER_INPUT_REQUIRED 140   /* never told */
#define INTERNET_STATUS_STATE_CHANGE 200          /* DWORD: INTERNET_STATE_* */
#define INTERNET_STATUS_COOKIE_SENT 320           /* DWORD: how many of the session's will be sent */
#define INTERNET_STATUS_COOKIE_RECEIVED 321       /* DWORD: how many */
#define INTERNET_STATUS_PRIVACY_IMPACTED 324      /* never told, and so the next three */
#define INTERNET_STATUS_P3P_HEADER 325
#define INTERNET_STATUS_P3P_POLICYREF 326
#define INTERNET_STATUS_COOKIE_HISTORY 327

#define INTERNET_STATE_CONNECTED 0x00000001
#define INTERNET_STATE_DISCONNECTED 0x00000002
#define INTERNET_STATE_DISCONNECTED_BY_USER 0x00000010
#define INTERNET_STATE_IDLE 0x00000100
#define INTERNET_STATE_BUSY 0x00000200

typedef struct {
	DWORD_PTR dwResult; /* the handle that the function makes, else 1 or 0 */
	DWORD dwError;      /* of InternetQueryDataAvailable that succeeded: how many octets */
} INTERNET_ASYNC_RESULT, *LPINTERNET_ASYNC_RESULT;

typedef struct {
	WORD wYear, wMonth, wDayOfWeek, wDay, wHour, wMinute, wSecond, wMilliseconds;
} SYSTEMTIME, *LPSYSTEMTIME;

#define FILE_ATTRIBUTE_DIRECTORY 0x00000010
#define FILE_ATTRIBUTE_NORMAL 0x00000080
/* What FtpFindFirstFile finds; what a server does not say is 0. */
typedef struct {
	DWORD dwFileAttributes; /* FILE_ATTRIBUTE_* */
	FILETIME ftCreationTime, ftLastAccessTime, ftLastWriteTime;
	DWORD nFileSizeHigh, nFileSizeLow, dwReserved0, dwReserved1;
	char cFileName[260];
	char cAlternateFileName[14];
} WIN32_FIND_DATAA, *LPWIN32_FIND_DATAA;
typedef struct {
	DWORD dwFileAttributes;
	FILETIME ftCreationTime, ftLastAccessTime, ftLastWriteTime;
	DWORD nFileSizeHigh, nFileSizeLow, dwReserved0, dwReserved1;
	WCHAR cFileName[260];
	WCHAR cAlternateFileName[14];
} WIN32_FIND_DATAW, *LPWIN32_FIND_DATAW;

/* What InternetReadFileEx reads into, and HttpSendRequestEx sends. */
typedef struct _INTERNET_BUFFERSA {
	DWORD dwStructSize;
	struct _INTERNET_BUFFERSA *Next;   /* not looked at */
	const char *lpcszHeader;           /* of HttpSendRequestEx */
	DWORD dwHeadersLength;             /* (DWORD)-1: they are terminated */
	DWORD dwHeadersTotal;              /* not looked at */
	void *lpvBuffer;
	DWORD dwBufferLength;              /* octets there, or room for them */
	DWORD dwBufferTotal;               /* of the whole body; 0: there is none */
	DWORD dwOffsetLow, dwOffsetHigh;   /* not looked at */
} INTERNET_BUFFERSA, *LPINTERNET_BUFFERSA;
typedef struct _INTERNET_BUFFERSW {
	DWORD dwStructSize;
	struct _INTERNET_BUFFERSW *Next;
	const WCHAR *lpcszHeader;
	DWORD dwHeadersLength;             /* characters */
	DWORD dwHeadersTotal;
	void *lpvBuffer;
	DWORD dwBufferLength;              /* octets */
	DWORD dwBufferTotal;
	DWORD dwOffsetLow, dwOffsetHigh;
} INTERNET_BUFFERSW, *LPINTERNET_BUFFERSW;

/* ---- how sessions and connections are opened ---- */
#define INTERNET_OPEN_TYPE_PRECONFIG 0                   /* the environment: http_proxy, https_proxy, ftp_proxy, no_proxy */
#define INTERNET_OPEN_TYPE_DIRECT 1
#define INTERNET_OPEN_TYPE_PROXY 3
#define INTERNET_OPEN_TYPE_PRECONFIG_WITH_NO_AUTOPROXY 4 /* as PRECONFIG */
/* INTERNET_OPTION_PROXY, of sessions. Asked for, the texts lie behind the structure in the same buffer. */
typedef struct {
	DWORD dwAccessType;          /* INTERNET_OPEN_TYPE_* */
	const char *lpszProxy;       /* or NULL, and so the other */
	const char *lpszProxyBypass;
} INTERNET_PROXY_INFOA, *LPINTERNET_PROXY_INFOA;
typedef struct {
	DWORD dwAccessType;
	const WCHAR *lpszProxy;
	const WCHAR *lpszProxyBypass;
} INTERNET_PROXY_INFOW, *LPINTERNET_PROXY_INFOW;
#define INTERNET_SERVICE_FTP 1
#define INTERNET_SERVICE_GOPHER 2
#define INTERNET_SERVICE_HTTP 3
#define INTERNET_INVALID_PORT_NUMBER 0                   /* the service's own */
#define INTERNET_DEFAULT_FTP_PORT 21
#define INTERNET_DEFAULT_GOPHER_PORT 70
#define INTERNET_DEFAULT_HTTP_PORT 80
#define INTERNET_DEFAULT_HTTPS_PORT 443
#define INTERNET_DEFAULT_SOCKS_PORT 1080

#define INTERNET_FLAG_RELOAD 0x80000000u             /* Cache-Control: no-cache, for caches on the way; there is none here */
#define INTERNET_FLAG_RAW_DATA 0x40000000
#define INTERNET_FLAG_EXISTING_CONNECT 0x20000000
#define INTERNET_FLAG_ASYNC 0x10000000
#define INTERNET_FLAG_PASSIVE 0x08000000
#define INTERNET_FLAG_NO_CACHE_WRITE 0x04000000
#define INTERNET_FLAG_DONT_CACHE INTERNET_FLAG_NO_CACHE_WRITE
#define INTERNET_FLAG_MAKE_PERSISTENT 0x02000000
#define INTERNET_FLAG_FROM_CACHE 0x01000000
#define INTERNET_FLAG_OFFLINE INTERNET_FLAG_FROM_CACHE
#define INTERNET_FLAG_SECURE 0x00800000
#define INTERNET_FLAG_KEEP_CONNECTION 0x00400000
#define INTERNET_FLAG_NO_AUTO_REDIRECT 0x00200000
#define INTERNET_FLAG_READ_PREFETCH 0x00100000
#define INTERNET_FLAG_NO_COOKIES 0x00080000         /* of a request: the session's are not sent, nor those of the answer kept */
#define INTERNET_FLAG_NO_AUTH 0x00040000
#define INTERNET_FLAG_RESTRICTED_ZONE 0x00020000
#define INTERNET_FLAG_CACHE_IF_NET_FAIL 0x00010000
#define INTERNET_FLAG_IGNORE_REDIRECT_TO_HTTP 0x00008000
#define INTERNET_FLAG_IGNORE_REDIRECT_TO_HTTPS 0x00004000
#define INTERNET_FLAG_IGNORE_CERT_DATE_INVALID 0x00002000
#define INTERNET_FLAG_IGNORE_CERT_CN_INVALID 0x00001000
#define INTERNET_FLAG_RESYNCHRONIZE 0x00000800
#define INTERNET_FLAG_HYPERLINK 0x00000400
#define INTERNET_FLAG_NO_UI 0x00000200
#define INTERNET_FLAG_PRAGMA_NOCACHE 0x00000100      /* Pragma: no-cache */
#define INTERNET_FLAG_CACHE_ASYNC 0x00000080
#define INTERNET_FLAG_FORMS_SUBMIT 0x00000040
#define INTERNET_FLAG_FWD_BACK 0x00000020
#define INTERNET_FLAG_NEED_FILE 0x00000010
#define INTERNET_FLAG_MUST_CACHE_REQUEST INTERNET_FLAG_NEED_FILE
#define FTP_TRANSFER_TYPE_UNKNOWN 0x00000000
#define FTP_TRANSFER_TYPE_ASCII 0x00000001
#define FTP_TRANSFER_TYPE_BINARY 0x00000002
#define INTERNET_FLAG_TRANSFER_ASCII FTP_TRANSFER_TYPE_ASCII
#define INTERNET_FLAG_TRANSFER_BINARY FTP_TRANSFER_TYPE_BINARY

/* ---- what an item of a Gopher menu is ---- */
#define GOPHER_TYPE_TEXT_FILE 0x00000001
#define GOPHER_TYPE_DIRECTORY 0x00000002
#define GOPHER_TYPE_CSO 0x00000004
#define GOPHER_TYPE_ERROR 0x00000008
#define GOPHER_TYPE_MAC_BINHEX 0x00000010
#define GOPHER_TYPE_DOS_ARCHIVE 0x00000020
#define GOPHER_TYPE_UNIX_UUENCODED 0x00000040
#define GOPHER_TYPE_INDEX_SERVER 0x00000080
#define GOPHER_TYPE_TELNET 0x00000100
#define GOPHER_TYPE_BINARY 0x00000200
#define GOPHER_TYPE_REDUNDANT 0x00000400
#define GOPHER_TYPE_TN3270 0x00000800
#define GOPHER_TYPE_GIF 0x00001000
#define GOPHER_TYPE_IMAGE 0x00002000
#define GOPHER_TYPE_BITMAP 0x00004000
#define GOPHER_TYPE_MOVIE 0x00008000
#define GOPHER_TYPE_SOUND 0x00010000
#define GOPHER_TYPE_HTML 0x00020000
#define GOPHER_TYPE_PDF 0x00040000
#define GOPHER_TYPE_CALENDAR 0x00080000
#define GOPHER_TYPE_INLINE 0x00100000
#define GOPHER_TYPE_UNKNOWN 0x20000000
#define GOPHER_TYPE_ASK 0x40000000
#define GOPHER_TYPE_GOPHER_PLUS 0x80000000u
#define MIN_GOPHER_ATTRIBUTE_LENGTH 256
#define MAX_GOPHER_CATEGORY_NAME 128
#define MAX_GOPHER_ATTRIBUTE_NAME 128

/* ---- what a Gopher+ server says of an item ---- */
#define GOPHER_ATTRIBUTE_ID_BASE 0xABCCCC00u
#define GOPHER_CATEGORY_ID_ALL (GOPHER_ATTRIBUTE_ID_BASE + 1)
#define GOPHER_CATEGORY_ID_INFO (GOPHER_ATTRIBUTE_ID_BASE + 2)
#define GOPHER_CATEGORY_ID_ADMIN (GOPHER_ATTRIBUTE_ID_BASE + 3)
#define GOPHER_CATEGORY_ID_VIEWS (GOPHER_ATTRIBUTE_ID_BASE + 4)
#define GOPHER_CATEGORY_ID_ABSTRACT (GOPHER_ATTRIBUTE_ID_BASE + 5)
#define GOPHER_CATEGORY_ID_VERONICA (GOPHER_ATTRIBUTE_ID_BASE + 6)
#define GOPHER_CATEGORY_ID_ASK (GOPHER_ATTRIBUTE_ID_BASE + 7)
#define GOPHER_CATEGORY_ID_UNKNOWN (GOPHER_ATTRIBUTE_ID_BASE + 8)
#define GOPHER_ATTRIBUTE_ID_ALL (GOPHER_ATTRIBUTE_ID_BASE + 9)
#define GOPHER_ATTRIBUTE_ID_ADMIN (GOPHER_ATTRIBUTE_ID_BASE + 10)
#define GOPHER_ATTRIBUTE_ID_MOD_DATE (GOPHER_ATTRIBUTE_ID_BASE + 11)
#define GOPHER_ATTRIBUTE_ID_TTL (GOPHER_ATTRIBUTE_ID_BASE + 12)
#define GOPHER_ATTRIBUTE_ID_SCORE (GOPHER_ATTRIBUTE_ID_BASE + 13)
#define GOPHER_ATTRIBUTE_ID_RANGE (GOPHER_ATTRIBUTE_ID_BASE + 14)
#define GOPHER_ATTRIBUTE_ID_SITE (GOPHER_ATTRIBUTE_ID_BASE + 15)
#define GOPHER_ATTRIBUTE_ID_ORG (GOPHER_ATTRIBUTE_ID_BASE + 16)
#define GOPHER_ATTRIBUTE_ID_LOCATION (GOPHER_ATTRIBUTE_ID_BASE + 17)
#define GOPHER_ATTRIBUTE_ID_GEOG (GOPHER_ATTRIBUTE_ID_BASE + 18)
#define GOPHER_ATTRIBUTE_ID_TIMEZONE (GOPHER_ATTRIBUTE_ID_BASE + 19)
#define GOPHER_ATTRIBUTE_ID_PROVIDER (GOPHER_ATTRIBUTE_ID_BASE + 20)
#define GOPHER_ATTRIBUTE_ID_VERSION (GOPHER_ATTRIBUTE_ID_BASE + 21)
#define GOPHER_ATTRIBUTE_ID_ABSTRACT (GOPHER_ATTRIBUTE_ID_BASE + 22)
#define GOPHER_ATTRIBUTE_ID_VIEW (GOPHER_ATTRIBUTE_ID_BASE + 23)
#define GOPHER_ATTRIBUTE_ID_TREEWALK (GOPHER_ATTRIBUTE_ID_BASE + 24)
#define GOPHER_ATTRIBUTE_ID_UNKNOWN (GOPHER_ATTRIBUTE_ID_BASE + 25)

#ifdef UNICODE
typedef const WCHAR *ACOM_INTERNET_TEXT; /* of functions that end with W */
#else
typedef const char *ACOM_INTERNET_TEXT;
#endif
typedef struct { ACOM_INTERNET_TEXT Comment, EmailAddress; } GOPHER_ADMIN_ATTRIBUTE_TYPE, *LPGOPHER_ADMIN_ATTRIBUTE_TYPE;
typedef struct { FILETIME DateAndTime; } GOPHER_MOD_DATE_ATTRIBUTE_TYPE, *LPGOPHER_MOD_DATE_ATTRIBUTE_TYPE;
typedef struct { DWORD Ttl; } GOPHER_TTL_ATTRIBUTE_TYPE, *LPGOPHER_TTL_ATTRIBUTE_TYPE;
typedef struct { INT Score; } GOPHER_SCORE_ATTRIBUTE_TYPE, *LPGOPHER_SCORE_ATTRIBUTE_TYPE;
typedef struct { INT LowerBound, UpperBound; } GOPHER_SCORE_RANGE_ATTRIBUTE_TYPE, *LPGOPHER_SCORE_RANGE_ATTRIBUTE_TYPE;
typedef struct { ACOM_INTERNET_TEXT Site; } GOPHER_SITE_ATTRIBUTE_TYPE, *LPGOPHER_SITE_ATTRIBUTE_TYPE;
typedef struct { ACOM_INTERNET_TEXT Organization; } GOPHER_ORGANIZATION_ATTRIBUTE_TYPE, *LPGOPHER_ORGANIZATION_ATTRIBUTE_TYPE;
typedef struct { ACOM_INTERNET_TEXT Location; } GOPHER_LOCATION_ATTRIBUTE_TYPE, *LPGOPHER_LOCATION_ATTRIBUTE_TYPE;
typedef struct {
	INT DegreesNorth, MinutesNorth, SecondsNorth, DegreesEast, MinutesEast, SecondsEast;
} GOPHER_GEOGRAPHICAL_LOCATION_ATTRIBUTE_TYPE, *LPGOPHER_GEOGRAPHICAL_LOCATION_ATTRIBUTE_TYPE;
typedef struct { INT Zone; } GOPHER_TIMEZONE_ATTRIBUTE_TYPE, *LPGOPHER_TIMEZONE_ATTRIBUTE_TYPE;
typedef struct { ACOM_INTERNET_TEXT Provider; } GOPHER_PROVIDER_ATTRIBUTE_TYPE, *LPGOPHER_PROVIDER_ATTRIBUTE_TYPE;
typedef struct { ACOM_INTERNET_TEXT Version; } GOPHER_VERSION_ATTRIBUTE_TYPE, *LPGOPHER_VERSION_ATTRIBUTE_TYPE;
typedef struct {
	ACOM_INTERNET_TEXT ShortAbstract, AbstractFile;
} GOPHER_ABSTRACT_ATTRIBUTE_TYPE, *LPGOPHER_ABSTRACT_ATTRIBUTE_TYPE;
typedef struct { ACOM_INTERNET_TEXT ContentType, Language; DWORD Size; } GOPHER_VIEW_ATTRIBUTE_TYPE, *LPGOPHER_VIEW_ATTRIBUTE_TYPE;
typedef struct { BOOL TreeWalk; } GOPHER_VERONICA_ATTRIBUTE_TYPE, *LPGOPHER_VERONICA_ATTRIBUTE_TYPE;
typedef struct { ACOM_INTERNET_TEXT QuestionType, QuestionText; } GOPHER_ASK_ATTRIBUTE_TYPE, *LPGOPHER_ASK_ATTRIBUTE_TYPE;
typedef struct { ACOM_INTERNET_TEXT Text; } GOPHER_UNKNOWN_ATTRIBUTE_TYPE, *LPGOPHER_UNKNOWN_ATTRIBUTE_TYPE;
typedef struct {
	DWORD CategoryId;  /* GOPHER_CATEGORY_ID_* */
	DWORD AttributeId; /* GOPHER_ATTRIBUTE_ID_*: which of these it is */
	union {
		GOPHER_ADMIN_ATTRIBUTE_TYPE Admin;
		GOPHER_MOD_DATE_ATTRIBUTE_TYPE ModDate;
		GOPHER_TTL_ATTRIBUTE_TYPE Ttl;
		GOPHER_SCORE_ATTRIBUTE_TYPE Score;
		GOPHER_SCORE_RANGE_ATTRIBUTE_TYPE ScoreRange;
		GOPHER_SITE_ATTRIBUTE_TYPE Site;
		GOPHER_ORGANIZATION_ATTRIBUTE_TYPE Organization;
		GOPHER_LOCATION_ATTRIBUTE_TYPE Location;
		GOPHER_GEOGRAPHICAL_LOCATION_ATTRIBUTE_TYPE GeographicalLocation;
		GOPHER_TIMEZONE_ATTRIBUTE_TYPE TimeZone;
		GOPHER_PROVIDER_ATTRIBUTE_TYPE Provider;
		GOPHER_VERSION_ATTRIBUTE_TYPE Version;
		GOPHER_ABSTRACT_ATTRIBUTE_TYPE Abstract;
		GOPHER_VIEW_ATTRIBUTE_TYPE View;
		GOPHER_VERONICA_ATTRIBUTE_TYPE Veronica;
		GOPHER_ASK_ATTRIBUTE_TYPE Ask;
		GOPHER_UNKNOWN_ATTRIBUTE_TYPE Unknown;
	} AttributeType;
} GOPHER_ATTRIBUTE_TYPE, *LPGOPHER_ATTRIBUTE_TYPE;
/* Of GopherGetAttribute. dwError: ERROR_SUCCESS; ERROR_GOPHER_DATA_ERROR: its value was not understood, and is in Unknown. FALSE:
 * no more. */
typedef BOOL (*GOPHER_ATTRIBUTE_ENUMERATOR)(LPGOPHER_ATTRIBUTE_TYPE lpAttributeInfo, DWORD dwError);

#ifndef GENERIC_READ
#define GENERIC_READ 0x80000000u
#define GENERIC_WRITE 0x40000000
#endif

#define WININET_API_FLAG_ASYNC 0x00000001
#define WININET_API_FLAG_SYNC 0x00000004
#define WININET_API_FLAG_USE_CONTEXT 0x00000008
#define IRF_ASYNC WININET_API_FLAG_ASYNC
#define IRF_SYNC WININET_API_FLAG_SYNC
#define IRF_USE_CONTEXT WININET_API_FLAG_USE_CONTEXT
#define IRF_NO_WAIT 0x00000008

#define INTERNET_HANDLE_TYPE_INTERNET 1
#define INTERNET_HANDLE_TYPE_CONNECT_FTP 2
#define INTERNET_HANDLE_TYPE_CONNECT_GOPHER 3
#define INTERNET_HANDLE_TYPE_CONNECT_HTTP 4
#define INTERNET_HANDLE_TYPE_FTP_FIND 5
#define INTERNET_HANDLE_TYPE_FTP_FIND_HTML 6
#define INTERNET_HANDLE_TYPE_FTP_FILE 7
#define INTERNET_HANDLE_TYPE_FTP_FILE_HTML 8
#define INTERNET_HANDLE_TYPE_GOPHER_FIND 9
#define INTERNET_HANDLE_TYPE_GOPHER_FIND_HTML 10
#define INTERNET_HANDLE_TYPE_GOPHER_FILE 11
#define INTERNET_HANDLE_TYPE_GOPHER_FILE_HTML 12
#define INTERNET_HANDLE_TYPE_HTTP_REQUEST 13
#define INTERNET_HANDLE_TYPE_FILE_REQUEST 14

#define INTERNET_MAX_HOST_NAME_LENGTH 256
#define INTERNET_MAX_USER_NAME_LENGTH 128
#define INTERNET_MAX_PASSWORD_LENGTH 128
#define INTERNET_MAX_PATH_LENGTH 2048
#define INTERNET_MAX_SCHEME_LENGTH 32
#define INTERNET_MAX_URL_LENGTH (INTERNET_MAX_SCHEME_LENGTH + sizeof "://" + INTERNET_MAX_PATH_LENGTH)

#define MAX_GOPHER_DISPLAY_TEXT 128
#define MAX_GOPHER_SELECTOR_TEXT 256
#define MAX_GOPHER_LOCATOR_LENGTH \
	(1 + MAX_GOPHER_DISPLAY_TEXT + 1 + MAX_GOPHER_SELECTOR_TEXT + 1 + INTERNET_MAX_HOST_NAME_LENGTH + 1 + 5 + 1 + 1 + 2)
/* What GopherFindFirstFile finds; what a server does not say is 0. */
typedef struct {
	char DisplayString[MAX_GOPHER_DISPLAY_TEXT + 1];
	DWORD GopherType; /* GOPHER_TYPE_* */
	DWORD SizeLow, SizeHigh;
	FILETIME LastModificationTime;
	char Locator[MAX_GOPHER_LOCATOR_LENGTH + 1];
} GOPHER_FIND_DATAA, *LPGOPHER_FIND_DATAA;
typedef struct {
	WCHAR DisplayString[MAX_GOPHER_DISPLAY_TEXT + 1];
	DWORD GopherType;
	DWORD SizeLow, SizeHigh;
	FILETIME LastModificationTime;
	WCHAR Locator[MAX_GOPHER_LOCATOR_LENGTH + 1];
} GOPHER_FIND_DATAW, *LPGOPHER_FIND_DATAW;

#ifndef FILE_BEGIN
#define FILE_BEGIN 0
#define FILE_CURRENT 1
#define FILE_END 2
#endif
#ifndef INVALID_SET_FILE_POINTER
#define INVALID_SET_FILE_POINTER ((DWORD)-1)
#endif

/* ---- headers ---- */
#define HTTP_ADDREQ_FLAG_ADD_IF_NEW 0x10000000
#define HTTP_ADDREQ_FLAG_ADD 0x20000000
#define HTTP_ADDREQ_FLAG_COALESCE_WITH_COMMA 0x40000000
#define HTTP_ADDREQ_FLAG_COALESCE HTTP_ADDREQ_FLAG_COALESCE_WITH_COMMA
#define HTTP_ADDREQ_FLAG_COALESCE_WITH_SEMICOLON 0x01000000
#define HTTP_ADDREQ_FLAG_REPLACE 0x80000000u

#define HTTP_QUERY_FLAG_REQUEST_HEADERS 0x80000000u
#define HTTP_QUERY_FLAG_SYSTEMTIME 0x40000000
#define HTTP_QUERY_FLAG_NUMBER 0x20000000
#define HTTP_QUERY_FLAG_COALESCE 0x10000000
#define HTTP_QUERY_FLAG_NUMBER64 0x08000000

#define HTTP_QUERY_MIME_VERSION 0
#define HTTP_QUERY_CONTENT_TYPE 1
#define HTTP_QUERY_CONTENT_TRANSFER_ENCODING 2
#define HTTP_QUERY_CONTENT_ID 3
#define HTTP_QUERY_CONTENT_DESCRIPTION 4
#define HTTP_QUERY_CONTENT_LENGTH 5
#define HTTP_QUERY_CONTENT_LANGUAGE 6
#define HTTP_QUERY_ALLOW 7
#define HTTP_QUERY_PUBLIC 8
#define HTTP_QUERY_DATE 9
#define HTTP_QUERY_EXPIRES 10
#define HTTP_QUERY_LAST_MODIFIED 11
#define HTTP_QUERY_MESSAGE_ID 12
#define HTTP_QUERY_URI 13
#define HTTP_QUERY_DERIVED_FROM 14
#define HTTP_QUERY_COST 15
#define HTTP_QUERY_LINK 16
#define HTTP_QUERY_PRAGMA 17
#define HTTP_QUERY_VERSION 18
#define HTTP_QUERY_STATUS_CODE 19
#define HTTP_QUERY_STATUS_TEXT 20
#define HTTP_QUERY_RAW_HEADERS 21
#define HTTP_QUERY_RAW_HEADERS_CRLF 22
#define HTTP_QUERY_CONNECTION 23
#define HTTP_QUERY_ACCEPT 24
#define HTTP_QUERY_ACCEPT_CHARSET 25
#define HTTP_QUERY_ACCEPT_ENCODING 26
#define HTTP_QUERY_ACCEPT_LANGUAGE 27
#define HTTP_QUERY_AUTHORIZATION 28
#define HTTP_QUERY_CONTENT_ENCODING 29
#define HTTP_QUERY_FORWARDED 30
#define HTTP_QUERY_FROM 31
#define HTTP_QUERY_IF_MODIFIED_SINCE 32
#define HTTP_QUERY_LOCATION 33
#define HTTP_QUERY_ORIG_URI 34
#define HTTP_QUERY_REFERER 35
#define HTTP_QUERY_RETRY_AFTER 36
#define HTTP_QUERY_SERVER 37
#define HTTP_QUERY_TITLE 38
#define HTTP_QUERY_USER_AGENT 39
#define HTTP_QUERY_WWW_AUTHENTICATE 40
#define HTTP_QUERY_PROXY_AUTHENTICATE 41
#define HTTP_QUERY_ACCEPT_RANGES 42
#define HTTP_QUERY_SET_COOKIE 43
#define HTTP_QUERY_COOKIE 44
#define HTTP_QUERY_REQUEST_METHOD 45
#define HTTP_QUERY_REFRESH 46
#define HTTP_QUERY_CONTENT_DISPOSITION 47
#define HTTP_QUERY_AGE 48
#define HTTP_QUERY_CACHE_CONTROL 49
#define HTTP_QUERY_CONTENT_BASE 50
#define HTTP_QUERY_CONTENT_LOCATION 51
#define HTTP_QUERY_CONTENT_MD5 52
#define HTTP_QUERY_CONTENT_RANGE 53
#define HTTP_QUERY_ETAG 54
#define HTTP_QUERY_HOST 55
#define HTTP_QUERY_IF_MATCH 56
#define HTTP_QUERY_IF_NONE_MATCH 57
#define HTTP_QUERY_IF_RANGE 58
#define HTTP_QUERY_IF_UNMODIFIED_SINCE 59
#define HTTP_QUERY_MAX_FORWARDS 60
#define HTTP_QUERY_PROXY_AUTHORIZATION 61
#define HTTP_QUERY_RANGE 62
#define HTTP_QUERY_TRANSFER_ENCODING 63
#define HTTP_QUERY_UPGRADE 64
#define HTTP_QUERY_VARY 65
#define HTTP_QUERY_VIA 66
#define HTTP_QUERY_WARNING 67
#define HTTP_QUERY_EXPECT 68
#define HTTP_QUERY_PROXY_CONNECTION 69
#define HTTP_QUERY_UNLESS_MODIFIED_SINCE 70
#define HTTP_QUERY_ECHO_REQUEST 71
#define HTTP_QUERY_ECHO_REPLY 72
#define HTTP_QUERY_ECHO_HEADERS 73
#define HTTP_QUERY_ECHO_HEADERS_CRLF 74
#define HTTP_QUERY_PROXY_SUPPORT 75
#define HTTP_QUERY_AUTHENTICATION_INFO 76
#define HTTP_QUERY_PASSPORT_URLS 77
#define HTTP_QUERY_PASSPORT_CONFIG 78
#define HTTP_QUERY_MAX 78
#define HTTP_QUERY_CUSTOM 65535

/* ---- options ---- */
#define INTERNET_OPTION_CALLBACK 1
#define INTERNET_OPTION_CONNECT_TIMEOUT 2
#define INTERNET_OPTION_CONNECT_RETRIES 3   /* DWORD: so many addresses of a server are tried; 5 */
#define INTERNET_OPTION_SEND_TIMEOUT 5
#define INTERNET_OPTION_CONTROL_SEND_TIMEOUT INTERNET_OPTION_SEND_TIMEOUT
#define INTERNET_OPTION_RECEIVE_TIMEOUT 6
#define INTERNET_OPTION_CONTROL_RECEIVE_TIMEOUT INTERNET_OPTION_RECEIVE_TIMEOUT
#define INTERNET_OPTION_DATA_SEND_TIMEOUT 7
#define INTERNET_OPTION_DATA_RECEIVE_TIMEOUT 8
#define INTERNET_OPTION_HANDLE_TYPE 9
#define INTERNET_OPTION_READ_BUFFER_SIZE 12  /* DWORD, FTP: octets at a time, 16384 at most; and so the next */
#define INTERNET_OPTION_WRITE_BUFFER_SIZE 13
#define INTERNET_OPTION_PARENT_HANDLE 21
#define INTERNET_OPTION_REQUEST_FLAGS 23
#define INTERNET_OPTION_EXTENDED_ERROR 24   /* DWORD, of no handle: the errno behind this thread's last failure, or 0 */
#define INTERNET_OPTION_USERNAME 28 /* text, of FTP connections, and of HTTP's and requests: said when the server asks; FTP's
                                    * when the connection is made again. Control characters in users, and FTP's passwords:
                                    * ERROR_INVALID_PARAMETER */
#define INTERNET_OPTION_PASSWORD 29
#define INTERNET_OPTION_SECURITY_FLAGS 31 /* DWORD: SECURITY_FLAG_*; of sessions and connections for requests made afterwards */
#define INTERNET_OPTION_URL 34
#define INTERNET_OPTION_PROXY 38
#define INTERNET_OPTION_SETTINGS_CHANGED 39 /* of no handle, or a session: kept connections are given up */
#define INTERNET_OPTION_USER_AGENT 41
#define INTERNET_OPTION_END_BROWSER_SESSION 42 /* the same, and cookies that were given no time are forgotten, of all sessions */
#define INTERNET_OPTION_PROXY_USERNAME 43 /* of sessions, too: FTP needs it before there is a connection */
#define INTERNET_OPTION_PROXY_PASSWORD 44
#define INTERNET_OPTION_CONTEXT_VALUE 45
#define INTERNET_OPTION_HTTP_VERSION 59     /* HTTP_VERSION_INFO, of no handle: 1.1, or 1.0 */
#define INTERNET_OPTION_ERROR_MASK 62 /* DWORD: INTERNET_ERROR_MASK_* */
#define INTERNET_OPTION_HTTP_DECODING 65            /* BOOL: gzip and deflate are asked for, and what comes so is decoded */
#define INTERNET_OPTION_MAX_CONNS_PER_SERVER 73 /* DWORD, of no handle: of all sessions; 6, 0: any number */
#define INTERNET_OPTION_MAX_CONNS_PER_1_0_SERVER 74 /* the same number */
#define INTERNET_OPTION_ENABLE_HTTP_PROTOCOL 148 /* DWORD: HTTP_PROTOCOL_FLAG_*; at first HTTP/2, over TLS */
#define INTERNET_OPTION_HTTP_PROTOCOL_USED 149 /* DWORD: HTTP_PROTOCOL_FLAG_HTTP2, or 0: HTTP/1 */
/* BOOL, off at first, taken over by what is made later: servers that have said over TLS that they want to be asked so only
 * (Strict-Transport-Security) are, by requests that are sent and redirects that are followed from then on in the session. */
#define INTERNET_OPTION_HSTS 157
/* acom's own, of sessions: a file of certificates (PEM) of those who may vouch for servers, in the place of the system's; "": the
 * system's again. */
#define ACOM_INTERNET_OPTION_AUTHORITIES 0x41430001

#define INTERNET_REQFLAG_FROM_CACHE 0x00000001
#define INTERNET_REQFLAG_VIA_PROXY 0x00000004
#define INTERNET_REQFLAG_NO_HEADERS 0x00000008
#define INTERNET_REQFLAG_NET_TIMEOUT 0x00000080
/* What a certificate may lack. Where libcurl does not stand on OpenSSL, unknown authorities and dates are ignored together only. */
#define SECURITY_FLAG_SECURE 0x00000001
#define SECURITY_FLAG_IGNORE_REVOCATION 0x00000080
#define SECURITY_FLAG_IGNORE_UNKNOWN_CA 0x00000100
#define SECURITY_FLAG_IGNORE_WRONG_USAGE 0x00000200
#define SECURITY_FLAG_IGNORE_CERT_CN_INVALID INTERNET_FLAG_IGNORE_CERT_CN_INVALID
#define SECURITY_FLAG_IGNORE_CERT_DATE_INVALID INTERNET_FLAG_IGNORE_CERT_DATE_INVALID
#define INTERNET_ERROR_MASK_COMBINED_SEC_CERT 0x2
typedef struct {
	DWORD dwMajorVersion, dwMinorVersion;
} HTTP_VERSION_INFO, *LPHTTP_VERSION_INFO;
#define HTTP_PROTOCOL_FLAG_HTTP2 0x2

/* ---- codes of GetLastError and dwError ---- */
#ifndef ERROR_SUCCESS
#define ERROR_SUCCESS 0
#define ERROR_FILE_NOT_FOUND 2
#define ERROR_ACCESS_DENIED 5
#define ERROR_INVALID_HANDLE 6
#define ERROR_NOT_ENOUGH_MEMORY 8
#define ERROR_NO_MORE_FILES 18
#define ERROR_FILE_EXISTS 80
#define ERROR_INVALID_PARAMETER 87
#define ERROR_INSUFFICIENT_BUFFER 122
#define ERROR_NEGATIVE_SEEK 131
#define ERROR_BAD_ARGUMENTS 160
#define ERROR_MORE_DATA 234
#define WAIT_TIMEOUT 258
#define ERROR_NO_MORE_ITEMS 259
#define ERROR_OPERATION_ABORTED 995
#define ERROR_IO_PENDING 997
#endif
#define INTERNET_ERROR_BASE 12000
#define ERROR_INTERNET_OUT_OF_HANDLES 12001
#define ERROR_INTERNET_TIMEOUT 12002
#define ERROR_INTERNET_EXTENDED_ERROR 12003 /* InternetGetLastResponseInfo has the server's words */
#define ERROR_INTERNET_INTERNAL_ERROR 12004
#define ERROR_INTERNET_INVALID_URL 12005
#define ERROR_INTERNET_UNRECOGNIZED_SCHEME 12006
#define ERROR_INTERNET_NAME_NOT_RESOLVED 12007
#define ERROR_INTERNET_PROTOCOL_NOT_FOUND 12008
#define ERROR_INTERNET_INVALID_OPTION 12009
#define ERROR_INTERNET_BAD_OPTION_LENGTH 12010
#define ERROR_INTERNET_OPTION_NOT_SETTABLE 12011
#define ERROR_INTERNET_SHUTDOWN 12012
#define ERROR_INTERNET_INCORRECT_USER_NAME 12013
#define ERROR_INTERNET_INCORRECT_PASSWORD 12014
#define ERROR_INTERNET_LOGIN_FAILURE 12015
#define ERROR_INTERNET_INVALID_OPERATION 12016
#define ERROR_INTERNET_OPERATION_CANCELLED 12017 /* the handle was closed */
#define ERROR_INTERNET_INCORRECT_HANDLE_TYPE 12018
#define ERROR_INTERNET_INCORRECT_HANDLE_STATE 12019
#define ERROR_INTERNET_NOT_PROXY_REQUEST 12020
#define ERROR_INTERNET_NO_DIRECT_ACCESS 12023
#define ERROR_INTERNET_NO_CONTEXT 12024
#define ERROR_INTERNET_NO_CALLBACK 12025
#define ERROR_INTERNET_REQUEST_PENDING 12026
#define ERROR_INTERNET_INCORRECT_FORMAT 12027
#define ERROR_INTERNET_ITEM_NOT_FOUND 12028
#define ERROR_INTERNET_CANNOT_CONNECT 12029
#define ERROR_INTERNET_CONNECTION_ABORTED 12030
#define ERROR_INTERNET_CONNECTION_RESET 12031
#define ERROR_INTERNET_FORCE_RETRY 12032
#define ERROR_INTERNET_INVALID_PROXY_REQUEST 12033   /* also FTP and Gopher through a proxy that is spoken to by TLS */
#define ERROR_INTERNET_HANDLE_EXISTS 12036
#define ERROR_INTERNET_SEC_CERT_DATE_INVALID 12037
#define ERROR_INTERNET_SEC_CERT_CN_INVALID 12038
#define ERROR_INTERNET_HTTP_TO_HTTPS_ON_REDIR 12039
#define ERROR_INTERNET_HTTPS_TO_HTTP_ON_REDIR 12040
#define ERROR_INTERNET_CLIENT_AUTH_CERT_NEEDED 12044
#define ERROR_INTERNET_INVALID_CA 12045
#define ERROR_INTERNET_ASYNC_THREAD_FAILED 12047
#define ERROR_INTERNET_REDIRECT_SCHEME_CHANGE 12048
#define ERROR_INTERNET_SEC_CERT_ERRORS 12055
#define ERROR_INTERNET_SEC_CERT_REV_FAILED 12057
#define ERROR_FTP_TRANSFER_IN_PROGRESS 12110
#define ERROR_FTP_DROPPED 12111
#define ERROR_FTP_NO_PASSIVE_MODE 12112
#define ERROR_GOPHER_PROTOCOL_ERROR 12130
#define ERROR_GOPHER_NOT_FILE 12131
#define ERROR_GOPHER_DATA_ERROR 12132
#define ERROR_GOPHER_END_OF_DATA 12133
#define ERROR_GOPHER_INVALID_LOCATOR 12134
#define ERROR_GOPHER_INCORRECT_LOCATOR_TYPE 12135
#define ERROR_GOPHER_NOT_GOPHER_PLUS 12136
#define ERROR_GOPHER_ATTRIBUTE_NOT_FOUND 12137
#define ERROR_GOPHER_UNKNOWN_LOCATOR 12138
#define ERROR_HTTP_HEADER_NOT_FOUND 12150
#define ERROR_HTTP_DOWNLEVEL_SERVER 12151
#define ERROR_HTTP_INVALID_SERVER_RESPONSE 12152
#define ERROR_HTTP_INVALID_HEADER 12153
#define ERROR_HTTP_INVALID_QUERY_REQUEST 12154
#define ERROR_HTTP_HEADER_ALREADY_EXISTS 12155
#define ERROR_HTTP_REDIRECT_FAILED 12156
#define ERROR_INTERNET_SECURITY_CHANNEL_ERROR 12157
#define ERROR_HTTP_NOT_REDIRECTED 12160
#define ERROR_INTERNET_DISCONNECTED 12163
#define ERROR_INTERNET_SERVER_UNREACHABLE 12164
#define ERROR_INTERNET_PROXY_SERVER_UNREACHABLE 12165
#define ERROR_HTTP_REDIRECT_NEEDS_CONFIRMATION 12168
#define ERROR_INTERNET_SEC_INVALID_CERT 12169
#define ERROR_INTERNET_SEC_CERT_REVOKED 12170
#define ERROR_INTERNET_NOT_INITIALIZED 12172
#define ERROR_INTERNET_DECODING_FAILED 12175

/* The last failure of this thread, of any of these functions; a success leaves it as it is. */
ACOM_API DWORD GetLastError(void);
ACOM_API void SetLastError(DWORD dwErrCode);

/* acom's own: a sentence of English for one of these codes, "Unknown error." otherwise: what FormatMessage has for them. Static
 * text. Any thread. */
ACOM_API const char *AcomInternetErrorText(DWORD dwError);

/* ---- sessions ---- */

/* Begins a session: who asks, and by which proxy. Proxies: "http=proxy:8080 ftp=ftp://proxy:2121", or one for all; the bypass
 * is a list with ';' in which "*" stands for anything and "<local>" for names without a dot. Flags: INTERNET_FLAG_ASYNC,
 * INTERNET_FLAG_OFFLINE. NULL: ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, ERROR_INTERNET_ASYNC_THREAD_FAILED. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetopena */
ACOM_API HINTERNET InternetOpenA(const char *lpszAgent, DWORD dwAccessType, const char *lpszProxy, const char *lpszProxyBypass,
                                 DWORD dwFlags);

/* Who is told of what happens to the handle and to those that are made from it from now on; NULL: nobody. Returns who was;
 * INTERNET_INVALID_STATUS_CALLBACK: ERROR_INTERNET_INCORRECT_HANDLE_TYPE, ERROR_INVALID_HANDLE. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetsetstatuscallback */
ACOM_API INTERNET_STATUS_CALLBACK InternetSetStatusCallbackA(HINTERNET hInternet, INTERNET_STATUS_CALLBACK lpfnInternetCallback);

/* A connection's handle: of FTP it is connected and logged in, of the others nothing happens yet. NULL: ERROR_IO_PENDING (FTP),
 * ERROR_INVALID_PARAMETER, ERROR_INVALID_HANDLE, ERROR_INTERNET_INCORRECT_HANDLE_TYPE, or why FTP has failed. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetconnecta */
ACOM_API HINTERNET InternetConnectA(HINTERNET hInternet, const char *lpszServerName, INTERNET_PORT nServerPort,
                                    const char *lpszUserName, const char *lpszPassword, DWORD dwService, DWORD dwFlags,
                                    DWORD_PTR dwContext);

/* What a URL of http, https, ftp or gopher leads to, asked for: an HTTP request that is answered, for InternetReadFile and
 * HttpQueryInfo; a file of FTP or Gopher, for InternetReadFile; a directory of FTP (no path, or '/' or ";type=d" at its end)
 * or a menu of Gopher (its type is 1, or 7 for a search): with INTERNET_FLAG_RAW_DATA for InternetFindNextFile, which gives the
 * first item, too, else as a page of HTML for InternetReadFile, which gives whole lines (ERROR_INSUFFICIENT_BUFFER: not even one;
 * 4096 octets always do). FTP's path is relative to where the server lets its user begin, "%2F" in front of it to the root;
 * without a user it is "anonymous". Headers are for HTTP; of FTP "Range: bytes=N-" is
 * REST, or the whole file from a server that does not know it (InternetSetFilePointer tells); length -1: terminated. All is
 * told with the new handle, and completes there; the connection above it has a handle, too, which is closed with it. NULL:
 * ERROR_IO_PENDING, ERROR_INVALID_PARAMETER, ERROR_INTERNET_UNRECOGNIZED_SCHEME,
 * ERROR_INTERNET_INVALID_URL, ERROR_FILE_NOT_FOUND (INTERNET_FLAG_OFFLINE), ERROR_INVALID_HANDLE,
 * ERROR_INTERNET_INCORRECT_HANDLE_TYPE, or why it failed: then there is no handle. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetopenurla */
ACOM_API HINTERNET InternetOpenUrlA(HINTERNET hInternet, const char *lpszUrl, const char *lpszHeaders, DWORD dwHeadersLength,
                                    DWORD dwFlags, DWORD_PTR dwContext);

/* What the server said to the last function that failed on this thread, or whose failure this thread's callback or
 * AcomInternetWait is told, until the next one. *lpdwBufferLength: room; then octets, without the terminator. *lpdwError: that
 * function's code, 0 if there is none. FALSE: ERROR_INVALID_PARAMETER, ERROR_INSUFFICIENT_BUFFER. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetgetlastresponseinfoa */
ACOM_API BOOL InternetGetLastResponseInfoA(DWORD *lpdwError, char *lpszBuffer, DWORD *lpdwBufferLength);

/* Ends the handle and all that were made from it, at once: what is pending completes with ERROR_INTERNET_OPERATION_CANCELLED.
 * TRUE with GetLastError() == ERROR_IO_PENDING: something was. FALSE: ERROR_INVALID_HANDLE. Any thread, any callback.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetclosehandle */
ACOM_API BOOL InternetCloseHandle(HINTERNET hInternet);

/* acom's own: waits until what pends on the handle is over, also where no callback hears of it (context 0), at most so many
 * milliseconds, or INFINITE. TRUE: nothing pends, and the last one succeeded. FALSE: WAIT_TIMEOUT, ERROR_INVALID_HANDLE, or how
 * the last one ended. Any thread but that of the handle's callback while the end is still to be told. */
ACOM_API BOOL AcomInternetWait(HINTERNET hInternet, DWORD dwMilliseconds);

/* acom's own: ends what pends on the handle, which stays open and can be used again: it completes with
 * ERROR_INTERNET_OPERATION_CANCELLED, unless it is faster. Of a request the download ends, an FTP session keeps its connection.
 * FALSE: ERROR_INTERNET_INCORRECT_HANDLE_STATE: nothing pends; ERROR_INVALID_HANDLE. Any thread, any callback. */
ACOM_API BOOL AcomInternetCancel(HINTERNET hInternet);

/* Asks for an option of the handle (INTERNET_OPTION_*). *lpdwBufferLength: octets of room; then of what is there, of text without
 * its terminator, or with it, with ERROR_INSUFFICIENT_BUFFER. FALSE: ERROR_INTERNET_INVALID_OPTION, ERROR_INVALID_HANDLE,
 * ERROR_INTERNET_INCORRECT_HANDLE_TYPE, ERROR_INTERNET_INVALID_OPERATION. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetqueryoptiona */
ACOM_API BOOL InternetQueryOptionA(HINTERNET hInternet, DWORD dwOption, void *lpBuffer, DWORD *lpdwBufferLength);

/* Sets one, for this handle and those that are made from it later; text may have its terminator. FALSE: as above, and
 * ERROR_INTERNET_BAD_OPTION_LENGTH, ERROR_INTERNET_OPTION_NOT_SETTABLE, ERROR_INVALID_PARAMETER. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetsetoptiona */
ACOM_API BOOL InternetSetOptionA(HINTERNET hInternet, DWORD dwOption, void *lpBuffer, DWORD dwBufferLength);

/* ---- HTTP ---- */

/* A request's handle; nothing is sent. lpszVerb NULL: "GET"; lplpszAcceptTypes: NULL behind the last one. In the object blanks are
 * sent as "%20", "." and ".." lead where they lead; all else is as it is. NULL:
 * ERROR_INVALID_PARAMETER, ERROR_INVALID_HANDLE, ERROR_INTERNET_INCORRECT_HANDLE_TYPE, ERROR_NOT_ENOUGH_MEMORY. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-httpopenrequesta */
ACOM_API HINTERNET HttpOpenRequestA(HINTERNET hConnect, const char *lpszVerb, const char *lpszObjectName, const char *lpszVersion,
                                    const char *lpszReferrer, const char **lplpszAcceptTypes, DWORD dwFlags, DWORD_PTR dwContext);

/* Sends the request with these headers (CR LF between them; length -1: terminated) and this body, which stays the caller's and
 * as it is until the function has completed; it completes when the answer's headers are there. FALSE: ERROR_IO_PENDING,
 * ERROR_INTERNET_REQUEST_PENDING, ERROR_FILE_NOT_FOUND (INTERNET_FLAG_OFFLINE: nothing is kept here), or why it failed. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-httpsendrequesta */
ACOM_API BOOL HttpSendRequestA(HINTERNET hRequest, const char *lpszHeaders, DWORD dwHeadersLength, void *lpOptional,
                               DWORD dwOptionalLength);

/* Reads the answer's body until the buffer is full or the body ends: *read 0 is the end. FALSE: ERROR_IO_PENDING,
 * ERROR_INTERNET_INCORRECT_HANDLE_STATE (nothing was sent), or why it failed. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetreadfile */
ACOM_API BOOL InternetReadFile(HINTERNET hFile, void *lpBuffer, DWORD dwNumberOfBytesToRead, DWORD *lpdwNumberOfBytesRead);

/* The same into lpBuffersOut->lpvBuffer; IRF_NO_WAIT: what is there suffices, and where nothing is, the completion says that
 * something has come, which the next call gives. dwContext: of this operation; 0: the handle's. FALSE: as InternetReadFile, and
 * ERROR_INVALID_PARAMETER (dwStructSize). Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetreadfileexa */
ACOM_API BOOL InternetReadFileExA(HINTERNET hFile, INTERNET_BUFFERSA *lpBuffersOut, DWORD dwFlags, DWORD_PTR dwContext);

/* How many octets can be read at once; waits until there are some. 0: the end. Of a completion dwError says it, too. FALSE: as
 * InternetReadFile. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetquerydataavailable */
ACOM_API BOOL InternetQueryDataAvailable(HINTERNET hFile, DWORD *lpdwNumberOfBytesAvailable, DWORD dwFlags, DWORD_PTR dwContext);

/* Where the next read begins: so many octets from FILE_BEGIN, FILE_CURRENT or FILE_END of the answer's body. Never pends; a read
 * that needs what has not come, or was read already, asks the server for the rest by a Range of its own (also after a read that
 * failed because the connection broke), which only the read itself tells of. 0 from FILE_CURRENT moves nothing, and so asks where a
 * file of FTP is, too, or a part that a Range of one's own has got. Returns the place (the high half in
 * *lpDistanceToMoveHigh, if that is not NULL). INVALID_SET_FILE_POINTER, and GetLastError() is not 0: ERROR_NEGATIVE_SEEK,
 * ERROR_INVALID_PARAMETER, ERROR_INTERNET_INVALID_OPERATION (FTP, neither GET nor HEAD, INTERNET_FLAG_NO_CACHE_WRITE, an answer
 * that is not 200, FILE_END of a body whose length is unknown), ERROR_INTERNET_INCORRECT_HANDLE_STATE (nothing was sent, or a read
 * has met the end), ERROR_INTERNET_REQUEST_PENDING. A read there: ERROR_HTTP_INVALID_SERVER_RESPONSE: it is something else by now.
 * Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetsetfilepointer */
ACOM_API DWORD InternetSetFilePointer(HINTERNET hFile, LONG lDistanceToMove, LONG *lpDistanceToMoveHigh, DWORD dwMoveMethod,
                                      DWORD_PTR dwContext);

/* Adds lines to the request, or takes them away (HTTP_ADDREQ_FLAG_*); all of them or none. Length -1: terminated. FALSE:
 * ERROR_INVALID_PARAMETER, ERROR_HTTP_INVALID_HEADER, ERROR_HTTP_HEADER_NOT_FOUND, ERROR_HTTP_HEADER_ALREADY_EXISTS. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-httpaddrequestheadersa */
ACOM_API BOOL HttpAddRequestHeadersA(HINTERNET hRequest, const char *lpszHeaders, DWORD dwHeadersLength, DWORD dwModifiers);

/* Asks for a header, or for all (HTTP_QUERY_*). *lpdwBufferLength: octets of room; then of what is there, of text without its
 * terminator, or with it, with ERROR_INSUFFICIENT_BUFFER. *lpdwIndex: which of several with one name; then the next. FALSE:
 * ERROR_HTTP_HEADER_NOT_FOUND, ERROR_HTTP_INVALID_QUERY_REQUEST, ERROR_INTERNET_INCORRECT_HANDLE_STATE. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-httpqueryinfoa */
ACOM_API BOOL HttpQueryInfoA(HINTERNET hRequest, DWORD dwInfoLevel, void *lpBuffer, DWORD *lpdwBufferLength, DWORD *lpdwIndex);

/* Sends the head and the first part of a body of dwBufferTotal octets; InternetWriteFile sends more, HttpEndRequest ends it.
 * lpBuffersIn may be NULL: there is no body. FALSE: ERROR_INVALID_PARAMETER (lpBuffersOut, dwStructSize, or the first
 * part is more than all), and as HttpSendRequest.
 * Any thread. https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-httpsendrequestexa */
ACOM_API BOOL HttpSendRequestExA(HINTERNET hRequest, INTERNET_BUFFERSA *lpBuffersIn, INTERNET_BUFFERSA *lpBuffersOut, DWORD dwFlags,
                                 DWORD_PTR dwContext);

/* Ends such a body: completes when the answer's headers are there. FALSE: ERROR_INVALID_PARAMETER (lpBuffersOut),
 * ERROR_INTERNET_INCORRECT_HANDLE_STATE, ERROR_INTERNET_FORCE_RETRY (the server wants the body elsewhere), or why it failed. Any
 * thread. https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-httpendrequesta */
ACOM_API BOOL HttpEndRequestA(HINTERNET hRequest, INTERNET_BUFFERSA *lpBuffersOut, DWORD dwFlags, DWORD_PTR dwContext);

/* Writes a part of the body; it is kept until the server takes it, or, if it is too much for that, pends. FALSE:
 * ERROR_IO_PENDING, ERROR_INTERNET_INCORRECT_HANDLE_STATE, ERROR_INVALID_PARAMETER (more than dwBufferTotal), or why it failed. Any
 * thread. https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetwritefile */
ACOM_API BOOL InternetWriteFile(HINTERNET hFile, const void *lpBuffer, DWORD dwNumberOfBytesToWrite,
                                DWORD *lpdwNumberOfBytesWritten);

/* ---- FTP. One session does one thing at a time: ERROR_FTP_TRANSFER_IN_PROGRESS as long as a function pends, or a file or a
 * find is open. Names are relative to the session's directory, or begin with '/' or '\\'. The functions without a context use that
 * of InternetConnect. What the server refuses is ERROR_INTERNET_EXTENDED_ERROR, and InternetGetLastResponseInfo has its words; a
 * connection that was lost is made again by the next function. They all return FALSE, or NULL, with ERROR_IO_PENDING,
 * ERROR_INVALID_HANDLE, ERROR_INTERNET_INCORRECT_HANDLE_TYPE, ERROR_INVALID_PARAMETER (NULL, control characters), or why it
 * failed, on any thread. ---- */

/* https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-ftpcreatedirectorya, and so on */
ACOM_API BOOL FtpCreateDirectoryA(HINTERNET hConnect, const char *lpszDirectory);
ACOM_API BOOL FtpRemoveDirectoryA(HINTERNET hConnect, const char *lpszDirectory);
ACOM_API BOOL FtpDeleteFileA(HINTERNET hConnect, const char *lpszFileName);
ACOM_API BOOL FtpRenameFileA(HINTERNET hConnect, const char *lpszExisting, const char *lpszNew);

/* The session's directory. *lpdwCurrentDirectory: room; then octets, without the terminator, or with it, with
 * ERROR_INSUFFICIENT_BUFFER. https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-ftpgetcurrentdirectorya */
ACOM_API BOOL FtpSetCurrentDirectoryA(HINTERNET hConnect, const char *lpszDirectory);
ACOM_API BOOL FtpGetCurrentDirectoryA(HINTERNET hConnect, char *lpszCurrentDirectory, DWORD *lpdwCurrentDirectory);

/* Whole files. Flags: FTP_TRANSFER_TYPE_ASCII: line ends are translated. ERROR_FILE_EXISTS (fFailIfExists; nothing is asked of
 * the server), ERROR_FILE_NOT_FOUND, ERROR_ACCESS_DENIED (the local file, also if it is a pipe or a directory). A download that
 * fails leaves no local file, not even the one that was there.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-ftpgetfilea */
ACOM_API BOOL FtpGetFileA(HINTERNET hConnect, const char *lpszRemoteFile, const char *lpszNewFile, BOOL fFailIfExists,
                          DWORD dwFlagsAndAttributes, DWORD dwFlags, DWORD_PTR dwContext);
/* https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-ftpputfilea */
ACOM_API BOOL FtpPutFileA(HINTERNET hConnect, const char *lpszLocalFile, const char *lpszNewRemoteFile, DWORD dwFlags,
                          DWORD_PTR dwContext);

/* A file's handle, for InternetReadFile (GENERIC_READ) or InternetWriteFile (GENERIC_WRITE); closed, what was written is sent to
 * its end, and INTERNET_STATUS_HANDLE_CLOSING waits for the server to say that it has it; so does InternetCloseHandle in a
 * synchronous session. https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-ftpopenfilea */
ACOM_API HINTERNET FtpOpenFileA(HINTERNET hConnect, const char *lpszFileName, DWORD dwAccess, DWORD dwFlags, DWORD_PTR dwContext);

/* Of a file that is read. 0: ERROR_INTERNET_INCORRECT_HANDLE_STATE (the server has not said), or it is empty.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-ftpgetfilesize */
ACOM_API DWORD FtpGetFileSize(HINTERNET hFile, DWORD *lpdwFileSizeHigh);

/* What a directory holds: the last part of the pattern may have '*' and '?'; NULL or "": all. The first one goes to
 * *lpFindFileData, InternetFindNextFile gives the others. ERROR_NO_MORE_FILES: nothing matches.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-ftpfindfirstfilea */
ACOM_API HINTERNET FtpFindFirstFileA(HINTERNET hConnect, const char *lpszSearchFile, WIN32_FIND_DATAA *lpFindFileData,
                                     DWORD dwFlags, DWORD_PTR dwContext);

/* The next one, a WIN32_FIND_DATA, or of Gopher a GOPHER_FIND_DATA; never pends. FALSE: ERROR_NO_MORE_FILES, ERROR_INVALID_HANDLE,
 * ERROR_INTERNET_INCORRECT_HANDLE_TYPE, ERROR_INVALID_PARAMETER, ERROR_INTERNET_REQUEST_PENDING. Any thread.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-internetfindnextfilea */
ACOM_API BOOL InternetFindNextFileA(HINTERNET hFind, void *lpvFindData);

/* A command as it stands. "REST n": the next transfer (FtpOpenFile, FtpGetFile, FtpPutFile) begins at the n-th octet, which is how
 * one that broke off is resumed; FtpGetFileSize is the whole one's all the same. "CWD", "CDUP": names are where the server is then.
 * fExpectResponse: the server sends data, which *phFtpCommand, a file's handle, reads.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-ftpcommanda */
ACOM_API BOOL FtpCommandA(HINTERNET hConnect, BOOL fExpectResponse, DWORD dwFlags, const char *lpszCommand, DWORD_PTR dwContext,
                          HINTERNET *phFtpCommand);

/* ---- Gopher. Each function has a connection of its own, to the server that the locator names, so that many may run on one
 * handle; what it makes is told of with its own handle, and completes there. Flags are not looked at. A locator is a line of a
 * menu; NULL, where that is allowed: the first menu of InternetConnect's server. They return FALSE, or NULL, with ERROR_IO_PENDING,
 * ERROR_INVALID_HANDLE, ERROR_INTERNET_INCORRECT_HANDLE_TYPE, ERROR_INVALID_PARAMETER (NULL, control characters),
 * ERROR_GOPHER_INVALID_LOCATOR, or why it failed, on any thread. ---- */

/* A locator of these. dwGopherType 0: a menu. *lpdwBufferLength: room; then octets, without the terminator, or with it, with
 * ERROR_INSUFFICIENT_BUFFER. ERROR_GOPHER_UNKNOWN_LOCATOR: there is no such type.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-gophercreatelocatora */
ACOM_API BOOL GopherCreateLocatorA(const char *lpszHost, INTERNET_PORT nServerPort, const char *lpszDisplayString,
                                   const char *lpszSelectorString, DWORD dwGopherType, char *lpszLocator, DWORD *lpdwBufferLength);

/* GOPHER_TYPE_*. https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-gophergetlocatortypea */
ACOM_API BOOL GopherGetLocatorTypeA(const char *lpszLocator, DWORD *lpdwGopherType);

/* What a menu holds, or what an index finds for these words. The first item goes to *lpFindData, InternetFindNextFile gives the
 * others. ERROR_GOPHER_INCORRECT_LOCATOR_TYPE (neither menu nor index), ERROR_NO_MORE_FILES (nothing is in it),
 * ERROR_INTERNET_EXTENDED_ERROR (the server has answered with an error, InternetGetLastResponseInfo has it),
 * ERROR_GOPHER_DATA_ERROR (it is no menu, or of more than 4 MiB or 16384 items), ERROR_GOPHER_PROTOCOL_ERROR (there was no answer).
 * Lines that are no items, and items with control characters or more text than a locator may have, are left out.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-gopherfindfirstfilea */
ACOM_API HINTERNET GopherFindFirstFileA(HINTERNET hConnect, const char *lpszLocator, const char *lpszSearchString,
                                        GOPHER_FIND_DATAA *lpFindData, DWORD dwFlags, DWORD_PTR dwContext);

/* A file's handle, for InternetReadFile: the octets that come, whatever they are, for Gopher cannot say that there is no such file.
 * lpszView, such as "text/plain": how a Gopher+ server is to give it. ERROR_GOPHER_NOT_FILE (a menu), ERROR_GOPHER_NOT_GOPHER_PLUS
 * (lpszView), ERROR_INTERNET_EXTENDED_ERROR (a Gopher+ server has refused it), ERROR_GOPHER_PROTOCOL_ERROR.
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-gopheropenfilea */
ACOM_API HINTERNET GopherOpenFileA(HINTERNET hConnect, const char *lpszLocator, const char *lpszView, DWORD dwFlags,
                                   DWORD_PTR dwContext);

/* What a Gopher+ server says of an item: lines. lpszAttributeName: which, with blanks between them, "+ADMIN" for a whole block of
 * them, "Mod-Date" for a line; NULL: all. lpfnEnumerator, or else NULL: is called for each instead, before the function returns or
 * its completion is told, on that thread. *lpdwCharactersReturned: octets, without the terminator, or with it, with
 * ERROR_INSUFFICIENT_BUFFER. ERROR_GOPHER_NOT_GOPHER_PLUS, ERROR_GOPHER_ATTRIBUTE_NOT_FOUND, ERROR_INTERNET_EXTENDED_ERROR,
 * ERROR_GOPHER_DATA_ERROR (more than 64 KiB).
 * https://learn.microsoft.com/windows/win32/api/wininet/nf-wininet-gophergetattributea */
ACOM_API BOOL GopherGetAttributeA(HINTERNET hConnect, const char *lpszLocator, const char *lpszAttributeName, BYTE *lpBuffer,
                                  DWORD dwBufferLength, DWORD *lpdwCharactersReturned,
                                  GOPHER_ATTRIBUTE_ENUMERATOR lpfnEnumerator, DWORD_PTR dwContext);

/* ---- the same with UTF-16. Lengths of text are characters (units); of INTERNET_OPTION_* and HTTP_QUERY_* that give text they are
 * octets. What is no UTF-16 is ERROR_INVALID_PARAMETER; what comes from a server and is no UTF-8 is taken for ISO-8859-1. Callbacks
 * that were set with InternetSetStatusCallbackW are told text as UTF-16, its length in octets, with the terminator. ---- */

ACOM_API HINTERNET InternetOpenW(const WCHAR *lpszAgent, DWORD dwAccessType, const WCHAR *lpszProxy, const WCHAR *lpszProxyBypass,
                                 DWORD dwFlags);
ACOM_API INTERNET_STATUS_CALLBACK InternetSetStatusCallbackW(HINTERNET hInternet, INTERNET_STATUS_CALLBACK lpfnInternetCallback);
ACOM_API HINTERNET InternetConnectW(HINTERNET hInternet, const WCHAR *lpszServerName, INTERNET_PORT nServerPort,
                                    const WCHAR *lpszUserName, const WCHAR *lpszPassword, DWORD dwService, DWORD dwFlags,
                                    DWORD_PTR dwContext);
ACOM_API HINTERNET InternetOpenUrlW(HINTERNET hInternet, const WCHAR *lpszUrl, const WCHAR *lpszHeaders, DWORD dwHeadersLength,
                                    DWORD dwFlags, DWORD_PTR dwContext);
ACOM_API BOOL InternetGetLastResponseInfoW(DWORD *lpdwError, WCHAR *lpszBuffer, DWORD *lpdwBufferLength);
ACOM_API BOOL InternetQueryOptionW(HINTERNET hInternet, DWORD dwOption, void *lpBuffer, DWORD *lpdwBufferLength);
ACOM_API BOOL InternetSetOptionW(HINTERNET hInternet, DWORD dwOption, void *lpBuffer, DWORD dwBufferLength);
ACOM_API HINTERNET HttpOpenRequestW(HINTERNET hConnect, const WCHAR *lpszVerb, const WCHAR *lpszObjectName,
                                    const WCHAR *lpszVersion, const WCHAR *lpszReferrer, const WCHAR **lplpszAcceptTypes,
                                    DWORD dwFlags, DWORD_PTR dwContext);
ACOM_API BOOL HttpSendRequestW(HINTERNET hRequest, const WCHAR *lpszHeaders, DWORD dwHeadersLength, void *lpOptional,
                               DWORD dwOptionalLength);
ACOM_API BOOL InternetReadFileExW(HINTERNET hFile, INTERNET_BUFFERSW *lpBuffersOut, DWORD dwFlags, DWORD_PTR dwContext);
ACOM_API BOOL HttpAddRequestHeadersW(HINTERNET hRequest, const WCHAR *lpszHeaders, DWORD dwHeadersLength, DWORD dwModifiers);
ACOM_API BOOL HttpQueryInfoW(HINTERNET hRequest, DWORD dwInfoLevel, void *lpBuffer, DWORD *lpdwBufferLength, DWORD *lpdwIndex);
ACOM_API BOOL HttpSendRequestExW(HINTERNET hRequest, INTERNET_BUFFERSW *lpBuffersIn, INTERNET_BUFFERSW *lpBuffersOut,
                                 DWORD dwFlags, DWORD_PTR dwContext);
ACOM_API BOOL HttpEndRequestW(HINTERNET hRequest, INTERNET_BUFFERSW *lpBuffersOut, DWORD dwFlags, DWORD_PTR dwContext);
ACOM_API BOOL FtpCreateDirectoryW(HINTERNET hConnect, const WCHAR *lpszDirectory);
ACOM_API BOOL FtpRemoveDirectoryW(HINTERNET hConnect, const WCHAR *lpszDirectory);
ACOM_API BOOL FtpDeleteFileW(HINTERNET hConnect, const WCHAR *lpszFileName);
ACOM_API BOOL FtpRenameFileW(HINTERNET hConnect, const WCHAR *lpszExisting, const WCHAR *lpszNew);
ACOM_API BOOL FtpSetCurrentDirectoryW(HINTERNET hConnect, const WCHAR *lpszDirectory);
ACOM_API BOOL FtpGetCurrentDirectoryW(HINTERNET hConnect, WCHAR *lpszCurrentDirectory, DWORD *lpdwCurrentDirectory);
ACOM_API BOOL FtpGetFileW(HINTERNET hConnect, const WCHAR *lpszRemoteFile, const WCHAR *lpszNewFile, BOOL fFailIfExists,
                          DWORD dwFlagsAndAttributes, DWORD dwFlags, DWORD_PTR dwContext);
ACOM_API BOOL FtpPutFileW(HINTERNET hConnect, const WCHAR *lpszLocalFile, const WCHAR *lpszNewRemoteFile, DWORD dwFlags,
                          DWORD_PTR dwContext);
ACOM_API HINTERNET FtpOpenFileW(HINTERNET hConnect, const WCHAR *lpszFileName, DWORD dwAccess, DWORD dwFlags,
                                DWORD_PTR dwContext);
ACOM_API HINTERNET FtpFindFirstFileW(HINTERNET hConnect, const WCHAR *lpszSearchFile, WIN32_FIND_DATAW *lpFindFileData,
                                     DWORD dwFlags, DWORD_PTR dwContext);
ACOM_API BOOL InternetFindNextFileW(HINTERNET hFind, void *lpvFindData);
ACOM_API BOOL FtpCommandW(HINTERNET hConnect, BOOL fExpectResponse, DWORD dwFlags, const WCHAR *lpszCommand, DWORD_PTR dwContext,
                          HINTERNET *phFtpCommand);
ACOM_API BOOL GopherCreateLocatorW(const WCHAR *lpszHost, INTERNET_PORT nServerPort, const WCHAR *lpszDisplayString,
                                   const WCHAR *lpszSelectorString, DWORD dwGopherType, WCHAR *lpszLocator,
                                   DWORD *lpdwBufferLength);
ACOM_API BOOL GopherGetLocatorTypeW(const WCHAR *lpszLocator, DWORD *lpdwGopherType);
ACOM_API HINTERNET GopherFindFirstFileW(HINTERNET hConnect, const WCHAR *lpszLocator, const WCHAR *lpszSearchString,
                                        GOPHER_FIND_DATAW *lpFindData, DWORD dwFlags, DWORD_PTR dwContext);
ACOM_API HINTERNET GopherOpenFileW(HINTERNET hConnect, const WCHAR *lpszLocator, const WCHAR *lpszView, DWORD dwFlags,
                                   DWORD_PTR dwContext);
ACOM_API BOOL GopherGetAttributeW(HINTERNET hConnect, const WCHAR *lpszLocator, const WCHAR *lpszAttributeName, BYTE *lpBuffer,
                                  DWORD dwBufferLength, DWORD *lpdwCharactersReturned, GOPHER_ATTRIBUTE_ENUMERATOR lpfnEnumerator,
                                  DWORD_PTR dwContext);

#ifdef UNICODE
#define ACOM_INTERNET_FORM(name) name##W
#else
#define ACOM_INTERNET_FORM(name) name##A
#endif
#define InternetOpen ACOM_INTERNET_FORM(InternetOpen)
#define InternetSetStatusCallback ACOM_INTERNET_FORM(InternetSetStatusCallback)
#define InternetConnect ACOM_INTERNET_FORM(InternetConnect)
#define InternetOpenUrl ACOM_INTERNET_FORM(InternetOpenUrl)
#define InternetGetLastResponseInfo ACOM_INTERNET_FORM(InternetGetLastResponseInfo)
#define InternetQueryOption ACOM_INTERNET_FORM(InternetQueryOption)
#define InternetSetOption ACOM_INTERNET_FORM(InternetSetOption)
#define HttpOpenRequest ACOM_INTERNET_FORM(HttpOpenRequest)
#define HttpSendRequest ACOM_INTERNET_FORM(HttpSendRequest)
#define InternetReadFileEx ACOM_INTERNET_FORM(InternetReadFileEx)
#define HttpAddRequestHeaders ACOM_INTERNET_FORM(HttpAddRequestHeaders)
#define HttpQueryInfo ACOM_INTERNET_FORM(HttpQueryInfo)
#define HttpSendRequestEx ACOM_INTERNET_FORM(HttpSendRequestEx)
#define HttpEndRequest ACOM_INTERNET_FORM(HttpEndRequest)
#define FtpCreateDirectory ACOM_INTERNET_FORM(FtpCreateDirectory)
#define FtpRemoveDirectory ACOM_INTERNET_FORM(FtpRemoveDirectory)
#define FtpDeleteFile ACOM_INTERNET_FORM(FtpDeleteFile)
#define FtpRenameFile ACOM_INTERNET_FORM(FtpRenameFile)
#define FtpSetCurrentDirectory ACOM_INTERNET_FORM(FtpSetCurrentDirectory)
#define FtpGetCurrentDirectory ACOM_INTERNET_FORM(FtpGetCurrentDirectory)
#define FtpGetFile ACOM_INTERNET_FORM(FtpGetFile)
#define FtpPutFile ACOM_INTERNET_FORM(FtpPutFile)
#define FtpOpenFile ACOM_INTERNET_FORM(FtpOpenFile)
#define FtpFindFirstFile ACOM_INTERNET_FORM(FtpFindFirstFile)
#define InternetFindNextFile ACOM_INTERNET_FORM(InternetFindNextFile)
#define FtpCommand ACOM_INTERNET_FORM(FtpCommand)
#define GopherCreateLocator ACOM_INTERNET_FORM(GopherCreateLocator)
#define GopherGetLocatorType ACOM_INTERNET_FORM(GopherGetLocatorType)
#define GopherFindFirstFile ACOM_INTERNET_FORM(GopherFindFirstFile)
#define GopherOpenFile ACOM_INTERNET_FORM(GopherOpenFile)
#define GopherGetAttribute ACOM_INTERNET_FORM(GopherGetAttribute)
#define INTERNET_PROXY_INFO ACOM_INTERNET_FORM(INTERNET_PROXY_INFO)
#define LPINTERNET_PROXY_INFO ACOM_INTERNET_FORM(LPINTERNET_PROXY_INFO)
#define INTERNET_BUFFERS ACOM_INTERNET_FORM(INTERNET_BUFFERS)
#define LPINTERNET_BUFFERS ACOM_INTERNET_FORM(LPINTERNET_BUFFERS)
#define WIN32_FIND_DATA ACOM_INTERNET_FORM(WIN32_FIND_DATA)
#define LPWIN32_FIND_DATA ACOM_INTERNET_FORM(LPWIN32_FIND_DATA)
#define GOPHER_FIND_DATA ACOM_INTERNET_FORM(GOPHER_FIND_DATA)
#define LPGOPHER_FIND_DATA ACOM_INTERNET_FORM(LPGOPHER_FIND_DATA)

#ifdef __cplusplus
}
#endif
#endif
