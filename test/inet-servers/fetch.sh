#!/bin/sh
# fetch.sh - $FETCH (samples/fetch) beside the servers of http.sh or ftp.sh: what is there in part is not sent again.
set -e
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -n "$ACOM_FTP_ROOT" ]; then
	root=$ACOM_FTP_ROOT
	url=ftp://127.0.0.1:$ACOM_FTP_PORT/big
	head -c 1048576 /dev/urandom >"$root/big"
else
	root=$ACOM_WORK/root
	url=http://127.0.0.1:$ACOM_HTTP_PORT/big
fi
cd "$work"
"$FETCH" "$url" >told
echo 'big: 1048576 octets' | diff - told
cmp big "$root/big"
mv big big.part
truncate -s 700000 big.part
"$FETCH" "$url" >told
echo 'big: 1048576 octets, resumed' | diff - told
cmp big "$root/big"
[ -z "$ACOM_FTP_ROOT" ] || rm "$root/big"
! "$FETCH" "${url}ger" >told
[ ! -e bigger ] && [ ! -e bigger.part ] && grep -q "${url}ger: .*\(404\|550\)" told

# What is interrupted ends, also where a piece has just come, long before the limit of a file.
if [ -z "$ACOM_FTP_ROOT" ]; then
	mkdir "$root/many"
	urls=
	for i in 1 2 3 4 5 6; do
		truncate -s 20G "$root/many/$i"
		urls="$urls http://127.0.0.1:$ACOM_HTTP_PORT/many/$i"
	done
	(ulimit -f 500000 && exec "$FETCH" $urls) >told &
	until [ -n "$(find . -name '*.part' -size +0)" ]; do :; done
	kill -TERM $!
	result=0
	wait $! || result=$?
	rm -r "$root/many"
	[ $result = 130 ]
fi
echo "[       OK ] fetch: $url"
