#!/bin/bash
# roundtrip.sh BUILD OUT CFLAGS... - links the proxies that check.sh left in OUT/acom with the library's objects in BUILD, and runs
# roundtrip.c over them. Routines that a user would write are not there; what would need them is left out.
set -eu
B=$1 OUT=$(realpath "$2") HERE=$(realpath "$(dirname "$0")")
shift 2
cd "$HERE/../.."
. "$HERE/corpus.sh"
. "$HERE/tables.sh"
to=$OUT/acom work=$OUT/roundtrip
rm -rf "$work" && mkdir -p "$work"
cat >"$work/before.h" <<-EOF
	#define __RPC_STUB
	#define __RPC_USER
	typedef struct IRpcStubBuffer IRpcStubBuffer;
	typedef struct IRpcChannelBuffer IRpcChannelBuffer;
	typedef void *PRPC_MESSAGE;
EOF

# The proxies that C accepts beside the others' headers; check.sh tells of those that it does not.
for proxy in $(grep -l ACOM_MODULE "$to"/*_p.c); do
	name=$(basename "$proxy" _p.c)
	prelude "$name" >"$work/$name.before"
	for part in p i; do
		gcc -std=gnu11 -fshort-wchar -w -I "$to" -I include -I "$HERE/shim" -idirafter "$WINDOWS" -include "$work/before.h" \
			-include windows.h -include "$work/$name.before" -c -o "$work/${name}_$part.o" "$to/${name}_$part.c" 2>/dev/null || :
	done
done
modules=$(nm "$work"/*_p.o | awk '/ D .*_interfaces$/ { print $3 }' | sort -u)
{
	echo '#include <acom/meta.h>'
	printf 'extern ACOM_MODULE %s[];\n' $modules
	echo 'extern ACOM_MODULE *const corpus[]; ACOM_MODULE *const corpus[] = {'
	printf '%s,\n' $modules
	echo 'NULL };'
} >"$work/corpus.c"
gcc -std=gnu11 "$@" -Iinclude -I"$B/gen/include" -Iruntime -I. -Itest/harness -c -o "$work/main.o" test/peer/roundtrip.c
gcc -Iinclude -c -o "$work/corpus.o" "$work/corpus.c"
link() {
	gcc "$@" -o "$work/roundtrip" "$work"/main.o "$work"/corpus.o $(find "$B/test/harness" "$B/runtime" -name '*.o') \
		$(find "$B/gen/include" "$B/gen/samples" "$B/gen/test/idl" -name '*_[ip].o') "$work"/*_[ip].o \
		-Wl,-z,muldefs -lffi -lcmocka -ljansson -lpthread 2>&1
}
{ link "$@" || :; } | sed -n "s/.*undefined reference to \`\(.*\)'/.globl \1\n\1: call abort/p" >"$work/missing.s"
echo '.section .note.GNU-stack,"",@progbits' >>"$work/missing.s"
awk '/^\.globl/ { if (seen[$0]++) { getline; next } } { print }' "$work/missing.s" >"$work/stubs.s"
gcc -c -o "$work/stubs.o" "$work/stubs.s"
link "$@" "$work/stubs.o" | grep -v warning || :
ACOM_TEST_TIMEOUT=600 "$work/roundtrip" -v
