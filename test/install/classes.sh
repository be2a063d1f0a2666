#!/bin/sh
# classes.sh - a library of a class and a program that finds it by its class file, both linked with the installed library.
. "$(dirname "$0")/prepare"
umask 022
cp "$top/test/shared/place.c" "$top/test/shared/place.h" "$top/samples/simplestream/simplestream.idl" .
idlgen simplestream.idl
cc -Wall -Wextra -D_GNU_SOURCE -shared -fPIC -o libplace.so place.c simplestream_i.c simplestream_p.c $(pkg-config --cflags --libs acom)
cat >client.c <<'EOF'
#include <stdio.h>
#include <unistd.h>

#include "place.h"
#include "simplestream.h"

int main(void)
{
	ISimpleStream *s;
	struct place place;
	ULONG n;

	if (geteuid() != getuid())
		printf("secure ");
	CoInitializeEx(NULL, COINIT_MULTITHREADED);
	for (int i = 0; i < 2; i++) {
		HRESULT hr = CoCreateInstance(&CLSID_Place, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&s);

		if (SUCCEEDED(hr)) {
			hr = ISimpleStream_Read(s, (BYTE *)&place, sizeof place, &n);
			printf("%s ", place.object == s ? "direct" : place.apartment == APTTYPE_MAINSTA ? "main" : "?");
			ISimpleStream_Release(s);
		}
		printf("%s\n", AcomErrorName(hr));
		CoFreeUnusedLibrariesEx(0, 0);
	}
	CoUninitialize();
	return 0;
}
EOF
# The program has no tables of its own: those of the library serve, and stay.
cc -Wall -Wextra -o client client.c simplestream_i.c $(pkg-config --cflags --libs acom) -Wl,-rpath,"$tree/usr/lib" -pthread
mkdir -p data/acom/classes
expect() {
	printf 'CLSID={5b1f0ab0-7d0e-4c55-9f6e-2a6d6d3a0001}\nLibrary=%s/libplace.so\nThreadingModel=%s\n' "$PWD" "$1" \
		>data/acom/classes/place.class
	XDG_DATA_HOME=$PWD/data "$2" >output 2>&1
	printf "$3" | diff - output
}
expect Apartment ./client 'main S_OK\nmain S_OK\n'
expect Both ./client 'direct S_OK\ndirect S_OK\n'
[ "$(pkg-config --variable=classdir acom)" = "$tree/usr/share/acom/classes" ] && [ -d "$tree/usr/share/acom/classes" ]

# With the rights of another user the environment does not count.
if [ "$(id -u)" = 0 ]; then
	chmod 755 "$tree" "$tree/work"
	install -o nobody -m 4755 client secure
	if ./secure | grep -q secure; then
		expect Both ./secure 'secure REGDB_E_CLASSNOTREG\nREGDB_E_CLASSNOTREG\n'
	fi
fi
