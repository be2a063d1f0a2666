#!/bin/sh
# cxx.sh - a C++ client against the installed library, with a server in C.
. "$(dirname "$0")/prepare"
cp "$top/samples/clock/clock.idl" "$top/samples/clock/server.c" "$top/test/install/client.cc" .
idlgen clock.idl
for standard in c++11 c++17; do
	cc -c server.c clock_i.c clock_p.c $(pkg-config --cflags acom)
	c++ -std=$standard -Wall -Wextra -Wpedantic -Werror -o client client.cc ./*.o $(pkg-config --cflags --libs acom) -pthread
	[ "$(./client)" = "S_OK 42" ]
done
