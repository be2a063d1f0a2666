#!/bin/sh
# seam.sh - threads, clock, atomics, allocation, futex, poll, eventfd, sockets, the environment, processes and shared objects are named
# in runtime/base/os* only; the library and the generator reach them through os.h. engine_curl.c gives libcurl the sockets it asks for.
cd "$(dirname "$0")/../.." || exit 1
! find runtime idlgen inet -name '*.[ch]' ! -path 'runtime/base/os*' ! -name engine_curl.c -exec awk '
# Comments and strings may say what they like.
{
	line = $0
	gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
	while ((inside || match(line, /\/\*/))) {
		if (!inside) { head = substr(line, 1, RSTART - 1); line = substr(line, RSTART + 2) } else head = ""
		inside = !match(line, /\*\//)
		line = head (inside ? "" : " " substr(line, RSTART + 2))
		if (inside) break
	}
	sub(/\/\/.*/, "", line)
	line = " " line
	if (line ~ /[^A-Za-z0-9_](pthread_[a-z]|__atomic_|__sync_|atomic_[a-z]|_Thread_local|_Atomic|__thread[^a-z]|thrd_|mtx_)/ ||
	    line ~ /[^A-Za-z0-9_.>](malloc|calloc|realloc|free|strdup|strndup|asprintf|aligned_alloc|posix_memalign|getenv|secure_getenv|clock_gettime|gettimeofday|nanosleep|usleep|sleep|syscall|poll|ppoll|epoll_[a-z_]+|eventfd|getrandom|mmap|munmap|dl[a-z]+|openat|opendir|fdopendir|realpath)[ \t]*\(/ ||
	    line ~ /[^A-Za-z0-9_.>](socketpair|socket|bind|listen|connect|accept4|getsockname|getpeername|[gs]etsockopt|shutdown|recv|recvmsg|send|sendmsg|readv|writev|getaddrinfo)[ \t]*\(/ ||
	    line ~ /[^A-Za-z0-9_.>](fork|vfork|_Fork|clone|posix_spawnp?|exec[lv]p?e?|waitpid|waitid|wait4|system|popen)[ \t]*\(/)
		print FILENAME ":" FNR ": " $0
}
FNR == 1 { if (FILENAME != last) { last = FILENAME; if (inside && NR > 1) inside = 0 } }
' {} + | grep .
