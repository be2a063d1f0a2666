/* A C header that preprocess.idl includes: what IDL has in common with C is known there. */
#ifndef PARTS_CONSTANTS_H
#define PARTS_CONSTANTS_H
#pragma once
#ifdef __midl
#include "nowhere_to_be_found.h"
#endif
#ifdef __cplusplus
extern "C" {
#endif

#define HEADER_LIMIT 12
#define HEADER_TEXT "text of the header"
typedef struct header_point { int x, y; } HEADER_POINT;
typedef int (*header_callback)(void *context, int n); /* no IDL */
enum header_kind { HEADER_ONE = 1, HEADER_TWO };
int header_function(int a, const char *b, ...);
static inline int header_inline(int a) { if (a) { return 1; } return a * 2; }
extern int header_variable;
#define HEADER_CALL(x) header_function(x, HEADER_TEXT)
typedef unsigned int HEADER_UINT;
typedef int IN_BOTH;

#ifdef __cplusplus
}
#endif
#endif
