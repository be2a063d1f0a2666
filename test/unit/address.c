/* address.c - addresses: what is one, what it is written as, and a clear reason for everything else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "wire/transport.h"

#define LONG_NAME "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"

TEST(addresses_are_written_as_they_are_read)
{
	static const struct { const char *text, *again; } good[] = {
		{ "unix:/run/user/1000/shop.sock", NULL },
		{ "unix:/shop.sock", NULL },
		{ "unix:/a/../b/...", NULL },
		{ "unix:/tmp/with blank:and colon", NULL },
		{ "unix:/" LONG_NAME "123456", NULL }, /* 107 octets */
		{ "unix:shop.sock", "unix:/run/user/7/acom/shop.sock" },
		{ "tcp:127.0.0.1:4000", NULL },
		{ "tcp:127.255.0.3:65535", NULL },
		{ "tcp:127.0.0.1:0", NULL },
		{ "tcp:[::1]:4000", NULL },
		{ "tcp:[0:0::0:1]:4000", "tcp:[::1]:4000" },
		{ "tcp:localhost:4000", "tcp:127.0.0.1:4000" },
		{ "tls:192.0.2.7:4000", NULL },
		{ "tls:[2001:db8::7]:4000", NULL },
		{ "tls:0.0.0.0:0", NULL },
		{ "tcp:192.0.2.7:4000", "tls:192.0.2.7:4000" },
		{ "tcp:128.0.0.1:4000", "tls:128.0.0.1:4000" },
		{ "tcp:[::]:4000", "tls:[::]:4000" },
		{ "tcp:[fe80::1]:4000", "tls:[fe80::1]:4000" },
	};
	char why[WHY_MOST], text[ADDRESS_MOST];
	struct address a, b;

	setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
	for (size_t i = 0; i < ARRAY_COUNT(good); i++) {
		assert_int_equal(address_parse(good[i].text, &a, why), S_OK);
		address_text(&a, text);
		assert_string_equal(text, good[i].again ? good[i].again : good[i].text);
		assert_int_equal(address_parse(text, &b, why), S_OK);
		assert_true(address_equal(&a, &b));
		assert_ptr_equal(transport_of(&a.at), a.transport);
	}
}

TEST(hosts_have_names_where_an_application_says_so)
{
	static const char *const names[] = {
		"tls:shop.example:4000", "tcp:shop:4000", "tls:1and1.example:4000", "tls:a-b_c.d2:4000", "tls:localhost.example:4000",
	};
	static const struct { const char *text, *why; } bad[] = {
		{ "tls:shop.example", "HOST:PORT" },
		{ "tls:shop.example:65536", "its port is" },
		{ "tls:shop..example:4000", "neither localhost nor a number: shop..example" },
		{ "tls:.example:4000", "neither localhost nor a number" },
		{ "tls:shop.:4000", "neither localhost nor a number" },
		{ "tls:-shop:4000", "neither localhost nor a number" },
		{ "tls:shop/x:4000", "neither localhost nor a number" },
		{ "tls:sh\xc3\xb6p:4000", "neither localhost nor a number" },
		{ "tls:[shop]:4000", "neither localhost nor a number" },
		{ "tls:127.1:4000", "neither localhost nor a number" },
		{ "tls::4000", "neither localhost nor a number" },
	};
	char why[WHY_MOST];
	struct address a, b;

	for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
		assert_int_equal(address_parse_called(names[i], &a, why), S_OK);
		assert_true(address_is_secure(&a) && a.at.family == OS_NOWHERE && a.at.port == 4000);
		assert_memory_equal(a.name, names[i] + 4, strlen(a.name));
		assert_string_equal(names[i] + 4 + strlen(a.name), ":4000");
		assert_int_equal(address_parse(names[i], &a, why), RPC_S_INVALID_STRING_BINDING);
	}
	for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
		assert_int_equal(address_parse_called(bad[i].text, &a, why), RPC_S_INVALID_STRING_BINDING);
		assert_non_null(strstr(why, bad[i].why));
	}
	assert_int_equal(address_parse_called("tcp:localhost:4000", &a, why), S_OK);
	assert_int_equal(address_parse("tcp:127.0.0.1:4000", &b, why), S_OK);
	assert_true(address_equal(&a, &b) && address_is_called(&a, &b) && !*a.name);
}

