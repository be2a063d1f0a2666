#!/bin/sh
# run.sh CLIENT CLIENT.EXE - the same program on libacominet and on Wine's wininet.dll, against one server: they are told the same
# (statement N50), but that Wine tells a completion of a synchronous HttpEndRequest.
here=$(dirname "$0")
work=$(mktemp -d) || exit 1
export TMPDIR="$work" WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree=;mshtml=" DISPLAY=
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; wineserver -k 2>/dev/null; wineserver -w 2>/dev/null; rm -rf "$work"' EXIT
mkfifo "$work/port" || exit 1
/usr/bin/python3 "$here/server.py" >"$work/port" &
server=$!
read -r port nobody <"$work/port" || exit 1
timeout 120 "$1" "$port" "$nobody" >"$work/ours" || { echo "libacominet: failed"; exit 1; }
timeout 600 wine "$2" "$port" "$nobody" 2>/dev/null | tr -d '\r' >"$work/theirs"
sed -i '/^## synchronous/,/^## asynchronous/{/^100 /d}' "$work/theirs"
if [ "$(grep -c '^# ' "$work/ours")" -ge 20 ] && diff -u --label Wine --label libacominet -U 8 "$work/theirs" "$work/ours"; then
	echo "OK: $(grep -c '^# ' "$work/ours") conversations, $(grep -c '^[0-9]' "$work/ours") events are the same"
else
	echo "FAILED: what is told is not the same"
	exit 1
fi
