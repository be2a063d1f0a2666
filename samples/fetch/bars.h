/* bars.h - how far downloads are, on a terminal. */
#ifndef BARS_H
#define BARS_H

#include <stdbool.h>

/* Whether it is time for so many bars: ten times a second, or if there were more or fewer; never where there is no terminal. */
bool bars_are_due(int count);
/* Then each of them, below what was there; octets; all 0: nobody knows. */
void bars_print(const char *name, unsigned long long done, unsigned long long all);
/* Before anything else is printed. */
void bars_erase(void);

#endif
