#!/bin/sh
# root.sh DIRECTORY - Debian 12 for arm64 there, with what the tests are linked with and run; nothing if it is there.
set -e
[ ! -e "$1/done" ] || exit 0
[ "$(id -u)" = 0 ] || { echo "Another Debian is made by root only." >&2; exit 1; }
grep -qs enabled /proc/sys/fs/binfmt_misc/qemu-aarch64 || {
	echo "The kernel does not start programs for aarch64: install qemu-user-static where binfmt_misc is mounted." >&2
	exit 1
}
rm -rf "$1"
mkdir -p "$1"
log=$1.log
debootstrap --arch=arm64 --variant=minbase --include=gcc,g++,clang,make,pkg-config,groff-base,libffi-dev,libcmocka-dev,libjansson-dev,libssl-dev,\
libcurl4-openssl-dev,systemtap-sdt-dev,uthash-dev,libglib2.0-dev,libuv1-dev,libsqlite3-dev,openssl,ca-certificates,iproute2 \
	bookworm "$1" >"$log" 2>&1 || { tail "$log" >&2; exit 1; }
touch "$1/done"
