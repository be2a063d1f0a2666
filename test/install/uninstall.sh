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
