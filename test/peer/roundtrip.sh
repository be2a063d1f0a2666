#!/bin/bash
# roundtrip.sh BUILD - links the proxies that acom.sh compiled with the library's objects in BUILD, and runs roundtrip.c over them.
# Routines that a user would write are not there; methods that would need them are left out.
set -eu
B=$1 to=$OUT/acom work=$OUT/roundtrip
cd "$HERE/../.."
rm -rf "$work" && mkdir -p "$work"

skipped() { sed '/^#/d' "$HERE/skip.txt"; }

# The proxies that C accepts; those that it does not are in the report.
proxies=$(ls "$to"/proxies/*.o | grep -vxF "$(skipped | sed "s|\([^ ]*\) .*|$to/proxies/\1.o|")")
modules=$(nm $proxies 2>/dev/null | awk '/ D .*_interfaces$/ { print $3 }' | sort -u)
{
	echo '#include <acom/meta.h>'
	printf 'extern ACOM_MODULE %s[];\n' $modules
	echo 'extern ACOM_MODULE *const corpus[]; ACOM_MODULE *const corpus[] = {'
	printf '%s,\n' $modules
	echo 'NULL };'
} >"$work/corpus.c"
gcc -std=gnu11 $SANITIZE -g -Iinclude -I"$B/gen/include" -Iruntime -I. -Itest/harness -c -o "$work/main.o" test/peer/roundtrip.c
gcc -Iinclude -c -o "$work/corpus.o" "$work/corpus.c"
link() {
	gcc $SANITIZE -o "$work/roundtrip" "$work"/main.o "$work"/corpus.o $(find "$B/test/harness" "$B/runtime" -name '*.o') \
		$(find "$B/gen/include" "$B/gen/samples" "$B/gen/test/idl" -name '*_[ip].o') $proxies "$to"/*.o "$@" \
		-Wl,-z,muldefs -lffi -lcmocka -ljansson -lpthread 2>&1
}
{ link || :; } >"$work/link"
{
	sed -n "s/.*undefined reference to \`\(.*\)'/.globl \1\n\1: call abort/p" "$work/link" | awk '/^\.globl/ { skip = seen[$0]++ } !skip'
	echo '.section .note.GNU-stack,"",@progbits'
} >"$work/stubs.s"
gcc -c -o "$work/stubs.o" "$work/stubs.s"
link "$work/stubs.o" | grep -v warning || :
# A GUID stands in each program's part that uses it.
ASAN_OPTIONS=detect_odr_violation=0 ACOM_TEST_TIMEOUT=1200 "$work/roundtrip" -v >"$work/log" 2>&1 || { tail -n "${SHOWN:-20}" "$work/log" | cut -c 1-240; exit 1; }
sed -n 's/^ *round trip: /Round trip: /p' "$work/log" | grep .
skipped | sed 's/ /: /; s/^/  left out: /'
