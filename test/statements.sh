#!/bin/sh
# statements.sh TABLE NAMES [DONE] - a table of statements: which test showed each, or which part of the work owns it, or which other
# target of make shows it. NAMES holds the names of tests that passed, a line each; DONE the parts that must be complete, as "1 2".
cd "$(dirname "$0")/.." || exit 1
awk -v done=" $3 " '
NR == FNR {
	n = split($1, token, "_")
	for (i = 1; i <= n && token[i] ~ /^[ABCN][0-9]+$/; i++)
		if (!(token[i] in shown))
			shown[token[i]] = $1
	next
}
/^#/ { next }
{
	owner = $2
	if ($1 in shown)
		state = "passed   " shown[$1]
	else if (owner ~ /^=/)
		state = "passed   as " substr(owner, 2) ", which replaces it"
	else if (owner == "-")
		state = "not applicable: " substr($0, index($0, " | ") + 3)
	else if (owner ~ /^[a-z]/)
		state = "shown    by make " owner
	else if (index(done, " " owner " ")) {
		state = "MISSING  part " owner " owns it"
		missing++
	} else
		state = "later    part " owner
	count[substr(state, 1, 6)]++
	printf "  %-5s %s\n", $1, state
}
END {
	printf "  %d statements: %d passed, %d not applicable, %d by other targets, %d later, %d missing\n", FNR - 1,
		count["passed"], count["not ap"], count["shown "], count["later "], missing
	exit missing > 0
}' "$2" "$1"
