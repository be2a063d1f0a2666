/* attr.h - attributes: which there are, where they may stand, what they take. Included by idlgen.h. */
#ifndef IDLGEN_ATTR_H
#define IDLGEN_ATTR_H

/* Where an attribute may stand. */
enum {
	ON_INTERFACE = 1,
	ON_METHOD = 2,
	ON_PARAM = 4,
	ON_MEMBER = 8,
	ON_TYPE = 16,
	ON_COCLASS = 32,
	ON_LIBRARY = 64,
	ON_FACE = 128,  /* an interface in a coclass */
	ON_ARM = 256,   /* a member of a union */
	ON_MODULE = 512,
	ON_CONST = 1024, /* in a module */
};

#define ON_ANYTHING \
	(ON_INTERFACE | ON_METHOD | ON_TYPE | ON_MEMBER | ON_COCLASS | ON_LIBRARY | ON_MODULE | ON_CONST)

/* The form of an attribute's arguments. */
enum attr_form {
	FORM_NONE,
	FORM_UUID,
	FORM_EXPRS, /* one or more expressions, some of which may be left out: size_is(,n) */
	FORM_EXPR,
	FORM_RANGE, /* two expressions */
	FORM_KIND,  /* ref, unique or ptr */
	FORM_TYPE,  /* a type */
	FORM_TEXT,  /* a string */
	FORM_RAW,   /* anything up to the closing parenthesis, or nothing */
};

/* X(name, form, where, whether idlgen can do it: YES, SKIP (carries no meaning for C or the wire), or
 * NEVER: sema_attr.c has the reason, or shape.c) */
