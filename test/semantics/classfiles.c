/* classfiles.c - class files: where they are searched for, what is read in them, whom they must belong to, and what is told. */
#include <acom/automation.h>

#include "house.h"
#include "object/classfile.h"
#include "shelf.h"

static HRESULT create(void)
{
	IUnknown *p;
	HRESULT hr = CoCreateInstance(&CLSID_Place, NULL, CLSCTX_ALL, &IID_IUnknown, (void **)&p);

	if (SUCCEEDED(hr))
		IUnknown_Release(p);
	else
		assert_null(p);
	return hr;
}

/* The error object says what is told, or else where the class was looked for. */
static void expect_words(HRESULT hr, const char *told)
{
	char words[600];

	AcomErrorMessage(hr, words, sizeof words);
	if (*told)
		assert_int_equal(strlen(told), strlen("acom: \n") + strlen(words));
	else if (hr == REGDB_E_CLASSNOTREG)
		assert_true(!strncmp(words, "class {5B1F0AB0-", 16) || !strncmp(words, "class file ", 11));
}

/* The answer, and whether what is told is one line with this in it; %s is the shelf. NULL: nothing is told. */
static void expect(const struct shelf *s, HRESULT hr, const char *text)
{
	char wanted[512] = "";

	if (text) {
		#pragma GCC diagnostic push
		#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(wanted, sizeof wanted, text, s->path);
		#pragma GCC diagnostic pop
	}
	told_begin();
	HRESULT got = create();
	const char *told = told_end();
	if (got != hr || !strstr(told, wanted) || !text != !*told || (text && strchr(told, '\n') != told + strlen(told) - 1))
		print_error("0x%08x, told: %s, wanted: %s\n", (unsigned)got, told, wanted);
	assert_int_equal(got, hr);
	assert_true(strstr(told, wanted) && !text == !*told);
	assert_true(!text || strchr(told, '\n') == told + strlen(told) - 1);
	expect_words(hr, told);
}

static void each_shelf(void (*body)(const struct shelf *s))
{
	struct shelf s;

	shelf_open(&s);
	house_enter(COINIT_MULTITHREADED);
	body(&s);
	house_leave();
	shelf_close(&s);
}

#define HEAD "CLSID=" PLACE_CLSID "\n"

/* ---- what a file says ---- */

static void good_file(const struct shelf *s)
{
	shelf_library(s, "place.so");
	shelf_write(s, "place.class",
	            "# a class\n\n  \t\n \t CLSID \t= " PLACE_CLSID " \nName=Pl\xc3\xa4tze = places\nLibrary=%s/place.so\t\n"
	            "\t# with blanks\nThreadingModel = Both");
	expect(s, S_OK, NULL);
}

TEST(a_class_file_is_lines_of_key_and_value)
{
	each_shelf(good_file);
}

static void wrong_lines(const struct shelf *s)
{
	static const struct { const char *text, *told; } table[] = {
		{ HEAD "Library %s/place.so\n", "place.class:2: \"Library " },
		{ HEAD "\nlibrary=%s/place.so\n", "place.class:3: there is no key \"library\": did you mean \"Library\"?" },
		{ HEAD "ThreadModel=Both\n", "place.class:2: there is no key \"ThreadModel\"\n" },
		{ HEAD "ThredingModel=Both\n", "place.class:2: there is no key \"ThredingModel\": did you mean \"ThreadingModel\"?" },
		{ HEAD "=x\n", "place.class:2: there is no key \"\"" },
		{ HEAD "Library=%s/place.so\nThreadingModel=free\n", ":3: there is no threading model \"free\": did you mean \"Free\"?" },
		{ HEAD "Library=%s/place.so\nThreadingModel=\n", ":3: ThreadingModel= has no value" },
		{ HEAD "Library=%s/place.so\nThreadingModel=Main\n", ":3: there is no threading model \"Main\"\n" },
		{ HEAD "Library=place.so\n", ":2: \"place.so\" is no absolute path" },
		{ HEAD "Library=%s/place.so\nLibrary=%1$s/place.so\n", ":3: Library= stands here for the second time, after line 2" },
		{ HEAD "ThreadingModel=Both\n", ":2: the file has neither Library= nor LocalServer= nor Address=" },
		{ HEAD "Library=%s/place.so\r\n", ":2: there is an octet 0x0d, which is no text" },
		{ HEAD "Name=a\033[2J\nLibrary=%s/place.so\n", ":2: there is an octet 0x1b, which is no text" },
		{ HEAD "Library=%s/place.so\n" HEAD, ":3: CLSID= stands here for the second time, after line 1" },
	};

	shelf_library(s, "place.so");
	for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
		shelf_write(s, "place.class", table[i].text);
		expect(s, REGDB_E_INVALIDVALUE, table[i].told);
	}
}

