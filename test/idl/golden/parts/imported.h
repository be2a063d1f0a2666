/* Imported by preprocess.idl: its declarations are known there, its macros are not. */
#ifndef PARTS_IMPORTED_H
#define PARTS_IMPORTED_H
typedef short IMPORTED;
int imported_function(IMPORTED a);
#endif
