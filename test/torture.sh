#!/bin/sh
# torture.sh BUILDDIR PATTERN - lets each system call of the library fail with each error that its manual page has for it, the first
# time, the second, ..., once and from then on, and prints a table of what became of the steps:
#
#	idle      the call was not met so often this time
#	survived  nobody noticed
#	told      a call ended with an error that is documented for that; the next one worked
#	crashed, hung, leaked, failed: what must not be (failed: another error, one of what heals, or the next call does not work)
#
# Calls over Unix sockets once more, with memory shared from the first octet. And how many of the places that make system calls were
# reached, and which were not. ACOM_TORTURE=part: only steps whose names, as "receive:recvmsg EINTR 3 and on", contain it.
cd "$(dirname "$0")/.." || exit 1
build=$1 pattern=$2
results=$(mktemp -d) && trap 'rm -rf "$results"' EXIT
chmod 755 "$results" && mkdir -m 1777 "$results/tmp" || exit
export ACOM_TORTURE="$ACOM_TORTURE" TMPDIR="$results/tmp"

programs=$(for source in test/torture/*.c; do
	[ ! -x "$build/${source%.c}" ] || echo "${source%.c}"
done)
{ echo "$programs"; echo test/torture/calls+shared; } | xargs -P "$(nproc)" -I {} sh -c '
	program={} pattern="'"$pattern"'"
	name=$(echo "$program" | tr / -)
	[ "$program" = "${program%+shared}" ] || { export ACOM_TEST_SHARE=0; pattern=${pattern:-over_unix}; }
	ACOM_TORTURE_RESULTS='"$results"'/$name.line ACOM_TORTURE_SITES='"$results"'/$name.sites \
		'"$build"'/"${program%+shared}" "$pattern" >'"$results"'/$name.out 2>&1
	[ $? -le 2 ] || echo "[  FAILED  ] $name ended with an error" >>'"$results"'/$name.out'

for program in $programs test/torture/calls+shared; do
	name=$(echo "$program" | tr / -)
	awk -v program="$program" '/^\[/ { bad = /FAILED/ } bad { if (!said++) print program ":"; print }' "$results/$name.out"
	[ ! -s "$results/$name.line" ] || echo "$program $(cat "$results/$name.line")" >>"$results/all"
done
[ -s "$results/all" ] || { echo "nothing was tortured"; exit 1; }
awk '
function row(name, tests, steps, idle, survived, told, crashed, hung, leaked, failed) {
	printf "%-24s %6s %8s %6s %9s %8s %8s %6s %7s %7s\n", name, tests, steps, idle, survived, told, crashed, hung, leaked, failed
}
BEGIN { row("", "tests", "steps", "idle", "survived", "told", "crashed", "hung", "leaked", "failed") }
$2 {
	row($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
	for (i = 2; i <= 10; i++)
		sum[i] += $i
}
END {
	row("", sum[2], sum[3], sum[4], sum[5], sum[6], sum[7], sum[8], sum[9], sum[10])
	exit sum[2] == 0 || sum[7] + sum[8] + sum[9] + sum[10] > 0
}' "$results/all"
status=$?
cat "$results"/*.sites | awk '
{ seen[$1] += $2 }
END {
	for (site in seen) {
		all++
		reached += seen[site] > 0
		if (!seen[site])
			rest = rest "\n\t" site
	}
	print reached " of " all " places reached" (rest ? "; not:" rest : "")
}'
grep -q FAILED "$results"/*.out && status=1
exit $status