TEST(what_is_wrong_in_a_file_of_the_class_is_told_with_its_line)
{
	each_shelf(wrong_lines);
}

static void no_clsid(const struct shelf *s)
{
	static const struct { const char *text, *told; } table[] = {
		{ "", "place.class:1: the file has no CLSID=" },
		{ "Library=%s/place.so\n# end\n", "place.class:2: the file has no CLSID=" },
		{ "Name=x\nCLSID=5b1f0ab0-7d0e-4c55-9f6e-2a6d6d3a0001\n", ":2: \"5b1f0ab0-7d0e-4c55-9f6e-2a6d6d3a0001\" is no class id" },
		{ "CLSID={5b1f0ab0-7d0e-4c55-9f6e-2a6d6d3a000g}\n", ":1: \"{5b1f0ab0-7d0e-4c55-9f6e-2a6d6d3a000g}\" is no class id" },
		{ "CLSID=" PLACE_CLSID "0\n", ":1: \"" PLACE_CLSID "0\" is no class id" },
	};

	for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
		shelf_write(s, "place.class", table[i].text);
		expect(s, REGDB_E_CLASSNOTREG, table[i].told);
	}
}

TEST(a_file_of_no_class_is_told_when_a_class_is_not_found)
{
	each_shelf(no_clsid);
}

static void others(const struct shelf *s)
{
	shelf_place(s, "Both");
	shelf_write(s, "a.class", "CLSID=nonsense\n");
	shelf_write(s, "z.class", "CLSID={5b1f0ab0-7d0e-4c55-9f6e-2a6d6d3affff}\nLibrary=nonsense\n");
	shelf_write(s, "place.class~", "nonsense");
	shelf_write(s, ".place.class", "nonsense");
	shelf_write(s, "README", "nonsense");
	expect(s, S_OK, NULL);
}

TEST(files_of_other_classes_do_not_matter)
{
	each_shelf(others);
}

static void long_lines(const struct shelf *s)
{
	static char text[CLASSFILE_MOST + 2] = HEAD;
	size_t at = strlen(text);

	memset(text + at, '#', sizeof text - at);
	shelf_put(s, "place.class", text, at + CLASSFILE_LINE_MOST);
	expect(s, REGDB_E_INVALIDVALUE, ":2: the file has neither Library= nor LocalServer= nor Address=");
	shelf_put(s, "place.class", text, at + CLASSFILE_LINE_MOST + 1);
	expect(s, REGDB_E_INVALIDVALUE, ":2: the line is longer than 4160 octets");
	shelf_put(s, "place.class", text, CLASSFILE_MOST);
	expect(s, REGDB_E_INVALIDVALUE, ":2: the line is longer than 4160 octets");
	shelf_put(s, "place.class", text, CLASSFILE_MOST + 1);
	expect(s, REGDB_E_CLASSNOTREG, "class file %s/place.class: not read: it is larger than 65536 octets");
	text[at + 7] = '\0';
	shelf_put(s, "place.class", text, at + 20);
	expect(s, REGDB_E_INVALIDVALUE, ":2: there is an octet 0x00, which is no text");
}

TEST(long_lines_large_files_and_zero_octets_are_told)
{
	each_shelf(long_lines);
}

static void two_files(const struct shelf *s)
{
	shelf_place(s, "Both");
	shelf_write(s, "other.class", HEAD "Library=%s/place.so\n");
	expect(s, REGDB_E_INVALIDVALUE, ".class describes this class, too");
}

TEST(two_files_of_one_class_in_a_directory_are_an_error)
{
	each_shelf(two_files);
}

