/* hook.c - a shared object that calls the program while the loader holds its lock. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* $ACOM_TEST_HOOK is the address of a function. */
__attribute__((constructor)) static void hook_call(void)
{
	const char *given = getenv("ACOM_TEST_HOOK");
	uintptr_t address = 0;

	if (given && sscanf(given, "%" SCNxPTR, &address) == 1)
		((void (*)(void))address)();
}
