#!/bin/sh
# readme.sh - the code in the README is the code of samples/hello, line by line, and its pictures are there.
set -e
for f in hello.idl server.c main.c; do
	awk -v file="samples/hello/$f" '
		BEGIN { while ((getline line < file) > 0) want[++n] = line }
		/^```/ { if (open) { if (at > n) found = 1; open = 0 } else { open = 1; at = 1; same = 1 } next }
		open { if (same && $0 == want[at]) at++; else { same = 0; at = 0 } }
		END { exit !found }' README.md || { echo "README.md does not quote samples/hello/$f"; exit 1; }
done
grep -o '](pictures/[^)]*)' README.md | tr -d '()]' | while read -r picture; do
	[ -s "$picture" ] || { echo "README.md shows $picture, which is not there"; exit 1; }
done