static void server_file(const struct shelf *s)
{
	void *p;

	shelf_library(s, "place.so");
	shelf_write(s, "place.class", HEAD "Name=x\nAddress=unix:%s/socket\n");
	expect(s, RPC_S_SERVER_UNAVAILABLE, NULL);
	assert_int_equal(CoCreateInstance(&CLSID_Place, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, &p), REGDB_E_CLASSNOTREG);
	shelf_write(s, "place.class", HEAD "LocalServer=/x\nLibrary=%s/place.so\n");
	expect(s, S_OK, NULL);
}

TEST(a_library_comes_before_a_server_for_who_asks_for_either)
{
	each_shelf(server_file);
}

static void context_file(const struct shelf *s)
{
	IUnknown *p;
	void *q;

	shelf_place(s, "Both");
	assert_int_equal(CoCreateInstance(&CLSID_Place, NULL, CLSCTX_LOCAL_SERVER, &IID_IUnknown, &q), REGDB_E_CLASSNOTREG);
	assert_int_equal(CoCreateInstance(&CLSID_Place, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&p), S_OK);
	assert_int_equal(CoCreateInstance(&CLSID_Place, NULL, CLSCTX_LOCAL_SERVER, &IID_IUnknown, &q), REGDB_E_CLASSNOTREG);
	IUnknown_Release(p);
}

TEST(a_library_is_for_clients_that_ask_for_an_inproc_server)
{
	each_shelf(context_file);
}

/* ---- libraries ---- */

static void no_library(const struct shelf *s)
{
	shelf_write(s, "place.class", HEAD "Library=%s/place.so\n");
	expect(s, CO_E_DLLNOTFOUND, "place.class:2: %s/place.so: No such file or directory");
	shelf_write(s, "place.so", "this is no library");
	expect(s, CO_E_ERRORINDLL, "class library not loaded: %s/place.so: ");
	shelf_library(s, "bare.so");
	shelf_write(s, "place.class", HEAD "Library=%s/bare.so\n");
	expect(s, CO_E_ERRORINDLL, "class library not loaded: it has no DllGetClassObject: %s/bare.so");
	/* nothing of that stays in the way */
	shelf_place(s, "Both");
	expect(s, S_OK, NULL);
}

TEST(a_library_that_cannot_be_loaded_is_told)
{
	each_shelf(no_library);
}

static void linked_library(const struct shelf *s)
{
	shelf_library(s, "place.so");
	shelf_write(s, "place.class", HEAD "Library=%s/link.so\nThreadingModel=Both\n");
	assert_int_equal(symlink("place.so", shelf_path(s, "link.so")), 0);
	expect(s, S_OK, NULL);
	CoFreeUnusedLibrariesEx(0, 0);
	unlink(shelf_path(s, "link.so"));
	assert_int_equal(symlink("link.so", shelf_path(s, "link.so")), 0);
	expect(s, E_ACCESSDENIED, "place.class:2: %s/link.so: Too many levels of symbolic links");
	unlink(shelf_path(s, "link.so"));
	mkfifo(shelf_path(s, "link.so"), 0600);
	expect(s, E_ACCESSDENIED, "place.class:2: %s/link.so: not loaded: it is a special file, not a file");
	unlink(shelf_path(s, "link.so"));
	mkdir(shelf_path(s, "link.so"), 0700);
	expect(s, E_ACCESSDENIED, "place.class:2: %s/link.so: not loaded: it is a directory, not a file");
}

TEST(a_library_may_be_named_by_a_link_but_must_be_a_file)
{
	each_shelf(linked_library);
}

/* The loader replaces such a directory by another, of which nothing is known. */
static void dollar_library(const struct shelf *s)
{
	shelf_place(s, "Both");
	mkdir(shelf_path(s, "$LIB"), 0700);
	rename(shelf_path(s, "place.so"), shelf_path(s, "$LIB/place.so"));
	shelf_write(s, "place.class", HEAD "Library=%s/$LIB/place.so\nThreadingModel=Both\n");
	expect(s, REGDB_E_INVALIDVALUE, "place.class:2: %s/$LIB/place.so: not loaded: the loader would replace a $ in its path");
	assert_int_equal(symlink("$LIB/place.so", shelf_path(s, "link.so")), 0);
	shelf_write(s, "place.class", HEAD "Library=%s/link.so\nThreadingModel=Both\n");
	expect(s, REGDB_E_INVALIDVALUE, "place.class:2: %s/link.so: not loaded: the loader would replace a $ in its path");
}

TEST(the_loader_takes_the_library_that_was_judged)
{
	each_shelf(dollar_library);
}

