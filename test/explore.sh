#!/bin/sh
# explore.sh BUILDDIR PATTERN - runs the simulated tests without the budget of `make check`, several programs at once; each is told of
# when it ends. The last lines say how far the schedules were followed, and the sum. PATTERN (may be empty) is the one of run.sh.
# ACOM_JOBS: how many at once, if not as many as there are processors.
cd "$(dirname "$0")/.." || exit 1
build=$1 pattern=$2
results=$(mktemp -d) && trap 'rm -rf "$results"' EXIT
export ACOM_EXPLORE="${ACOM_EXPLORE:-1}" ACOM_TEST_EXPLORED="$results/explored"
: >"$results/explored"

# A program leaves its own sum; without one it has crashed, or holds no test at all.
for source in test/*/*.c; do
	case $source in test/must-fail/* | test/harness/* | test/program/* | test/inet-servers/*) continue ;; esac
	[ ! -x "$build/${source%.c}" ] || echo "$build/${source%.c}"
done | xargs -P "${ACOM_JOBS:-$(nproc)}" -I {} sh -c '
	kept=$1/$(echo {} | tr / -)
	ACOM_TEST_RESULTS=$kept.sum {} "$2" >"$kept.out" 2>&1
	status=$?
	if [ ! -s "$kept.sum" ] || { [ $status = 2 ] && [ -z "$2" ]; }; then
		printf "[  FAILED  ] %s\n    ended with status %s, no test was counted\n" {} $status >>"$kept.out"
		echo 0 1 0 >"$kept.sum"
	fi
	cat "$kept.out"' sh "$results" "$pattern"

echo "$(grep -c ^complete "$results/explored") scenarios complete: every schedule with as few preemptions as they ask for"
echo "$(grep -c ^bounded "$results/explored") bounded, as each says above:" $(sed -n 's/^bounded //p' "$results/explored")
cat "$results"/*.sum | awk '
{ passed += $1; failed += $2; skipped += $3 }
END {
	print passed + 0 " passed, " failed + 0 " failed, " skipped + 0 " skipped"
	exit failed || !(passed + skipped)
}'
