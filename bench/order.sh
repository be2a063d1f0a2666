#!/bin/sh
# order.sh BENCH-ALONE WHOLE - the library's functions that a client and a server run, the dearest first: runtime/order.txt, by callgrind.
set -e
directory=$(mktemp -d)
trap 'rm -rf "$directory" "$directory.of"' EXIT
for what in 'add 1 1' 'add 1 64' 'echo 1024 1' 'echo 200000 1' 'add 1 1 tcp' 'add 1 64 thread'; do
	BENCH_WARM_MS=10 valgrind -q --tool=callgrind --callgrind-out-file="$directory/%p" "$1" $what >"$directory/said"
done
rm "$directory/said"
nm --defined-only "$2" | awk '$2 ~ /[tT]/ { sub(/\..*/, "", $3); print $3 }' >"$directory.of"
for run in "$directory"/*; do
	callgrind_annotate --threshold=100 --show-percs=no "$run"
done | sed -n "s/^ *\([0-9,]*\) .*:\([A-Za-z0-9_]*\)[^:]* \[.*/\1 \2/p" | awk '
	NR == FNR { ours[$1] = 1; next }
	$2 in ours { gsub(",", "", $1); cost[$2] += $1 }
	END { for (f in cost) printf "%.0f %s\n", cost[f], f }' "$directory.of" - | sort -k1,1nr -k2 | cut -d ' ' -f 2
