/* files.c - an object that takes and gives descriptors, and what its clients see of them. */
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"

int files_open(unsigned octets)
{
	int fd = memfd_create("files", MFD_CLOEXEC);

	return fd < 0 || !ftruncate(fd, octets) ? fd : (close(fd), -1);
}

bool files_same(int a, int b)
{
	struct stat x, y;

	return !fstat(a, &x) && !fstat(b, &y) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

bool files_is_open(int fd)
{
	return fcntl(fd, F_GETFD) >= 0;
}

/* ---- the object ---- */

typedef struct Files {
	AcomObject object;
	IDescriptors IDescriptors_iface;
	ISimpleStream ISimpleStream_iface; /* by which houses know their objects */
	struct files *files;
} Files;

ACOM_FACE(Files, IDescriptors)
ACOM_FACE(Files, ISimpleStream)

static HRESULT Files_Read(IDescriptors *This, int file, int64_t *octets)
{
	struct files *f = Files_from_IDescriptors(This)->files;
	struct stat st;

	os_add32(&f->calls, 1);
	os_store32(&f->got, (uint32_t)file);
	*octets = file < 0 ? -1 : fstat(file, &st) ? -2 : st.st_size;
	if (f->gate)
		harness_gate_wait(f->gate);
	return f->hr;
}

static HRESULT Files_Pipe(IDescriptors *This, int *reads, int *writes)
{
	struct files *f = Files_from_IDescriptors(This)->files;
	int fds[2];

	os_add32(&f->calls, 1);
	if (f->reckless) {
		*reads = files_open(1);
		return f->hr;
	}
	if (pipe2(fds, O_CLOEXEC))
		return E_FAIL;
	*reads = fds[0];
	*writes = fds[1];
	return f->hr;
}

/* The socket is replaced by the other end of a new pair, on which what comes is the event's count. */
static HRESULT Files_Exchange(IDescriptors *This, int *socket, int event)
{
	struct files *f = Files_from_IDescriptors(This)->files;
	eventfd_t count;
	int fds[2];

	os_add32(&f->calls, 1);
	if (eventfd_read(event, &count) || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds))
		return E_FAIL;
	if (write(fds[0], &count, sizeof count) != sizeof count)
		return E_FAIL;
	close(fds[0]);
	close(*socket);
	*socket = fds[1];
	return f->hr;
}

static HRESULT Files_Several(IDescriptors *This, LONG n, int *pipes, OPENED *opened)
{
	struct files *f = Files_from_IDescriptors(This)->files;

	os_add32(&f->calls, 1);
	opened->file = files_open(7);
	opened->octets = 7;
	for (LONG i = 0; i < n; i++)
		if (write(pipes[i], &i, sizeof i) == sizeof i)
			opened->octets++;
	opened->maps[1] = files_open(3);
	return f->hr;
}

static HRESULT Files_Unused_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcb)
{
	(void)This, (void)pv, (void)cb;
	*pcb = 0;
	return E_NOTIMPL;
}

static HRESULT Files_Unused_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcb)
{
	(void)This, (void)pv, (void)cb;
	*pcb = 0;
	return E_NOTIMPL;
}

static const IDescriptorsVtbl Files_IDescriptors_vtbl = {
	ACOM_UNKNOWN(Files, IDescriptors), Files_Read, Files_Pipe, Files_Exchange, Files_Several,
};
static const ISimpleStreamVtbl Files_ISimpleStream_vtbl = {
	ACOM_UNKNOWN(Files, ISimpleStream), Files_Unused_Read, Files_Unused_Write,
};
static const AcomInterface Files_map[] = { ACOM_ENTRY(Files, ISimpleStream), ACOM_ENTRY(Files, IDescriptors), ACOM_END };
static const AcomClass Files_class = { "Files", sizeof(Files), Files_map, NULL, NULL, NULL };

