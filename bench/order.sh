#!/bin/sh
# order.sh BENCH-ALONE WHOLE - the library's functions that a client and a server run, the dearest first: runtime/order.txt, by callgrind.
# What plain calls need comes before what others need, so that a program of such calls has few pages of the library in memory.
set -e
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

run() # DIRECTORY ARGUMENTS: the profiles of both processes
{
	mkdir -p "$directory/$1"
	BENCH_WARM_MS=10 valgrind -q --tool=callgrind --callgrind-out-file="$directory/$1/%p" "$program" $2 >"$directory/said"
}

costs() # DIRECTORY: FUNCTION COST
{
	for profile in "$directory/$1"/*; do
		callgrind_annotate --threshold=100 --show-percs=no "$profile"
	done | sed -n "s/^ *\([0-9,]*\) .*:\([A-Za-z0-9_]*\)[^:]* \[.*/\2 \1/p" | tr -d ,
}

program=$1
for what in 'add 1 1' 'add 1 64'; do
	run plain "$what"
done
for what in 'echo 1024 1' 'echo 200000 1' 'add 1 1 tcp' 'add 1 64 thread'; do
	run other "$what"
done
nm --defined-only "$2" | awk '$2 ~ /[tT]/ { sub(/\..*/, "", $3); print $3 }' >"$directory/ours"
{ costs plain | sed 's/^/1 /'; costs other | sed 's/^/2 /'; } | awk '
	NR == FNR { ours[$1] = 1; next }
	$2 in ours { cost[$2] += $3; if (!($2 in tier)) tier[$2] = $1 }
	END { for (f in cost) printf "%d %.0f %s\n", tier[f], cost[f], f }' "$directory/ours" - | sort -k1,1n -k2,2nr -k3 | cut -d ' ' -f 3