TEST(what_is_no_address_is_refused_with_a_reason)
{
	static const struct { const char *text; HRESULT hr; const char *why; } bad[] = {
		{ "", RPC_S_PROTSEQ_NOT_SUPPORTED, "neither with unix: nor with tcp:" },
		{ ":", RPC_S_PROTSEQ_NOT_SUPPORTED, "neither" },
		{ "unix", RPC_S_PROTSEQ_NOT_SUPPORTED, "neither" },
		{ "/run/shop.sock", RPC_S_PROTSEQ_NOT_SUPPORTED, "neither" },
		{ "Unix:/run/shop.sock", RPC_S_PROTSEQ_NOT_SUPPORTED, "neither" },
		{ "uni:/run/shop.sock", RPC_S_PROTSEQ_NOT_SUPPORTED, "neither" },
		{ "unixx:/run/shop.sock", RPC_S_PROTSEQ_NOT_SUPPORTED, "neither" },
		{ " unix:/run/shop.sock", RPC_S_PROTSEQ_NOT_SUPPORTED, "neither" },
		{ "ssl:127.0.0.1:4000", RPC_S_PROTSEQ_NOT_SUPPORTED, "neither with unix: nor with tcp: or tls:" },
		{ "tls:127.0.0.1", RPC_S_INVALID_STRING_BINDING, "HOST:PORT" },
		{ "tls:example.org:4000", RPC_S_INVALID_STRING_BINDING, "its host is" },
		{ "tls:127.0.0.1:65536", RPC_S_INVALID_STRING_BINDING, "its port is" },
		{ "udp:127.0.0.1:4000", RPC_S_PROTSEQ_NOT_SUPPORTED, "neither" },
		{ "unix:", RPC_S_INVALID_STRING_BINDING, "no name" },
		{ "unix:/", RPC_S_INVALID_STRING_BINDING, "no name" },
		{ "unix:/run/", RPC_S_INVALID_STRING_BINDING, "no name" },
		{ "unix:.", RPC_S_INVALID_STRING_BINDING, "is a directory" },
		{ "unix:/run/..", RPC_S_INVALID_STRING_BINDING, "is a directory" },
		{ "unix:shop/sock", RPC_S_INVALID_STRING_BINDING, "neither absolute nor a name" },
		{ "unix:../sock", RPC_S_INVALID_STRING_BINDING, "neither absolute nor a name" },
		{ "unix:@shop", RPC_S_INVALID_STRING_BINDING, "abstract" },
		{ "unix:/run/a\nb", RPC_S_INVALID_STRING_BINDING, "control character" },
		{ "unix:/run\x7f/b", RPC_S_INVALID_STRING_BINDING, "control character" },
		{ "unix:/" LONG_NAME "1234567", RPC_S_INVALID_STRING_BINDING, "has 108 octets, and sockets have 107" },
		{ "unix:" LONG_NAME, RPC_S_INVALID_STRING_BINDING, "has 117 octets" },
		{ "tcp:", RPC_S_INVALID_STRING_BINDING, "HOST:PORT" },
		{ "tcp:4000", RPC_S_INVALID_STRING_BINDING, "HOST:PORT" },
		{ "tcp:127.0.0.1", RPC_S_INVALID_STRING_BINDING, "HOST:PORT" },
		{ "tcp:[::1]", RPC_S_INVALID_STRING_BINDING, "HOST:PORT" },
		{ "tcp:[::1]4000", RPC_S_INVALID_STRING_BINDING, "HOST:PORT" },
		{ "tcp:[::1:4000", RPC_S_INVALID_STRING_BINDING, "HOST:PORT" },
		{ "tcp:" LONG_NAME ":1", RPC_S_INVALID_STRING_BINDING, "neither localhost nor a number" },
		{ "tcp::4000", RPC_S_INVALID_STRING_BINDING, "its host is" },
		{ "tcp:::1:4000", RPC_S_INVALID_STRING_BINDING, "its host is" },
		{ "tcp:127.1:4000", RPC_S_INVALID_STRING_BINDING, "its host is" },
		{ "tcp:LOCALHOST:4000", RPC_S_INVALID_STRING_BINDING, "its host is" },
		{ "tcp:[localhost]:4000", RPC_S_INVALID_STRING_BINDING, "its host is" },
		{ "tcp:[127.0.0.1]:4000", RPC_S_INVALID_STRING_BINDING, "its host is" },
		{ "tcp:[fe80::1%lo]:4000", RPC_S_INVALID_STRING_BINDING, "its host is" },
		{ "tcp:example.org:4000", RPC_S_INVALID_STRING_BINDING, "its host is" },
		{ "tcp:127.0.0.1:", RPC_S_INVALID_STRING_BINDING, "its port is" },
		{ "tcp:127.0.0.1:65536", RPC_S_INVALID_STRING_BINDING, "its port is" },
		{ "tcp:127.0.0.1:4294967297", RPC_S_INVALID_STRING_BINDING, "its port is" },
		{ "tcp:127.0.0.1:-1", RPC_S_INVALID_STRING_BINDING, "its port is" },
		{ "tcp:127.0.0.1:+1", RPC_S_INVALID_STRING_BINDING, "its port is" },
		{ "tcp:127.0.0.1: 1", RPC_S_INVALID_STRING_BINDING, "its port is" },
		{ "tcp:127.0.0.1:01", RPC_S_INVALID_STRING_BINDING, "its port is" },
		{ "tcp:127.0.0.1:4000 ", RPC_S_INVALID_STRING_BINDING, "its port is" },
		{ "tcp:127.0.0.1:http", RPC_S_INVALID_STRING_BINDING, "its port is" },
	};
	char why[WHY_MOST];
	struct address a;

	setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
	for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
		assert_int_equal(address_parse(bad[i].text, &a, why), bad[i].hr);
		if (!strstr(why, bad[i].why) || strchr(why, '\n'))
			fail_msg("%s: \"%s\" does not say \"%s\"", bad[i].text, why, bad[i].why);
	}
}

