#!/bin/sh
# names.sh - what the archive and the shared library give an application is the same, and nothing but public names.
. "$(dirname "$0")/prepare"
nm -g --defined-only "$tree/usr/lib/libacom.a" | awk 'NF > 2 { print $3 }' | sort -u >archive
nm -D --defined-only "$tree/usr/lib/libacom.so" | awk '$3 != "ACOM_0" { sub(/@.*/, "", $3); print $3 }' | sort -u >shared
diff archive shared
! grep -vE '^(Acom|Co[A-Z]|Sys|IID|CLSID_|StringFrom|[a-z]+_interfaces$)' archive
