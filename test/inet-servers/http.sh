#!/bin/sh
# http.sh PROGRAM... - runs each beside nginx, lighttpd, nghttpd, a proxy and an FTP server on free ports of the loopback, which are stopped by
# their process ids.
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'exit 1' HUP INT TERM
trap 'kill $servers $(cat "$work/nginx.pid") 2>/dev/null; wait; rm -rf "$work"' EXIT
mkdir "$work/root" && mkfifo "$work/said" && "$(dirname "$1")/../program/certificates" "$work" || exit 1
export ACOM_WORK="$work"
# Each says its port.
start() {
	/usr/bin/python3 "$here/$@" >"$work/said" &
	servers="$servers $!"
	read -r said <"$work/said" || exit 1
}
set_ports() {
	for name in HTTP HTTPS EXPIRED SELF OTHER HTTP2 DIGEST; do
		export "ACOM_${name}_PORT=$1"
		shift
	done
}
set_ports $(/usr/bin/python3 "$here/ports.py" 7)
head -c 1048576 /dev/zero | tr '\0' x >"$work/root/big"
echo 'ann:{PLAIN}secret' >"$work/passwords"
echo "ann:x:$(printf ann:x:secret | md5sum | cut -d ' ' -f 1)" >"$work/digests"
# fill FILE - with what the names stand for.
fill() {
	awk '{ while (match($0, /@[A-Z0-9_]+@/)) { name = substr($0, RSTART + 1, RLENGTH - 2); $0 = substr($0, 1, RSTART - 1) \
		ENVIRON[name] substr($0, RSTART + RLENGTH) } print }' "$here/$1" >"$work/$1"
}
fill nginx.conf
fill lighttpd.conf
/usr/sbin/nginx -e "$work/error.log" -p "$work" -c "$work/nginx.conf" || exit 1
nghttpd -a 127.0.0.1 -d "$work/root" "$ACOM_HTTP2_PORT" "$work/server.key" "$work/server.pem" >"$work/nghttpd.log" 2>&1 &
servers=$!
/usr/sbin/lighttpd -D -f "$work/lighttpd.conf" >"$work/lighttpd.log" 2>&1 &
servers="$servers $!"
for port in "$ACOM_HTTP2_PORT" "$ACOM_DIGEST_PORT"; do
	/usr/bin/python3 "$here/listens.py" "$port"
done
start proxyd.py "$work/proxy.log"
export ACOM_PROXY_PORT="$said" ACOM_PROXY_LOG="$work/proxy.log"
start proxyd.py "$work/proxy.log" ask
export ACOM_ASKING_PORT="$said"
start ftpd.py "$work/root" "$work/ftp.log"
export ACOM_FTP_PORT="$said"
status=0
for program; do
	"$program" || status=1
done
exit $status