TEST(a_name_alone_needs_a_directory_for_it)
{
	char why[WHY_MOST];
	struct address a;

	unsetenv("XDG_RUNTIME_DIR");
	assert_int_equal(address_parse("unix:shop", &a, why), RPC_S_INVALID_STRING_BINDING);
	assert_non_null(strstr(why, "XDG_RUNTIME_DIR is not set"));
	setenv("XDG_RUNTIME_DIR", "", 1);
	assert_int_equal(address_parse("unix:shop", &a, why), RPC_S_INVALID_STRING_BINDING);
	setenv("XDG_RUNTIME_DIR", "run", 1);
	assert_int_equal(address_parse("unix:shop", &a, why), RPC_S_INVALID_STRING_BINDING);
	assert_non_null(strstr(why, "XDG_RUNTIME_DIR is no absolute path"));
	assert_int_equal(address_parse("unix:/run/shop", &a, why), S_OK);
}

TEST(people_are_told_where_a_name_alone_is)
{
	static const struct { const char *written, *shown; } all[] = {
		{ "unix:shop", "unix:shop (/run/user/7/acom/shop)" }, { "unix:/run/shop", "unix:/run/shop" },
		{ "tcp:localhost:80", "tcp:localhost:80" }, { "unix:.", "unix:." },
	};
	char why[WHY_MOST], shown[ADDRESS_SHOWN];
	struct address a;

	setenv("XDG_RUNTIME_DIR", "/run/user/7", 1);
	for (size_t i = 0; i < ARRAY_COUNT(all); i++) {
		address_parse(all[i].written, &a, why);
		address_shown(all[i].written, &a, shown);
		assert_string_equal(shown, all[i].shown);
	}
}

TEST(each_part_of_an_address_makes_another_one)
{
	static const char *const all[] = { "unix:/a", "unix:/b", "tcp:127.0.0.1:1", "tcp:127.0.0.1:2", "tcp:127.0.0.2:1",
					   "tcp:[::1]:1", "tls:127.0.0.1:1", "tls:192.0.2.7:1" };
	struct address a, b;
	char why[WHY_MOST];

	for (size_t i = 0; i < ARRAY_COUNT(all); i++)
		for (size_t j = 0; j < ARRAY_COUNT(all); j++) {
			assert_int_equal(address_parse(all[i], &a, why), S_OK);
			assert_int_equal(address_parse(all[j], &b, why), S_OK);
			assert_int_equal(address_equal(&a, &b), i == j);
		}
}

TEST(what_the_kernel_names_otherwise_is_of_no_transport)
{
	struct os_address at = { .family = OS_UNIX };

	assert_null(transport_of(&at)); /* no name in the file system */
	strcpy(at.path, "relative");
	assert_null(transport_of(&at));
}
