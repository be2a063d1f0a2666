#!/bin/sh
# shared.sh - the samples build by the line in their first comment against the installed shared library, and run.
. "$(dirname "$0")/prepare"
build_sample hello ''
diff "$top/test/install/hello.out" output
readelf -d hello | grep -q 'NEEDED.*libacom.so.0'
rm -f ./*
build_sample simplestream '' "$top/README.md"
grep -q 'async client -> async server' output
