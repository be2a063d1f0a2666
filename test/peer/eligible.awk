# eligible.awk - of scan.awk's interfaces: those that may have an asynchronous twin, "NAME FILE LINE COLUMN CHAIN", where CHAIN has
# the interfaces that need async_uuid for it: itself and its bases below IUnknown.

$1 == "I" {
	key = $2 "/" $3
	base[key] = $4
	line[key] = $5
	column[key] = $6
	words[key] = $0 " "
	order[++count] = key
	if (!($3 in home))
		home[$3] = key
}

# The base that is meant: in the same file, or anywhere.
function find(name, key,    file) {
	file = key
	sub(/\/.*/, "/", file)
	return (file name) in base ? file name : home[name]
}

# NAME must not derive from IDispatch, nor any of its bases be local.
function chain(key, depth,    rest) {
	if (key == "" || depth > 32 || key ~ /\/IDispatch$/ || words[key] ~ / (local|dual) / || words[key] !~ / uuid / ||
	    words[key] !~ / object /)
		return ""
	if (base[key] == "IUnknown")
		return key
	rest = chain(find(base[key], key), depth + 1)
	return rest == "" ? "" : key " " rest
}

END {
	for (i = 1; i <= count; i++) {
		key = order[i]
		needed = chain(key, 0)
		split(key, part, "/")
		if (needed != "")
			print part[2], part[1], line[key], column[key], needed
	}
}