/* ---- whom it belongs to ---- */

static void library_rights(const struct shelf *s)
{
	shelf_place(s, "Both");
	chmod(shelf_path(s, "place.so"), 0775);
	expect(s, E_ACCESSDENIED, "place.class:2: %s/place.so: not loaded: it can be written by its group");
	chmod(shelf_path(s, "place.so"), 0757);
	expect(s, E_ACCESSDENIED, "place.class:2: %s/place.so: not loaded: it can be written by everybody");
	chmod(shelf_path(s, "place.so"), 0755);
	mkdir(shelf_path(s, "lib"), 0700);
	rename(shelf_path(s, "place.so"), shelf_path(s, "lib/place.so"));
	shelf_write(s, "place.class", HEAD "Library=%s/lib/place.so\nThreadingModel=Both\n");
	chmod(shelf_path(s, "lib"), 01777);
	expect(s, E_ACCESSDENIED, "place.so: not loaded: its directory can be written by everybody: %s/lib");
	chmod(shelf_path(s, "lib"), 0770);
	expect(s, E_ACCESSDENIED, "place.so: not loaded: its directory can be written by its group: %s/lib");
	chmod(shelf_path(s, "lib"), 0755);
	expect(s, S_OK, NULL);
}

TEST(a_library_that_others_can_change_is_not_loaded)
{
	each_shelf(library_rights);
}

static void file_rights(const struct shelf *s)
{
	shelf_place(s, "Both");
	chmod(shelf_path(s, "place.class"), 0664);
	expect(s, REGDB_E_CLASSNOTREG, "class file %s/place.class: not read: it can be written by its group");
	chmod(shelf_path(s, "place.class"), 0646);
	expect(s, REGDB_E_CLASSNOTREG, "class file %s/place.class: not read: it can be written by everybody");
	chmod(shelf_path(s, "place.class"), 0644);
	chmod(s->path, 01777);
	expect(s, REGDB_E_CLASSNOTREG, "class directory %s: not searched: its directory can be written by everybody: %1$s");
	chmod(s->path, 0755);
	expect(s, S_OK, NULL);
}

TEST(a_class_file_that_others_can_change_is_not_read)
{
	each_shelf(file_rights);
}

static void way_rights(const struct shelf *s)
{
	mkdir(shelf_path(s, "way"), 0700);
	mkdir(shelf_path(s, "way/classes"), 0700);
	struct shelf below;
	strcat(strcpy(below.path, s->path), "/way/classes");
	shelf_place(&below, "Both");
	setenv("ACOM_CLASS_PATH", below.path, 1);
	chmod(shelf_path(s, "way"), 0777);
	expect(s, REGDB_E_CLASSNOTREG, "not searched: its directory can be written by everybody: %s/way");
	chmod(shelf_path(s, "way"), 01777); /* as /tmp: what is the user's cannot be renamed by others */
	expect(s, S_OK, NULL);
}

TEST(nobody_else_may_exchange_a_directory_on_the_way)
{
	each_shelf(way_rights);
}

/* Where a link leads to is for root or the user to say, wherever it leads. */
static void links_on_the_way(const struct shelf *s)
{
	char format[256];

	shelf_place(s, "Both");
	mkdir(shelf_path(s, "way"), 0700);
	assert_int_equal(symlink("../other", shelf_path(s, "way/link")), 0);
	snprintf(format, sizeof format, "%s", shelf_path(s, "."));
	assert_int_equal(symlink(format, shelf_path(s, "other")), 0);
	shelf_write(s, "place.class", HEAD "Library=%s/way/.././/way/link/place.so\nThreadingModel=Both\n");
	expect(s, S_OK, NULL);
	CoFreeUnusedLibrariesEx(0, 0);
	chmod(shelf_path(s, "way"), 0777);
	expect(s, E_ACCESSDENIED, "not loaded: its directory can be written by everybody: that of the link link");
	setenv("ACOM_CLASS_PATH", shelf_path(s, "way/link"), 1);
	expect(s, REGDB_E_CLASSNOTREG, "way/link: not searched: its directory can be written by everybody: that of the link link");
	setenv("ACOM_CLASS_PATH", s->path, 1);
	chmod(shelf_path(s, "way"), 01777);
	expect(s, S_OK, NULL);
	CoFreeUnusedLibrariesEx(0, 0);
	if (geteuid())
		return;
	assert_int_equal(lchown(shelf_path(s, "other"), 65534, 65534), 0);
	expect(s, E_ACCESSDENIED, "not loaded: its symbolic link belongs to user 65534, not to root or user 0: other");
	assert_int_equal(lchown(shelf_path(s, "other"), 0, 0), 0);
	expect(s, S_OK, NULL);
}

