#!/bin/sh
# static.sh - the samples link with the installed archive, too, and need no libacom.so then.
. "$(dirname "$0")/prepare"
build_sample clock 's/--libs acom/--libs --static acom/; s/ -pthread/ -static -pthread/'
[ "$(tail -n 1 output)" = 42 ]
! readelf -d clock | grep -q libacom
