/* names.c - names that IDL may give but C or C++ would not take: x becomes x_. */
#include "idlgen.h"

/* Keywords of C up to C23 and of C++ up to C++20, and what gcc defines for its platform. */
#define WORDS(X) \
	X(alignas) X(alignof) X(and) X(and_eq) X(asm) X(auto) X(bitand) X(bitor) X(bool) X(break) X(case) X(catch) X(char8_t) \
	X(char16_t) X(char32_t) X(class) X(compl) X(concept) X(consteval) X(constexpr) X(constinit) X(const_cast) \
	X(continue) X(co_await) X(co_return) X(co_yield) X(decltype) X(default) X(delete) X(do) X(dynamic_cast) X(else) \
	X(explicit) X(export) X(extern) X(false) X(for) X(friend) X(goto) X(if) X(inline) X(mutable) X(namespace) X(new) \
	X(noexcept) X(not) X(not_eq) X(nullptr) X(operator) X(or) X(or_eq) X(private) X(protected) X(public) X(register) \
	X(reinterpret_cast) X(requires) X(restrict) X(return) X(static) X(static_assert) X(static_cast) X(switch) \
	X(template) X(this) X(thread_local) X(throw) X(true) X(try) X(typeid) X(typename) X(typeof) X(typeof_unqual) \
	X(using) X(virtual) X(volatile) X(while) X(xor) X(xor_eq) \
	X(i386) X(linux) X(unix)

/* Macros of the headers of libc, with a small letter: those with capitals alone are everybody's constants. */
#define MACROS(X) \
	X(alloca) X(assert) X(assert_perror) X(be16toh) X(be32toh) X(be64toh) X(clrbit) X(complex) X(errno) X(fpclassify) \
	X(h_addr) X(h_errno) X(howmany) X(htobe16) X(htobe32) X(htobe64) X(htole16) X(htole32) X(htole64) X(iscanonical) \
	X(isclr) X(iseqsig) X(isfinite) X(isgreater) X(isgreaterequal) X(isinf) X(isless) X(islessequal) X(islessgreater) \
	X(isnan) X(isnormal) X(isset) X(issignaling) X(issubnormal) X(isunordered) X(iszero) X(kill_dependency) X(le16toh) \
	X(le32toh) X(le64toh) X(major) X(makedev) X(math_errhandling) X(minor) X(noreturn) X(offsetof) X(powerof2) \
	X(roundup) X(s6_addr) X(s6_addr16) X(s6_addr32) X(sa_handler) \
	X(sa_sigaction) X(sched_priority) X(setbit) X(setjmp) X(si_addr) X(si_addr_lsb) X(si_arch) X(si_band) \
	X(si_call_addr) X(si_fd) X(si_int) X(si_lower) X(si_overrun) X(si_pid) X(si_pkey) X(si_ptr) X(si_status) X(si_stime) \
	X(si_syscall) X(si_timerid) X(si_uid) X(si_upper) X(si_utime) X(si_value) X(sigev_notify_attributes) \
	X(sigev_notify_function) X(sigmask) X(signbit) X(sigsetjmp) X(st_atime) X(st_ctime) X(st_mtime) X(stderr) X(stdin) \
	X(stdout) X(strdupa) X(strndupa) X(timeradd) X(timerclear) X(timercmp) X(timerisset) X(timersub) X(toascii) \
	X(va_arg) X(va_copy) X(va_end) X(va_start) \
	X(EOF) X(EXTERN_C) X(FALSE) X(NULL) X(TRUE)

static const char *const words[] = {
#define X(word) #word,
	WORDS(X) MACROS(X)
#undef X
};

struct mangled {
	const char *c, *idl;
};

static struct table taken, mangled; /* IDL's names to struct mangled, NULL until met; C's names to it */

static struct mangled *mangle(const char *name)
{
	const char *c = text_format("%s_", name);
	struct mangled *m = table_get(&mangled, c);

	if (m)
		return m;
	m = NEW(struct mangled);
	*m = (struct mangled){ c, name };
	table_put(&mangled, c, m);
	return m;
}

const char *name_mangle(const char *name) { return mangle(name)->c; }

const char *name_in_c(const char *name)
{
	struct mangled **m;

	if (!taken.count)
		for (size_t i = 0; i < ARRAY_COUNT(words); i++)
			table_put(&taken, words[i], NEW(struct mangled *));
	if (!(m = table_get(&taken, name)))
		return name;
	if (!*m)
		*m = mangle(name);
	return (*m)->c;
}

/* Another x_, which the IDL itself has, is another string. */
const char *name_in_idl(const char *name)
{
	const struct mangled *m = table_get(&mangled, name);

	return m && m->c == name ? m->idl : name;
}
