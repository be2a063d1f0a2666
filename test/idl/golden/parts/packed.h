/* Included twice by preprocess.idl, around a struct. */
#ifndef PARTS_PACKED
#define PARTS_PACKED
#pragma pack(push, 2)
#else
#undef PARTS_PACKED
#pragma pack(pop)
#endif
