#!/bin/sh
# sweep.sh BUILDDIR PATTERN - fails every allocation of every test, first alone and then with all that follow it, and prints
# a table of what became of the steps:
#
#	coped     the test ran to its end, and gave everything back
#	told      an assertion of the test met E_OUTOFMEMORY or RPC_E_OUT_OF_RESOURCES
#	other     an assertion met something else, or the test waited for what could not come any more; ACOM_SWEEP_VERBOSE=1 shows it
#	crashed, hung, leaked, failed: what must not be (failed: a SWEEP, which has to cope; or without a failed allocation)
#
# A test that does what is alike many times does it a few times here (few(n)). Left out are the tests of the harness, of the
# idlgen program (test/idl/robust sweeps it) and those with random data.
cd "$(dirname "$0")/.." || exit 1
build=$1 pattern=$2
results=$(mktemp -d) && trap 'rm -rf "$results"' EXIT
# A test that was ended leaves its files behind; some become another user, who has to get there.
chmod 755 "$results" && mkdir -m 1777 "$results/tmp" || exit
export ACOM_SWEEP=1 TMPDIR="$results/tmp"

programs=$(for source in test/unit/*.c test/semantics/*.c test/e2e/calls.c test/vectors/*.c; do
	case $source in test/unit/harness.c) continue ;; esac
	[ ! -x "$build/${source%.c}" ] || echo "${source%.c}"
done)
echo "$programs" | xargs -P "$(nproc)" -I {} sh -c '
	name=$(echo {} | tr / -)
	ACOM_SWEEP_RESULTS='"$results"'/$name.line '"$build"'/{} ${ACOM_SWEEP_VERBOSE:+-v} "'"$pattern"'" \
		>'"$results"'/$name.out 2>&1
	[ $? -le 2 ] || echo "ended with an error" >>'"$results"'/$name.out'

for program in $programs; do
	name=$(echo "$program" | tr / -)
	awk -v program="$program" '/^\[/ { bad = /FAILED/ } bad || (ENVIRON["ACOM_SWEEP_VERBOSE"] && !/^\[ /) {
		if (!said++) print program ":"
		print
	}' "$results/$name.out"
	[ ! -s "$results/$name.line" ] || echo "$program $(cat "$results/$name.line")" >>"$results/all"
done
[ -s "$results/all" ] || { echo "nothing was swept"; exit 1; }
awk '
function row(name, tests, steps, coped, told, other, crashed, hung, leaked, failed) {
	printf "%-28s %6s %8s %8s %8s %8s %8s %6s %7s %7s\n", name, tests, steps, coped, told, other, crashed, hung, leaked, failed
}
BEGIN { row("", "tests", "steps", "coped", "told", "other", "crashed", "hung", "leaked", "failed") }
$2 {
	row($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
	for (i = 2; i <= 10; i++)
		sum[i] += $i
}
END {
	row("", sum[2], sum[3], sum[4], sum[5], sum[6], sum[7], sum[8], sum[9], sum[10])
	exit sum[2] == 0 || sum[7] + sum[8] + sum[9] + sum[10] > 0
}' "$results/all"
