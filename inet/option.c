/* option.c - what can be asked about a handle, and set: a row for each option. */
#include "option.h"

static const struct option_row *row_in(const struct option_rows *rows, DWORD option)
{
	size_t i;

	for (i = 0; i < rows->count; i++)
		if (rows->first[i].option == option)
			return &rows->first[i];
	return NULL;
}

static const struct option_row *row_of(DWORD option)
{
	const struct option_row *row = row_in(&options_of_handles, option);

	return row ? row : row_in(&options_of_ways, option);
}

/* Its row and the handle's node, locked and counted; NULL: the process. */
static DWORD find(HINTERNET handle, DWORD option, const struct option_row **row, struct node **n)
{
	DWORD error;

	*n = NULL;
	*row = row_of(option);
	if (!*row)
		return ERROR_INTERNET_INVALID_OPTION;
	if ((*row)->types == NOBODY || (!handle && (*row)->types != TYPES_ALL && ((*row)->types & OR_NOBODY)))
		return handle ? ERROR_INTERNET_INVALID_OPERATION : ERROR_SUCCESS;
	error = handle ? node_get(handle, (*row)->types, n) : ERROR_INTERNET_INCORRECT_HANDLE_TYPE;
	if (!error)
		node_lock(*n);
	return error;
}

static void leave(struct node *n)
{
	if (!n)
		return;
	node_unlock(n);
	node_unref(n);
}

bool option_is_text(DWORD option)
{
	const struct option_row *row = row_of(option);

	return row && !row->size;
}

DWORD option_get(HINTERNET handle, DWORD option, struct option_value *v)
{
	const struct option_row *row;
	struct node *n;
	DWORD error = find(handle, option, &row, &n);

	*v = (struct option_value){ .at = NULL };
	if (error)
		return error;
	error = row->get ? row->get(n, v) : ERROR_INTERNET_INVALID_OPERATION;
	leave(n);
	return error;
}

/* Text may come with its terminator, as WinINet's own samples give it. */
static DWORD set(const struct option_row *row, struct node *n, const void *value, size_t size)
{
	if (row->set && !row->size)
		return row->set(n, value ? value : "", value ? strnlen(value, size) : 0);
	if (!row->set)
		return ERROR_INTERNET_OPTION_NOT_SETTABLE;
	if (row->size != size)
		return row->option == INTERNET_OPTION_CONTEXT_VALUE ? ERROR_INVALID_PARAMETER : ERROR_INTERNET_BAD_OPTION_LENGTH;
	return row->set(n, value, size);
}

DWORD option_set(HINTERNET handle, DWORD option, const void *value, size_t size)
{
	const struct option_row *row;
	struct node *n;
	DWORD error = find(handle, option, &row, &n);

	if (error)
		return error;
	error = set(row, n, value, size);
	leave(n);
	return error;
}
