/* descriptors.c - descriptors go to another process and come back, over a Unix socket. */
#include <unistd.h>

#include "files.h"
#include "scene.h"

/* In memory of both processes. */
static struct files *files_in(struct scene *s)
{
	struct files *f = away_memory(sizeof *f);

	f->away = true;
	s->house.make = files_make;
	s->house.arg = f;
	return f;
}

static void over_unix(DWORD client, DWORD server)
{
	struct scene *s = scene_streams();
	struct files *f = files_in(s);

	s->house.model = server;
	scene_open(s, AWAY_UNIX, client);
	IDescriptors *d = scene_object(s, &IID_IDescriptors);
	files_check(f, d);
	IDescriptors_Release(d);
	scene_close(s);
	away_forget(f, sizeof *f);
}

TEST(each_process_has_descriptors_of_its_own)
{
	over_unix(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
	over_unix(COINIT_MULTITHREADED, COINIT_MULTITHREADED);
}

TEST(over_tcp_they_are_refused_before_anything_is_sent)
{
	struct scene *s = scene_streams();
	struct files *f = files_in(s);
	int file = files_open(3), reads = 0, writes = 0;
	int64_t octets = 5;

	scene_open(s, AWAY_TCP, COINIT_APARTMENTTHREADED);
	IDescriptors *d = scene_object(s, &IID_IDescriptors);
	assert_int_equal(IDescriptors_Read(d, file, &octets), CO_E_NOT_SUPPORTED);
	assert_int_equal(octets, 0);
	assert_int_equal(house_count(&f->calls), 0);
	assert_int_equal(IDescriptors_Read(d, -1, &octets), S_OK); /* none needs nothing */
	assert_int_equal(octets, -1);
	assert_int_equal(IDescriptors_Pipe(d, &reads, &writes), RPC_E_SERVER_CANTMARSHAL_DATA);
	assert_int_equal(reads, -1);
	assert_int_equal(writes, -1);
	IDescriptors_Release(d);
	close(file);
	scene_close(s);
	away_forget(f, sizeof *f);
}
