/* ascii.c - letters and digits of protocols. In a Turkish program's locale strcasecmp says that LOCATION is not location. */
#include <stdarg.h>

#include "base/base.h"

bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

char ascii_capital(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool ascii_is_letter(char c)
{
	c = ascii_capital(c);
	return c >= 'A' && c <= 'Z';
}

bool ascii_equal_n(const char *a, const char *b, size_t size)
{
	for (; size && ascii_capital(*a) == ascii_capital(*b); a++, b++, size--)
		if (!*a)
			return true;
	return !size;
}

bool ascii_equal(const char *a, const char *b)
{
	return ascii_equal_n(a, b, SIZE_MAX);
}

void ascii_cut(char *text, size_t room, const char *from, size_t length)
{
	size_t size = length < room ? length : room - 1;

	memcpy(text, from, size);
	text[size] = 0;
}

size_t ascii_join(char *text, size_t room, ...)
{
	size_t size = 0;
	va_list args;

	ascii_cut(text, room, "", 0);
	va_start(args, room);
	for (const char *part; (part = va_arg(args, const char *)); ) {
		size_t length = strlen(part);
		if (size < room)
			ascii_cut(text + size, room - size, part, length);
		size += length;
	}
	va_end(args);
	return size;
}