ISimpleStream *files_make(void *arg)
{
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(&Files_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	Files_from_ISimpleStream(s)->files = arg;
	return s;
}

/* ---- its client ---- */

/* What the method was passed is gone with it. */
static void check_closed(struct files *f)
{
	if (!f->away)
		assert_false(files_is_open((int)os_load32(&f->got)));
}

static void check_in(struct files *f, IDescriptors *d)
{
	int file = files_open(1234);
	int64_t octets = 0;

	assert_int_equal(IDescriptors_Read(d, file, &octets), S_OK);
	assert_int_equal(octets, 1234);
	if (!f->away)
		assert_int_not_equal((int)os_load32(&f->got), file);
	check_closed(f);
	close(file);
	assert_int_equal(IDescriptors_Read(d, -1, &octets), S_OK);
	assert_int_equal(octets, -1);
}

static void check_pipe(int reads, int writes)
{
	char c = 'x';

	assert_int_equal(write(writes, "!", 1), 1);
	assert_int_equal(read(reads, &c, 1), 1);
	assert_int_equal(c, '!');
	close(writes);
	assert_int_equal(read(reads, &c, 1), 0); /* nobody else has the other end */
	close(reads);
}

static void check_out(struct files *f, IDescriptors *d)
{
	int reads = 0, writes = 0;

	assert_int_equal(IDescriptors_Pipe(d, &reads, &writes), S_OK);
	check_pipe(reads, writes);
	f->hr = E_FAIL; /* outputs of methods that fail come, too */
	assert_int_equal(IDescriptors_Pipe(d, &reads, &writes), E_FAIL);
	check_pipe(reads, writes);
	f->hr = S_OK;
	f->reckless = true;
	assert_int_equal(IDescriptors_Pipe(d, &reads, &writes), RPC_E_SERVER_CANTMARSHAL_DATA);
	assert_int_equal(reads, -1);
	assert_int_equal(writes, -1);
	f->reckless = false;
}

static void check_in_out(IDescriptors *d)
{
	int fds[2], event = eventfd(42, EFD_CLOEXEC), old;
	eventfd_t count;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
	old = dup(fds[0]);
	assert_int_equal(IDescriptors_Exchange(d, &fds[0], event), S_OK);
	assert_int_equal(read(fds[0], &count, sizeof count), sizeof count);
	assert_int_equal(count, 42);
	assert_false(files_same(old, fds[0]));
	close(old);
	assert_int_equal(read(fds[1], &count, 1), 0); /* the one that was replaced is closed everywhere */
	close(fds[0]);
	close(fds[1]);
	close(event);
}

static void check_several(IDescriptors *d)
{
	enum { MOST = 16 };
	int fds[2], pipes[MOST];
	OPENED opened;
	LONG n;

	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	for (int i = 0; i < MOST; i++)
		pipes[i] = fds[1];
	assert_int_equal(IDescriptors_Several(d, MOST, pipes, &opened), S_OK);
	assert_int_equal(opened.octets, 7 + MOST);
	for (int i = 0; i < MOST; i++) {
		assert_int_equal(read(fds[0], &n, sizeof n), sizeof n);
		assert_int_equal(n, i);
	}
	assert_true(files_is_open(opened.file));
	assert_int_equal(opened.maps[0], -1);
	assert_true(files_is_open(opened.maps[1]));
	close(opened.file);
	close(opened.maps[1]);
	close(fds[0]);
	close(fds[1]);
}

static void check_refused(IDescriptors *d)
{
	int64_t octets = 5;
	int fds[2];

	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	assert_int_equal(IDescriptors_Read(d, fds[0], &octets), E_HANDLE);
	assert_int_equal(octets, 0);
	assert_int_equal(IDescriptors_Read(d, 1 << 20, &octets), E_HANDLE);
	close(fds[0]);
	close(fds[1]);
}

/* What is passed to Begin_ may go before the method runs. */
static void check_halves(struct files *f, IDescriptors *d)
{
	int file = files_open(99), reads, writes;
	ICallFactory *factory;
	AsyncIDescriptors *a;
	int64_t octets;

	assert_int_equal(IDescriptors_QueryInterface(d, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIDescriptors, NULL, &IID_AsyncIDescriptors, (IUnknown **)&a), S_OK);
	assert_int_equal(AsyncIDescriptors_Begin_Read(a, file), S_OK);
	close(file);
	assert_int_equal(AsyncIDescriptors_Finish_Read(a, &octets), S_OK);
	assert_int_equal(octets, 99);
	check_closed(f);
	assert_int_equal(AsyncIDescriptors_Begin_Pipe(a), S_OK);
	assert_int_equal(AsyncIDescriptors_Finish_Pipe(a, &reads, &writes), S_OK);
	check_pipe(reads, writes);
	assert_int_equal(AsyncIDescriptors_Begin_Pipe(a), S_OK); /* what nobody fetches is closed */
	AsyncIDescriptors_Release(a);
	ICallFactory_Release(factory);
}

void files_check(struct files *f, IDescriptors *d)
{
	check_in(f, d);
	check_out(f, d);
	check_in_out(d);
	check_several(d);
	check_refused(d);
	check_halves(f, d);
}
