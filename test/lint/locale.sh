#!/bin/sh
# locale.sh - what the program's locale changes is not used: letters are those of ascii.c, and numbers have points. text.c says why it may.
cd "$(dirname "$0")/../.." || exit 1
! find runtime inet tls -name '*.[ch]' ! -path runtime/object/text.c -exec grep -nE \
	'[^A-Za-z0-9_](strn?casecmp|to(lower|upper)|is(alpha|alnum|upper|lower|space|print|punct|graph|cntrl|blank)|strtod|strtof|strtold|atof|strcoll|strerror(_r)?|gai_strerror|strxfrm|strftime|strptime)[ \t]*\(|"[^"]*%[-+ #0-9.*]*[aefg][^a-z]' {} + |
	grep -vE ':[0-9]+:[ \t]*(/?\*|//)' | grep .
