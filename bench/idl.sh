#!/bin/sh
# idl.sh IDLGEN DIRECTORY - what idlgen takes: for a file of 10000 interfaces, and for all of Debian's libwine-dev beside widl,
# in the same run. DIRECTORY is made, and removed in the end.
idlgen=$1 directory=$2 wine=${WINE_IDL:-/usr/include/wine/wine/windows} runs=3
rm -rf "$directory"
mkdir -p "$directory/idlgen" "$directory/widl" || exit 1
trap 'rm -rf "$directory"' EXIT

# The processor time of this shell's children so far, in milliseconds, in $spent.
spend() {
	times >"$directory/times"
	spent=$(awk 'NR == 2 { gsub("s", ""); split($1, u, "m"); split($2, s, "m"); printf "%d", (60 * (u[1] + s[1]) + u[2] + s[2]) * 1000 }' \
		"$directory/times")
}

# least WHAT COMMAND... - prints the least wall and processor time of several runs
least() {
	what=$1 best= cpu=
	shift
	for i in $(seq $runs); do
		spend
		before=$spent begin=$(date +%s%N)
		"$@" >/dev/null 2>&1 || { echo "$what: failed" >&2; exit 1; }
		ms=$((($(date +%s%N) - begin) / 1000000))
		spend
		[ -n "$best" ] && [ "$best" -le $ms ] || best=$ms
		[ -n "$cpu" ] && [ "$cpu" -le $((spent - before)) ] || cpu=$((spent - before))
	done
	printf '%-44s %8d ms %8d ms of processor time\n' "$what" "$best" "$cpu"
}

# ---- 10000 interfaces ----
awk 'BEGIN {
	print "import \"unknwn.idl\";"
	for (i = 0; i < 10000; i++) {
		printf "/* Interface %d. */\n[object, uuid(10000000-0000-0000-0000-%012x), async_uuid(20000000-0000-0000-0000-%012x)]\n", i, i, i
		printf "interface I%d : IUnknown\n{\n", i
		print "\tHRESULT Read([out, size_is(cb), length_is(*got)] BYTE *pv, [in] ULONG cb, [out] ULONG *got);"
		print "\tHRESULT Write([in, size_is(cb)] const BYTE *pv, [in] ULONG cb, [out] ULONG *put);"
		printf "\tHRESULT Next([out] I%d **next);\n}\n", i
	}
}' >"$directory/many.idl"
least "idlgen, 10000 interfaces with twins" "$idlgen" -I include/acom -o "$directory/idlgen" "$directory/many.idl"

# ---- libwine-dev ----
if ! command -v widl >/dev/null || [ ! -d "$wine" ]; then
	echo "widl or $wine is not there: not compared"
	exit 0
fi

by_idlgen() {
	"$idlgen" -I "$wine" -o "$directory/idlgen" "$wine/$1.idl"
}
by_widl() {
	(cd "$directory/widl" && exec widl -I "$wine" -h -u -p "$wine/$1.idl") # several outputs go to where it runs
}
files= all=0 both=0
for file in "$wine"/*.idl; do
	name=$(basename "$file" .idl)
	all=$((all + 1))
	by_idlgen "$name" >/dev/null 2>&1 && by_widl "$name" >/dev/null 2>&1 && both=$((both + 1)) && files="$files $name"
done
each() {
	for name in $files; do "$1" "$name" || return 1; done
}
rm -f "$directory"/idlgen/*
least "idlgen, $both of $all files of libwine-dev" each by_idlgen
least "widl, the same" each by_widl
