# expect.awk - the table that each eligible interface's twin must have: from the directions in the IDL's text (scan.awk) and the
# slots of widl's header. awk -f expect.awk ELIGIBLE SCAN SLOTS

FILENAME == ARGV[1] { eligible[$1] = 1; next }
FILENAME == ARGV[2] {
	if ($1 == "I")
		base[$3] = $4
	else
		directions[$3 " " $4] = $5
	next
}
!($2 in eligible) { next }
$3 < 3 {
	sub("[*]" $2, "*Async" $2, $5)
	print $1, "Async" $2, $3, $4, $5
}

# The parameters behind the object, of one half.
function half(which,    i, text) {
	text = ""
	for (i = 2; i <= parameters; i++)
		if (substr(way, i - 1, 1) ~ which)
			text = text "," parameter[i]
	return text
}

$3 >= 3 {
	method = $4
	for (owner = $2; owner != "" && !((owner " " method) in directions); owner = base[owner])
		;
	way = owner == "" ? "" : directions[owner " " method]
	result = $5
	sub(/[(].*/, "", result)
	text = substr($5, length(result) + 2)
	gsub(/[*][(][)]/, "*F", text)
	sub(/[)]$/, "", text)
	parameters = split(text, parameter, ",")
	for (i in parameter)
		sub(/[*]F$/, "*()", parameter[i])
	if (owner == "" || (way == "-" ? 0 : length(way)) != parameters - 1) {
		print $1, "Async" $2, "?", method, "directions " way " do not fit " $5
		next
	}
	slot = 3 + 2 * ($3 - 3)
	print $1, "Async" $2, slot, "Begin_" method, (result == "v" ? "v" : "i4") "(*Async" $2 half("[ib]") ")"
	print $1, "Async" $2, slot + 1, "Finish_" method, result "(*Async" $2 half("[ob]") ")"
}
