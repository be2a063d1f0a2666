/* server.c - a server in a process of its own: an object for each client, served by as many threads as there are processors.
 * Build: idlgen remote.idl && cc -o server server.c remote_?.c $(pkg-config --cflags --libs acom) -pthread
 *
 *	server [ADDRESS]     serves until SIGTERM or SIGINT; unix:/run/user/1000/shop, or by default unix:primes */
#include <acom.h>
#include <acom/automation.h>
#include <signal.h>
#include <stdatomic.h>
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

/* ---- the object: ordinary methods, which know nothing of processes ---- */

typedef struct Primes { AcomObject object; IPrimes IPrimes_iface; } Primes;

ACOM_FACE(Primes, IPrimes)

static atomic_uint clients;

static HRESULT Primes_Clients(IPrimes *This, ULONG *count)
{
	(void)This;
	*count = atomic_load(&clients);
	return S_OK;
}

static BOOL is_prime(ULONG n)
{
	for (ULONG d = 2; d * d <= n; d++)
		if (n % d == 0)
			return FALSE;
	return n > 1;
}

static HRESULT Primes_Count(IPrimes *This, ULONG end, ULONG *primes)
{
	(void)This;
	*primes = 0;
	for (ULONG n = 0; n < end; n++)
		*primes += is_prime(n);
	return S_OK;
}

static HRESULT Primes_construct(void *object)
{
	(void)object;
	printf("a client comes: %u\n", atomic_fetch_add(&clients, 1) + 1);
	return S_OK;
}

/* Also of a client that was killed. */
static void Primes_destruct(void *object)
{
	(void)object;
	printf("a client goes: %u\n", atomic_fetch_sub(&clients, 1) - 1);
}

static const IPrimesVtbl Primes_IPrimes_vtbl = { ACOM_UNKNOWN(Primes, IPrimes), Primes_Clients, Primes_Count };
static const AcomInterface Primes_map[] = { ACOM_ENTRY(Primes, IPrimes), ACOM_END };
static const AcomClass Primes_class = { "Primes", sizeof(Primes), Primes_map, Primes_construct, Primes_destruct, NULL };

static HRESULT Primes_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Primes_class, outer, riid, ppv);
}

/* ---- the process ---- */

static const OLECHAR *address_of(int argc, char **argv)
{
	static OLECHAR address[128];

	for (size_t i = 0; argc > 1 && argv[1][i] && i < 127; i++)
		address[i] = (unsigned char)argv[1][i];
	return argc > 1 ? address : PRIMES_ADDRESS;
}

int main(int argc, char **argv)
{
	sigset_t end;
	DWORD cookie;
	int signal;

	setvbuf(stdout, NULL, _IOLBF, 0);
	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	sigaddset(&end, SIGINT);
	sigprocmask(SIG_BLOCK, &end, NULL); /* threads that are started later have it, too */
	check(CoInitializeEx(NULL, COINIT_MULTITHREADED), "CoInitializeEx");
	check(AcomRegisterClass(&CLSID_Primes, Primes_create, 0, &cookie), "AcomRegisterClass");
	check(AcomListen(address_of(argc, argv)), "AcomListen");
	puts("ready");
	sigwait(&end, &signal);
	AcomStopListening(NULL);
	CoRevokeClassObject(cookie);
	CoUninitialize();
	return 0;
}
