/* os_library.c - shared objects: loaded, looked into, kept. */
#include <dlfcn.h>
#include <link.h>
#include <string.h>

#include "os.h"

typedef void *(*open_function)(const char *path, int flags);

/* By its name: the linker warns of dlopen in every program that is linked statically, and there it could not do anything. */
static open_function library_opener(void)
{
	void *found = dlsym(RTLD_DEFAULT, "dlopen");
	open_function function;

	memcpy(&function, &found, sizeof function);
	return function;
}

void *os_library_open(const char *path, const char **why)
{
	open_function opener = library_opener();

	*why = "this program is linked statically";
	if (!opener)
		return NULL;
	void *library = opener(path, RTLD_NOW | RTLD_LOCAL);
	*why = library ? NULL : dlerror(); /* of this thread, until its next call */
	return library;
}

void os_library_close(void *library)
{
	dlclose(library);
}

os_function os_library_function(void *library, const char *name)
{
	void *found = dlsym(library, name);
	os_function function;

	memcpy(&function, &found, sizeof function);
	return function;
}

/* Flags beside RTLD_LAZY | RTLD_NOLOAD. NULL: it is the program, or cannot be told. */
static void *library_again(const void *inside, int flags)
{
	open_function opener = library_opener();
	struct link_map *map = NULL;
	Dl_info info;

	if (!opener || !dladdr1(inside, &info, (void **)&map, RTLD_DL_LINKMAP) || !map || !map->l_name[0])
		return NULL;
	return opener(map->l_name, RTLD_LAZY | RTLD_NOLOAD | flags);
}

void *os_library_of(const void *inside)
{
	return library_again(inside, 0);
}

void os_library_keep(const void *inside)
{
	void *again = library_again(inside, RTLD_NODELETE);

	if (again)
		dlclose(again);
}
