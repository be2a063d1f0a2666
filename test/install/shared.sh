#!/bin/sh
# shared.sh - the samples build by the line in their first comment against the installed shared library, and run.
. "$(dirname "$0")/prepare"
tell_sample hello hello/main.c ''
readelf -d hello | grep -q 'NEEDED.*libacom.so.0'
for loop in epoll glib uv; do
	tell_sample eventloop eventloop/$loop.c ''
done
run_sample simplestream/main.c '' "$top/README.md"
grep -q 'async client -> async server' output
tell_sample records records/client.c ''
./records --cancel >output
diff "$top/test/install/records-cancel.out" output
