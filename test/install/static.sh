#!/bin/sh
# static.sh - the samples link with the installed archive, too, and need no libacom.so then.
. "$(dirname "$0")/prepare"
build_sample hello 's/--libs acom/--libs --static acom/; s/ -pthread/ -static -pthread/'
diff "$top/test/install/hello.out" output
! readelf -d hello | grep -q libacom
