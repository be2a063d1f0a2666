#!/bin/sh
# run.sh BUILDDIR PATTERN [BUILDDIR ...] - runs the test programs of the build directories, and the lint scripts; the last
# line is the sum. PATTERN (may be empty) selects tests by a part of "room/file:name".
cd "$(dirname "$0")/.." || exit 1
first=$1 pattern=$2
shift 2
passed=0 failed=0 skipped=0
results=$(mktemp) && names=$(mktemp) && trap 'rm -f "$results" "$names"' EXIT
export ACOM_TEST_RESULTS="$results" ACOM_TEST_NAMES="$names"

# One program. It leaves its own sum in $results; without one it has crashed, or holds no test at all.
run_program() {
	: >"$results"
	"$1" "$pattern"
	status=$?
	if ! read -r p f s <"$results" || { [ $status = 2 ] && [ -z "$pattern" ]; }; then
		echo "[  FAILED  ] $1"
		echo "    ended with status $status, no test was counted"
		p=0 f=1 s=0
	fi
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# One script, which is one test: silent, or the reasons of its failure.
run_script() {
	name=${1#test/}
	name=${name%.sh}
	case $name in *"$pattern"*) ;; *) return ;; esac
	if output=$("$1" 2>&1); then
		echo "[       OK ] $name"
		passed=$((passed + 1))
	else
		echo "[  FAILED  ] $name"
		echo "$output" | sed 's/^/    /'
		failed=$((failed + 1))
	fi
}

for build in "$first" "$@"; do
	for source in test/*/*.c; do
		program=$build/${source%.c}
		case $source in test/must-fail/* | test/harness/* | test/program/* | test/inet-servers/*) continue ;; esac
		[ ! -x "$program" ] || run_program "$program"
	done
done
# What is installed is not sanitized, so the sanitized runs say nothing new of it. Where another machine is emulated is no compiler.
case $first in *-linux-gnu-gcc) rooms= ;; *-address | *-thread | *-coverage) rooms=test/lint/*.sh ;; *) rooms="test/lint/*.sh test/install/*.sh" ;; esac
for script in $rooms; do
	run_script "$script"
done

# What was shown of a table of statements. run_statements TABLE WHAT DONE
run_statements() {
	echo "Statements about $2 ($1):"
	if test/statements.sh "$1" "$names" "$3"; then
		echo "[       OK ] statements about $2"
		passed=$((passed + 1))
	else
		echo "[  FAILED  ] statements about $2"
		failed=$((failed + 1))
	fi
}

# All were run: which statements did they show? What only the simulated build shows is no loss without it.
if [ -z "$pattern" ] && [ "$rooms" ]; then
	[ $# -gt 0 ] || echo C17_in_simulated_time_only >>"$names"
	run_statements test/semantics/statements.txt "asynchronous calls" "1 2 3 4 5"
	run_statements test/inet/statements.txt "the internet client" "7"
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ] && [ $((passed + skipped)) != 0 ]
