#!/bin/sh
# statements.sh NAMES [DONE] - the table of all statements: which test showed each, or which part of the work owns it. NAMES
# holds the names of tests that passed, a line each; DONE the parts that must be complete, as "1 2".
cd "$(dirname "$0")/.." || exit 1
awk -v done=" $2 " '
NR == FNR {
	n = split($1, token, "_")
	for (i = 1; i <= n && token[i] ~ /^[ABC][0-9]+$/; i++)
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
	else if (index(done, " " owner " ")) {
		state = "MISSING  part " owner " owns it"
		missing++
	} else
		state = "later    part " owner
	count[substr(state, 1, 6)]++
	printf "  %-5s %s\n", $1, state
}
END {
	printf "  %d statements: %d passed, %d not applicable, %d later, %d missing\n", FNR - 1, count["passed"],
		count["not ap"], count["later "], missing
	exit missing > 0
}' "$1" test/semantics/statements.txt
