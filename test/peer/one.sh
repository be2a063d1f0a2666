#!/bin/bash
# one.sh NUMBER OF - every OF-th eligible interface, beginning with the NUMBERth, gets async_uuid alone (with its bases), and its file
# is compiled. Prints what is not as it is when all have it.
dir=$OUT/async/one$1 out=$OUT/async/out$1
rm -rf "$dir" "$out"
mkdir -p "$dir" "$out"
ln -s "$OUT"/async/plain/* "$dir"

# The lines of a header or a proxy, without the numbers that tell its tables apart.
lines() { sed 's/.async_slot = [0-9]*,//; s/acom_\([a-z_]*\)_[0-9]*/acom_\1/g; s/acom_\([a-z_]*\)_[0-9]*/acom_\1/g' "$1"; }

awk -v n="$1" -v of="$2" 'NR % of == n' "$OUT/async/eligible" | while read -r name file _ _ chain; do
	for key in $chain; do
		sed "s/ .*//" <<<"${key%/*}"
	done | sort -u >"$out/files"
	while read -r changed; do
		rm "$dir/$changed"
		awk -v changed="$changed" -v chain=" $chain " '
			index(chain, " " $2 "/" $1 " ") && $2 == changed' "$OUT/async/edits" |
			cut -d ' ' -f 3- | sed -f - "$OUT/async/plain/$changed" >"$dir/$changed"
	done <"$out/files"
	whole=$(sed -n "s/^$file //p" "$OUT/async/wholes" | head -n 1)
	stem=${whole%.idl}
	if [ "$WIDL" ]; then
		widl -h -I "$dir" -o "$out/$stem.h" "$dir/$whole" >"$out/log" 2>&1 &&
			widl -p -I "$dir" -o "$out/${stem}_p.c" "$dir/$whole" >>"$out/log" 2>&1 && echo "widl $name"
	elif ! timeout 20 "$IDLGEN" $SOFT -I "$dir" -I "$WINDOWS" -o "$out" "$dir/$whole" >"$out/log" 2>&1; then
		echo "$name: $(grep -m 1 error "$out/log")"
	elif ! grep -q "^typedef struct Async${name}Vtbl {" "$out/$stem.h"; then
		echo "$name: has no twin"
	elif [ -f "$OUT/async/$stem.h" ]; then
		for end in .h _p.c; do
			lines "$out/$stem$end" | grep -vxFf <(lines "$OUT/async/$stem$end") | sed "s/^/$name: only when alone: /;q"
		done
	fi
	while read -r changed; do
		ln -sf "$OUT/async/plain/$changed" "$dir/$changed"
	done <"$out/files"
done
