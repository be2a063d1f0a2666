/* units.h - text of UTF-16. */
#ifndef UNITS_H
#define UNITS_H

#include "harness.h"
#include <acom/wininet.h>

void units_are(const WCHAR *text, const WCHAR *expected);

#endif
