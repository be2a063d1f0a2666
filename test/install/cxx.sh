#!/bin/sh
# cxx.sh - a C++ client against the installed library, with a server in C.
. "$(dirname "$0")/prepare"
cp "$top/samples/hello/hello.idl" "$top/samples/hello/server.c" "$top/test/install/client.cc" .
idlgen hello.idl
printf '#include <acom/inet.h>\n#include <acom/wininet.h>\n' >inet.cc
c++ -std=c++11 -Wall -Wextra -Wpedantic -Wold-style-cast -Werror -fsyntax-only inet.cc $(pkg-config --cflags acominet)
for standard in c++11 c++17; do
	cc -c server.c hello_i.c hello_p.c $(pkg-config --cflags acom)
	c++ -std=$standard -Wall -Wextra -Wpedantic -Wold-style-cast -Werror -o client client.cc ./*.o $(pkg-config --cflags --libs acom) -pthread
	[ "$(./client)" = "S_OK Hello, C++!" ]
done
