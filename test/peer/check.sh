#!/bin/bash
# check.sh BIN OUT BUILD CFLAGS... - every IDL file of libwine-dev, compiled by idlgen and by widl: both headers must have the same
# tables. Then the same with async_uuid, and values made by chance through the proxies, with the library in BUILD. What differs, or
# does not compile, is shown; allow.txt explains what may differ.
set -u
[ $# -ge 3 ] || { echo "usage: check.sh BIN OUT BUILD CFLAGS..."; exit 2; }
IDLGEN=$(realpath "$1/idlgen") SLOTS=$(realpath "$1/slots") OUT=$(realpath -m "$2") BUILD=$3 HERE=$(realpath "$(dirname "$0")")
shift 3
SANITIZE=$*
. "$HERE/corpus.sh"
mkdir -p "$OUT/widl" "$OUT/acom"
export IDLGEN SLOTS OUT HERE WINE WINDOWS SOFT SANITIZE

# Runs a command for each of the names that come in, on every processor.
each() { xargs -r -P "$(nproc)" -n 1 "$@"; }

# widl's part is made once.
if [ "$(find "$HERE"/{widl,tables,corpus}.sh "$HERE/prelude.txt" "$(command -v widl)" "$SLOTS" -newer "$OUT/widl/slots" 2>&1)" ]; then
	rm -rf "$OUT"/widl/*
	com_files | each "$HERE/widl.sh" idl
	"$HERE/widl.sh" windows
	com_files | each "$HERE/widl.sh" object
	"$SLOTS" "$OUT"/widl/*.o | sort >"$OUT/widl/slots.tmp" && mv "$OUT/widl/slots.tmp" "$OUT/widl/slots"
fi

# Not shut, because the IDL's C text asks for them.
com_files | sed 's|.*/||; s/\.idl$//; s/[^A-Za-z0-9]/_/g' | while read -r stem; do
	grep -q "__${stem}_h__" "$WINDOWS"/*.idl || echo "$stem"
done >"$OUT/stems"
rm -rf "$OUT"/acom/*
mkdir "$OUT/acom/proxies"
com_files | each "$HERE/acom.sh" idl
com_files | each "$HERE/acom.sh" object
"$SLOTS" $(ls "$OUT"/acom/*.o 2>/dev/null) | sort >"$OUT/acom/slots"
winrt_files | each "$HERE/acom.sh" refused
"$HERE/async.sh"
"$HERE/report.sh"
good=$?
"$HERE/roundtrip.sh" "$BUILD" && exit $good
