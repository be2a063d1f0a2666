#!/bin/bash
# report.sh - what check.sh found, as figures; 1 if anything does not compile or differs without a reason in allow.txt.
. "$HERE/corpus.sh"
cd "$OUT" || exit 1

count() { wc -l | tr -d ' '; }
interfaces() { cut -d ' ' -f 1,2 | sort -u | count; }

# Of files that both compiled: what only one of the two lists has.
join -o 1.1 <(cut -d ' ' -f 1 widl/slots | sort -u) <(cut -d ' ' -f 1 acom/slots | sort -u) >both
for who in widl acom; do
	awk 'NR == FNR { both[$1]; next } $1 in both' both "$who/slots" >"$who/compared"
done
diff widl/compared acom/compared | grep '^[<>]' >different
sed 's/[ \t]*#.*//; /^$/d' "$HERE/allow.txt" >allowed
grep -vEf allowed different >unexplained
stale=0
while read -r pattern; do
	grep -qE "$pattern" different || { echo "allow.txt: nothing matches $pattern"; stale=1; }
done <allowed

failed() { cat acom/*.failed 2>/dev/null | grep -cx "$1"; }
echo "libwine-dev: $(all_files | count) IDL files: $(com_files | count) compiled, $(part_files | count) as parts of others," \
	"$(winrt_files | count) of WinRT ($(failed refused) not refused with one error)"
echo "idlgen: $(failed idl) files refused, $(failed header) headers (with their GUIDs) and $(failed proxy) proxies that C" \
	"does not accept without a warning"
echo "compared with $(widl -V 2>&1 | head -n 1): $(count <both) files, $(interfaces <widl/compared) interfaces," \
	"$(count <widl/compared) slots: $(grep -c '^<' different) differ, $(grep -c '^<' unexplained) without an explanation"
head -n 40 unexplained
for f in acom/*.failed; do
	[ -f "$f" ] || continue
	name=$(basename "$f" .failed)
	for what in $(cat "$f"); do
		echo "$name: $what: $(grep -m 1 -E 'error|warning' "acom/$name.$what")"
	done
done >failures
cat failures
! [ -s failures ] && ! [ -s unexplained ] && [ "$stale" = 0 ] && [ "$(count <both)" = "$(com_files | count)" ]
