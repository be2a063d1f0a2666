#!/bin/sh
# trace.sh - what an application sees: its own calls in ACOM_TRACE=refs, a file that survives its death, a picture of that.
. "$(dirname "$0")/prepare"
cat >leak.c <<'C'
#include <acom.h>
void leak(void);
void leak(void)
{
	ISynchronize *event;
	CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize, (void **)&event);
	ISynchronize_AddRef(event);
}
int main(void)
{
	CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
	leak();
	CoUninitialize();
	return 0;
}
C
cc -O0 -rdynamic -o leak leak.c $(pkg-config --cflags --libs acom)
ACOM_TRACE=refs ./leak 2>lines
grep -q '^acom: refs: STA 1 ends: 1 of 1 live objects$' lines
grep -q '^acom: refs: ManualResetEvent 0x[0-9a-f]* of STA 1: 2 references$' lines
grep -A 1 '^acom: refs:   made by leak(leak+0x' lines | grep -q '^acom: refs:   called by leak(main+0x'
grep -q '^acom: refs:   1 AddRef, 0 Release by leak(leak+0x.*) < leak(main+0x' lines

# It is killed in the middle of a read: of a pipe into which nobody writes.
run_sample simplestream/main.c '' "$top/VERSION"
mkfifo slow
exec 3<>slow
ACOM_TRACE_FILE=x.json ./simplestream slow >/dev/null 2>&1 &
until grep -q dispatch x.json 2>/dev/null || ! kill -0 $!; do :; done
kill -9 $!
wait $! 2>/dev/null || true
acom-timeline x.json >x.svg
grep -q '<title>ISimpleStream::Read, call 1 (not over)</title>' x.svg
