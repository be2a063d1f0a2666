#!/bin/sh
# run.sh BUILDDIR SIMULATED PATTERN - runs the tests of the two build directories, several at once, some with every allocation failed,
# and prints what failed; then it fails. What is random or searches runs shorter than in `make check`: it finds few lines that nothing else does.
# ACOM_JOBS: how many at once, if not as many as there are processors.
cd "$(dirname "$0")/../.." || exit 1
build=$1 simulated=$2 pattern=$3
results=$(mktemp -d) && trap 'rm -rf "$results"' EXIT
# Some tests become another user, who has to get there.
chmod 755 "$results" && mkdir -m 1777 "$results/tmp" || exit
export TMPDIR="$results/tmp" ACOM_TEST_TIMEOUT="${ACOM_TEST_TIMEOUT:-600}" ACOM_EXPLORE_SECONDS="${ACOM_EXPLORE_SECONDS:-1}"

# What allocates where nothing else fails it, and is swept in seconds.
swept="unit/activation unit/apartment unit/assoc_descriptors unit/bindings unit/channel_inproc unit/class unit/export unit/listen
unit/local unit/objref unit/registry unit/safearray unit/stub unit/trace unit/variant semantics/marshal"

for name in $swept; do
	echo "1 $build/test/$name"
done >"$results/programs"
for directory in "$build" "$simulated"; do
	for source in test/*/*.c; do
		case $source in test/must-fail/* | test/harness/* | test/program/* | test/inet*) continue ;; esac
		[ ! -x "$directory/${source%.c}" ] || echo "'' $directory/${source%.c}"
	done
done >>"$results/programs"

# What the tests are made of was generated before anything counted.
for idl in include/acom/*.idl runtime/wire/*.idl test/peer/*.idl test/idl/*.idl test/idl/types/*.idl test/idl/golden/*.idl samples/*/*.idl; do
	"$build/bin/idlgen" $(sed -n '1s,^// idlgen: ,,p' "$idl") -Iinclude/acom -Wno-all -o "$results/tmp" "$idl" 2>&1
done >"$results/idlgen.log"

xargs -P "${ACOM_JOBS:-$(nproc)}" -L 1 sh -c '
	log='"$results"'/$(echo $1$0 | tr / -).log
	${0:+env ACOM_SWEEP=$0} $1 "'"$pattern"'" >$log 2>&1
	status=$?
	[ $status = 0 ] || [ $status = 2 ] || echo "[  FAILED  ] $1 ended with $status" >>$log' <"$results/programs"

cat "$results"/*.log | awk '
/^\[/ { bad = /FAILED/ }
/^\[ .* OK \]/ { passed++ }
bad { print; failed += /^\[/ }
END { print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 }'
