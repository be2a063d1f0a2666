/* slots.c - prints what the debug information of NAME.o says about each vtable that NAME.h declares, a line per slot:
 * "NAME.h IFoo 3 Method result(parameters)". Types are what a call sees of them: i4, u2, f8, s16a8 (a structure of 16 octets
 * aligned to 8), e4 (an enum), *T, *IBar (an interface), *? (something unknown or void), *() (a function). */
#include <dwarf.h>
#include <elfutils/libdwfl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { DEPTH = 12 }; /* of types in types */

static Dwarf_Word number(Dwarf_Die *die, unsigned name, Dwarf_Word otherwise)
{
	Dwarf_Attribute attribute;
	Dwarf_Word value;

	return dwarf_formudata(dwarf_attr_integrate(die, name, &attribute), &value) ? otherwise : value;
}

static const char *name_of(Dwarf_Die *die)
{
	const char *name = dwarf_diename(die);

	return name ? name : "";
}

/* What `die` refers to, without typedef and const; false: void. */
static bool type_of(Dwarf_Die *die, Dwarf_Die *type)
{
	Dwarf_Attribute attribute;
	int tag;

	do {
		if (!dwarf_formref_die(dwarf_attr_integrate(die, DW_AT_type, &attribute), type))
			return false;
		tag = dwarf_tag(type);
		die = type;
	} while (tag == DW_TAG_typedef || tag == DW_TAG_const_type || tag == DW_TAG_volatile_type);
	return true;
}

/* The first member below `die` (a child, then its siblings) with this tag. */
static bool first(Dwarf_Die *die, int tag, Dwarf_Die *child)
{
	int end = dwarf_child(die, child);

	while (!end && dwarf_tag(child) != tag)
		end = dwarf_siblingof(child, child);
	return !end;
}

static bool next(int tag, Dwarf_Die *child)
{
	int end;

	do
		end = dwarf_siblingof(child, child);
	while (!end && dwarf_tag(child) != tag);
	return !end;
}

static Dwarf_Word size_of(Dwarf_Die *type)
{
	Dwarf_Word size = 0;

	return dwarf_aggregate_size(type, &size) ? 0 : size;
}

/* What the members of a structure or union, or the elements of an array need. */
static Dwarf_Word alignment_of(Dwarf_Die *type, int depth)
{
	Dwarf_Die child, inner;
	Dwarf_Word most = 1;
	int tag = dwarf_tag(type);

	if (!depth || (tag == DW_TAG_array_type && !type_of(type, &inner)))
		return 1;
	if (tag == DW_TAG_array_type)
		return alignment_of(&inner, depth - 1);
	if (tag != DW_TAG_structure_type && tag != DW_TAG_union_type)
		return size_of(type);
	for (bool more = first(type, DW_TAG_member, &child); more; more = next(DW_TAG_member, &child)) {
		Dwarf_Word one = type_of(&child, &inner) ? alignment_of(&inner, depth - 1) : 1;

		most = one > most ? one : most;
	}
	return most;
}

/* A C interface is a structure that starts with lpVtbl. */
static bool is_interface(Dwarf_Die *type)
{
	Dwarf_Die child;

	return first(type, DW_TAG_member, &child) && !strcmp(name_of(&child), "lpVtbl");
}

static void print_type(Dwarf_Die *die, int depth);

static void print_structure(Dwarf_Die *type, bool pointee)
{
	size_t len = strlen(name_of(type));

	if (pointee && is_interface(type))
		printf("%s", name_of(type));
	else if (pointee && dwarf_hasattr_integrate(type, DW_AT_declaration))
		printf("%s", len > 1 && name_of(type)[0] == 'I' ? name_of(type) : "?");
	else
		printf("s%llua%llu", (unsigned long long)size_of(type), (unsigned long long)alignment_of(type, DEPTH));
}

static void print_base(Dwarf_Die *type)
{
	Dwarf_Word encoding = number(type, DW_AT_encoding, 0);

	putchar(encoding == DW_ATE_float ? 'f' : encoding == DW_ATE_signed || encoding == DW_ATE_signed_char ? 'i' : 'u');
	printf("%llu", (unsigned long long)size_of(type));
}

