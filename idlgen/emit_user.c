/* emit_user.c - the four functions of a [wire_marshal] or [user_marshal] type: declared, and called with plain pointers. */
#include "idlgen.h"

void emit_user_functions(struct out *o, const struct decl *d)
{
	static const char functions[] =
		"EXTERN_C ULONG $T$_UserSize(ULONG *flags, ULONG start, $T$ *value);\n"
		"EXTERN_C unsigned char *$T$_UserMarshal(ULONG *flags, unsigned char *buffer, $T$ *value);\n"
		"EXTERN_C unsigned char *$T$_UserUnmarshal(ULONG *flags, unsigned char *buffer, $T$ *value);\n"
		"EXTERN_C void $T$_UserFree(ULONG *flags, $T$ *value);\n";

	if (user_attr(d->attrs) && !user_is_known(d->name))
		emit(o, functions, "T", d->name);
}

void emit_user_record(struct out *o, const struct row *r)
{
	static const char functions[] =
		"static ULONG acom_size_$T$(ULONG *flags, ULONG start, void *value)\n{\n"
		"return $T$_UserSize(flags, start, ($T$ *)value);\n}\n"
		"static unsigned char *acom_marshal_$T$(ULONG *flags, unsigned char *buffer, void *value)\n{\n"
		"return $T$_UserMarshal(flags, buffer, ($T$ *)value);\n}\n"
		"static unsigned char *acom_unmarshal_$T$(ULONG *flags, unsigned char *buffer, void *value)\n{\n"
		"return $T$_UserUnmarshal(flags, buffer, ($T$ *)value);\n}\n"
		"static void acom_free_$T$(ULONG *flags, void *value)\n{\n$T$_UserFree(flags, ($T$ *)value);\n}\n"
		"static const ACOM_USER_TYPE acom_user_$T$ = {\n.size = acom_size_$T$, .marshal = acom_marshal_$T$,\n"
		".unmarshal = acom_unmarshal_$T$, .free = acom_free_$T$,\n};\n";

	if (r->user && !user_is_known(r->user))
		emit(o, functions, "T", r->user);
}
