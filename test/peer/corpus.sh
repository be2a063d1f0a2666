#!/bin/bash
# corpus.sh - to be sourced: where libwine-dev's IDL lies, and which of its files stand alone.
SOFT="-Wno-error=not-remotable -Wno-error=duplicate-uuid -Wno-error=duplicate-typedef" # real IDL is declared where it cannot be remoted
WINE=${WINE:-/usr/include/wine/wine}
WINDOWS=$WINE/windows

all_files() { find "$WINE" -name '*.idl' | sort; }

# Those that are no COM, by name.
winrt_files() { sed "/^#/d; s|.*|$WINDOWS/&.idl|" "$HERE/winrt.txt"; }

# Those that others #include as text, unless they are made to stand alone, too (they import what they need, always, and the package
# has their header): they are compared as part of those others.
part_files() {
	sed -n 's/^[ \t]*#[ \t]*include[ \t]*[<"]\(.*\)\.idl[>"].*/\1/p' "$WINDOWS"/*.idl | sort -u | while read -r name; do
		[ -f "$WINDOWS/$name.h" ] && grep -q '^[ \t]*import[ \t]' "$WINDOWS/$name.idl" &&
			! grep -q DO_NO_IMPORTS "$WINDOWS/$name.idl" || echo "$WINDOWS/$name.idl"
	done
}

com_files() { all_files | grep -vxF -e "$(winrt_files)" -e "$(part_files)"; }
