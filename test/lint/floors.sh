#!/bin/sh
# floors.sh - includes only look down: wire -> call -> ndr -> object -> base; base knows types.h and errors.h only.
# inet stands on base and the public headers.
cd "$(dirname "$0")/../.." || exit 1
find runtime idlgen inet -name '*.[ch]' -exec grep -HnE '^[[:space:]]*#[[:space:]]*include' {} + | awk '
BEGIN { split("base object ndr call wire", floors); for (i in floors) height[floors[i]] = i; bad = 0 }
{
	split($0, at, ":")
	n = split(at[1], path, "/")
	mine = path[1] == "idlgen" || path[1] == "inet" ? 1 : height[path[2]]
	match($0, /[<"][^>"]*[>"]/)
	quoted = substr($0, RSTART, 1) == "\""
	name = substr($0, RSTART + 1, RLENGTH - 2)
	parts = split(name, part, "/")
	for (i = 1; i <= parts; i++)
		if ((part[i] in height) && height[part[i]] > mine)
			complain("looks up to floor " part[i])
	sub(/\.h$/, "", part[parts])
	if (quoted && (part[parts] in height) && height[part[parts]] > mine)
		complain("looks up to " part[parts] ".h")
	if (path[2] == "base" && name ~ /^acom/ && name != "acom/types.h" && name != "acom/errors.h")
		complain("base knows only acom/types.h and acom/errors.h")
}
function complain(why) { print at[1] ":" at[2] ": " why; bad = 1 }
END { exit bad }'