static void print_known(Dwarf_Die *type, bool pointee, int depth)
{
	switch (dwarf_tag(type)) {
	case DW_TAG_base_type: print_base(type); break;
	case DW_TAG_enumeration_type: printf("e%llu", (unsigned long long)size_of(type)); break;
	case DW_TAG_pointer_type: putchar('*'); print_type(type, depth - 1); break;
	case DW_TAG_subroutine_type: printf("()"); break;
	case DW_TAG_array_type: printf("[%llu]", (unsigned long long)size_of(type)); print_type(type, depth - 1); break;
	default: print_structure(type, pointee);
	}
}

/* The type that `die`, a parameter, a function or a pointer, has or leads to. */
static void print_type(Dwarf_Die *die, int depth)
{
	bool pointee = dwarf_tag(die) == DW_TAG_pointer_type;
	Dwarf_Die type;

	if (depth && type_of(die, &type))
		print_known(&type, pointee, depth);
	else
		putchar(pointee ? '?' : 'v');
}

static void print_function(Dwarf_Die *function)
{
	Dwarf_Die parameter;
	const char *comma = "";

	print_type(function, DEPTH);
	putchar('(');
	for (bool more = first(function, DW_TAG_formal_parameter, &parameter); more;
	     more = next(DW_TAG_formal_parameter, &parameter)) {
		fputs(comma, stdout);
		print_type(&parameter, DEPTH);
		comma = ",";
	}
	puts(")");
}

static void print_table(Dwarf_Die *table, const char *file)
{
	Dwarf_Die member, pointer, function;

	for (bool more = first(table, DW_TAG_member, &member); more; more = next(DW_TAG_member, &member)) {
		printf("%s %.*s %llu %s ", file, (int)strlen(name_of(table)) - 4, name_of(table),
		       (unsigned long long)number(&member, DW_AT_data_member_location, 0) / sizeof(void *), name_of(&member));
		if (type_of(&member, &pointer) && type_of(&pointer, &function) && dwarf_tag(&function) == DW_TAG_subroutine_type)
			print_function(&function);
		else
			puts("no function");
	}
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Interfaces without methods of their own have a table, too; "struct dummy" tables of other things do not end in Vtbl. */
static bool is_table(Dwarf_Die *die, const char *file)
{
	size_t len = strlen(name_of(die));
	const char *source = dwarf_decl_file(die);

	return dwarf_tag(die) == DW_TAG_structure_type && len > 4 && !strcmp(name_of(die) + len - 4, "Vtbl") && source &&
	       !strcmp(base_name(source), file) && !dwarf_hasattr_integrate(die, DW_AT_declaration);
}

static void print_unit(Dwarf_Die *unit, const char *file)
{
	Dwarf_Die die;

	for (int end = dwarf_child(unit, &die); !end; end = dwarf_siblingof(&die, &die))
		if (is_table(&die, file))
			print_table(&die, file);
}

static const Dwfl_Callbacks callbacks = { .section_address = dwfl_offline_section_address };

/* Through libdwfl, because the references in an object file are still to be relocated. */
static bool print_object(const char *path)
{
	char file[256];
	Dwfl *dwfl = dwfl_begin(&callbacks);
	Dwfl_Module *module = dwfl_report_offline(dwfl, path, path, -1);
	Dwarf_Addr bias;
	Dwarf_Die *unit = NULL;
	bool any = false;

	snprintf(file, sizeof file, "%.*s.h", (int)strlen(base_name(path)) - 2, base_name(path));
	dwfl_report_end(dwfl, NULL, NULL);
	for (; module && (unit = dwfl_module_nextcu(module, unit, &bias)); any = true)
		print_unit(unit, file);
	dwfl_end(dwfl);
	if (!any)
		fprintf(stderr, "%s has no debug information\n", path);
	return any;
}

int main(int argc, char **argv)
{
	bool all = true;

	for (int i = 1; i < argc; i++)
		all &= print_object(argv[i]);
	return all ? 0 : 1;
}
