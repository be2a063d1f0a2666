#!/bin/sh
# report.sh BUILDDIR ... - which lines and branches of runtime/ and idlgen/ have run: build/coverage.txt has each file with the lines
# that have not, build/coverage/index.html shows them; here a line per directory. Fails below 95 % of lines or 90 % of branches, and if
# a file that is below that by itself is not in left.txt, which has the reasons.
cd "$(dirname "$0")/../.." || exit 1
mkdir -p build/coverage
# Each build by itself: gcovr takes a function that stands at another line in the simulated one for an error, so it is not told of them.
for build in "$@"; do
	json=build/coverage/${build##*/}.json
	gcovr -r . --gcov-ignore-parse-errors -f runtime/ -f idlgen/ --exclude-unreachable-branches --json "$json" \
		$(find "$build/runtime" "$build/idlgen" -maxdepth 0) 2>>build/coverage.log || exit 1
	sed -i 's/"functions": \[[^]]*\]/"functions": []/g' "$json"
	merged="$merged -a $json"
done
gcovr -r . $merged --txt build/coverage.txt --csv build/coverage.csv --html-details build/coverage/index.html 2>>build/coverage.log || exit 1
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
status=$?
awk -F, 'FILENAME ~ /left.txt$/ {
	if (!/^#/ && split($0, word, " ")) named[word[1]] = 1
	next
}
FNR > 1 && ($3 < .95 * $2 || $6 < .9 * $5) && !named[$1] {
	print $1 ": " $3 " of " $2 " lines, " $6 " of " $5 " branches, and test/coverage/left.txt does not say why"
	bad = 1
}
FNR > 1 && $3 >= .95 * $2 && $6 >= .9 * $5 && named[$1] { print $1 " need not be in test/coverage/left.txt any more" }
END { exit bad }' test/coverage/left.txt build/coverage.csv || status=1
exit $status
