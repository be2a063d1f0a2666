#!/bin/sh
# order.sh BENCH-ALONE WHOLE - the library's functions that a client and a server run: runtime/order.txt, by callgrind.
# First what plain calls need: a client only, then both, then a server only, so that each has few pages of the library in memory;
# behind an empty line what others need. Of each the dearest first; "unlikely" is what the compiler has moved out of a function.
set -e
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

run() # KIND ARGUMENTS: the profiles of both processes
{
	mkdir -p "$directory/$1"
	BENCH_WARM_MS=10 valgrind -q --tool=callgrind --callgrind-out-file="$directory/%p" "$program" $2 >"$directory/said" &
	wait $!
	mv "$directory/$!" "$directory/$1/client-$!"
	mv "$directory"/[0-9]* "$directory/$1" 2>"$directory/said" || :
}

costs() # KIND OF PROCESS: FUNCTION COST
{
	for profile in "$directory"/$1; do
		callgrind_annotate --threshold=100 --show-percs=no "$profile"
	done | sed -n '
		s/^ *\([0-9,]*\) .*:\([A-Za-z0-9_]*\)[^:]*\.cold[^:]* \[.*/unlikely.\2 \1/p
		t
		s/^ *\([0-9,]*\) .*:\([A-Za-z0-9_]*\)[^:]* \[.*/\2 \1/p' | tr -d ,
}

program=$1
for what in 'add 1 1' 'add 1 64'; do
	run plain "$what"
done
for what in 'echo 1024 1' 'echo 200000 1' 'add 1 1 tcp' 'add 1 64 thread'; do
	run other "$what"
done
nm --defined-only "$2" | awk '$2 ~ /[tT]/ { sub(/\..*/, "", $3); print $3 }' >"$directory/ours"
{ costs 'plain/client*' | sed 's/^/1 /'; costs 'plain/[0-9]*' | sed 's/^/2 /'; costs 'other/*' | sed 's/^/0 /'; } | awk '
	NR == FNR { ours[$1] = 1; next }
	{ name = $2; sub(/^unlikely\./, "", name) }
	name in ours { cost[$2] += $3; by[$2, $1] = 1 }
	END { for (f in cost) printf "%d %.0f %s\n", (f, 1) in by ? ((f, 2) in by ? 2 : 1) : ((f, 2) in by ? 3 : 4), cost[f], f }' "$directory/ours" - | sort -k1,1n -k2,2nr -k3 | awk '$1 == 4 && !others++ { print "" } { print $3 }'
