#!/bin/bash
# report.sh - what check.sh found, as figures; 1 if anything does not compile or differs without a reason in allow.txt.
. "$HERE/corpus.sh"
cd "$OUT" || exit 1
SHOWN=${SHOWN:-20}

count() { wc -l | tr -d ' '; }
interfaces() { cut -d ' ' -f 1,2 | sort -u | count; }

# The lines of FILE, which should be none.
show() {
	! [ -s "$1" ] || touch bad
	cut -c 1-240 "$1" | head -n "$SHOWN"
}

# What of two lists of slots only one has: unexplained, and a line of figures.
compare() {
	local left=$1 right=$2 to=$3
	sort -u "$right" | awk 'NR == FNR { here[$1 " " $2]; if (!($2 in file)) file[$2] = $1; next }
		!(($1 " " $2) in here) && $2 in file { $1 = file[$2] } { print }' "$left" - | sort -u >"$to.at_home"
	right=$to.at_home # an interface that two files have is at home in the one in which the left list has it
	diff "$left" "$right" | grep '^[<>]' >"$to.different"
	grep -vEf allowed "$to.different" >"$to.unexplained"
	[ -s "$left" ] || touch bad
	echo "$(cut -d ' ' -f 1 "$left" | sort -u | count) files, $(interfaces <"$left") interfaces, $(count <"$left") slots:" \
		"$(count <"$to.different") lines differ, $(count <"$to.unexplained") of them without an explanation"
	show "$to.unexplained"
}

# The patterns of allow.txt: how many lines each explains, and why.
explain() {
	grep '^[^#]' "$HERE/allow.txt" | sed 's/[ \t]*#[ \t]*/#/' | while IFS='#' read -r pattern reason; do
		lines=$(cat */compare.different | grep -cE "$pattern")
		echo "  $lines lines: $reason"
		[ "$lines" != 0 ] || touch bad
	done
}

# Files that idlgen or C did not take, a line each.
failures() {
	for f in acom/*.failed; do
		[ -f "$f" ] || continue
		name=$(basename "$f" .failed)
		for what in $(cat "$f"); do
			echo "$name: $what: $(grep -m 1 error: "acom/$name.$what" || head -n 1 "acom/$name.$what")"
		done
	done
}

# Of each soft option: the files that need it.
softened() {
	for option in $SOFT; do
		files=$(grep -lF "[-W${option#*=}]" acom/*.idl | sed 's|.*/||; s/\.idl$//')
		echo "  $option: $(wc -w <<<"$files"):" $files
	done
}

rm -f bad
sed 's/[ \t]*#.*//; /^$/d' "$HERE/allow.txt" >allowed
failures >failures
failed() { cut -d : -f 2 failures | grep -cx " $1"; }
echo "libwine-dev: $(all_files | count) IDL files, of them $(com_files | count) compiled, $(part_files | count) as parts of others," \
	"$(winrt_files | count) of WinRT (refused with one error)"
echo "$(failed idl) files refused, $(failed header) headers (with their GUIDs) and $(failed proxy) proxies that C does not accept" \
	"without a warning; $(failed refused) of WinRT not refused properly"
show failures
echo "Files that need a soft option, for IDL that cannot be remoted as it is:"
softened
echo "Compared with $(widl -V 2>&1 | head -n 1): $(compare widl/slots acom/slots acom/compare)"
echo "With async_uuid at $(count <async/eligible) interfaces, one at a time: $(cut -d : -f 1 async/failures | sort -u | count) fail" \
	"(of widl $(($(count <async/eligible) - $(sort -u widl/alone | count))))"
show async/failures
echo "The twins compared with the rules: $(compare async/expected async/slots async/compare)"
echo "What differs with a reason:"
explain
! [ -e bad ]
