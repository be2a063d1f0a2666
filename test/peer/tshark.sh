#!/bin/sh
# tshark.sh CAPTURED VECTORS [PROGRAM PATTERN] ... - what ACOM_PCAP writes is for tshark conversations without a fault, in which
# each octet belongs to a PDU of DCE/RPC. CAPTURED is the program captured; VECTORS a file with PDUs. The PROGRAMs are tests whose
# processes write captures when ACOM_TEST_CAPTURES says where.
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

# Sets $pdus; tells of what is malformed, incomplete or worth a warning (bind_nak is meant to be), and of packets with data that
# are no PDU and no part of one.
check() {
	tshark -2 -n -r "$1" -d tcp.port==135,dcerpc -o tcp.check_checksum:TRUE -o ip.check_checksum:TRUE \
		-o dcerpc.desegment_dcerpc:TRUE -o dcerpc.reassemble_dcerpc:TRUE -T fields -E separator=/t -e frame.number -e tcp.len \
		-e dcerpc.pkt_type -e tcp.reassembled_in -e _ws.expert.severity -e _ws.expert.message -e _ws.col.Info \
		2>"$work/err" >"$work/packets"
	pdus=$(cut -f 3 "$work/packets" | tr ',' '\n' | grep -c .)
	{
		grep -v '^Running as user' "$work/err"
		awk -F '\t' '
			{ n = split($5, severity, ","); worst = 0 }
			{ for (i = 1; i <= n; i++) if (severity[i] + 0 > worst) worst = severity[i] + 0 }
			worst >= 6291456 && $3 != 13 || $2 > 0 && $3 == "" && $4 == "" || /[Mm]alformed|[Uu]nreassembled|[Ss]hort Frame/
		' "$work/packets"
	} >"$work/bad"
	[ ! -s "$work/bad" ] || { echo "tshark, $1:"; cat "$work/bad"; failed=1; }
}

expected=$(ACOM_PCAP="$work/vectors.pcap" "$1" "$2") || exit 1
check "$work/vectors.pcap"
[ "$pdus" = "$expected" ] || { echo "tshark finds $pdus PDUs of $expected"; failed=1; }
shift 2
all=$pdus files=1
while [ $# -gt 1 ]; do
	mkdir "$work/captures"
	ACOM_TEST_CAPTURES="$work/captures" "$1" "$2" >"$work/log" || { cat "$work/log"; failed=1; }
	for file in "$work"/captures/*; do
		check "$file"
		all=$((all + pdus)) files=$((files + 1))
	done
	rm -rf "$work/captures"
	shift 2
done
echo "tshark: $all PDUs in $files captures"
exit $failed
