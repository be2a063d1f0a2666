#!/bin/sh
# samba.sh SERVER [TEST ...] - Samba's tests of DCE/RPC (python3-samba) against our associations: those of its conformance
# suite that need neither a security provider nor SMB, and rpcecho in both byte orders. SERVER is rpcserver; it and the
# tests run in a network of their own, so that port 135 is free and needs no privilege.
server=$1
shift
[ -n "$ACOM_OWN_NETWORK" ] || ACOM_OWN_NETWORK=1 exec unshare -rn "$0" "$server" "$@"
ip link set lo up || exit 1

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
mkfifo "$work/stop"
"$server" <"$work/stop" >"$work/ready" &
process=$!
exec 3>"$work/stop"
until grep -q ready "$work/ready"; do
	kill -0 $process || exit 1
	sleep 0.1
done

packages=$(/usr/bin/python3 -c 'import os, samba; print(os.path.dirname(os.path.dirname(samba.__file__)))')
suite=samba.tests.dcerpc.raw_protocol.TestDCERPC_BIND
# The two need SMB pipes.
[ $# -gt 0 ] || set -- $(grep -o 'def test_[a-zA-Z0-9_]*' "$packages/samba/tests/dcerpc/raw_protocol.py" | sed 's/def //' |
	grep -E 'auth_none_|no_auth|neg_xmit|alloc_hint|fragmented|_requests|co_cancel|orphaned|assoc_group|_pfc_' |
	grep -vxE 'test_assoc_group_(ok2|fail3)')

export SERVER=127.0.0.1 TARGET_HOSTNAME=127.0.0.1 IGNORE_RANDOM_PAD=1 DOMAIN=WG REALM=WG USERNAME=u PASSWORD=p \
	SMB_CONF_PATH=/dev/null
failed=0
(cd "$packages" && timeout 600 /usr/bin/python3 -m unittest $(printf "$suite.%s " "$@")) >"$work/log" 2>&1 || failed=1
grep -E '^(FAIL|ERROR|Ran|OK|FAILED)' "$work/log"
[ $failed = 0 ] || tail -n 40 "$work/log"
/usr/bin/python3 "$here/echo.py" 49600 >"$work/log" 2>&1 || failed=1
grep -v '^WARNING: no network interfaces' "$work/log"

# The end of its input ends the server, which says whether it gave back all memory.
exec 3>&-
wait $process || { echo "rpcserver ended with $?"; failed=1; }
rm -rf "$work"
exit $failed
