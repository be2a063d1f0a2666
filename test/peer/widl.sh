#!/bin/bash
# widl.sh STEP FILE.idl - widl's header of a file, and the object in which Wine's own headers compile it.
file=${2-} name=$(basename "$file" .idl) to=$OUT/widl
. "$HERE/tables.sh"
# A handle is a void pointer here, as it is in ours; one of Wine's headers forgets a type then.
cc="gcc -g -w -fms-extensions -fshort-wchar -DNO_STRICT -DWINE_NO_UNICODE_MACROS -DLOCALE_ENUMPROCEX=LOCALE_ENUMPROCW -I $to -I $WINDOWS -I $WINE -I $WINE/.."

case $1 in
windows) # what all of them include, precompiled
	printf '#include <%s.h>\n' windows ole2 >"$to/ole2_first.h"
	echo '#include <objidl.h>' >"$to/objidlbase.h" # Wine's own has the same interfaces
	$cc -x c-header -o "$to/ole2_first.h.gch" "$to/ole2_first.h"
	;;
idl)
	widl -h -o "$to/$name.h" -I "$WINDOWS" "$file" >"$to/$name.err" 2>&1 || echo "widl does not compile $name"
	;;
object)
	{ prelude "$name"; tables "$to/$name.h"; } >"$to/$name.c"
	$cc -c -o "$to/$name.o" -include "$to/ole2_first.h" "$to/$name.c" >"$to/$name.err" 2>&1 || echo "widl's header of $name does not compile: $(grep -m 1 error "$to/$name.err")"
	;;
esac