TEST(a_link_on_the_way_must_be_where_others_cannot_exchange_it)
{
	each_shelf(links_on_the_way);
}

static void owners(const struct shelf *s)
{
	shelf_place(s, "Both");
	assert_int_equal(chown(shelf_path(s, "place.so"), 65534, 65534), 0);
	expect(s, E_ACCESSDENIED, "place.so: not loaded: it belongs to user 65534, not to root or user 0");
	assert_int_equal(chown(shelf_path(s, "place.so"), 0, 0), 0);
	assert_int_equal(chown(shelf_path(s, "place.class"), 65534, 65534), 0);
	expect(s, REGDB_E_CLASSNOTREG, "place.class: not read: it belongs to user 65534, not to root or user 0");
	assert_int_equal(chown(s->path, 65534, 65534), 0);
	expect(s, REGDB_E_CLASSNOTREG, "not searched: its directory belongs to user 65534, not to root or user 0: %s");
}

TEST(what_belongs_to_another_user_is_not_used)
{
	if (geteuid())
		skip(); /* only root can give files away */
	each_shelf(owners);
}

/* ---- what is no file ---- */

static void special_files(const struct shelf *s)
{
	const char *path = shelf_path(s, "place.class");

	mkfifo(path, 0600);
	expect(s, REGDB_E_CLASSNOTREG, "class file %s/place.class: not read: it is a special file, not a file");
	unlink(path);
	mkdir(path, 0700);
	expect(s, REGDB_E_CLASSNOTREG, "class file %s/place.class: not read: it is a directory, not a file");
	rmdir(path);
	assert_int_equal(symlink("other", path), 0);
	expect(s, REGDB_E_CLASSNOTREG, "class file %s/place.class: not read: it is a symbolic link, not a file");
	unlink(path);
	assert_int_equal(mkdir(shelf_path(s, "a\nb.class"), 0700), 0);
	expect(s, REGDB_E_CLASSNOTREG, "class file %s/a?b.class: not read: it is a directory, not a file");
}

TEST(class_files_that_are_no_files_are_told_and_nothing_waits_for_them)
{
	each_shelf(special_files);
}

/* ---- where they are ---- */

static void directories(const struct shelf *s)
{
	char list[512];

	setenv("ACOM_CLASS_PATH", "here", 1);
	expect(s, REGDB_E_CLASSNOTREG, "class directory here: not searched: it is no absolute path");
	snprintf(list, sizeof list, "::%s/none:", s->path);
	setenv("ACOM_CLASS_PATH", list, 1);
	expect(s, REGDB_E_CLASSNOTREG, "class directory %s/none: not searched: No such file or directory");
	shelf_write(s, "file", "");
	snprintf(list, sizeof list, "%s/file", s->path);
	setenv("ACOM_CLASS_PATH", list, 1);
	expect(s, REGDB_E_CLASSNOTREG, "class directory %s/file: not searched: it is a file, not a directory");
	memset(list, 'x', sizeof list - 1);
	list[0] = '/';
	list[sizeof list - 1] = '\0';
	setenv("ACOM_CLASS_PATH", list, 1);
	expect(s, REGDB_E_CLASSNOTREG, "not searched: File name too long");
	unsetenv("ACOM_CLASS_PATH");
	expect(s, REGDB_E_CLASSNOTREG, NULL);
}

TEST(directories_that_are_named_must_be_there)
{
	each_shelf(directories);
}

