/* acom-inet-server.c - HTTP, FTP and Gopher clients in a process of their own, for as long as somebody has one: the program that
 * internet.class names.
 *
 *	acom-inet-server [ADDRESS] */
#include <acom.h>
#include <acom/inet.h>
#include <stdio.h>

/* Where clients look that have the class file. */
#define ADDRESS u"unix:5b7c1f60-3d0a-4a52-9d36-0c1e8f2a6b00"

static const OLECHAR *address_of(const char *text)
{
	static OLECHAR address[256];

	for (size_t i = 0; text && text[i] && i < 255; i++)
		address[i] = (unsigned char)text[i];
	return text ? address : ADDRESS;
}

int main(int argc, char **argv)
{
	HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

	if (SUCCEEDED(hr)) {
		hr = AcomInternetServe(address_of(argc > 1 ? argv[1] : NULL));
		CoUninitialize();
	}
	if (FAILED(hr))
		fprintf(stderr, "acom-inet-server: %s\n", AcomErrorText(hr));
	return FAILED(hr);
}
