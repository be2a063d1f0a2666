/* held.h - a server that holds calls in call objects of its own, without a thread for any. */
#ifndef HELD_H
#define HELD_H

#include <acom.h>

extern const CLSID CLSID_Held;
/* Its IHeld makes room for call objects, so that they are not the library's memory, and waits until so many calls are held; all are
 * let go when nobody has the other end of the gate any more. */
void held_register(int gate);

#endif