#define ATTRIBUTES(X) \
	X(aggregatable, FORM_NONE, ON_COCLASS, SKIP) \
	X(allocate, FORM_RAW, ON_TYPE | ON_PARAM, SKIP) \
	X(annotation, FORM_TEXT, ON_PARAM | ON_MEMBER | ON_METHOD | ON_INTERFACE | ON_TYPE, SKIP) \
	X(appobject, FORM_NONE, ON_COCLASS, SKIP) \
	X(async, FORM_NONE, ON_METHOD, NEVER) \
	X(async_uuid, FORM_UUID, ON_INTERFACE, YES) \
	X(auto_handle, FORM_NONE, ON_INTERFACE, SKIP) \
	X(bindable, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(broadcast, FORM_NONE, ON_METHOD, SKIP) \
	X(byte_count, FORM_RAW, ON_METHOD | ON_PARAM, SKIP) \
	X(call_as, FORM_RAW, ON_METHOD, YES) \
	X(callback, FORM_NONE, ON_METHOD, NEVER) \
	X(case, FORM_EXPRS, ON_ARM, YES) \
	X(code, FORM_NONE, ON_INTERFACE | ON_METHOD, SKIP) \
	X(comm_status, FORM_NONE, ON_METHOD | ON_PARAM, SKIP) \
	X(context_handle, FORM_NONE, ON_PARAM | ON_TYPE, NEVER) \
	X(context_handle_noserialize, FORM_NONE, ON_PARAM | ON_TYPE, SKIP) \
	X(context_handle_serialize, FORM_NONE, ON_PARAM | ON_TYPE, SKIP) \
	X(control, FORM_NONE, ON_COCLASS | ON_LIBRARY, SKIP) \
	X(cs_char, FORM_RAW, ON_TYPE | ON_METHOD, SKIP) \
	X(cs_drtag, FORM_NONE, ON_PARAM, SKIP) \
	X(cs_rtag, FORM_NONE, ON_PARAM, SKIP) \
	X(cs_stag, FORM_NONE, ON_PARAM, SKIP) \
	X(cs_tag_rtn, FORM_RAW, ON_TYPE | ON_METHOD, SKIP) \
	X(custom, FORM_RAW, ON_ANYTHING | ON_PARAM, SKIP) \
	X(decode, FORM_NONE, ON_INTERFACE | ON_METHOD | ON_TYPE, SKIP) \
	X(default, FORM_NONE, ON_FACE | ON_ARM, YES) \
	X(defaultbind, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(defaultcollelem, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(defaultvalue, FORM_RAW, ON_PARAM, SKIP) \
	X(defaultvtable, FORM_NONE, ON_FACE, SKIP) \
	X(disable_consistency_check, FORM_NONE, ON_METHOD | ON_PARAM | ON_TYPE | ON_MEMBER, SKIP) \
	X(displaybind, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(dllname, FORM_TEXT, ON_MODULE, SKIP) \
	X(dual, FORM_NONE, ON_INTERFACE, YES) \
	X(enable_allocate, FORM_NONE, ON_INTERFACE | ON_METHOD, SKIP) \
	X(encode, FORM_NONE, ON_INTERFACE | ON_METHOD | ON_TYPE, SKIP) \
	X(endpoint, FORM_RAW, ON_INTERFACE, SKIP) \
	X(entry, FORM_RAW, ON_METHOD, SKIP) \
	X(explicit_handle, FORM_NONE, ON_INTERFACE | ON_METHOD, SKIP) \
	X(fault_status, FORM_NONE, ON_METHOD | ON_PARAM, SKIP) \
	X(first_is, FORM_EXPRS, ON_PARAM | ON_MEMBER, YES) \
	X(force_allocate, FORM_NONE, ON_PARAM, SKIP) \
	X(handle, FORM_NONE, ON_TYPE, SKIP) \
	X(helpcontext, FORM_RAW, ON_ANYTHING, SKIP) \
	X(helpfile, FORM_TEXT, ON_LIBRARY, SKIP) \
	X(helpstring, FORM_TEXT, ON_ANYTHING, SKIP) \
	X(helpstringcontext, FORM_RAW, ON_ANYTHING, SKIP) \
	X(helpstringdll, FORM_TEXT, ON_LIBRARY, SKIP) \
	X(hidden, FORM_NONE, ON_ANYTHING, SKIP) \
	X(id, FORM_RAW, ON_METHOD | ON_MEMBER | ON_CONST | ON_LIBRARY, SKIP) \
	X(idempotent, FORM_NONE, ON_METHOD, SKIP) \
	X(ignore, FORM_NONE, ON_MEMBER | ON_PARAM, NEVER) \
	X(iid_is, FORM_EXPR, ON_PARAM | ON_MEMBER, YES) \
	X(immediatebind, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(implicit_handle, FORM_RAW, ON_INTERFACE, SKIP) \
	X(in, FORM_NONE, ON_PARAM, YES) \
	X(in_line, FORM_NONE, ON_TYPE | ON_MEMBER | ON_PARAM, SKIP) \
	X(input_sync, FORM_NONE, ON_METHOD, YES) \
	X(last_is, FORM_EXPRS, ON_PARAM | ON_MEMBER, YES) \
	X(lcid, FORM_RAW, ON_LIBRARY | ON_PARAM, SKIP) \
	X(length_is, FORM_EXPRS, ON_PARAM | ON_MEMBER, YES) \
	X(licensed, FORM_NONE, ON_COCLASS, SKIP) \
	X(local, FORM_NONE, ON_INTERFACE | ON_METHOD | ON_TYPE, YES) \
	X(max_is, FORM_EXPRS, ON_PARAM | ON_MEMBER, YES) \
	X(maybe, FORM_NONE, ON_METHOD, NEVER) \
	X(message, FORM_NONE, ON_METHOD, NEVER) \
	X(min_is, FORM_EXPRS, ON_PARAM | ON_MEMBER, YES) \
	X(ms_union, FORM_NONE, ON_INTERFACE | ON_TYPE, NEVER) \
	X(nocode, FORM_NONE, ON_INTERFACE | ON_METHOD, SKIP) \
	X(nonbrowsable, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(noncreatable, FORM_NONE, ON_COCLASS, SKIP) \
	X(nonextensible, FORM_NONE, ON_INTERFACE | ON_COCLASS | ON_TYPE, SKIP) \
	X(notify, FORM_NONE, ON_METHOD, NEVER) \
	X(notify_flag, FORM_NONE, ON_METHOD, SKIP) \
	X(object, FORM_NONE, ON_INTERFACE, YES) \
	X(odl, FORM_NONE, ON_INTERFACE | ON_TYPE | ON_MODULE, SKIP) \
	X(oleautomation, FORM_NONE, ON_INTERFACE, SKIP) \
	X(optimize, FORM_TEXT, ON_INTERFACE | ON_METHOD, SKIP) \
	X(optional, FORM_NONE, ON_PARAM, SKIP) \
	X(out, FORM_NONE, ON_PARAM, YES) \
	X(out_of_line, FORM_NONE, ON_TYPE | ON_MEMBER | ON_PARAM, SKIP) \
	X(partial_ignore, FORM_NONE, ON_PARAM, NEVER) \
	X(pointer_default, FORM_KIND, ON_INTERFACE | ON_LIBRARY, YES) \
	X(predeclid, FORM_RAW, ON_COCLASS, SKIP) \
	X(progid, FORM_RAW, ON_COCLASS, SKIP) \
	X(propget, FORM_NONE, ON_METHOD | ON_MEMBER, YES) \
	X(propput, FORM_NONE, ON_METHOD | ON_MEMBER, YES) \
	X(propputref, FORM_NONE, ON_METHOD | ON_MEMBER, YES) \
	X(proxy, FORM_NONE, ON_INTERFACE, SKIP) \
	X(ptr, FORM_NONE, ON_PARAM | ON_MEMBER | ON_TYPE, YES) \
	X(public, FORM_NONE, ON_TYPE | ON_INTERFACE, SKIP) \
	X(range, FORM_RANGE, ON_PARAM | ON_MEMBER | ON_TYPE, YES) \
	X(readonly, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(ref, FORM_NONE, ON_PARAM | ON_MEMBER | ON_TYPE, YES) \
	X(replaceable, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(represent_as, FORM_RAW, ON_TYPE, NEVER) \
	X(requestedit, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(restricted, FORM_NONE, ON_INTERFACE | ON_METHOD | ON_MEMBER | ON_LIBRARY | ON_FACE | ON_COCLASS | ON_TYPE | \
	  ON_MODULE | ON_CONST, SKIP) \
	X(retval, FORM_NONE, ON_PARAM, YES) \
	X(size_is, FORM_EXPRS, ON_PARAM | ON_MEMBER, YES) \
	X(source, FORM_NONE, ON_FACE | ON_METHOD | ON_MEMBER | ON_TYPE, SKIP) \
	X(strict_context_handle, FORM_NONE, ON_INTERFACE, SKIP) \
	X(string, FORM_NONE, ON_PARAM | ON_MEMBER | ON_TYPE, YES) \
	X(switch_is, FORM_EXPR, ON_PARAM | ON_MEMBER, YES) \
	X(switch_type, FORM_TYPE, ON_TYPE | ON_MEMBER, YES) \
	X(system_handle, FORM_EXPR, ON_PARAM | ON_MEMBER, YES) \
	X(threading, FORM_RAW, ON_COCLASS, SKIP) \
	X(transmit_as, FORM_RAW, ON_TYPE, NEVER) \
	X(uidefault, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(unique, FORM_NONE, ON_PARAM | ON_MEMBER | ON_TYPE, YES) \
	X(user_marshal, FORM_TYPE, ON_TYPE, YES) \
	X(usesgetlasterror, FORM_NONE, ON_METHOD | ON_MODULE, SKIP) \
	X(uuid, FORM_UUID, ON_INTERFACE | ON_TYPE | ON_COCLASS | ON_LIBRARY | ON_MODULE, YES) \
	X(v1_enum, FORM_NONE, ON_TYPE, YES) \
	X(vararg, FORM_NONE, ON_METHOD, SKIP) \
	X(version, FORM_RAW, ON_INTERFACE | ON_TYPE | ON_COCLASS | ON_LIBRARY | ON_MODULE, YES) \
	X(vi_progid, FORM_RAW, ON_COCLASS, SKIP) \
	X(wire_marshal, FORM_TYPE, ON_TYPE, YES)

enum attr_id {
#define X(name, form, where, state) ATTR_##name,
	ATTRIBUTES(X)
#undef X
	ATTR_COUNT
};

struct attr {
	enum attr_id id;
	struct place place;
	struct expr **args; /* NULL entries: left out */
	unsigned count;
	GUID guid;
	bool bad;           /* its arguments were wrong, which was told */
	struct type *type;
	const char *raw;    /* of FORM_RAW and FORM_UUID */
	struct place inner; /* where that stands */
	bool used;          /* switch_type: found its union */
	enum pointer { POINTER_NONE, POINTER_REF, POINTER_UNIQUE, POINTER_PTR } kind;
	struct attr *next;
};

#endif
