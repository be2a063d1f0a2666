/* Included twice by preprocess.idl, around a struct. */
#ifndef PARTS_PACKED
#define PARTS_PACKED
#else
#undef PARTS_PACKED
#endif
