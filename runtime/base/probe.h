/* probe.h - static probes for bpftrace, perf and SystemTap, if <sys/sdt.h> is there when the library is built; a nop each. */
#ifndef ACOM_PROBE_H
#define ACOM_PROBE_H

#if defined(__has_include) && !defined(ACOM_SIM)
#if __has_include(<sys/sdt.h>)
#include <sys/sdt.h>
#define PROBE1(name, a) DTRACE_PROBE1(acom, name, a)
#define PROBE2(name, a, b) DTRACE_PROBE2(acom, name, a, b)
#define PROBE4(name, a, b, c, d) DTRACE_PROBE4(acom, name, a, b, c, d)
#endif
#endif
#ifndef PROBE1
#define PROBE1(name, a) ((void)0)
#define PROBE2(name, a, b) ((void)0)
#define PROBE4(name, a, b, c, d) ((void)0)
#endif

#endif
