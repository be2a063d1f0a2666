/* shape_descriptor.c - [system_handle(sh_file)] int: which descriptors there are, and which of Windows' handles are none. */
#include "idlgen.h"

#include <acom/meta.h>

static const char *const words[] = {
	[ACOM_NO_DESCRIPTOR] = "",
#define X(name, word) #word,
	ACOM_DESCRIPTORS(X)
#undef X
};

/* What MIDL has besides. */
static const char *const strangers[] = {
	"sh_composition", "sh_job", "sh_mutex", "sh_process", "sh_reg_key", "sh_semaphore", "sh_thread", "sh_token",
};

static const char *next_word(void *context)
{
	size_t *at = context;

	return ++*at < ARRAY_COUNT(words) ? words[*at] : NULL;
}

static unsigned refuse(const struct attr *a, const char *word)
{
	size_t at = 0;
	const char *near;

	for (size_t i = 0; i < ARRAY_COUNT(strangers); i++)
		if (text_same(word, strangers[i])) {
			error_at(a->place, 0, "[system_handle(%s)] is not supported: Linux has no descriptor of this kind", word);
			return ACOM_NO_DESCRIPTOR;
		}
	near = word ? suggest(word, next_word, &at) : NULL;
	error_at(a->place, 0, near ? "[system_handle] wants a kind of descriptor; did you mean \"%s\"?" :
	         "[system_handle] wants a kind of descriptor: sh_file, sh_pipe, sh_socket, sh_section or sh_event", near);
	return ACOM_NO_DESCRIPTOR;
}

unsigned shape_descriptor(const struct attr *a, bool is_int, const char *name)
{
	const struct expr *e = a->args[0];
	const char *word = e->op == TOKEN_NAME ? e->name : NULL;

	if (a->bad)
		return ACOM_NO_DESCRIPTOR;
	if (!is_int) {
		error_at(a->place, 0, "[system_handle] of \"%s\" wants an int, which is a descriptor", name);
		return ACOM_NO_DESCRIPTOR;
	}
	for (unsigned i = 1; i < ACOM_DESCRIPTOR_COUNT; i++)
		if (text_same(word, words[i]))
			return i;
	return refuse(a, word);
}
