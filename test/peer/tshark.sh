#!/bin/sh
# tshark.sh CAPTURED VECTORS - what ACOM_PCAP writes is for tshark conversations without a fault, in which each octet belongs to a
# PDU of DCE/RPC. CAPTURED is the program captured; VECTORS a file with PDUs. More captures may follow: all in a directory.
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

# What is malformed, incomplete or worth a warning, and the packets with data that are no PDU and no part of one.
check() {
	set -- "$1" tshark -2 -n -r "$1" -d tcp.port==135,dcerpc -o tcp.check_checksum:TRUE -o ip.check_checksum:TRUE \
		-o dcerpc.desegment_dcerpc:TRUE -o dcerpc.reassemble_dcerpc:TRUE
	file=$1
	shift
	"$@" -Y '_ws.malformed || _ws.short || _ws.unreassembled ||
		_ws.expert.severity >= 6291456 && dcerpc.pkt_type != 13' \
		-T fields -e frame.number -e _ws.col.Info -e _ws.expert.message 2>"$work/err" >"$work/bad"
	"$@" -Y 'tcp.len > 0 && !dcerpc && !tcp.reassembled_in' -T fields -e frame.number -e _ws.col.Info \
		2>>"$work/err" >>"$work/bad"
	pdus=$("$@" -Y dcerpc -T fields -e dcerpc.pkt_type 2>>"$work/err" | tr ',' '\n' | wc -l)
	grep -v '^Running as user' "$work/err" >>"$work/bad"
	[ ! -s "$work/bad" ] || { echo "tshark, $file:"; cat "$work/bad"; failed=1; }
}

expected=$(ACOM_PCAP="$work/vectors.pcap" "$1" "$2") || exit 1
check "$work/vectors.pcap"
[ "$pdus" = "$expected" ] || { echo "tshark finds $pdus PDUs of $expected"; failed=1; }
echo "tshark: $pdus PDUs"
exit $failed
