/* descriptors.c - descriptors go with calls: between apartments, and between processes over a Unix socket. */
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "files.h"

/* ---- between apartments ---- */

static void between(DWORD client, DWORD server)
{
	struct files f = { 0 };
	struct house h = { .model = server, .make = files_make, .arg = &f };
	IDescriptors *d;

	house_enter(client);
	house_open(&h);
	assert_int_equal(house_query(&h, &IID_IDescriptors, (void **)&d), S_OK);
	files_check(&f, d);
	IDescriptors_Release(d);
	house_close(&h);
	house_leave();
}

TEST(each_side_has_descriptors_of_its_own)
{
	between(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	between(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
	between(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
}
