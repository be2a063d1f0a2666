/* types.h - made by idlgen from types.idl. */
#ifndef IDL_TYPES_H
#define IDL_TYPES_H

#include <acom/types.h>
#include <acom/wtypes.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

/* A quote. */
#define QUOTED "text"

/* A constant. */
#define DECIMALS ((LONG)10)
#define HEXADECIMAL ((ULONG)INT64_C(4294967295))
#define LARGE ((int64_t)INT64_C(9223372036854775807))
#define SMALLEST ((int64_t)INT64_MIN)
#define OCTAL ((SHORT)15)
#define COMPUTED ((LONG)274)
#define LOGICAL ((LONG)-1)
#define CHARACTER ((char)99)
#define WIDE_CHARACTER ((OLECHAR)119)
#define TEXT "text \"quoted\" \\"
#define WIDE_TEXT u"wide"

// An enum
// with two lines of comment.
typedef enum COLOR {
	/* The first. */
	RED = 0,
	GREEN = 10,
	BLUE = 11,
	NEGATIVE = -1,
	LOWEST = INT32_MIN,
} COLOR;
typedef enum COLOR *PCOLOR;
typedef enum {
	WIDE_A = 1,
	WIDE_B = 2,
} WIDE_ENUM;
enum PLAIN {
	PLAIN_A = 0,
	PLAIN_B = 1,
};
typedef struct tagPOINT {
	LONG x;
	LONG y;
} POINT;
typedef struct tagPOINT *PPOINT;
struct acom_types_1 {
	BYTE r;
	BYTE g;
	BYTE b;
};
enum acom_types_2 {
	THIN = 0,
	THICK = 1,
};
typedef struct {
	POINT from;
	POINT to;
	struct acom_types_1 color;
	enum acom_types_2 kind;
} LINE;
struct ONLY_TAG {
	double d;
	float f;
	uint8_t ok;
};
typedef struct ONLY_TAG ALIASED;
typedef struct {
	const POINT *p;
	LONG matrix[2][10];
	POINT points[2];
} SHAPE;
typedef SHAPE *PSHAPE;

/* behind it, not above the next */
typedef uint8_t TINY;
typedef signed char SIGNED_CHAR;
typedef unsigned char UNSIGNED_CHAR;
typedef int8_t SMALL_INT;
typedef unsigned int UNSIGNED;
typedef uint64_t UINT64;
typedef intptr_t POINTER_SIZED;
typedef const OLECHAR *NAME;
typedef LONG PERCENT;
typedef LONG *PLONG_UNIQUE;
typedef const LONG *const CONSTANT_POINTER;

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
