#!/bin/bash
# one.sh NUMBER OF - every OF-th eligible interface, beginning with the NUMBERth, gets async_uuid alone (with its bases), and its file
# is compiled. Prints what went wrong, and "slot" with the slots of the twin; of widl, if WIDL says so, whether it takes the file.
dir=$OUT/async/one$1 out=$OUT/async/out$1
rm -rf "$dir" "$out"
mkdir -p "$dir" "$out"
ln -s "$OUT"/async/plain/* "$dir"
ln -s "$OUT"/acom/*.h "$out" # beside the headers that are made anew, so that those that include these find them
. "$HERE/tables.sh"

# Gives the interfaces of "FILE/NAME ..." their async_uuid.
change() {
	awk -v chain=" $1 " 'index(chain, " " $2 "/" $1 " ")' "$OUT/async/edits" >"$out/edits"
	for changed in $files; do
		rm -f "$dir/$changed" "$out/$(whole "$changed").h"
		awk -v changed="$changed" '$2 == changed' "$out/edits" | cut -d ' ' -f 3- | sed -f - "$OUT/async/plain/$changed" >"$dir/$changed"
	done
}

restore() {
	for changed in $files; do
		ln -sf "$OUT/async/plain/$changed" "$dir/$changed"
		ln -sf "$OUT/acom/$(whole "$changed").h" "$out"
	done
}

whole() { sed -n "s/^$1 \(.*\)\.idl/\1/p" "$OUT/async/wholes" | head -n 1; }

widl_takes() {
	widl -h -I "$dir" -o "$out/$2.h" "$dir/$2.idl" >"$out/log" 2>&1 &&
		widl -p -I "$dir" -o "$out/$2_p.c" "$dir/$2.idl" >>"$out/log" 2>&1 && echo "$1"
}

idl() { timeout 60 "$IDLGEN" $SOFT -I "$dir" -I "$WINDOWS" -o "$out" "$dir/$1.idl" >"$out/log" 2>&1; }
c() { $CC -I "$out" -include "$out/before.h" "$@" >"$out/log" 2>&1 && ! [ -s "$out/log" ]; }
why() { grep -m 1 'error' "$out/log" || head -n 1 "$out/log"; }

# NAME's twin in STEM.idl; the bases may be in other files.
try() {
	local name=$1 stem=$2
	for other in $(for changed in $files; do whole "$changed"; done | sort -u); do
		idl "$other" || { echo "$name: idl: $(why)"; return; }
	done
	before "$stem" >"$out/before.h"
	tables "$out/$stem.h" "Async$name" >"$out/$stem.c"
	if [ "$(wc -l <"$out/$stem.c")" != 2 ]; then
		echo "$name: has no twin"
	elif ! c -g -c -o "$out/$stem.o" "$out/$stem.c"; then
		echo "$name: header: $(why)"
	elif ! c -fsyntax-only "$out/${stem}_p.c"; then
		echo "$name: proxy: $(why)"
	else
		"$SLOTS" "$out/$stem.o" | sed -n "/ Async$name /s/^/slot /p"
	fi
}

awk -v n="$1" -v of="$2" 'NR % of == n' "$OUT/async/eligible" | while read -r name file _ _ chain; do
	files=$(tr ' ' '\n' <<<"$chain" | cut -d / -f 1 | sort -u)
	change "$chain"
	if [ "$WIDL" ]; then
		widl_takes "$name" "$(whole "$file")"
	else
		try "$name" "$(whole "$file")"
	fi
	restore
done
