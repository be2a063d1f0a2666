#!/bin/sh
# tls.sh - the installed libraries: neither needs OpenSSL but that of TLS, which is found beside libacom.so; what a program is told
# when it is not there, and that one which is linked statically has none.
. "$(dirname "$0")/prepare"
[ -e "$tree/usr/lib/libacom-tls.so.0" ] || exit 0 # no OpenSSL where this was built
! readelf -d "$tree/usr/lib/libacom.so" | grep -E 'NEEDED.*(ssl|crypto)'
readelf -d "$tree/usr/lib/libacom-tls.so.0" | grep -q 'NEEDED.*libssl'
cat >tls.c <<'END'
#include <acom.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	(void)argc;
	printf("%s\n", AcomErrorName(AcomSetTls(argv[1], argv[2], argv[3])));
	return 0;
}
END
flags="-Wall -Wextra $(pkg-config --cflags acom)"
cc $flags -o tls tls.c $(pkg-config --libs acom) -pthread -Wl,-rpath,"$tree/usr/lib"
cc $flags -o static tls.c $(pkg-config --libs --static acom) -static -pthread
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=own -keyout own.key -out own.pem 2>/dev/null
unset LD_LIBRARY_PATH

# said PROGRAM CODE [TEXT] - what the program prints, and a part of what it tells.
said() {
	"./$1" own.pem own.key own.pem >out 2>err
	echo "$2" | diff - out
	[ -z "$3" ] || grep -q "$3" err || { cat err; exit 1; }
}
said tls S_OK
said static CO_E_DLLNOTFOUND 'this program is linked statically'
rm "$tree/usr/lib/libacom-tls.so.0"
said tls CO_E_DLLNOTFOUND 'TLS is in a library of its own: libacom-tls.so.0: cannot open'
echo 'int nothing;' | cc -shared -fPIC -x c - -o "$tree/usr/lib/libacom-tls.so.0"
said tls CO_E_ERRORINDLL 'is of another version'
