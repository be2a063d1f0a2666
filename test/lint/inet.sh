#!/bin/sh
# inet.sh - every function of the flat interface that takes a handle has its row in test/inet/misuse.c; W stands for A. And each that
# ends with A has its W, and the name that is either. Each code has its text. Every callback and sink of a test checks the
# grammar of what is told.
cd "$(dirname "$0")/../.." || exit 1
! sed -n 's/^ACOM_API .*[ *]\([A-Z][A-Za-z]*\)(HINTERNET .*/\1/p' include/acom/wininet.h | sed 's/[AW]$//' | sort -u | while read -r name; do
	grep -q "ROW[A-Z_]*($name, " test/inet/misuse.c || echo "$name: no row in test/inet/misuse.c"
done | grep . || exit 1
! sed -n 's/^ACOM_API .*[ *]\([A-Z][A-Za-z]*\)A(.*/\1/p' include/acom/wininet.h | while read -r name; do
	grep -q "[ *]${name}W(" include/acom/wininet.h && grep -q "^#define $name ACOM_INTERNET_FORM($name)$" include/acom/wininet.h ||
		echo "$name: no W, or no name for both"
done | grep . || exit 1
! sed -n 's/^#define \(ERROR_[A-Z_0-9]*\|WAIT_TIMEOUT\) .*/\1/p' include/acom/wininet.h | while read -r name; do
	grep -q "^	{ $name, \"" inet/text.c || echo "$name: no text in inet/text.c"
done | grep . || exit 1
! {
	grep -oE 'SetStatusCallback[AW]?\([^;]*, [a-z_]+\)' test/inet*/*.c test/harness/inet/*.c | grep -v ', events_callback)' |
		sed 's/:.*, / /; s/)$//' | while read -r file name; do
		sed -n "/^static void $name(HINTERNET/,/^}/p" "$file" | grep -q 'events_callback(\|events_check(' ||
			echo "$file: $name is told something without events_check"
	done
	grep -l ', IInternetStatusSink)' test/inet*/*.c test/harness/inet/*.c | while read -r file; do
		grep -q 'events_check(' "$file" || echo "$file: a sink without events_check"
	done
} | grep .
