#!/bin/bash
# report.sh - what check.sh found, as figures; 1 if anything does not compile or differs without a reason in allow.txt.
. "$HERE/corpus.sh"
cd "$OUT" || exit 1
good=true

count() { wc -l | tr -d ' '; }
interfaces() { cut -d ' ' -f 1,2 | sort -u | count; }

# What of two lists of slots only one has, as far as both have the file: unexplained, and a line of figures.
compare() {
	local left=$1 right=$2 to=$3
	sort -u "$right" | awk 'NR == FNR { here[$1 " " $2]; if (!($2 in file)) file[$2] = $1; next }
		!(($1 " " $2) in here) && $2 in file { $1 = file[$2] } { print }' "$left" - | sort -u >"$to.at_home"
	right=$to.at_home # an interface that two files have is at home in the one in which the left list has it
	comm -12 <(cut -d ' ' -f 1 "$left" | sort -u) <(cut -d ' ' -f 1 "$right" | sort -u) >"$to.files"
	awk 'NR == FNR { both[$1]; next } $1 in both' "$to.files" "$left" >"$to.left"
	awk 'NR == FNR { both[$1]; next } $1 in both' "$to.files" "$right" >"$to.right"
	diff "$to.left" "$to.right" | grep '^[<>]' >"$to.different"
	grep -vEf allowed "$to.different" >"$to.unexplained"
	! [ -s "$to.unexplained" ] && [ -s "$to.files" ] || good=false
	echo "$(count <"$to.files") files, $(interfaces <"$to.left") interfaces, $(count <"$to.left") slots:" \
		"$(count <"$to.different") lines differ, $(count <"$to.unexplained") of them without an explanation"
	head -n "${SHOWN:-20}" "$to.unexplained"
}

# What idlgen or C did not take, a line per file.
failures() {
	for f in "$1"/*.failed; do
		[ -f "$f" ] || continue
		name=$(basename "$f" .failed)
		for what in $(cat "$f"); do
			echo "$name: $what: $(grep -m 1 error: "$1/$name.$what" || head -n 1 "$1/$name.$what")"
		done
	done >"$1.failures"
	failed() { cut -d : -f 2 "$1.failures" | grep -cx " $2"; }
	! [ -s "$1.failures" ] || good=false
	echo "$(failed "$1" idl) files refused, $(failed "$1" header) headers (with their GUIDs) and $(failed "$1" proxy) proxies that" \
		"C does not accept without a warning"
	cut -c 1-240 "$1.failures" | head -n "${SHOWN:-20}"
}

sed 's/[ \t]*#.*//; /^$/d' "$HERE/allow.txt" >allowed
echo "libwine-dev: $(all_files | count) IDL files, of them $(com_files | count) compiled, $(part_files | count) as parts of others," \
	"$(winrt_files | count) of WinRT (refused with one error)"
echo "idlgen: $(failures acom)"
echo "compared with $(widl -V 2>&1 | head -n 1): $(compare widl/slots acom/slots acom/compare)"
echo "with async_uuid at $(count <async/eligible) interfaces: $(failures async)"
echo "compared with the rules: $(compare async/expected async/slots async/compare)"
echo "with async_uuid at one of them at a time: $(count <async/alone) of $(count <async/eligible) fail;" \
	"widl compiles $(grep -c '^widl' widl/alone)"
head -n "${SHOWN:-20}" async/alone
while read -r pattern; do
	grep -qE "$pattern" */compare.different || { echo "allow.txt: nothing matches $pattern"; good=false; }
done <allowed
! [ -s async/alone ] && ! [ -s acom.failures ] && ! [ -s async.failures ] && ! [ -s acom/compare.unexplained ] &&
	! [ -s async/compare.unexplained ] && $good
