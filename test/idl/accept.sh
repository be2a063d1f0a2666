#!/bin/sh
# accept.sh [NAME ...] - makes the golden files anew from what idlgen says now, for a reader of the diff to accept.
# A golden whose first line is "// idlgen: OPTIONS" is compiled with them.
cd "$(dirname "$0")/../.." || exit 1
idlgen=${IDLGEN:-build/gcc/bin/idlgen} golden=test/idl/golden
[ -x "$idlgen" ] || exit 1
[ $# -gt 0 ] || set -- $(ls $golden/*.idl | sed 's,.*/\(.*\)\.idl,\1,') simplestream
for name in "$@"; do
	idl=$golden/$name.idl
	[ -f "$idl" ] || idl=samples/$name/$name.idl
	rm -f "$golden/$name.h" "$golden/${name}_i.c" "$golden/${name}_p.c" "$golden/$name.err"
	"$idlgen" -ferror-limit=0 $(sed -n '1s,^// idlgen: ,,p' "$idl") -I include/acom -o $golden "$idl" 2>"$golden/$name.err"
	[ -s "$golden/$name.err" ] || rm "$golden/$name.err"
done
"$idlgen" -Wno-mangled-name --json test/idl/json/model.json test/idl/json/model.idl
git diff --stat -- $golden test/idl/json
