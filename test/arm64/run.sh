#!/bin/sh
# run.sh ROOT BUILDDIR PATTERN - the tests of a build for arm64, in its own Debian, without those that the emulator cannot run.
cd "$(dirname "$0")/../.." || exit 1
mkdir -p "$1$PWD"
exec unshare --mount sh -c '
	mount --bind "$4" "$1$4" && mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && mount --rbind /sys "$1/sys" || exit 1
	cd / && exec chroot "$1" env TMPDIR=/tmp ACOM_TEST_TIMEOUT=900 ACOM_TEST_WITHOUT="$4/test/arm64/emulator.txt" \
		"$4/test/run.sh" "$2" "$3"' sh "$1" "$2" "$3" "$PWD"
