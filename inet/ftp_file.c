/* ftp_file.c - handles below an FTP session, and those that are files: what is read or written piece by piece. */
#include "ftp.h"

struct ftp_file {
	struct ftp_leaf leaf;
	struct inflow in;
	struct outflow out;
	bool writes, open, ended, closing;     /* closing: what is written is sent to its end */
	DWORD error;                           /* how it ended */
	int64_t size;
	uint64_t came;                         /* octets of it up to what comes next */
};

static struct ftp_file *file_of(struct node *n)
{
	return container_of(n, struct ftp_file, leaf.node);
}

/* ---- leaves ---- */

/* Locked, the leaf: others may begin something now. */
static void leaf_release(struct ftp_leaf *l)
{
	if (l->busies)
		ftp_idle(l->job.ftp);
	l->busies = false;
}

void ftp_leaf_stop(struct ftp_leaf *l, bool to_its_end)
{
	leaf_release(l);
	if (!to_its_end)
		io_ask(&l->job.transfer, TRANSFER_STOP);
	io_ask(&l->job.transfer, TRANSFER_LEAVE);
	node_hold(&l->node);
}

/* What was asked to be stopped may not have been started. */
static void leave(struct ftp_job *j)
{
	if (j->transfer.running)
		return;
	ftp_job_end(j, 0, ERROR_INTERNET_OPERATION_CANCELLED);
	node_let_go(j->transfer.node);
}

/* Its function has failed if it pends still: then there is no handle. */
void ftp_leaf_over(struct ftp_leaf *l, DWORD error)
{
	struct node *n = &l->node;
	bool failed;

	node_lock(n);
	l->over = true;
	failed = error && l->job.pending;
	if (failed)
		leaf_release(l);
	node_unlock(n);
	ftp_job_end(&l->job, error ? 0 : (DWORD_PTR)n->value, error);
	node_let_go(n);
	if (failed && n->settings.async)
		node_close(n->value, &(bool){ false });
}

struct ftp_leaf *ftp_leaf_make(const struct node_class *class, DWORD type, struct node *connect, const struct ftp_task *task,
                               DWORD_PTR context)
{
	struct node *n = node_make(class, type, connect, context);
	struct ftp_leaf *l = n ? container_of(n, struct ftp_leaf, node) : NULL;

	if (!l)
		return NULL;
	ftp_job_make(&l->job, container_of(connect, struct ftp, connect.node), n, task);
	l->job.leave = leave;
	return l;
}

/* The end of a leaf is told behind that of the function that makes it, which is told on another strand: it waits from before
 * anybody can close it. NULL: it has not to. */
static struct node *leaf_waits(struct ftp_leaf *l)
{
	bool own = l->job.asker == &l->node;

	return !own && l->node.settings.async ? node_stay_open(&l->node) : NULL;
}

static DWORD leaf_run(struct ftp_leaf *l)
{
	struct ftp *f = l->job.ftp;
	struct node *n = l->job.asker, *waits;
	bool own = n == &l->node;
	DWORD error;

	node_lock(n);
	error = ftp_begin(f, n, l->node.context);
	if (!error)
		n->operation.opens = own;
	node_unlock(n);
	if (error)
		return error;
	l->busies = true;
	waits = leaf_waits(l);
	error = node_open(&l->node);
	node_lock(n);
	if (!error && n->closed)
		error = ERROR_INTERNET_OPERATION_CANCELLED; /* meanwhile: nothing would end it any more */
	if (!error && !strand_created(n, &l->node, own))
		error = ERROR_NOT_ENOUGH_MEMORY;
	if (error) {
		l->busies = false;
	} else if (operation_pending(&n->operation)) {
		n->operation.then = waits;
		waits = NULL;
	}
	error = ftp_job_run(&l->job, error, NULL);
	node_unlock(n);
	if (waits)
		node_may_end(waits);
	return error;
}

/* The caller's count goes. */
DWORD ftp_leaf_open(struct ftp_leaf *l, DWORD error, HINTERNET *value)
{
	if (!error)
		error = leaf_run(l);
	return node_opened(&l->node, error, value);
}

