#!/bin/sh
# layout.sh - lines of at most 132 columns (a tab is 4), nothing at their ends, each .c and .h opens with a comment that
# names it, each script with one too; no file is empty, or left behind by an editor or a patch.
cd "$(dirname "$0")/../.." || exit 1
! {
	find runtime tls idlgen inet include samples tools test -name '*.[ch]' ! -path 'test/idl/*' ! -path 'test/vectors/*' -exec awk '
	FNR == 1 {
		n = split(FILENAME, path, "/")
		if (index($0, "/* ") != 1 || !index($0, path[n] " - "))
			print FILENAME ":1: does not open with /* " path[n] " - what it is"
	}
	/[ \t\r]$/ { print FILENAME ":" FNR ": blanks at the end of the line" }
	{
		line = $0
		while (i = index(line, "\t"))
			line = substr(line, 1, i - 1) substr("    ", 1, 4 - (i - 1) % 4) substr(line, i + 1)
		if (length(line) > 132)
			print FILENAME ":" FNR ": longer than 132 columns"
	}' {} +
	find . \( -path ./.git -o -path ./build -o -path ./.cache \) -prune -o -type f \( -empty -o -name '*.orig' -o -name '*.rej' \
		-o -name '*~' -o -name '*.sw[op]' \) -printf '%P: belongs to nothing\n'
	find test -name '*.sh' -exec awk 'FNR == 2 && !/^# [a-z-]+\.sh / { print FILENAME ":2: does not say what it is" }' {} +
} | grep .
