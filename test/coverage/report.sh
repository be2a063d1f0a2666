#!/bin/sh
# report.sh BUILDDIR ... - which lines and branches of runtime/ and idlgen/ have run: build/coverage.txt has each file with the lines
# that have not, build/coverage/index.html shows them; here a line per directory. Fails below 95 % of lines or 90 % of branches.
cd "$(dirname "$0")/../.." || exit 1
mkdir -p build/coverage
set -- $(for build in "$@"; do find "$build/runtime" "$build/idlgen" -maxdepth 0 2>/dev/null; done)
gcovr -j "$(nproc)" -r . --gcov-ignore-parse-errors -f runtime/ -f idlgen/ --exclude-unreachable-branches --txt build/coverage.txt \
	--csv build/coverage.csv --html-details build/coverage/index.html "$@" 2>build/coverage.log || exit 1
awk -F, 'NR > 1 {
	directory = $1
	sub(/\/[^\/]*$/, "", directory)
	for (i = 0; i < 2; i++) {
		name = i ? "all of it" : directory
		lines[name] += $2; run[name] += $3; branches[name] += $5; taken[name] += $6
	}
}
END {
	for (name in lines)
		printf "%-16s %6d lines, %5.1f %% run; %6d branches, %5.1f %% taken\n", name, lines[name],
			100 * run[name] / lines[name], branches[name], 100 * taken[name] / (branches[name] + !branches[name]) | "sort"
	close("sort")
	exit 100 * run["all of it"] < 95 * lines["all of it"] || 100 * taken["all of it"] < 90 * branches["all of it"]
}' build/coverage.csv
