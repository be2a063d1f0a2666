/* words.c - prints the words of the language, and what else the tables of idlgen know, as libFuzzer's dictionary. */
#include "idlgen.h"

static const char *const words[] = {
#define X(id, spelling) spelling,
	KEYWORDS(X)
#undef X
#define X(id, spelling, precedence) spelling,
	PUNCTUATORS(X)
#undef X
#define X(name, ...) #name,
	ATTRIBUTES(X)
#undef X
	/* what the tables do not have */
	"#define ", "#undef ", "#if ", "#ifdef ", "#ifndef ", "#elif ", "#else", "#endif", "#include ", "#pragma once",
	"#pragma ", "#error ", "#warning ", "#line ", "defined", "__VA_ARGS__", "__FILE__", "__LINE__", "__midl", "\\\n",
	"/*", "*/", "//", "import \"unknwn.idl\";", "import \"oaidl.idl\";", "import \"wtypes.idl\";", "import \"63\";",
	"#include \"unknwn.idl\"\n",
	"#include \"63\"\n", "#include <types.h>\n", "IUnknown", "IDispatch", "AsyncI", "HRESULT", "BSTR", "VARIANT",
	"SAFEARRAY(", "REFIID", "LPWSTR", "0x7fffffff", "0xffffffffffffffff", "4294967296", "L\"", "L'a'", "1.5e3",
	"6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
	"[object, uuid(6ba7b810-9dad-11d1-80b4-00c04fd430c8)] interface I : IUnknown { ",
	"async_uuid(6ba7b811-9dad-11d1-80b4-00c04fd430c8)", "HRESULT m([in] ", "[out] ", "[in, out] ", "[size_is(n)] ",
	"switch_is(t)", "[case(1)]", "[default]", "typedef struct S { ", "typedef enum ", "typedef union ",
	"typedef [switch_type(short)] union ", "namespace ", "runtimeclass ", "stdcall", "extern ", "inline ", "static ",
};

int main(void)
{
	for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
		putchar('"');
		for (const char *s = words[i]; *s; s++)
			printf(*s == '"' || *s == '\\' || *s < ' ' ? "\\x%02x" : "%c", *s);
		puts("\"");
	}
	return 0;
}
