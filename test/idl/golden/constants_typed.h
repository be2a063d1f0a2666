/* constants_typed.h - made by idlgen from constants_typed.idl. */
#ifndef IDL_CONSTANTS_TYPED_H
#define IDL_CONSTANTS_TYPED_H

#include <acom/types.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef enum K_COLOR {
	K_RED = 1,
	K_GREEN = 2,
	K_BLUE = 4,
} K_COLOR;
union acom_constants_typed_1 {
	LONG l;
	double d;
};
typedef struct K_SIZED {
	BYTE a;
	int64_t b;
	SHORT c[3];
	union acom_constants_typed_1 u;
	void *p;
} K_SIZED;
#define K_ALL ((ULONG)INT64_C(4294967295))
#define K_FAILED_ ((LONG)-2147467259)
#define K_LARGEST ((uint64_t)-1)
#define K_LEAST ((int64_t)INT64_MIN)
#define K_LEAST_LONG ((LONG)INT64_C(-2147483648))
#define K_HALF ((float)0.0)
#define K_WHOLE ((double)3.0)
#define K_LOW ((BYTE)255)
#define K_SHIFTED ((ULONG)INT64_C(2147483648))
#define K_HALVED ((ULONG)2147483647)
#define K_CHOSEN ((LONG)10)
#define K_SKIPPED ((LONG)1)
#define K_CAST ((LONG)-32769)
#define UNSIGNED_IS_LARGER ((LONG)1)
#define K_SIZES ((LONG)4200840)
#define K_PAINT ((enum K_COLOR)4)
#define K_NOWHERE ((const void *)0)
#define K_NAME u"wide"
#define K_TEXT "narrow\n"
#define K_ARRAY u"array"

/* What was a character of its own is one when strings are joined. */
#define K_JOINED "\0012\0012\\x12\00123\x41g1\x41g"
#define K_JOINED_WIDE u"\u20ac5\033e\n7"
#define K_LETTER ((OLECHAR)65)
#define K_YES ((uint8_t)1)
#define K_REMAINDER ((LONG)-6)
#define K_THIRD ((float)0.3333333432674408)
#define K_TINY ((double)-6.02e-23)
#define K_CUT ((LONG)-1)
#define K_FROM_UNSIGNED ((float)1.8446744073709552e+19)
#define K_SUFFIXED ((int64_t)3)

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
