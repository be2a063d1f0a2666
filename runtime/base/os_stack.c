/* os_stack.c - who called: addresses of the stack, and what they are called; the same in both builds. */
#include <dlfcn.h>
#include <execinfo.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>

#include "os.h"

unsigned os_stack(void **places, unsigned most)
{
	return (unsigned)backtrace(places, (int)most);
}

/* An address is that behind the call: one less is in it. */
static bool find(void *place, Dl_info *info)
{
	return dladdr((char *)place - 1, info) && info->dli_fname;
}

static const void *base_of(uintptr_t address)
{
	Dl_info info;

	return dladdr((void *)address, &info) ? info.dli_fbase : NULL;
}

bool os_stack_is_library(void *place)
{
	const void *own = base_of((uintptr_t)os_stack);

	return own != base_of(getauxval(AT_ENTRY)) && own == base_of((uintptr_t)place - 1);
}

void os_stack_name(void *place, char *text, size_t size)
{
	Dl_info info;

	if (!find(place, &info)) {
		snprintf(text, size, "%p", place);
		return;
	}
	const char *slash = strrchr(info.dli_fname, '/');
	const char *from = info.dli_sname ? info.dli_saddr : info.dli_fbase;
	snprintf(text, size, "%s(%s+0x%zx)", slash ? slash + 1 : info.dli_fname, info.dli_sname ? info.dli_sname : "",
	         (size_t)((const char *)place - from));
}
