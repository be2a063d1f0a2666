/* client.c - a client of a server in another process: the same source as for one in another apartment, but for the first call.
 * Build: idlgen remote.idl && cc -o client client.c remote_?.c $(pkg-config --cflags --libs acom) -pthread
 *
 *	client END [ADDRESS]     counts the primes below END, and again and again until the server is gone: END 0 does that with
 *	                         2000000 */
#include <acom.h>
#include <acom/automation.h>
#include <stdio.h>
#include <stdlib.h>

#include "remote.h"

static void check(HRESULT hr, const char *what)
{
	char why[256];

	if (SUCCEEDED(hr))
		return;
	AcomErrorMessage(hr, why, sizeof why);
	fprintf(stderr, "%s: %s\n", what, why);
	exit(1);
}

static OLECHAR *address_of(int argc, char **argv)
{
	static OLECHAR address[128] = PRIMES_ADDRESS;

	for (size_t i = 0; argc > 2 && i < 127; i++)
		if (!(address[i] = (unsigned char)argv[2][i]))
			break;
	return address;
}

static IPrimes *connect_to(OLECHAR *address)
{
	COSERVERINFO server = { .pwszName = address };
	MULTI_QI wanted = { .pIID = &IID_IPrimes };

	check(CoCreateInstanceEx(&CLSID_Primes, NULL, CLSCTX_LOCAL_SERVER, &server, 1, &wanted), "CoCreateInstanceEx");
	return (IPrimes *)wanted.pItf;
}

/* Begins, does other work in pieces, and finishes. */
static HRESULT count(AsyncIPrimes *call, ULONG end, ULONG *primes)
{
	HRESULT hr = AsyncIPrimes_Begin_Count(call, end);

	if (FAILED(hr))
		return hr;
	for (unsigned pieces = 0; AcomWaitForCall(call, 100) == RPC_S_CALLPENDING; )
		fprintf(stderr, "  %u pieces of other work\r", ++pieces);
	return AsyncIPrimes_Finish_Count(call, primes);
}

int main(int argc, char **argv)
{
	ULONG end = argc > 1 ? (ULONG)strtoul(argv[1], NULL, 10) : 100, clients, primes;
	HRESULT hr;

	setvbuf(stdout, NULL, _IOLBF, 0);
	check(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), "CoInitializeEx");
	IPrimes *object = connect_to(address_of(argc, argv));
	check(IPrimes_Clients(object, &clients), "Clients"); /* waits */
	printf("clients: %u\n", clients);
	AsyncIPrimes *call;
	check(AcomNewCall(object, &IID_AsyncIPrimes, (void **)&call), "a call object");
	do {
		hr = count(call, end ? end : 2000000, &primes);
		if (SUCCEEDED(hr))
			printf("%u primes below %u\n", primes, end ? end : 2000000);
	} while (!end && SUCCEEDED(hr));
	AsyncIPrimes_Release(call);
	IPrimes_Release(object); /* which needs no server */
	CoUninitialize();
	check(hr, "Count");
	return 0;
}
