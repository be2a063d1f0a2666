/* ftp.h - what the files of FTP share: a session with its control connection, and what is done on it, one after the other.
 *
 * libcurl only connects: its own FTP waits for the reply behind a transfer with the whole thread, which is everybody's here.
 */
#ifndef ACOM_FTP_H
#define ACOM_FTP_H

#include "inet.h"

struct ftp;
struct ftp_job;
enum { FTP_NO_DATA, FTP_READS, FTP_WRITES };
/* What is done with a job's data, and at its end; on the I/O thread, not locked. */
struct ftp_task {
	DWORD (*begun)(struct ftp_job *j);     /* the server has agreed. May be NULL */
	size_t (*room)(struct ftp_job *j);     /* for what comes; 0: not now */
	DWORD (*put)(struct ftp_job *j, const char *data, size_t size);
	ptrdiff_t (*get)(struct ftp_job *j, char *to, size_t room); /* 0: not now; < 0: the end */
	void (*over)(struct ftp_job *j, DWORD error); /* once; takes j->words */
};
/* What one function asks of a server. */
struct ftp_job {
	struct transfer transfer;
	struct ftp *ftp;
	const struct ftp_task *task;
	void (*leave)(struct ftp_job *j);      /* on the I/O thread: its handle was closed, and it was stopped if it was to be */
	struct node *asker;                    /* whose function it is, and who is told: the connection, of a URL the leaf */
	bool pending;                          /* the function; guarded by the asker's lock */
	/* Of the function; constant while it is done. */
	int data;                              /* FTP_NO_DATA ... */
	bool ascii, measure;                   /* measure: the size is asked for */
	char *commands[2];                     /* the second behind the first one's success; with data there is one */
	const char *other;                     /* in the place of the first one's verb, where the server does not know that */
	int64_t restart;                       /* the data begins so far in */
	bool or_whole;                         /* or at its beginning, if the server does not know how */
	DWORD piece;                           /* octets of it that are read or written at a time */
	DWORD_PTR context;
	/* The I/O thread's. */
	struct ftp_job *next;
	unsigned at;                           /* of the commands */
	bool asks;                             /* its function pends: what happens is told */
	bool begun, sent_all, replied, refused;
	bool half;                             /* of a line's end, in text that is translated */
	int64_t size;                          /* -1: unknown */
	struct words *words;                   /* of the server that has refused */
	char *reply;                           /* the last one, if it was no refusal: the job's until the next */
};

enum ftp_state {
	FTP_OFF,
	FTP_DIALS,
	/* Behind these a reply comes. */
	FTP_GREETING, FTP_USER, FTP_PASS, FTP_HOME, FTP_RETURN,
	FTP_COMMAND, FTP_TYPE, FTP_SIZE, FTP_EXTENDED, FTP_PASSIVE, FTP_RESTART, FTP_ASKED, FTP_FLOWS,
	FTP_DRAINS,                            /* for a job that was given up */
	/* Behind these none does. */
	FTP_DIALS_DATA,
	FTP_READY,
};
enum { FTP_LINE_MOST = 4096, FTP_REPLIES_MOST = 65536, FTP_CHUNK = 16384 };
struct ftp {
	struct connect connect;
	os_u32 busy;                           /* a function runs, or a file or a find is open */
	char *directory;                       /* the current one; NULL: unknown. Guarded by the node's lock */
	int64_t restart;                       /* where the next transfer begins: the server has taken REST; guarded, too */
	struct ftp_job job;                    /* of functions without a handle of their own */
	struct ftp_job *last_run;              /* guarded by the node's lock */
	/* The I/O thread's. */
	struct ftp_job *first, **last;         /* what is to be done */
	bool doing;                            /* the first of them */
	bool leaving;                          /* the handle was closed */
	enum ftp_state state;
	struct stream control, data;
	struct way way;                        /* to the server; found anew for each connection */
	char peer[OS_IP_MOST];                 /* the server, or the proxy: data goes nowhere else */
	bool no_extended, no_other;            /* it knows no EPSV; no MLSD */
	char type;                             /* of the transfers; 0: unknown */
	bool rested;                           /* the server knows where a transfer begins that has not begun */
	char *out;                             /* a command that is not sent yet */
	size_t out_at, out_size;
	char line[FTP_LINE_MOST];
	size_t line_size;
	char *reply;                           /* its lines */
	size_t reply_size;
	size_t heard;                          /* octets since the last command */
	unsigned code;                         /* of a reply of several lines; 0: none has begun */
	char *chunk;                           /* data on its way out */
	size_t chunk_at, chunk_size;
	bool deaf;                             /* for what it says behind the end of data that is still to be read */
	bool resolving;
	unsigned addresses;                    /* of the server that were tried */
	struct {                               /* what the function was given */
		char *path;
		void *buffer;
		DWORD *length;
		bool wide;                     /* the buffer is for UTF-16 */
		int fd;
		bool anew;                     /* it is to be a new file */
		DWORD error;                   /* of reading it */
		int64_t restart;
	} call;
};

