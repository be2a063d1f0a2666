#!/bin/sh
# gopher.sh PROGRAM - runs it beside pygopherd and gophernicus on free ports of the loopback, which are stopped by their process ids.
here=$(dirname "$0")
work=$(mktemp -d) || exit 1
trap 'exit 1' HUP INT TERM
trap 'kill $servers 2>/dev/null; wait; rm -rf "$work"' EXIT
mkdir -p "$work/root/sub" && mkfifo "$work/said" || exit 1
printf 'Hello,\nworld.\n' >"$work/root/a.txt"
printf 'below\n' >"$work/root/sub/b.txt"
head -c 300000 /dev/urandom >"$work/root/blob.bin"
cp -a "$work/root" "$work/same" # the first one writes into its own, which the second one's menus would tell
ACOM_PYGOPHERD_PORT=$(/usr/bin/python3 "$here/ports.py" 1)
sed -e "s|^port *=.*|port = $ACOM_PYGOPHERD_PORT\\nservername = 127.0.0.1\\ninterface = 127.0.0.1|" -e "s|^root *=.*|root = $work/root|" \
	-e '/^pidfile/d' -e '/^setuid/d' -e '/^setgid/d' -e 's|^usechroot.*|usechroot = no|' -e 's|^logmethod.*|logmethod = none|' \
	/etc/pygopherd/pygopherd.conf >"$work/pygopherd.conf"
/usr/sbin/pygopherd "$work/pygopherd.conf" >"$work/pygopherd.log" 2>&1 &
servers=$!
/usr/bin/python3 "$here/gopherd.py" "$work/same" >"$work/said" &
servers="$servers $!"
read -r ACOM_GOPHERNICUS_PORT <"$work/said" || exit 1
/usr/bin/python3 "$here/listens.py" "$ACOM_PYGOPHERD_PORT"
for port in "$ACOM_PYGOPHERD_PORT" "$ACOM_GOPHERNICUS_PORT"; do
	/usr/bin/python3 "$here/ask.py" "$port" "" >"$work/$port" || exit 1
done
export ACOM_PYGOPHERD_PORT ACOM_GOPHERNICUS_PORT ACOM_WORK="$work"
"$1"
