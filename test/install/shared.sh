#!/bin/sh
# shared.sh - the samples build by the line in their first comment against the installed shared library, and run.
. "$(dirname "$0")/prepare"
build_sample clock ''
[ "$(cat output)" = 42 ] || [ "$(tail -n 1 output)" = 42 ]
readelf -d clock | grep -q 'NEEDED.*libacom.so.0'
rm -f ./*
build_sample simplestream '' "$top/README.md"
grep -q 'async client -> async server' output