static inline struct ftp *ftp_of(struct node *n)
{
	return container_of(n, struct ftp, connect.node);
}

/* A handle below a session: a file, or a find. */
struct ftp_leaf {
	struct node node;
	struct ftp_job job;
	bool busies;                           /* the session does nothing else as long as it is open */
	bool over;                             /* nothing is being done for it any more */
};

/* ---- ftp_job.c, ftp_control.c ---- */
extern const struct transfer_ops ftp_job_ops;
extern const struct transfer_calls ftp_job_calls;
extern const struct stream_calls ftp_control_calls;
bool ftp_plain(struct ftp *f, DWORD status);       /* tells; false: no memory */
/* ftp_login.c, ftp_control.c: a reply has come in these states. Those that take the state on. */
void ftp_say(struct ftp *f, enum ftp_state then, const char *verb, const char *parameter);
void ftp_next(struct ftp *f);
bool ftp_is_sent(const struct ftp *f);             /* the data that is read: only that is still to come */
void ftp_finish(struct ftp *f, DWORD error);       /* what is being done */
void ftp_system(struct ftp *f, ptrdiff_t code);    /* the system's own error behind its end: an errno, or the negative of one */
bool ftp_keep_words(struct ftp *f);                /* of the reply, for what is being done; false: no memory */
void ftp_refused(struct ftp *f, DWORD error);      /* by the reply */
void ftp_drop(struct ftp *f, DWORD error);         /* the control connection, and what is being done */
void ftp_abandon(struct ftp *f, DWORD error);      /* what is being done, but not the connection */
bool ftp_tell(struct ftp *f, bool told);           /* false: no memory, and all is dropped */
bool ftp_awaits(struct ftp *f);                    /* another reply, of the same command; false: as ftp_tell */
void ftp_allow(struct ftp *f, enum timeout timeout);
void ftp_begin_job(struct ftp *f);
void ftp_replied(struct ftp *f, unsigned code);
void ftp_hear(struct ftp *f);                      /* ftp_reply.c */
void ftp_login_reply(struct ftp *f, unsigned code);
/* ---- ftp_data.c ---- */
extern const struct stream_calls ftp_data_calls;
void ftp_job_reply(struct ftp *f, unsigned code);
/* ---- ftp_flow.c: data; false: no more for now ---- */
bool ftp_take_in(struct ftp *f);
bool ftp_give_out(struct ftp *f);
void ftp_resume(struct ftp *f);
/* ---- ftp_path.c ---- */
/* ERROR_INVALID_PARAMETER: what no name may contain. */
DWORD ftp_path(const char *directory, const char *name, char **path);
char *ftp_quoted(const char *reply, DWORD *error); /* a directory's name; NULL with 0: there is none */
char *ftp_command(const char *verb, const char *parameter); /* NULL: no memory */
bool ftp_port(unsigned code, const char *reply, INTERNET_PORT *port);
/* ---- ftp.c: sessions, and jobs ---- */
extern const struct node_class ftp_class;
DWORD ftp_connect(struct node *session, const struct connect *how, DWORD_PTR context, HINTERNET *value);
/* Locked: the asker's function may begin. ERROR_FTP_TRANSFER_IN_PROGRESS, ERROR_INVALID_HANDLE. */
DWORD ftp_begin(struct ftp *f, struct node *asker, DWORD_PTR context);
void ftp_idle(struct ftp *f);                      /* it does nothing any more */
DWORD ftp_here(struct ftp *f, const char *name, char **path); /* locked */
void ftp_job_make(struct ftp_job *j, struct ftp *f, struct node *n, const struct ftp_task *task);
void ftp_job_clear(struct ftp_job *j);             /* before the next one, and at last */
DWORD ftp_job_run(struct ftp_job *j, DWORD error, DWORD_PTR *result); /* locked is the asker, and it has begun */
/* What its function has led to; locked is the asker, or not. */
void ftp_job_over(struct ftp_job *j, DWORD_PTR result, DWORD error);
void ftp_job_end(struct ftp_job *j, DWORD_PTR result, DWORD error);
/* ---- ftp_commands.c ---- */
DWORD ftp_change(struct node *n, const char *verb, const char *path, const char *verb2, const char *path2);
DWORD ftp_enter(struct node *n, const char *path);
DWORD ftp_where(struct node *n, void *buffer, DWORD *length, bool wide);
DWORD ftp_raw(struct node *n, const char *command, DWORD_PTR context);
/* Locked: one of the connection's job. */
DWORD ftp_begin_task(struct ftp *f, const struct ftp_task *task, DWORD_PTR context);
/* Locked, and it has begun: a verb with a path of this session; NULL: without one. */
DWORD ftp_set_command(struct ftp *f, unsigned i, const char *verb, const char *name);
void ftp_over_command(struct ftp_job *j, DWORD error); /* of tasks that give nothing but success */
/* ---- ftp_whole.c ---- */
DWORD ftp_get(struct node *n, const char *remote, const char *local, bool fail_if_exists, DWORD flags, DWORD_PTR context);
DWORD ftp_put(struct node *n, const char *local, const char *remote, DWORD flags, DWORD_PTR context);
/* ---- ftp_file.c, ftp_find.c ---- */
struct ftp_leaf *ftp_leaf_make(const struct node_class *class, DWORD type, struct node *connect, const struct ftp_task *task,
                               DWORD_PTR context);
