#!/bin/bash
# async.sh - the corpus again, with async_uuid at each interface that may have it: at all at once for C and for the tables, then at
# one after the other for idlgen.
. "$HERE/corpus.sh"
mkdir -p "$OUT/async/plain" "$OUT/async/idl"
rm -f "$OUT"/async/*.{h,c,o,idl,header,proxy,before,failed}
cp -sft "$OUT/async/plain" "$WINDOWS"/*.idl "$WINDOWS"/*.h "$WINE"/*.idl
cp -Pft "$OUT/async/idl" "$OUT"/async/plain/*

cd "$OUT/async" || exit 1
awk -f "$HERE/scan.awk" $(com_files) $(part_files) >scan
awk -f "$HERE/eligible.awk" scan >eligible

# What sed does to give an interface its async_uuid: "NAME FILE COMMAND".
awk '{ printf "%s %s %ds/^\\(.\\{%d\\}\\)\\[/\\1[async_uuid(a0000000-0000-4000-8000-%012x),/\n", $1, $2, $3, $4, NR }' eligible >edits
cut -d ' ' -f 2 edits | sort -u | while read -r file; do
	rm "idl/$file"
	awk -v file="$file" '$2 == file' edits | cut -d ' ' -f 3- | sed -f - "plain/$file" >"idl/$file"
done

# The file that has to be compiled for a file: itself, or the one it is a part of.
for file in $(com_files); do echo "$(basename "$file") $(basename "$file")"; done >wholes
for file in $(part_files); do
	file=$(basename "$file")
	whole=$(grep -l "^[ 	]*#[ 	]*include[ 	]*[<\"]$file[>\"]" "$WINDOWS"/*.idl | head -n 1)
	echo "$file $(basename "$whole")"
done >>wholes

com_files | sed "s|.*/|$OUT/async/idl/|" >files
export SIDE=async
for step in idl object; do
	xargs -P "$(nproc)" -n 1 "$HERE/acom.sh" "$step" <files
done
"$SLOTS" $(ls *.o 2>/dev/null) | awk '$2 ~ /^Async/' | sort >slots
awk -f "$HERE/expect.awk" eligible scan "$OUT/widl/slots" | sort >expected

workers=$(nproc)
export WIDL=
seq 0 $((workers - 1)) | xargs -P "$workers" -I % "$HERE/one.sh" % "$workers" >alone
if ! cmp -s eligible "$OUT/widl/eligible"; then
	export WIDL=1
	seq 0 $((workers - 1)) | xargs -P "$workers" -I % "$HERE/one.sh" % "$workers" >"$OUT/widl/alone" 2>/dev/null
	cp eligible "$OUT/widl/eligible"
fi
