#!/bin/sh
# remote.sh - samples/remote: two clients of a server in another process; what the server sees of one that is killed, and what a
# client gets whose server is.
. "$(dirname "$0")/prepare"
trap 'jobs -p >jobs; kill -9 $(cat jobs) 2>/dev/null || true; rm -rf "$tree"' EXIT
cp "$top"/samples/remote/* .
for program in server client; do
	build=$(sed -n '2s|^ \* Build: \(.*\) \*/$|\1|p; 2s|^ \* Build: \(.*\)$|\1|p' $program.c | sed 's/ cc / cc -Wall -Wextra /')
	eval "$build" 2>warnings || { cat warnings; exit 1; }
	[ ! -s warnings ] || { cat warnings; exit 1; }
done

# until_told PATTERN FILE PROCESS - until a line of the file says so; the process must not end before, nor take for ever.
until_told() {
	for _ in $(seq 600); do
		! grep -q "$1" "$2" 2>/dev/null || return 0
		kill -0 "$3" 2>/dev/null || break
		sleep 0.05
	done
	echo "$2 does not tell '$1':"
	cat "$2"
	exit 1
}

for address in "unix:$tree/run/primes" unix:primes; do
	XDG_RUNTIME_DIR=$tree
	export XDG_RUNTIME_DIR
	./server "$address" >served 2>&1 &
	server=$!
	until_told ready served $server
	./client 0 "$address" >first 2>first.err &
	first=$!
	until_told clients first $first
	./client 100 "$address" >second
	printf 'clients: 2\n25 primes below 100\n' | diff - second
	./client 0 "$address" >third 2>third.err &
	third=$!
	until_told primes third $third
	kill -9 $third
	wait $third 2>/dev/null || true
	[ "$address" = unix:primes ] || until_told 'client goes: 1' served $server
	until_told primes first $first
	kill -9 $server
	wait $server 2>/dev/null || true
	! wait $first
	tr '\r' '\n' <first.err | grep -q '^Count: '
done

# It ends when it is told to, and nobody finds it then.
./server >served &
server=$!
until_told ready served $server
./client 10 | grep -q '^4 primes below 10$'
kill $server
wait $server
printf 'ready\na client comes: 1\na client goes: 0\n' | diff - served
! ./client 10 2>gone
grep -q '^CoCreateInstanceEx: unix:primes (.*/acom/primes): ' gone
