/* fault.c - statuses of faults, and the HRESULTs that COM's callers know instead (wire.md 1.8). */
#include "wire/forms.h"

enum { WIN32_MOST = 0xFFFF };

/* Those that are neither an HRESULT nor a Win32 code. */
static const struct {
	uint32_t status;
	HRESULT hr;
	bool sent; /* this status is what a server says for the HRESULT */
} faults[] = {
	{ 0x1C010002, RPC_S_PROCNUM_OUT_OF_RANGE, true }, /* nca_s_op_rng_error */
	{ 0x1C010003, RPC_S_UNKNOWN_IF, true },           /* nca_s_unk_if */
	{ 0x1C01000B, RPC_S_PROTOCOL_ERROR, true },       /* nca_s_proto_error */
	{ 0x1C010014, RPC_S_SERVER_TOO_BUSY, true },      /* nca_s_server_too_busy */
	{ 0x1C00000D, RPC_E_CALL_CANCELED, true },        /* nca_s_fault_cancel */
	{ 0x1C00001B, E_OUTOFMEMORY, true },              /* nca_s_fault_remote_no_memory */
	{ 0x1C00001A, E_HANDLE, false },                  /* nca_s_fault_context_mismatch */
	{ 0x1C000006, RPC_X_INVALID_TAG, false },         /* nca_s_fault_invalid_tag */
	{ 0x1C000007, RPC_X_INVALID_BOUND, false },       /* nca_s_fault_invalid_bound */
	{ 0x1C000012, RPC_S_CALL_FAILED, false },         /* nca_s_fault_unspec */
};

static bool is_win32(HRESULT hr)
{
	return ((uint32_t)hr & 0xFFFF0000) == 0x80070000;
}

HRESULT fault_to_hresult(uint32_t status)
{
	if (status & 0x80000000)
		return (HRESULT)status;
	if (status && status <= WIN32_MOST)
		return (HRESULT)(0x80070000 | status);
	for (size_t i = 0; i < ARRAY_COUNT(faults); i++)
		if (faults[i].status == status)
			return faults[i].hr;
	return FAIL(RPC_S_CALL_FAILED);
}

uint32_t fault_from_hresult(HRESULT hr)
{
	for (size_t i = 0; i < ARRAY_COUNT(faults); i++)
		if (faults[i].sent && faults[i].hr == hr)
			return faults[i].status;
	return is_win32(hr) ? (uint32_t)hr & WIN32_MOST : (uint32_t)hr;
}
