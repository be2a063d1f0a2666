# corpus.sh - to be sourced: where libwine-dev's IDL lies, and which of its files stand alone.
WINE=${WINE:-/usr/include/wine/wine}
WINDOWS=$WINE/windows

all_files() { find "$WINE" -name '*.idl' | sort; }

# Those that are no COM, by name.
winrt_files() { sed "/^#/d; s|.*|$WINDOWS/&.idl|" "$HERE/winrt.txt"; }

# Those that others #include as text: alone they lack types, as part of those others they are compared.
part_files() {
	sed -n 's/^[ \t]*#[ \t]*include[ \t]*[<"]\(.*\.idl\)[>"].*/\1/p' "$WINDOWS"/*.idl | sed "s|.*|$WINDOWS/&|" | sort -u
}

com_files() { all_files | grep -vxF -e "$(winrt_files)" -e "$(part_files)"; }
