/* system_handle.h - made by idlgen from system_handle.idl. */
#ifndef IDL_SYSTEM_HANDLE_H
#define IDL_SYSTEM_HANDLE_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IDescriptors IDescriptors;
typedef struct AsyncIDescriptors AsyncIDescriptors;

/* Descriptors: what they must be, where they may stand. */
typedef int DESCRIPTOR;
typedef struct {
	int file;
	LONG octets;
	DESCRIPTOR maps[2];
} OPENED;

EXTERN_C const IID IID_IDescriptors;
#ifdef __cplusplus
struct IDescriptors : public IUnknown {
	/* [in, system_handle(sh_file)] file, [out, retval] octets */
	virtual HRESULT Read(int file, int64_t *octets) = 0;
	/* [out, system_handle(sh_pipe)] reads, [out, system_handle(sh_pipe)] writes */
	virtual HRESULT Pipe(int *reads, int *writes) = 0;
	/* [in, out, system_handle(sh_socket)] socket, [in, system_handle(sh_event)] event */
	virtual HRESULT Exchange(int *socket, int event) = 0;
	/* [in] n, [in, size_is(n), system_handle(sh_pipe)] pipes, [out] opened */
	virtual HRESULT Several(LONG n, int *pipes, OPENED *opened) = 0;
};
#else
typedef struct IDescriptorsVtbl {
	HRESULT (*QueryInterface)(IDescriptors *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IDescriptors *This);
	ULONG (*Release)(IDescriptors *This);
	/* [in, system_handle(sh_file)] file, [out, retval] octets */
	HRESULT (*Read)(IDescriptors *This, int file, int64_t *octets);
	/* [out, system_handle(sh_pipe)] reads, [out, system_handle(sh_pipe)] writes */
	HRESULT (*Pipe)(IDescriptors *This, int *reads, int *writes);
	/* [in, out, system_handle(sh_socket)] socket, [in, system_handle(sh_event)] event */
	HRESULT (*Exchange)(IDescriptors *This, int *socket, int event);
	/* [in] n, [in, size_is(n), system_handle(sh_pipe)] pipes, [out] opened */
	HRESULT (*Several)(IDescriptors *This, LONG n, int *pipes, OPENED *opened);
} IDescriptorsVtbl;
struct IDescriptors {
	const IDescriptorsVtbl *lpVtbl;
};
static inline HRESULT IDescriptors_QueryInterface(IDescriptors *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IDescriptors_AddRef(IDescriptors *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IDescriptors_Release(IDescriptors *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IDescriptors_Read(IDescriptors *This, int file, int64_t *octets) { return This->lpVtbl->Read(This, file, octets); }
static inline HRESULT IDescriptors_Pipe(IDescriptors *This, int *reads, int *writes) { return This->lpVtbl->Pipe(This, reads, writes); }
static inline HRESULT IDescriptors_Exchange(IDescriptors *This, int *socket, int event) { return This->lpVtbl->Exchange(This, socket, event); }
static inline HRESULT IDescriptors_Several(IDescriptors *This, LONG n, int *pipes, OPENED *opened) { return This->lpVtbl->Several(This, n, pipes, opened); }
#endif

/* The asynchronous twin of IDescriptors: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIDescriptors;
#ifdef __cplusplus
struct AsyncIDescriptors : public IUnknown {
	/* [in, system_handle(sh_file)] file */
	virtual HRESULT Begin_Read(int file) = 0;
	/* [out, retval] octets */
	virtual HRESULT Finish_Read(int64_t *octets) = 0;
	virtual HRESULT Begin_Pipe() = 0;
	/* [out, system_handle(sh_pipe)] reads, [out, system_handle(sh_pipe)] writes */
	virtual HRESULT Finish_Pipe(int *reads, int *writes) = 0;
	/* [in, out, system_handle(sh_socket)] socket, [in, system_handle(sh_event)] event */
	virtual HRESULT Begin_Exchange(int *socket, int event) = 0;
	/* [in, out, system_handle(sh_socket)] socket */
	virtual HRESULT Finish_Exchange(int *socket) = 0;
	/* [in] n, [in, size_is(n), system_handle(sh_pipe)] pipes */
	virtual HRESULT Begin_Several(LONG n, int *pipes) = 0;
	/* [out] opened */
	virtual HRESULT Finish_Several(OPENED *opened) = 0;
};
#else
typedef struct AsyncIDescriptorsVtbl {
	HRESULT (*QueryInterface)(AsyncIDescriptors *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIDescriptors *This);
	ULONG (*Release)(AsyncIDescriptors *This);
	/* [in, system_handle(sh_file)] file */
	HRESULT (*Begin_Read)(AsyncIDescriptors *This, int file);
	/* [out, retval] octets */
	HRESULT (*Finish_Read)(AsyncIDescriptors *This, int64_t *octets);
	HRESULT (*Begin_Pipe)(AsyncIDescriptors *This);
	/* [out, system_handle(sh_pipe)] reads, [out, system_handle(sh_pipe)] writes */
	HRESULT (*Finish_Pipe)(AsyncIDescriptors *This, int *reads, int *writes);
	/* [in, out, system_handle(sh_socket)] socket, [in, system_handle(sh_event)] event */
	HRESULT (*Begin_Exchange)(AsyncIDescriptors *This, int *socket, int event);
	/* [in, out, system_handle(sh_socket)] socket */
	HRESULT (*Finish_Exchange)(AsyncIDescriptors *This, int *socket);
	/* [in] n, [in, size_is(n), system_handle(sh_pipe)] pipes */
	HRESULT (*Begin_Several)(AsyncIDescriptors *This, LONG n, int *pipes);
	/* [out] opened */
	HRESULT (*Finish_Several)(AsyncIDescriptors *This, OPENED *opened);
} AsyncIDescriptorsVtbl;
struct AsyncIDescriptors {
	const AsyncIDescriptorsVtbl *lpVtbl;
};
static inline HRESULT AsyncIDescriptors_QueryInterface(AsyncIDescriptors *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIDescriptors_AddRef(AsyncIDescriptors *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIDescriptors_Release(AsyncIDescriptors *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIDescriptors_Begin_Read(AsyncIDescriptors *This, int file) { return This->lpVtbl->Begin_Read(This, file); }
static inline HRESULT AsyncIDescriptors_Finish_Read(AsyncIDescriptors *This, int64_t *octets) { return This->lpVtbl->Finish_Read(This, octets); }
static inline HRESULT AsyncIDescriptors_Begin_Pipe(AsyncIDescriptors *This) { return This->lpVtbl->Begin_Pipe(This); }
static inline HRESULT AsyncIDescriptors_Finish_Pipe(AsyncIDescriptors *This, int *reads, int *writes) { return This->lpVtbl->Finish_Pipe(This, reads, writes); }
static inline HRESULT AsyncIDescriptors_Begin_Exchange(AsyncIDescriptors *This, int *socket, int event) { return This->lpVtbl->Begin_Exchange(This, socket, event); }
static inline HRESULT AsyncIDescriptors_Finish_Exchange(AsyncIDescriptors *This, int *socket) { return This->lpVtbl->Finish_Exchange(This, socket); }
static inline HRESULT AsyncIDescriptors_Begin_Several(AsyncIDescriptors *This, LONG n, int *pipes) { return This->lpVtbl->Begin_Several(This, n, pipes); }
static inline HRESULT AsyncIDescriptors_Finish_Several(AsyncIDescriptors *This, OPENED *opened) { return This->lpVtbl->Finish_Several(This, opened); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop system_handle_p.o from an archive. */
extern ACOM_MODULE system_handle_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
