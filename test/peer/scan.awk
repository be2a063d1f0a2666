# scan.awk - reads IDL text, independently of idlgen: of each interface that is defined "I FILE NAME BASE LINE COLUMN WORDS" (the
# place of its attribute list and the attributes' words), of each method that has a slot "M FILE INTERFACE NAME DIRECTIONS"
# (one of i, o, b - both - per parameter).

function base_name(path) { sub(/.*\//, "", path); return path }

FNR == 1 { comment = 0; state = "outside"; previous = ";"; square = 0; round = 0; curly = 0; skipping = 0 }

# A line for the preprocessor, with those that continue it.
!comment && (continued || /^[ \t]*#/) { continued = /\\\r?$/; next }

{
	line = $0
	column = 0
	while (line != "") {
		if (comment) {
			end = index(line, "*/")
			if (!end)
				next
			length_of = end + 1
			comment = 0
		} else if (match(line, /^[ \t\r]+/)) {
			length_of = RLENGTH
		} else if (substr(line, 1, 2) == "//") {
			next
		} else if (substr(line, 1, 2) == "/*") {
			comment = 1
			length_of = 2
		} else {
			if (!match(line, /^"([^"\\]|\\.)*"/) && !match(line, /^[A-Za-z_0-9]+/))
				RLENGTH = 1
			length_of = RLENGTH
			token(substr(line, 1, RLENGTH))
		}
		line = substr(line, length_of + 1)
		column += length_of
	}
}

# cpp_quote(...) has no semicolon and is no declaration.
function token(t) {
	if (skipping) {
		round += (t == "(") - (t == ")")
		skipping = round > 0 || t == "cpp_quote"
		return
	}
	if (t == "cpp_quote" && round == 0) {
		skipping = 1
		return
	}
	if (state == "outside")
		outside(t)
	else if (state == "name")
		name(t)
	else
		inside(t)
	previous = t
}

function outside(t) {
	if (square) {
		square += (t == "[") - (t == "]")
		words = words " " t
	} else if (t == "[") {
		square = 1
		words = ""
		at = FNR " " column
	} else if (t == "interface" && previous == "]") {
		state = "name"
		head = ""
	}
}

function name(t) {
	if (t == "{" && split(head, part, " ") == 3 && part[2] == ":") {
		interface = part[1]
		print "I", base_name(FILENAME), interface, part[3], at, words
		begin_body()
	} else if (t == "{" || t == ";") {
		state = "outside"
	} else {
		head = head " " t
	}
}

function begin_body() {
	state = "inside"
	curly = 1
	begin_statement()
}

function begin_statement() {
	square = round = 0
	statement = method = attributes = directions = ""
	direction = ""
}

function add_direction() {
	if (parameter != "" && parameter != " void")
		directions = directions (direction == "" ? "i" : direction)
	direction = parameter = ""
}

function end_statement() {
	if (statement !~ /^ (typedef|const|enum|struct|union|import|cpp_quote|interface) / && method != "" &&
	    attributes !~ / call_as /)
		print "M", base_name(FILENAME), interface, prefix() method, directions == "" ? "-" : directions
	begin_statement()
}

function prefix() {
	return attributes ~ / propget / ? "get_" : attributes ~ / propput / ? "put_" : attributes ~ / propputref / ? "putref_" : ""
}

function attribute(t) {
	if (method == "")
		attributes = attributes " " t " "
	else if (round == 1 && (t == "in" || t == "out"))
		direction = direction == "" ? substr(t, 1, 1) : "b"
}

# In the body of an interface: typedefs, and methods of which name and directions are kept.
function inside(t) {
	if (t == "{" || t == "}") {
		curly += (t == "{") - (t == "}")
		if (!curly)
			state = "outside"
	} else if (curly > 1) {
		return
	} else if (t == ";" && !round) {
		end_statement()
	} else if (t == "[" || t == "]") {
		square += (t == "[") - (t == "]")
		if (parameter != "" && !square)
			parameter = parameter " []"
	} else if (t == "(") {
		if (!round++ && !square) {
			method = previous
			directions = direction = parameter = ""
		} else if (square) {
			return
		}
	} else if (t == ")") {
		if (!--round && !square)
			add_direction()
	} else if (square) {
		attribute(t)
	} else if (t == "," && round == 1) {
		add_direction()
	} else if (round) {
		parameter = parameter " " t
	} else {
		statement = statement " " t
	}
}