/* ---- files ---- */

static void file_stop(struct node *n)
{
	struct ftp_file *file = file_of(n);
	bool whole = file->writes && file->open && !file->out.waits;

	file->closing = whole;
	file->in.read.waits = file->out.waits = false;
	ftp_leaf_stop(&file->leaf, whole);
	if (whole)
		io_ask(&file->leaf.job.transfer, TRANSFER_RESUME);
}

static void file_fini(struct node *n)
{
	struct ftp_file *file = file_of(n);

	ftp_job_clear(&file->leaf.job);
	inflow_fini(&file->in);
	os_free(file->out.flow.data);
}

static DWORD file_read(struct node *n, struct read *read, DWORD_PTR context)
{
	struct ftp_file *file = file_of(n);

	if (!file->open || file->writes)
		return ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	return inflow_read(&file->in, &file->leaf.job.transfer, read, context, file->ended ? &file->error : NULL);
}

static DWORD file_writable(struct node *n, DWORD size)
{
	const struct ftp_file *file = file_of(n);
	DWORD error = file->error ? file->error : ERROR_INTERNET_CONNECTION_ABORTED;

	(void)size;
	if (!file->open || !file->writes)
		return ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	return file->ended ? last_late(error, file->in.words, file->leaf.job.transfer.system) : ERROR_SUCCESS;
}

static DWORD file_write(struct node *n, const void *data, DWORD size, DWORD *written)
{
	struct ftp_file *file = file_of(n);

	return outflow_write(&file->out, &file->leaf.job.transfer, data, size, written);
}

static struct transfer *file_carrier(struct node *n)
{
	return &file_of(n)->leaf.job.transfer;
}

static const struct node_class file_class = { sizeof(struct ftp_file), file_stop, file_fini, file_read, file_writable, file_write,
					      file_carrier };

/* ---- on the I/O thread ---- */

static struct ftp_file *locked(struct ftp_job *j)
{
	struct ftp_file *file = container_of(j, struct ftp_file, leaf.job);

	node_lock(&file->leaf.node);
	return file;
}

static DWORD file_begun(struct ftp_job *j)
{
	struct ftp_file *file = locked(j);
	bool closed = file->leaf.node.closed;

	file->size = j->size;
	file->came = (uint64_t)j->restart;
	file->open = true;
	node_unlock(&file->leaf.node);
	if (!closed)
		ftp_job_end(j, (DWORD_PTR)file->leaf.node.value, ERROR_SUCCESS);
	return ERROR_SUCCESS;
}

static size_t file_room(struct ftp_job *j)
{
	struct ftp_file *file = locked(j);
	bool waits = file->in.read.waits, room = waits || flow_is_low(&file->in.flow);

	node_unlock(&file->leaf.node);
	return room ? FTP_CHUNK : 0;
}

