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
! "$FETCH" "${url}ger" >told
[ ! -e bigger ] && [ ! -e bigger.part ] && grep -q "${url}ger: .*\(404\|550\)" told

# What is there in part stays when nobody can be asked for the rest.
head -c 1000 "$root/big" >gone.part
! "$FETCH" "${url%%:*}://127.0.0.1:1/gone" >told
grep -q 'gone: The server cannot be reached' told
[ "$(stat -c %s gone.part)" = 1000 ] && rm gone.part

# What is there is more than there is to be had: it is no part of that, and forgotten.
if [ -z "$ACOM_FTP_ROOT" ]; then
	truncate -s 2000000 big.part
	! "$FETCH" "$url" >told
	[ ! -e big.part ] && grep -q 'big: 416 ' told
fi

# URLs whose names are the same, and one that would be another one's part: the same ones each time, so that each is resumed.
mkdir "$root/other"
echo other >"$root/other/big"
echo part >"$root/big.part"
fetch_all() { "$FETCH" "$url" "${url%/*}/other/big" "$url.part" "$url" | sort >told; }
are_whole() { cmp big "$root/big" && cmp big.1 "$root/other/big" && cmp big.part.1 "$root/big.part" && cmp big.2 "$root/big"; }
fetch_all
are_whole
for name in big big.1 big.2; do
	truncate -s -1 $name
	mv $name $name.part
done
fetch_all
are_whole
diff - told <<'END'
big.1: 6 octets, resumed
big.2: 1048576 octets, resumed
big.part.1: 5 octets
big: 1048576 octets, resumed
END
[ "$(echo big*)" = 'big big.1 big.2 big.part.1' ]
rm -r big* "$root/big.part" "$root/other"
[ -z "$ACOM_FTP_ROOT" ] || rm "$root/big"

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
