#!/bin/bash
# async.sh - the corpus again, with async_uuid at each interface that may have it, one after the other: what idlgen and C make of it,
# and whether widl takes it.
. "$HERE/corpus.sh"
rm -rf "$OUT/async"
mkdir -p "$OUT/async/plain"
cp -sft "$OUT/async/plain" "$WINDOWS"/*.idl "$WINDOWS"/*.h "$WINE"/*.idl

cd "$OUT/async" || exit 1
awk -f "$HERE/scan.awk" $(com_files) $(part_files) >scan
awk -f "$HERE/eligible.awk" scan >eligible

# What sed does to give an interface its async_uuid: "NAME FILE COMMAND".
awk '{ printf "%s %s %ds/^\\(.\\{%d\\}\\)\\[/\\1[async_uuid(a0000000-0000-4000-8000-%012x),/\n", $1, $2, $3, $4, NR }' eligible >edits

# The file that has to be compiled for a file: itself, or the one it is a part of.
for file in $(com_files); do echo "$(basename "$file") $(basename "$file")"; done >wholes
for file in $(part_files); do
	file=$(basename "$file")
	whole=$(grep -l "^[ 	]*#[ 	]*include[ 	]*[<\"]$file[>\"]" "$WINDOWS"/*.idl | head -n 1)
	echo "$file $(basename "$whole")"
done >>wholes

# Runs one.sh for all of them; each processor has its share.
workers=$(nproc)
all() { seq 0 $((workers - 1)) | xargs -P "$workers" -I % "$HERE/one.sh" % "$workers"; }
export WIDL=
all >alone
sed -n 's/^slot //p' alone | sort -u >slots
grep -v '^slot ' alone | sort >failures
# An interface that is part of two files was tried in one.
awk 'FILENAME == "wholes" { if (!($1 in whole)) whole[$1] = $2; next } { sub(/idl$/, "h", whole[$2]); print whole[$2], "Async" $1 }' \
	wholes eligible >tried
awk -f "$HERE/expect.awk" eligible scan "$OUT/widl/slots" | awk 'NR == FNR { tried[$1 " " $2]; next } ($1 " " $2) in tried' tried - |
	sort -u >expected
if ! cmp -s eligible "$OUT/widl/eligible"; then
	export WIDL=1
	all >"$OUT/widl/alone" 2>/dev/null
	cp eligible "$OUT/widl/eligible"
fi
