#!/bin/sh
# vsftpd.sh PROGRAM - runs it beside vsftpd on a free port of the loopback, for who needs no password; stopped by its process id.
here=$(dirname "$0")
work=$(mktemp -d) || exit 1
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$work"' EXIT
mkdir "$work/root" "$work/work" || exit 1
ACOM_FTP_PORT=$(/usr/bin/python3 "$here/ports.py" 1) || exit 1
cat >"$work/conf" <<EOF
listen=YES
listen_address=127.0.0.1
listen_port=$ACOM_FTP_PORT
background=NO
run_as_launching_user=YES
anonymous_enable=YES
anon_root=$work/root
anon_world_readable_only=NO
write_enable=YES
anon_upload_enable=YES
anon_mkdir_write_enable=YES
anon_other_write_enable=YES
ascii_upload_enable=YES
ascii_download_enable=YES
xferlog_enable=NO
EOF
vsftpd "$work/conf" &
server=$!
/usr/bin/python3 "$here/listens.py" "$ACOM_FTP_PORT" || exit 1
export ACOM_FTP_PORT ACOM_FTP_ROOT="$work/root" ACOM_FTP_HOME="$work/root" ACOM_FTP_WORK="$work/work" ACOM_FTP_USER=anonymous
for test in N33 N35 N36 N39 N48; do
	"$1" $test || exit 1
done
