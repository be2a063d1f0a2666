/* text.c - codes in words, for people. */
#include "inet.h"

static const struct { DWORD error; const char *text; } texts[] = {
	{ ERROR_SUCCESS, "It has succeeded." },
	{ ERROR_FILE_NOT_FOUND, "There is no such file." },
	{ ERROR_ACCESS_DENIED, "Access is denied." },
	{ ERROR_INVALID_HANDLE, "This is no handle, or it was closed." },
	{ ERROR_NOT_ENOUGH_MEMORY, "Memory is short." },
	{ ERROR_NO_MORE_FILES, "There is nothing more." },
	{ ERROR_FILE_EXISTS, "The local file is there already." },
	{ ERROR_INVALID_PARAMETER, "An argument is not valid." },
	{ ERROR_INSUFFICIENT_BUFFER, "The buffer is too small." },
	{ ERROR_NEGATIVE_SEEK, "There is nothing before the beginning." },
	{ ERROR_BAD_ARGUMENTS, "An argument is not valid." },
	{ ERROR_MORE_DATA, "There is more than fits." },
	{ WAIT_TIMEOUT, "The time is over, and it still pends." },
	{ ERROR_NO_MORE_ITEMS, "There are no more items." },
	{ ERROR_OPERATION_ABORTED, "It was given up." },
	{ ERROR_IO_PENDING, "It pends; its end is told to the callback." },
	{ ERROR_INTERNET_OUT_OF_HANDLES, "There are too many handles." },
	{ ERROR_INTERNET_TIMEOUT, "The server has not answered in time." },
	{ ERROR_INTERNET_EXTENDED_ERROR, "The server has refused: InternetGetLastResponseInfo has its words." },
	{ ERROR_INTERNET_INTERNAL_ERROR, "Something has failed inside." },
	{ ERROR_INTERNET_INVALID_URL, "This is no URL." },
	{ ERROR_INTERNET_UNRECOGNIZED_SCHEME, "The URL is neither http, https, ftp nor gopher." },
	{ ERROR_INTERNET_NAME_NOT_RESOLVED, "Nobody knows a server of this name." },
	{ ERROR_INTERNET_PROTOCOL_NOT_FOUND, "This protocol is not known." },
	{ ERROR_INTERNET_INVALID_OPTION, "There is no such option." },
	{ ERROR_INTERNET_BAD_OPTION_LENGTH, "The option has another length." },
	{ ERROR_INTERNET_OPTION_NOT_SETTABLE, "The option can only be asked for." },
	{ ERROR_INTERNET_SHUTDOWN, "The library is about to end." },
	{ ERROR_INTERNET_INCORRECT_USER_NAME, "The server does not know the user." },
	{ ERROR_INTERNET_INCORRECT_PASSWORD, "The password is another one." },
	{ ERROR_INTERNET_LOGIN_FAILURE, "The server has not let the user in." },
	{ ERROR_INTERNET_INVALID_OPERATION, "The handle does not do this." },
	{ ERROR_INTERNET_OPERATION_CANCELLED, "It was cancelled, or the handle was closed meanwhile." },
	{ ERROR_INTERNET_INCORRECT_HANDLE_TYPE, "This is a handle of another kind." },
	{ ERROR_INTERNET_INCORRECT_HANDLE_STATE, "The handle cannot do this now." },
	{ ERROR_INTERNET_NOT_PROXY_REQUEST, "The request does not go by a proxy." },
	{ ERROR_INTERNET_NO_DIRECT_ACCESS, "There is no way but by a proxy." },
	{ ERROR_INTERNET_NO_CONTEXT, "It needs a context that is not 0." },
	{ ERROR_INTERNET_NO_CALLBACK, "It needs a callback." },
	{ ERROR_INTERNET_REQUEST_PENDING, "The object is busy." },
	{ ERROR_INTERNET_INCORRECT_FORMAT, "This has another form." },
	{ ERROR_INTERNET_ITEM_NOT_FOUND, "It is not there." },
	{ ERROR_INTERNET_CANNOT_CONNECT, "The server cannot be reached." },
	{ ERROR_INTERNET_CONNECTION_ABORTED, "The connection has broken." },
	{ ERROR_INTERNET_CONNECTION_RESET, "The server has broken the connection." },
	{ ERROR_INTERNET_FORCE_RETRY, "The request is to be sent once more." },
	{ ERROR_INTERNET_INVALID_PROXY_REQUEST, "The proxy cannot be used for this." },
	{ ERROR_INTERNET_HANDLE_EXISTS, "There is such a handle already." },
	{ ERROR_INTERNET_SEC_CERT_DATE_INVALID, "The server's certificate is out of date." },
	{ ERROR_INTERNET_SEC_CERT_CN_INVALID, "The server's certificate is another one's." },
	{ ERROR_INTERNET_HTTP_TO_HTTPS_ON_REDIR, "The server leads from http to https." },
	{ ERROR_INTERNET_HTTPS_TO_HTTP_ON_REDIR, "The server leads from https to http." },
	{ ERROR_INTERNET_CLIENT_AUTH_CERT_NEEDED, "The server wants a certificate of the client." },
	{ ERROR_INTERNET_INVALID_CA, "Nobody who is trusted has signed the server's certificate." },
	{ ERROR_INTERNET_ASYNC_THREAD_FAILED, "The I/O thread cannot be had." },
	{ ERROR_INTERNET_REDIRECT_SCHEME_CHANGE, "The server leads to another protocol." },
	{ ERROR_INTERNET_SEC_CERT_ERRORS, "More than one thing is wrong with the server's certificate." },
	{ ERROR_INTERNET_SEC_CERT_REV_FAILED, "Whether the certificate was revoked cannot be found out." },
	{ ERROR_FTP_TRANSFER_IN_PROGRESS, "The FTP session has another transfer at work." },
	{ ERROR_FTP_DROPPED, "The server has ended the FTP session." },
	{ ERROR_FTP_NO_PASSIVE_MODE, "The server does not know the passive mode." },
	{ ERROR_GOPHER_PROTOCOL_ERROR, "The server's answer makes no sense." },
	{ ERROR_GOPHER_NOT_FILE, "The locator is no file." },
	{ ERROR_GOPHER_DATA_ERROR, "The server's data make no sense." },
	{ ERROR_GOPHER_END_OF_DATA, "There are no more data." },
	{ ERROR_GOPHER_INVALID_LOCATOR, "This is no locator." },
	{ ERROR_GOPHER_INCORRECT_LOCATOR_TYPE, "The locator is of another type." },
	{ ERROR_GOPHER_NOT_GOPHER_PLUS, "The server does not speak Gopher+." },
	{ ERROR_GOPHER_ATTRIBUTE_NOT_FOUND, "There is no such attribute." },
	{ ERROR_GOPHER_UNKNOWN_LOCATOR, "There is no such type of locator." },
	{ ERROR_HTTP_HEADER_NOT_FOUND, "There is no such header." },
	{ ERROR_HTTP_DOWNLEVEL_SERVER, "The server has sent no headers." },
	{ ERROR_HTTP_INVALID_SERVER_RESPONSE, "The server's answer makes no sense." },
	{ ERROR_HTTP_INVALID_HEADER, "This is no header." },
	{ ERROR_HTTP_INVALID_QUERY_REQUEST, "There is no such thing to be asked for." },
	{ ERROR_HTTP_HEADER_ALREADY_EXISTS, "The header is there already." },
	{ ERROR_HTTP_REDIRECT_FAILED, "The server leads nowhere." },
	{ ERROR_INTERNET_SECURITY_CHANNEL_ERROR, "The server and TLS do not come together." },
	{ ERROR_HTTP_NOT_REDIRECTED, "The server leads nowhere else." },
	{ ERROR_INTERNET_DISCONNECTED, "There is no network." },
	{ ERROR_INTERNET_SERVER_UNREACHABLE, "The server cannot be reached." },
	{ ERROR_INTERNET_PROXY_SERVER_UNREACHABLE, "The proxy cannot be reached." },
	{ ERROR_HTTP_REDIRECT_NEEDS_CONFIRMATION, "Somebody has to agree to where the server leads." },
	{ ERROR_INTERNET_SEC_INVALID_CERT, "The server's certificate is not valid." },
	{ ERROR_INTERNET_SEC_CERT_REVOKED, "The server's certificate was revoked." },
	{ ERROR_INTERNET_NOT_INITIALIZED, "The library cannot be used." },
	{ ERROR_INTERNET_DECODING_FAILED, "What has come cannot be decoded." },
};

const char *text_of(DWORD error)
{
	size_t i;

	for (i = 0; i < ARRAY_COUNT(texts); i++)
		if (texts[i].error == error)
			return texts[i].text;
	return NULL;
}

const char *AcomInternetErrorText(DWORD dwError)
{
	const char *text = text_of(dwError);

	return text ? text : "Unknown error.";
}
