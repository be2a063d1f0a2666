#!/bin/sh
# static.sh - the samples link with the installed archive, too, and need no libacom.so then.
. "$(dirname "$0")/prepare"
static='s/--libs acom/--libs --static acom/; s/ -pthread/ -static -pthread/'
tell_sample hello hello/main.c "$static"
! readelf -d hello | grep -q libacom
tell_sample eventloop eventloop/epoll.c "$static"
