#!/bin/sh
# shops.sh - samples/coffee and samples/fetch build by the line in their first comment against the installed libraries, and run.
. "$(dirname "$0")/prepare"
shops=
trap '[ -z "$shops" ] || kill -9 $shops; rm -rf "$tree"' EXIT
run_sample coffee/main.c ''
sed -E 's/ +[0-9]+ ms/ N ms/g' output | diff "$top/test/install/coffee.out" -
readelf -d coffee | grep -q 'NEEDED.*libacominet.so.0'
./coffee --draw drawn >output
grep -q '>SendRequest' drawn-sync.svg && grep -q '>Begin_SendRequest' drawn-async.svg && [ ! -e drawn.json ]

# One of these shops, alone: shop MILLISECONDS tells its port.
mkdir "$tree/shop"
cat >"$tree/shop/main.c" <<'EOF'
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "shops.h"

int main(int argc, char **argv)
{
	struct shop s = { .name = "shop", .prices = "espresso 2.40\n", .milliseconds = atoi(argv[argc - 1]) };

	shop_open(&s);
	printf("%u\n", s.port);
	fflush(stdout);
	return pause();
}
EOF
cc -D_GNU_SOURCE -I. -o "$tree/shop/shop" "$tree/shop/main.c" shops.c
open_shop() {
	: >"$tree/shop/port"
	"$tree/shop/shop" "$1" >"$tree/shop/port" &
	shops="$shops $!"
	for _ in $(seq 600); do
		port=$(cat "$tree/shop/port")
		[ -z "$port" ] || return 0
		sleep 0.05
	done
	exit 1
}

open_shop 0
run_sample fetch/main.c '' "http://127.0.0.1:$port/prices"
echo 'prices: 14 octets' | diff - output
echo 'espresso 2.40' | diff - prices

# The rest of a file that is there in part; this server begins anew. What cannot be fetched leaves nothing.
printf 'espr' >prices.part
./fetch "http://127.0.0.1:$port/prices" >output
echo 'espresso 2.40' | diff - prices
! ./fetch nothing://x/y "http://127.0.0.1:1/z" >output
[ "$(wc -l <output)" = 2 ] && [ ! -e y.part ] && [ ! -e z.part ]

# Ctrl-C, while the server thinks.
open_shop 600000
timeout -s INT 1 ./fetch "http://127.0.0.1:$port/never" >output || status=$?
[ "$status" = 124 ]
grep -q '^The same command goes on where this one has ended' output
