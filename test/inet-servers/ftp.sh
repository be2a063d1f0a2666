#!/bin/sh
# ftp.sh PROGRAM - runs it beside a real FTP server on a free port of the loopback, which is stopped by its process id.
here=$(dirname "$0")
work=$(mktemp -d) || exit 1
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$work"' EXIT
mkdir "$work/root" "$work/work" && mkfifo "$work/port" || exit 1
/usr/bin/python3 "$here/ftpd.py" "$work/root" "$work/log" >"$work/port" &
server=$!
read -r ACOM_FTP_PORT <"$work/port" || exit 1
export ACOM_FTP_PORT ACOM_FTP_ROOT="$work/root" ACOM_FTP_LOG="$work/log" ACOM_FTP_WORK="$work/work"
"$1"