static DWORD file_put(struct ftp_job *j, const char *data, size_t size)
{
	struct ftp_file *file = locked(j);
	bool taken = inflow_take(&file->in, &file->leaf.node, data, size);

	file->came += size;
	node_unlock(&file->leaf.node);
	return taken ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

static ptrdiff_t file_get(struct ftp_job *j, char *to, size_t room)
{
	struct ftp_file *file = locked(j);
	size_t size = outflow_take(&file->out, &file->leaf.node, to, room);
	bool end = !size && file->closing;

	node_unlock(&file->leaf.node);
	return end ? -1 : (ptrdiff_t)size;
}

static void file_over(struct ftp_job *j, DWORD error)
{
	struct ftp_file *file = locked(j);
	struct node *n = &file->leaf.node;

	file->ended = true;
	file->error = error;
	if (file->open) { /* its function is over */
		file->in.words = j->words;
		j->words = NULL;
	}
	n->operation.system = j->transfer.system;
	inflow_end(&file->in, n, file->in.read.got && !j->transfer.cancelled ? ERROR_SUCCESS : error);
	if (file->out.waits) {
		file->out.waits = false;
		operation_end(n, FALSE, error ? error : ERROR_INTERNET_CONNECTION_ABORTED, inflow_words(&file->in, error));
	}
	node_unlock(n);
	ftp_leaf_over(&file->leaf, error);
}

static const struct ftp_task file_task = { file_begun, file_room, file_put, file_get, file_over };

/* ---- functions ---- */

static struct ftp_file *file_make(struct node *connect, DWORD flags, bool writes, DWORD_PTR context)
{
	struct ftp_leaf *l = ftp_leaf_make(&file_class, INTERNET_HANDLE_TYPE_FTP_FILE, connect, &file_task, context);
	struct ftp_file *file = l ? container_of(l, struct ftp_file, leaf) : NULL;

	if (!file)
		return NULL;
	file->writes = writes;
	file->size = -1;
	l->job.data = writes ? FTP_WRITES : FTP_READS;
	l->job.ascii = flags & FTP_TRANSFER_TYPE_ASCII;
	l->job.measure = !writes && !l->job.ascii;
	return file;
}

DWORD ftp_open(struct node *n, const char *name, DWORD access, DWORD flags, DWORD_PTR context, HINTERNET *value)
{
	bool writes = access == GENERIC_WRITE;
	struct ftp_file *file = file_make(n, flags, writes, context);
	struct ftp_job *j = file ? &file->leaf.job : NULL;
	char *path = NULL;
	DWORD error;

	if (!file)
		return ERROR_NOT_ENOUGH_MEMORY;
	node_lock(n);
	error = ftp_here(j->ftp, name, &path);
	node_unlock(n);
	if (!error)
		j->commands[0] = ftp_command(writes ? "STOR" : "RETR", path);
	if (!error && !j->commands[0])
		error = ERROR_NOT_ENOUGH_MEMORY;
	os_free(path);
	return ftp_leaf_open(&file->leaf, error, value);
}

DWORD ftp_visit_file(struct node *n, const char *path, bool ascii, int64_t from, DWORD_PTR context, HINTERNET *value)
{
	struct ftp_file *file = file_make(n, ascii ? FTP_TRANSFER_TYPE_ASCII : 0, false, context);

	if (!file)
		return ERROR_NOT_ENOUGH_MEMORY;
	file->leaf.job.asker = &file->leaf.node;
	file->leaf.job.or_whole = true;
	file->leaf.job.ftp->restart = ascii ? 0 : from;
	file->leaf.job.commands[0] = ftp_command("RETR", path);
	return ftp_leaf_open(&file->leaf, file->leaf.job.commands[0] ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY, value);
}

DWORD ftp_raw_open(struct node *n, const char *command, DWORD flags, DWORD_PTR context, HINTERNET *value)
{
	struct ftp_file *file = file_make(n, flags, false, context);

	if (!file)
		return ERROR_NOT_ENOUGH_MEMORY;
	file->leaf.job.measure = false;
	file->leaf.job.commands[0] = text_copy(command, strlen(command));
	return ftp_leaf_open(&file->leaf, file->leaf.job.commands[0] ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY, value);
}

DWORD ftp_size(struct node *n, DWORD *high, DWORD *low)
{
	struct ftp_file *file = file_of(n);
	DWORD error;

	node_lock(n);
	error = file->open && file->size >= 0 ? ERROR_SUCCESS : ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	*low = error ? 0 : (DWORD)file->size;
	if (high)
		*high = error ? 0 : (DWORD)((uint64_t)file->size >> 32);
	node_unlock(n);
	return error;
}

DWORD ftp_seek(struct node *n, int64_t distance, DWORD method, uint64_t *to)
{
	struct ftp_file *file = file_of(n);
	DWORD error;

	node_lock(n);
	error = distance || method != FILE_CURRENT    ? ERROR_INTERNET_INVALID_OPERATION
	        : n->closed                           ? ERROR_INVALID_HANDLE
	        : operation_pending(&n->operation)    ? ERROR_INTERNET_REQUEST_PENDING
	        : file->writes || !file->open         ? ERROR_INTERNET_INCORRECT_HANDLE_STATE
						      : ERROR_SUCCESS;
	*to = file->came - file->in.flow.count;
	node_unlock(n);
	return error;
}
