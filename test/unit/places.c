/* places.c - what was marshaled of objects of other processes is found again by where they are: whatever has become of the
 * connection over which they were met, and however many lead there.
 */
#include "abroad.h"
#include "wire/foreign.h"

/* In each way that names the process for others, and holds a use here. */
static void marshal_all_ways(ISimpleStream *s, struct marshaled m[3])
{
	IUnknown *p = (IUnknown *)s;

	assert_int_equal(objref_lend(p, &IID_ISimpleStream, MSHCTX_LOCAL, &m[0]), S_OK);
	assert_int_equal(objref_marshal(p, &IID_ISimpleStream, OBJREF_STRONG, MSHCTX_LOCAL, &m[1]), S_OK);
	assert_int_equal(objref_marshal(p, &IID_ISimpleStream, OBJREF_WEAK, MSHCTX_LOCAL, &m[2]), S_OK);
}

static void give_back(struct marshaled m[3])
{
	for (int i = 0; i < 3; i++) {
		assert_int_equal(objref_release(m[i].octets, m[i].size), S_OK);
		marshal_free(&m[i]);
	}
}

/* A new connection that brings no object lets those of the lost one be; then it goes, or gives way to the next one. */
static void outlive_the_next(bool and_another)
{
	struct marshaled m[3];
	struct abroad x;

	house_enter(COINIT_MULTITHREADED);
	abroad_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	ISimpleStream *lost = abroad_stream(&x);
	const struct foreign_object *o = object_of(manager_remote_object_of((IUnknown *)lost));
	marshal_all_ways(lost, m);
	assert_int_equal(os_load32(&o->uses), 4);
	abroad_lose(&x);
	abroad_read_nothing(lost);
	abroad_connect_again(&x);
	if (and_another) {
		abroad_lose(&x);
		abroad_connect_again(&x);
	} else {
		origin_unref(x.origin);
		x.origin = NULL;
	}
	give_back(m);
	assert_int_equal(os_load32(&o->uses), 1);
	assert_int_equal(ISimpleStream_Release(lost), 0);
	abroad_close(&x);
	house_leave();
}

TEST(what_was_marshaled_of_a_lost_connections_object_is_given_back_though_the_next_one_is_over_too)
{
	outlive_the_next(false);
	outlive_the_next(true);
}

/* ---- one server at two addresses ---- */

/* The same server, at another address; here it says that it has both. */
static void open_second(struct abroad *y, struct abroad *x)
{
	union {
		DUALSTRINGARRAY array;
		uint8_t room[2 * 250];
	} words;
	struct address at[2] = { x->link->at, x->link->at };
	char why[WHY_MOST] = "";
	struct stream s;

	*y = *x;
	strcat(at[1].at.path, "2");
	assert_int_equal(bindings_write(at, 2, &words.array, 200), S_OK);
	struct bindings both = bindings_of(&words.array);
	expect_done(transport_listen(&at[1], NULL, &y->listener, why), why);
	expect_done(link_dial(&at[1], 0, &y->link, why), why);
	expect_done(transport_accept(&y->listener, &s, why), why);
	assert_int_equal(connection_accept(&s, &x->service, &y->server), S_OK);
	assert_int_equal(origin_learn(exporter_oxid(), y->link, exporter_unknown(), &both, 0, &y->origin), S_OK);
}

static void close_second(struct abroad *y)
{
	origin_unref(y->origin);
	link_unref(y->link);
	connection_close(y->server, RPC_E_DISCONNECTED);
	connection_unref(y->server);
	transport_unlisten(&y->listener);
}

TEST(what_was_marshaled_of_an_object_at_a_servers_second_address_is_given_back)
{
	struct marshaled m[3];
	struct abroad x, y;

	house_enter(COINIT_MULTITHREADED);
	abroad_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	open_second(&y, &x);
	ISimpleStream *s = abroad_stream(&y);
	const struct foreign_object *o = object_of(manager_remote_object_of((IUnknown *)s));
	marshal_all_ways(s, m);
	assert_int_equal(os_load32(&o->uses), 4);
	give_back(m);
	assert_int_equal(os_load32(&o->uses), 1);
	assert_int_equal(ISimpleStream_Release(s), 0);
	close_second(&y);
	abroad_close(&x);
	house_leave();
}

TEST(what_was_marshaled_of_the_same_object_at_two_addresses_is_given_back_to_each)
{
	struct marshaled first[3], second[3];
	struct abroad x, y;

	house_enter(COINIT_MULTITHREADED);
	abroad_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	open_second(&y, &x);
	ISimpleStream *s = abroad_stream(&x), *t = abroad_stream(&y);
	const struct foreign_object *o = object_of(manager_remote_object_of((IUnknown *)s));
	const struct foreign_object *p = object_of(manager_remote_object_of((IUnknown *)t));
	assert_ptr_not_equal(o, p);
	marshal_all_ways(s, first);
	marshal_all_ways(t, second);
	give_back(second);
	assert_int_equal(os_load32(&o->uses), 4);
	assert_int_equal(os_load32(&p->uses), 1);
	give_back(first);
	assert_int_equal(os_load32(&o->uses), 1);
	assert_int_equal(ISimpleStream_Release(s), 0);
	assert_int_equal(ISimpleStream_Release(t), 0);
	close_second(&y);
	abroad_close(&x);
	house_leave();
}