DWORD ftp_leaf_open(struct ftp_leaf *l, DWORD error, HINTERNET *value); /* with error: it is given up */
void ftp_leaf_stop(struct ftp_leaf *l, bool to_its_end); /* locked: it is closed */
void ftp_leaf_over(struct ftp_leaf *l, DWORD error);     /* of the task */
DWORD ftp_open(struct node *n, const char *name, DWORD access, DWORD flags, DWORD_PTR context, HINTERNET *value);
DWORD ftp_raw_open(struct node *n, const char *command, DWORD flags, DWORD_PTR context, HINTERNET *value);
DWORD ftp_size(struct node *n, DWORD *high, DWORD *low);
DWORD ftp_seek(struct node *n, int64_t distance, DWORD method, uint64_t *to); /* tells where the next read begins, and no more */
/* Data that is wide is a WIN32_FIND_DATAW. */
DWORD ftp_find(struct node *n, const char *pattern, void *data, bool wide, DWORD_PTR context, HINTERNET *value);
DWORD ftp_find_next(struct node *n, void *data, bool wide);
/* For URLs, below a hidden connection, by the handle that they make: paths are from where the server begins. */
DWORD ftp_visit_directory(struct node *n, const char *directory, bool page, DWORD_PTR context, HINTERNET *value);
/* from: where it begins, if the server knows how. */
DWORD ftp_visit_file(struct node *n, const char *path, bool ascii, int64_t from, DWORD_PTR context, HINTERNET *value);
DWORD ftp_hide(struct node *session, const struct connect *how, struct node **n);
/* ---- ftp_list.c ---- */
/* A line of a listing, without its end. False: it names nothing that may be named. */
bool ftp_list_line(char *line, bool facts, WIN32_FIND_DATAA *data);

#endif
