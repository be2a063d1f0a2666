#!/bin/bash
# acom.sh STEP FILE.idl - idlgen's outputs for a file, and whether C accepts them. NAME.failed has what went wrong.
file=$2 name=$(basename "$2" .idl) to=$OUT/acom
. "$HERE/tables.sh"

# Runs a command, quietly if it works and has nothing to say.
quiet() {
	local what=$1
	shift
	"$@" >"$to/$name.$what" 2>&1 && ! [ -s "$to/$name.$what" ] && return
	echo "$what" >>"$to/$name.failed"
	return 1
}

case $1 in
idl)
	timeout 60 "$IDLGEN" $SOFT -I "$(dirname "$file")" -I "$WINDOWS" -o "$to" "$file" >"$to/$name.idl" 2>&1 || echo idl >"$to/$name.failed"
	;;
refused)
	"$IDLGEN" $SOFT -I "$(dirname "$file")" -I "$WINDOWS" -o "$to" "$file" >"$to/$name.refused" 2>&1
	[ $? = 1 ] && [ "$(grep -c ': error: ' "$to/$name.refused")" = 1 ] || echo refused >"$to/$name.failed"
	;;
object)
	[ -f "$to/$name.h" ] || exit 0
	before "$name" >"$to/$name.before"
	{ tables "$to/$name.h"; echo "#include \"${name}_i.c\""; } >"$to/$name.c"
	quiet header $CC -I "$to" -include "$to/$name.before" -g -c -o "$to/$name.o" "$to/$name.c"
	quiet proxy $CC -I "$to" -include "$to/$name.before" $SANITIZE -c -o "$to/proxies/$name.o" "$to/${name}_p.c"
	;;
esac
exit 0
