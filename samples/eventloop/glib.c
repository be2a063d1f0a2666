/* glib.c - the client in GLib's main loop.
 * Build: idlgen counter.idl && cc -o glib glib.c client.c server.c counter_?.c $(pkg-config --cflags --libs acom glib-2.0) */
#include <acom.h>
#include <glib-unix.h>

#include "client.h"

static GMainLoop *loop;

static gboolean on_incoming(gint fd, GIOCondition condition, gpointer data)
{
	(void)fd, (void)condition, (void)data;
	client_serve();
	return G_SOURCE_CONTINUE;
}

static gboolean on_done(gint fd, GIOCondition condition, gpointer c)
{
	(void)fd, (void)condition;
	if (!client_finish(c))
		return G_SOURCE_CONTINUE;
	g_main_loop_quit(loop);
	return G_SOURCE_REMOVE;
}

int main(void)
{
	struct client c;

	loop = g_main_loop_new(NULL, FALSE);
	client_begin(&c);
	guint incoming = g_unix_fd_add(c.incoming, G_IO_IN, on_incoming, NULL);
	g_unix_fd_add(c.done, G_IO_IN, on_done, &c);
	g_main_loop_run(loop);
	g_source_remove(incoming);
	client_end(&c);
	g_main_loop_unref(loop);
	return 0;
}
