#!/bin/sh
# inet.sh - every function of the flat interface that takes a handle has its row in test/inet/misuse.c; W stands for A.
cd "$(dirname "$0")/../.." || exit 1
! sed -n 's/^ACOM_API .*[ *]\([A-Z][A-Za-z]*\)(HINTERNET .*/\1/p' include/acom/wininet.h | sed 's/[AW]$//' | sort -u | while read -r name; do
	grep -q "ROW[A-Z_]*($name, " test/inet/misuse.c || echo "$name: no row in test/inet/misuse.c"
done | grep .
