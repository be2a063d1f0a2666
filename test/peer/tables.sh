#!/bin/bash
# tables.sh - to be sourced: C text for both sides, and how C compiles ours.
CC="gcc -std=c11 -fms-extensions -fshort-wchar -Wall -Wextra -I $HERE/../../include -I $HERE/shim -idirafter $WINDOWS -include windows.h"

# What the header NAME.h needs before it.
prelude() { sed -n "s/^$1 //p" "$HERE/prelude.txt"; }

# The same for ours: Wine's own copies of what idlgen generates stay shut by their guards.
before() { sed 's/.*/#define __&_h__/' "$OUT/stems"; prelude "$1"; }

# Includes FILE.h and makes the compiler describe each vtable that it declares, or those that match PATTERN.
tables() {
	echo "#include \"$1\"" | sed 's|".*/|"|'
	sed -n "s/^typedef struct \\(${2-[A-Za-z0-9_]*}Vtbl\\) {.*/struct \\1 *peer_\\1;/p" "$1" | sort -u
}
