/* server.h - the server of the sample: files as ISimpleStream, made by two classes in an apartment of their own. */
#ifndef SERVER_H
#define SERVER_H

#include <stdatomic.h>

#include "simplestream.h"

/* Reads of both take DEVICE_MS, as if the file lay on something slow. */
enum { DEVICE_MS = 30 };

extern const CLSID CLSID_PlainFile; /* blocks the thread that calls it, like any ordinary method */
extern const CLSID CLSID_AsyncFile; /* has call objects: a read holds no thread of the apartment */

extern atomic_uint file_reads;  /* how many reads have reached the device's end */

/* For AcomApartmentOpen: registers both classes in the apartment that it is called in; every object reads the file at `path`. */
HRESULT server_enter(void *path);

/* For a client that wants an object in its own apartment. As IClassFactory::CreateInstance. */
HRESULT PlainFile_Create(IUnknown *outer, REFIID riid, void **ppv);
HRESULT AsyncFile_Create(IUnknown *outer, REFIID riid, void **ppv);

#endif
