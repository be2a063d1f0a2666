#!/bin/sh
# names.sh - what the archive and the shared library give an application is the same, and nothing but public names; what they need.
. "$(dirname "$0")/prepare"
nm -g --defined-only "$tree/usr/lib/libacom.a" | awk 'NF > 2 { print $3 }' | sort -u >archive
nm -D --defined-only "$tree/usr/lib/libacom.so" | awk '$3 != "ACOM_0" { sub(/@.*/, "", $3); print $3 }' | sort -u >shared
diff archive shared
grep -vE '^(Acom|acom_user_|Co[A-Z]|Ro[A-Z]|Sys|CreateStreamOnHGlobal$|(Create|Get|Set)ErrorInfo$|Variant|SafeArray|Ndr|GUID_NULL$|IID|CLSID_|StringFrom|CLSIDFrom(ProgID|String)$|ProgIDFromCLSID$|I[A-Za-z]*_[A-Za-z]*_(Proxy|Stub)$|[a-z]+_interfaces$)' archive && exit 1
nm -g --defined-only "$tree/usr/lib/libacominet.a" | awk 'NF > 2 { print $3 }' | sort -u >archive
nm -D --defined-only "$tree/usr/lib/libacominet.so" | awk '$3 != "ACOM_0" { sub(/@.*/, "", $3); print $3 }' | sort -u >shared
diff archive shared
grep -vE '^(Internet[A-Z]|Http[A-Z]|Ftp[A-Z]|Gopher[A-Z]|AcomInternet|[GS]etLastError$|IID_|CLSID_Internet|inet_interfaces$|DllGetClassObject$)' archive && exit 1
# libcurl is the internet client's alone, and its only one.
readelf -d "$tree/usr/lib/libacom.so" | grep -i curl && exit 1
readelf -d "$tree/usr/lib/libacominet.so" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vE '^(libacom\.so|libcurl\.so|libc\.so|libm\.so|ld-linux)' && exit 1
exit 0
