#!/bin/sh
# uninstall.sh - DESTDIR is in front of every path and in no file; uninstall removes all that install made.
. "$(dirname "$0")/prepare"
stage=$tree/stage
make -s --no-print-directory -C "$top" install PREFIX=/opt/acom DESTDIR="$stage" SAN= SIM= MAKEFLAGS= >/dev/null
[ -x "$stage/opt/acom/bin/idlgen" ]
! grep -r "$stage" "$stage/opt/acom/lib/pkgconfig"
make -s --no-print-directory -C "$top" uninstall PREFIX=/opt/acom DESTDIR="$stage" MAKEFLAGS= >/dev/null
left=$(find "$stage" ! -type d)
[ -z "$left" ] || { echo "left behind: $left"; exit 1; }

# PREFIX is written into files: it is an absolute path, without a slash behind it, and without blanks.
make -s --no-print-directory -C "$top" install PREFIX="$tree/slash/" DESTDIR= SAN= SIM= MAKEFLAGS= >/dev/null
grep -qx "prefix=$tree/slash" "$tree/slash/lib/pkgconfig/acom.pc"
grep -qx "Library=$tree/slash/lib/libacominet.so.0" "$tree/slash/share/acom/classes/internet.class"
refused() {
	! make -s --no-print-directory -C "$top" "$@" MAKEFLAGS= >out 2>&1
	grep -q 'has to be an absolute path' out
}
refused install PREFIX=here DESTDIR="$stage"
refused install PREFIX="$tree/two words" DESTDIR=
refused uninstall PREFIX="$tree/two words" DESTDIR=
refused uninstall PREFIX= DESTDIR=
refused --always-make --just-print install PREFIX=here DESTDIR=
[ "$(wc -l <out)" = 1 ] || { echo 'a wrong PREFIX is told behind the build'; exit 1; }
