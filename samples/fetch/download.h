/* download.h - one URL on its way into a file: one asynchronous call after the other, of which one pends at a time. */
#ifndef DOWNLOAD_H
#define DOWNLOAD_H

#include <acom.h>
#include <acom/inet.h>
#include <acom/wininet.h>
#include <stdio.h>

enum { PIECE = 65536 };
struct download {
	const char *url;
	char name[128], part[136];  /* the file, and as long as it is not whole */
	char server[256], path[1024]; /* of an FTP URL that is resumed */
	int port;
	FILE *file;
	unsigned long long begin, done, all; /* octets: that were there, are there, will be; all 0: nobody knows */
	const struct step *step;    /* what pends; NULL: nothing */
	IUnknown *call;             /* whose Finish_ is to come */
	int cancelled;              /* nothing more is begun */
	IFtpSession *ftp;
	IInternetStream *stream;
	HRESULT hr;                 /* how it ended */
	char why[160];
	BYTE piece[PIECE];
};

/* What is there already is not asked for again. Something pends, or it has ended. */
void download_begin(struct download *d, IInternetSession *session, const char *url);
HANDLE download_handle(struct download *d);      /* readable when what pends is over */
void download_go_on(struct download *d, IInternetSession *session); /* when it is */
void download_cancel(struct download *d);        /* what pends, and all that was to follow; download_go_on ends it */

#endif
