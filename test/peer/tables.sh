#!/bin/bash
# tables.sh - to be sourced: C text for both sides.

# What the header NAME.h needs before it.
prelude() { sed -n "s/^$1 //p" "$HERE/prelude.txt"; }

# Includes FILE.h and makes the compiler describe each vtable that it declares.
tables() {
	echo "#include \"$1\"" | sed 's|".*/|"|'
	sed -n 's/^typedef struct \([A-Za-z0-9_]*Vtbl\) {.*/struct \1 *peer_\1;/p' "$1" | sort -u
}
