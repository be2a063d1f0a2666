/* server.c - an object with one method, and the class that makes it. */
#include <acom.h>
#include <stdio.h>
#include "hello.h"

const CLSID CLSID_Hello = { 0x0c1f3b52, 0x6a57, 0x4d0e, { 0x8a, 0x3e, 0x5b, 0x1f, 0x6f, 0x0c, 0x7a, 0x13 } };

typedef struct Hello { AcomObject object; IHello IHello_iface; } Hello;
ACOM_FACE(Hello, IHello)                            /* QueryInterface, AddRef, Release, Hello_from_IHello */

static HRESULT Hello_Greet(IHello *This, const char *name, char **greeting)
{
	size_t size = sizeof "Hello, !" + strlen(name);
	(void)This;
	*greeting = CoTaskMemAlloc(size);               /* what is [out] is the caller's to free */
	if (!*greeting)
		return E_OUTOFMEMORY;
	snprintf(*greeting, size, "Hello, %s!", name);
	return S_OK;
}
static const IHelloVtbl Hello_IHello_vtbl = { ACOM_UNKNOWN(Hello, IHello), Hello_Greet };
static const AcomInterface Hello_map[] = { ACOM_ENTRY(Hello, IHello), ACOM_END };
static const AcomClass Hello_class = { .name = "Hello", .size = sizeof(Hello), .interfaces = Hello_map };

static HRESULT Hello_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Hello_class, outer, riid, ppv);
}
HRESULT hello_server(void *arg);
HRESULT hello_server(void *arg)                     /* in the apartment where the objects are to live */
{
	DWORD cookie;
	(void)arg;
	return AcomRegisterClass(&CLSID_Hello, Hello_create, 0, &cookie);
}
