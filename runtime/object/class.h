/* class.h - classes: registered, described by files, in libraries. */
#ifndef ACOM_CLASS_H
#define ACOM_CLASS_H

#include <acom.h>

#include "base/base.h"

struct apartment;
struct library;
struct registration;

/* ---- class.c, factory.c: class objects ---- */

struct class_entry {
	struct apartment *apartment; /* that made the registration; NULL: one of the library's own classes */
	IUnknown *factory;           /* NULL: create is used, or it lives in another apartment */
	AcomCreate create;
	DWORD flags;
	struct registration *held;
	struct library *library;     /* used; NULL: the class is in none */
	struct class_place *server;  /* owned; NULL: it is not that of another process */
	CLSID clsid;                 /* of a class in a library */
};

/* What `current` should use for a class wanted in one of these contexts (CLSCTX): its own registration before any other, then
 * the runtime's own classes, then those of class files. Give it back with class_release. REGDB_E_CLASSNOTREG; and what
 * library_find says. */
HRESULT class_find(REFCLSID clsid, DWORD context, struct apartment *current, struct class_entry *found);
/* Those alone that applications have registered; looking: where, and with which flags, without using it. anonymous: of those for
 * clients whom nobody knows. REGDB_E_CLASSNOTREG; E_ACCESSDENIED: there are others; CO_E_SERVER_STOPPING: the last use of this
 * process as a server has gone. */
HRESULT class_find_registered(REFCLSID clsid, DWORD context, bool anonymous, struct apartment *current, struct class_entry *found);
HRESULT class_look(REFCLSID clsid, DWORD context, bool anonymous, struct class_entry *found);
void class_release(struct class_entry *entry);
/* Whether the last use has gone: also who has found a class before gets no object any more. */
bool class_server_is_stopping(void);
/* `stops` is called when the last use has gone; told once, before any apartment exists. */
void class_server_stops(void (*stops)(void));
/* Makes an object in the calling apartment; IClassFactory::CreateInstance of that class. */
HRESULT class_create(const struct class_entry *entry, IUnknown *outer, REFIID riid, void **ppv);
/* The class object itself; for classes registered by a create function one is made. */
HRESULT class_object(const struct class_entry *entry, REFIID riid, void **ppv);
/* Drops what an ending apartment registered. */
void class_apartment_ends(struct apartment *a);

/* A class of the library's; of higher floors too, which add theirs before any apartment exists. */
struct class_own {
	const CLSID *clsid;
	AcomCreate create;
	struct class_own *next;
};
void class_own_add(struct class_own *c);

/* ---- classpath.c: classes described by files ---- */

enum class_model { MODEL_SINGLE, MODEL_APARTMENT, MODEL_FREE, MODEL_BOTH, MODEL_NEUTRAL };

enum { CLASS_ADDRESS_MOST = 128, CLASSFILE_LINE_MOST = OS_PATH_MOST + 64, CLASSFILE_NAME_MOST = 512, COMMAND_WORDS_MOST = 64 };

/* Paths are without links, and found worthy of trust. */
struct class_place {
	enum class_model model;
	char library[OS_PATH_MOST];        /* "": the class is that of a server in another process */
	char address[CLASS_ADDRESS_MOST];  /* of the server */
	char program[OS_PATH_MOST];        /* that is started if nobody listens there; "": none is */
	char command[CLASSFILE_LINE_MOST]; /* its words, each terminated */
	char *words[COMMAND_WORDS_MOST + 1];
	char file[CLASSFILE_NAME_MOST];    /* that says so, for people */
	unsigned address_line, program_line;
};

/* What the class files say of a class that is wanted in one of these contexts (CLSCTX); os_free(*place).
 * REGDB_E_CLASSNOTREG: no file describes it; REGDB_E_INVALIDVALUE: one does, wrongly; E_ACCESSDENIED: others can change the
 * library or program; CO_E_DLLNOTFOUND, CO_E_APPNOTFOUND; E_OUTOFMEMORY. A line on standard error says why. */
HRESULT classpath_find(REFCLSID clsid, DWORD context, struct class_place **place);

enum { PROGID_MOST = 39 };
struct class_names {
	CLSID clsid;
	char progid[PROGID_MOST + 1]; /* "": it has none */
};
/* By clsid, or where that is NULL by its ProgID. Errors as above, without those of the library. */
HRESULT classpath_names(const CLSID *clsid, const OLECHAR *progid, struct class_names *names);

/* ---- library.c: classes in shared objects ---- */

/* The class of a library, which is loaded, and the apartment that objects of it are made in when `current` wants one; or the
 * server that has it. CO_E_ERRORINDLL: it cannot be loaded; and what classpath_find and placement_find say. */
HRESULT library_find(REFCLSID clsid, DWORD context, struct apartment *current, struct class_entry *found);
void library_release(struct library *l);
/* The class object, made for the calling thread's apartment. CO_E_ERRORINDLL; what DllGetClassObject says. */
HRESULT library_class_object(const struct class_entry *entry, REFIID riid, void **ppv);
/* Nobody is in an apartment any more: libraries go that are not in use. */
void libraries_process_ends(void);

/* ---- placement.c: where objects of libraries live ---- */

/* The apartment for an object that `current` wants, counted: its own if the model allows, else one that other threads serve.
 * RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY: there is no thread for it. */
HRESULT placement_find(enum class_model model, struct apartment *current, struct apartment **where);
/* Whether no thread of the runtime's is on its way out of an object's method. */
bool placement_is_quiet(void);
/* A thread has left its apartment, for good. */
void placement_thread_left(void);

#endif
