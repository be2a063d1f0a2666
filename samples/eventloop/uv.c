/* uv.c - the client in libuv's loop.
 * Build: idlgen counter.idl && cc -o uv uv.c client.c server.c counter_?.c $(pkg-config --cflags --libs acom libuv) */
#include <acom.h>
#include <uv.h>

#include "client.h"

static uv_poll_t incoming, done;

static void on_incoming(uv_poll_t *poll, int status, int events)
{
	(void)poll, (void)status, (void)events;
	client_serve();
}

/* Without handles the loop ends. */
static void on_done(uv_poll_t *poll, int status, int events)
{
	(void)status, (void)events;
	if (!client_finish(poll->data))
		return;
	uv_close((uv_handle_t *)&incoming, NULL);
	uv_close((uv_handle_t *)&done, NULL);
}

int main(void)
{
	uv_loop_t *loop = uv_default_loop();
	struct client c;

	client_begin(&c);
	uv_poll_init(loop, &incoming, c.incoming);
	uv_poll_start(&incoming, UV_READABLE, on_incoming);
	uv_poll_init(loop, &done, c.done);
	done.data = &c;
	uv_poll_start(&done, UV_READABLE, on_done);
	uv_run(loop, UV_RUN_DEFAULT);
	uv_loop_close(loop);
	client_end(&c);
	return 0;
}
