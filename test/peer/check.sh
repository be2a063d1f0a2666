#!/bin/bash
# check.sh IDLGEN SLOTS OUT - every IDL file of libwine-dev, compiled by idlgen and by widl: both headers must have the same
# tables. What differs, or does not compile, is shown; allow.txt explains what may differ.
set -u
[ $# = 3 ] || { echo "usage: check.sh IDLGEN SLOTS OUT"; exit 2; }
IDLGEN=$(realpath "$1") SLOTS=$(realpath "$2") OUT=$(realpath -m "$3") HERE=$(realpath "$(dirname "$0")")
. "$HERE/corpus.sh"
mkdir -p "$OUT/widl" "$OUT/acom"
export IDLGEN SLOTS OUT HERE WINE WINDOWS SOFT # the directories of corpus.sh

# Runs a command for each of the names that come in, on every processor.
each() { xargs -r -P "$(nproc)" -n 1 "$@"; }

if ! [ "$OUT/widl/slots" -nt "$HERE/widl.sh" ] || ! [ "$OUT/widl/slots" -nt "$(command -v widl)" ]; then
	rm -f "$OUT"/widl/*
	com_files | each "$HERE/widl.sh" idl
	"$HERE/widl.sh" windows
	com_files | each "$HERE/widl.sh" object
	"$SLOTS" "$OUT"/widl/*.o | sort >"$OUT/widl/slots.tmp" && mv "$OUT/widl/slots.tmp" "$OUT/widl/slots"
fi

# Wine's own copies of what idlgen generates stay shut by their guards, but for those that the IDL's C text asks for.
com_files | sed 's|.*/||; s/\.idl$//; s/[^A-Za-z0-9]/_/g' | while read -r stem; do
	grep -q "__${stem}_h__" "$WINDOWS"/*.idl || echo "$stem"
done >"$OUT/stems"
export SIDE=acom
rm -f "$OUT"/acom/*
com_files | each "$HERE/acom.sh" idl
com_files | each "$HERE/acom.sh" object
"$SLOTS" $(ls "$OUT"/acom/*.o 2>/dev/null) | sort >"$OUT/acom/slots"
winrt_files | each "$HERE/acom.sh" refused
"$HERE/async.sh"
"$HERE/report.sh"
