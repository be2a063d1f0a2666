/* acom-inet-server.c - HTTP, FTP and Gopher clients in a process of their own, for as long as somebody has one: the program that
 * internet.class names.
 *
 *	acom-inet-server [ADDRESS] */
#include <acom.h>
#include <acom/inet.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <uchar.h>
#include <wchar.h>

/* Where clients look that have the class file. */
#define ADDRESS u"unix:5b7c1f60-3d0a-4a52-9d36-0c1e8f2a6b00"

enum { ADDRESS_MOST = 512 };                   /* longer ones there are not: that of a Unix socket has at most 108 octets */

/* NULL: it is no UTF-8, or too long. */
static const OLECHAR *address_of(const char *text)
{
	static OLECHAR address[ADDRESS_MOST];
	size_t left = strlen(text), used = 0, taken;
	mbstate_t state = { 0 };

	setlocale(LC_CTYPE, "C.UTF-8");
	while (left || !mbsinit(&state)) {
		taken = mbrtoc16(&address[used], text, left, &state);
		if (taken == (size_t)-1 || taken == (size_t)-2 || ++used == ADDRESS_MOST)
			return NULL;
		if (taken == (size_t)-3) /* the other half of what was taken before */
			continue;
		text += taken;
		left -= taken;
	}
	address[used] = 0;
	return address;
}

static HRESULT serve(const OLECHAR *address)
{
	HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

	if (SUCCEEDED(hr)) {
		hr = AcomInternetServe(address);
		CoUninitialize();
	}
	return hr;
}

int main(int argc, char **argv)
{
	const OLECHAR *address = argc > 1 ? address_of(argv[1]) : ADDRESS;
	HRESULT hr = address && argc <= 2 ? serve(address) : RPC_S_INVALID_STRING_BINDING;

	if (FAILED(hr))
		fprintf(stderr, "acom-inet-server: %s%s%s\n", argc > 1 ? argv[1] : "", argc > 1 ? ": " : "", AcomErrorText(hr));
	return FAILED(hr);
}