/* The places in the order in which they are searched. */
static void data_directories(const struct shelf *s)
{
	static const char *const places[] = { "first", "second", "home/.local/share/acom/classes", "one/acom/classes",
	                                      "two/acom/classes" };
	char command[512], list[512];

	snprintf(command, sizeof command, "cd %s && mkdir -p first second home/.local/share/acom/classes one/acom/classes "
	         "two/acom/classes && chmod -R go-w .", s->path);
	assert_int_equal(system(command), 0);
	for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
		char name[128];
		snprintf(name, sizeof name, "%s/place.class", places[i]);
		shelf_write(s, name, HEAD);
	}
	snprintf(list, sizeof list, "%s/first:%s/second", s->path, s->path);
	setenv("ACOM_CLASS_PATH", list, 1);
	unsetenv("XDG_DATA_HOME");
	snprintf(list, sizeof list, "%s/home", s->path);
	setenv("HOME", list, 1);
	snprintf(list, sizeof list, "%s/one:%s/two", s->path, s->path);
	setenv("XDG_DATA_DIRS", list, 1);
	for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
		char name[128];
		snprintf(name, sizeof name, "%s/place.class", places[i]);
		expect(s, REGDB_E_INVALIDVALUE, name);
		unlink(shelf_path(s, name));
	}
	expect(s, REGDB_E_CLASSNOTREG, NULL);
	/* in place of what lies below the home directory */
	setenv("XDG_DATA_HOME", shelf_path(s, "one"), 1);
	setenv("XDG_DATA_DIRS", "/nowhere", 1);
	shelf_write(s, "one/acom/classes/place.class", HEAD);
	shelf_write(s, "home/.local/share/acom/classes/place.class", HEAD);
	expect(s, REGDB_E_INVALIDVALUE, "%s/one/acom/classes/place.class:1: the file has neither Library=");
}

TEST(files_are_searched_for_in_the_named_the_users_and_the_systems_directories)
{
	each_shelf(data_directories);
}

/* ---- any octets ---- */

static uint32_t chance(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)(*seed >> 8) * n >> 24);
}

static const char *const words[] = { "CLSID", "Library", "ThreadingModel", "Name", "LocalServer", "Address", "=", "\n", "#", "\"",
	"/", "{", "}", "-", " ", "\t", "Both", "Free", PLACE_CLSID, "/usr/lib/x.so", "=\n", "\r\n" };

static size_t mutate(uint32_t *seed, char *text, size_t size, size_t most)
{
	for (uint32_t n = 1 + chance(seed, 8); n; n--) {
		size_t at = size ? chance(seed, (uint32_t)size) : 0, length = chance(seed, 12);
		const char *word = words[chance(seed, ARRAY_COUNT(words))];

		switch (chance(seed, 4)) {
		case 0: /* other octets */
			if (size)
				text[at] = (char)chance(seed, 256);
			break;
		case 1: /* fewer */
			length = at + length > size ? size - at : length;
			memmove(text + at, text + at + length, size - at - length);
			size -= length;
			break;
		default: /* more */
			if (size + strlen(word) <= most) {
				memmove(text + at + strlen(word), text + at, size - at);
				memcpy(text + at, word, strlen(word));
				size += strlen(word);
			}
		}
	}
	return size;
}

TEST(ten_thousand_mutated_files_are_read_to_their_end)
{
	static const char seed_text[] = "# a class\nCLSID=" PLACE_CLSID "\nName=x\nLibrary=/usr/lib/x.so\nThreadingModel=Both\n"
		"LocalServer=/x \"y z\" \nAddress=unix:x\n";
	unsigned good = 0, bad = 0;

	for (uint32_t i = 0; i < 10000; i++) {
		char text[512];
		uint32_t seed = i;
		struct class_file f;

		memcpy(text, seed_text, sizeof seed_text);
		size_t size = mutate(&seed, text, sizeof seed_text - 1, sizeof text);
		char *copy = malloc(size + 1); /* so that a sanitizer sees each octet too many */
		assert_non_null(copy);
		memcpy(copy, text, size);
		classfile_read(copy, size, &f);
		assert_int_equal(!f.bad_line, !f.why[0]);
		assert_true(strlen(f.why) < sizeof f.why && !strchr(f.why, '\n'));
		if (!f.bad_line)
			assert_true(f.has_clsid && (f.library || f.address || f.command));
		if (f.command)
			assert_true(f.command >= copy && f.command + f.command_size <= copy + size + 1 && f.command[0] == '/' &&
			            !f.command[f.command_size - 1]);
		if (f.library)
			assert_true(f.library >= copy && f.library + strlen(f.library) <= copy + size && f.library[0] == '/');
		f.bad_line ? bad++ : good++;
		free(copy);
	}
	assert_true(good > 100 && bad > 100);
}
