# acom: COM's asynchronous call model for C. `make help` lists what can be made.
MAKEFLAGS += --no-builtin-rules --no-builtin-variables
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

VERSION := $(shell cat VERSION)
PREFIX := /usr/local
DESTDIR :=
CC := gcc
# CC=TARGET-gcc, with options behind it, builds for another machine.
CROSS := $(patsubst %gcc,%,$(filter %-gcc,$(notdir $(firstword $(CC)))))
CXX = $(if $(findstring clang,$(CC)),clang++,$(CROSS)g++) $(if $(CROSS),$(wordlist 2,9,$(CC)))
AR := $(CROSS)ar
LD := $(CROSS)ld
SAN :=
SIM :=
V :=
T :=
N := 1000000
Q := $(if $(V),,@)
comma := ,

# One directory per variant: compiler, sanitizer, simulated or direct.
VARIANT := $(notdir $(firstword $(CC)))$(if $(SAN),-$(SAN))$(if $(SIM),-sim)
B := build/$(VARIANT)

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
SANFLAGS_address := -fsanitize=address,undefined -fno-sanitize-recover=undefined
SANFLAGS_thread := -fsanitize=thread
SANFLAGS_coverage := --coverage -fprofile-update=atomic -fdata-sections
SANFLAGS_fast := -fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp
SANFLAGS_fuzz := $(SANFLAGS_address) $(SANFLAGS_fast)
OPT := $(if $(filter coverage,$(SAN)),-O0,$(if $(filter address thread,$(SAN)),-O1,-O2)) -g -fno-omit-frame-pointer
# libacom is optimised as a whole; LTO= leaves that out: faster to build, slower to run. clang needs its plugin for the linker.
LTO := $(if $(SAN)$(SIM),,$(if $(findstring clang,$(CC)),$(wildcard $(shell $(CC) -print-resource-dir)/../../LLVMgold.so),1))
# It is built twice, the second time with what a run of calls has told (bench/train.sh); PROFILE= leaves that out.
PROFILE := $(if $(LTO),$(if $(CROSS)$(findstring clang,$(CC)),,1))
CFLAGS := -std=c11 -D_GNU_SOURCE -fPIC $(OPT) $(WARN) $(SANFLAGS_$(SAN)) $(if $(SIM),-DACOM_SIM) $(EXTRA_CFLAGS)
CPPFLAGS := -Iinclude -I$(B)/gen -I$(B)/gen/include
# Relocations take a tenth of the memory where the linker and the C library (2.36) know how.
RELR := $(if $(SAN),,$(shell $(LD) --help 2>/dev/null | grep -q pack-relative && getconf GNU_LIBC_VERSION | \
	awk '$$2 >= 2.36 { print "-Wl,-z,pack-relative-relocs" }'))
LDFLAGS := $(SANFLAGS_$(SAN)) -pthread $(RELR)
LIBFFI_CFLAGS = $(shell pkg-config --cflags libffi 2>/dev/null)
LIBFFI = $(or $(shell pkg-config --libs libffi 2>/dev/null),-lffi)

PUBLIC_IDL := $(wildcard include/acom/*.idl)
SAMPLE_IDL := $(wildcard samples/*/*.idl)
PEER_IDL := test/peer/adder.idl
GOLDEN_IDL := $(wildcard $(patsubst %.h,%.idl,$(wildcard test/idl/golden/*.h)))
TEST_IDL := test/idl/vec.idl $(PEER_IDL) $(wildcard test/idl/types/*.idl) $(GOLDEN_IDL)

# X.idl -> gen/X.h, X_i.c, X_p.c, in the same place below gen/.
gen_of = $(patsubst %.idl,$(B)/gen/%$(2),$(1))
GEN_H := $(call gen_of,$(PUBLIC_IDL),.h)
IDLGEN := $(B)/bin/idlgen
TIMELINE := $(B)/bin/acom-timeline

objs = $(patsubst %.c,$(B)/%.o,$(1))
BASE_OBJ := $(call objs,$(wildcard runtime/base/*.c))
WIRE_IDL := $(wildcard runtime/wire/*.idl)
WIRE_OBJ := $(call objs,$(wildcard runtime/wire/*.c))
LIB_OBJ := $(call objs,$(wildcard runtime/*/*.c)) $(foreach end,_i.o _p.o,$(call gen_of,$(PUBLIC_IDL) $(WIRE_IDL),$(end)))
LTO_OBJ := $(patsubst $(B)/%,$(B)/lto/%,$(LIB_OBJ))
IDLGEN_OBJ := $(call objs,$(wildcard idlgen/*.c))
LIB := $(B)/libacom.a
SO := $(B)/libacom.so.$(VERSION)
# Its header is acom/inet.h.
INET_IDL := $(B)/gen/acom/inet
INET_OBJ := $(call objs,$(wildcard inet/*.c)) $(INET_IDL)_i.o $(INET_IDL)_p.o
INET_LIB := $(B)/libacominet.a
INET_SERVER := $(if $(SIM),,$(B)/bin/acom-inet-server)
INET_SO := $(B)/libacominet.so.$(VERSION)
# In a library of its own, if OpenSSL's headers are there.
TLS := $(if $(SIM),,$(if $(wildcard /usr/include/openssl/ssl.h),$(B)/libacom-tls.so.0))

SAMPLES := $(patsubst %/,%,$(dir $(wildcard samples/*/main.c)))
SAMPLE_BIN := $(patsubst samples/%,$(B)/bin/%,$(SAMPLES))
# One of two programs.
REMOTE_BIN := $(B)/bin/remote-server $(B)/bin/remote-client

# A test is one file: test/ROOM/NAME.c -> test/ROOM/NAME. Those of test/sim and test/explore are simulated, those of test/inet are
# both, those of test/inet-loop talk to real sockets. These run nothing that coverage counts.
TEST_ROOMS := $(if $(filter coverage,$(SAN)),,inet inet-loop) unit semantics e2e torture idl vectors roundtrip fuzz must-fail
TEST_SRC := $(if $(SIM),$(filter-out test/inet/away.c,$(wildcard test/sim/*.c test/explore/*.c $(if $(filter coverage,$(SAN)),,test/inet/*.c))) test/must-fail/schedules.c,$(foreach r,$(TEST_ROOMS),$(wildcard test/$(r)/*.c)))
TEST_BIN := $(patsubst %.c,$(B)/%,$(TEST_SRC))
TEST_GEN := $(patsubst %.idl,$(B)/gen/%_i.o,$(TEST_IDL) $(SAMPLE_IDL)) $(patsubst %.idl,$(B)/gen/%_p.o,$(TEST_IDL) $(SAMPLE_IDL))
TEST_COMMON := $(call objs,$(wildcard test/harness/*.c))
SOAKED := $(B)/test/e2e/kill $(B)/test/e2e/forked
TORTURE_BIN := $(patsubst %.c,$(B)/%,$(wildcard test/torture/*.c))
FAULTY := $(wildcard runtime/base/os_*.c)
TEST_INET := $(call objs,$(wildcard test/harness/inet/*.c))

.PHONY: all lib samples demo check coverage soak races torture check-widl run-check-widl check-interop check-inet check-wine check-arm64 explore fuzz run-fuzz run-fuzz-idl bench load pictures install uninstall clean help packages test-packages fuzz-packages peer-packages interop-packages inet-packages wine-packages arm64-packages tests
.SECONDARY:

all: lib $(IDLGEN) $(TIMELINE) samples ## the library, idlgen, acom-timeline and the samples
lib: $(LIB) $(INET_LIB) $(INET_SERVER) $(if $(SAN)$(SIM),,$(SO) $(INET_SO)) $(TLS)
samples: $(SAMPLE_BIN) $(REMOTE_BIN)

demo: packages ## install what is missing, build, and run the main job
	$(Q)$(MAKE) --no-print-directory all
	$(Q)$(B)/bin/simplestream README.md

check: test-packages ## all tests; T=name runs those whose name contains it, SAN=address or SAN=thread sanitizes
	$(Q)$(MAKE) --no-print-directory tests samples
	$(Q)$(if $(filter thread,$(SAN)),,$(MAKE) --no-print-directory SIM=1 tests)
	$(Q)test/run.sh $(B) "$(T)" $(if $(filter thread,$(SAN)),,$(B)-sim)

explore: test-packages ## the simulated schedules, without the budget that check sets; ALL=1: nor the one of the longest races
	$(Q)$(MAKE) --no-print-directory SIM=1 tests
	$(Q)ACOM_EXPLORE=$(if $(ALL),all,1) test/explore.sh $(if $(SIM),$(B),$(B)-sim) "$(T)"

sweep: test-packages ## every allocation of every test failed, alone and with all that follow; T=name, SAN=address
	$(Q)$(MAKE) --no-print-directory tests
	$(Q)test/sweep.sh $(B) "$(T)"

soak: test-packages ## what happens at random, again and again: servers killed under a thousand calls, clients that fork; T=name, SAN=address
	$(Q)$(MAKE) --no-print-directory $(SOAKED)
	$(Q)set -e; for t in $(SOAKED); do ACOM_SOAK=1 ACOM_TEST_TIMEOUT=3600 $$t "$(T)" || [ $$? = 2 ]; done

races: test-packages ## internet handles closed at 100 000 random times while they complete, under the thread sanitizer
	$(Q)$(MAKE) --no-print-directory SAN=thread build/$(notdir $(CC))-thread/test/inet-loop/races
	$(Q)ACOM_SOAK=1 ACOM_TEST_TIMEOUT=7200 build/$(notdir $(CC))-thread/test/inet-loop/races -v

torture: test-packages ## every system call of the library failed in every way that its manual page has; a bad network; T=name, SAN=address
	$(Q)$(MAKE) --no-print-directory $(TORTURE_BIN)
	$(Q)$(MAKE) --no-print-directory SIM=1 $(B)-sim/test/sim/network
	$(Q)test/torture.sh $(B) "$(T)"
	$(Q)ACOM_EXPLORE=1 $(B)-sim/test/sim/network -v "$(T)" || [ $$? = 2 ]

# Those of an earlier build do not fit; and idlgen has run to build the tests, if they were not there.
forget-counts = $(Q)mkdir -p build && find build -path 'build/gcc-coverage*' -name '*.gcda' -delete
coverage: test-packages coverage-packages ## which lines and branches of runtime/ and idlgen/ the tests run, in build/coverage and build/coverage.txt
	$(forget-counts)
	$(Q)$(MAKE) --no-print-directory SAN=coverage tests samples
	$(Q)$(MAKE) --no-print-directory SAN=coverage SIM=1 tests
	$(forget-counts)
	$(Q)test/coverage/run.sh build/gcc-coverage build/gcc-coverage-sim "$(T)"; ran=$$?; \
		test/coverage/report.sh build/gcc-coverage build/gcc-coverage-sim && exit $$ran

check-widl: peer-packages test-packages ## every IDL file of Debian's libwine-dev, and what widl makes of it
	$(Q)$(MAKE) --no-print-directory $(IDLGEN) $(B)/bin/slots
	$(Q)$(MAKE) --no-print-directory SAN=address PEER=$(B)/bin run-check-widl

run-check-widl: $(B)/test/roundtrip/roundtrip
	$(Q)test/peer/check.sh $(PEER) build/peer $(B) $(SANFLAGS_$(SAN))

check-interop: test-packages interop-packages ## Samba's tests of DCE/RPC against the wire's associations, impacket on calls of objects, tshark on captures; SAN=address
	$(Q)$(MAKE) --no-print-directory $(B)/bin/rpcserver $(B)/bin/orpcforms $(B)/bin/captured $(B)/bin/adder \
		$(B)/test/e2e/calls $(B)/test/e2e/ends
	$(Q)test/peer/tshark.sh $(B)/bin/captured test/vectors/pdu_vectors.json $(B)/test/e2e/calls "" $(B)/test/e2e/ends cancel \
		test/peer/client.py $(B)/bin/adder
	$(Q)/usr/bin/python3 test/peer/objects.py $(B)/bin/orpcforms
	$(Q)test/peer/samba.sh $(B)/bin/rpcserver

check-inet: test-packages inet-packages ## libacominet against real servers on the loopback; SAN=address or SAN=thread
	$(Q)$(MAKE) --no-print-directory $(addprefix $(B)/test/inet-servers/,ftp gopher http https proxy) $(B)/test/program/certificates $(B)/bin/fetch
	$(Q)test/inet-servers/ftp.sh $(B)/test/inet-servers/ftp
	$(Q)test/inet-servers/vsftpd.sh $(B)/test/inet-servers/ftp
	$(Q)FETCH=$(CURDIR)/$(B)/bin/fetch test/inet-servers/ftp.sh test/inet-servers/fetch.sh
	$(Q)test/inet-servers/gopher.sh $(B)/test/inet-servers/gopher
	$(Q)FETCH=$(CURDIR)/$(B)/bin/fetch test/inet-servers/http.sh $(addprefix $(B)/test/inet-servers/,http https proxy) \
		test/inet-servers/fetch.sh

check-wine: packages wine-packages ## the same client on libacominet and on Wine's wininet.dll: what their callbacks are told
	$(Q)$(MAKE) --no-print-directory $(B)/bin/wininet-client $(B)/bin/wininet-client.exe
	$(Q)test/wine/run.sh $(B)/bin/wininet-client $(B)/bin/wininet-client.exe

# The cross compiler makes them; what is made runs as any program, by the kernel's emulator.
ARM64 := $(CURDIR)/build/debian-arm64
ARM64_ENV := QEMU_LD_PREFIX=$(ARM64) PKG_CONFIG_SYSROOT_DIR=$(ARM64) PKG_CONFIG_LIBDIR=$(ARM64)/usr/lib/aarch64-linux-gnu/pkgconfig
check-arm64: arm64-packages ## the tests on aarch64, emulated, in a Debian of its own below build/ (as root); T=name
	$(Q)test/arm64/root.sh $(ARM64)
	$(Q)$(ARM64_ENV) $(MAKE) --no-print-directory CC="aarch64-linux-gnu-gcc --sysroot=$(ARM64)" tests
	$(Q)test/arm64/run.sh $(ARM64) build/aarch64-linux-gnu-gcc "$(T)"

fuzz: test-packages ## N=1000000 mutated requests, responses and PDUs, under the address sanitizer; T=idl|pdu|ndr|objref: by libFuzzer, FAST=1 without sanitizers
	$(Q)$(MAKE) --no-print-directory $(if $(filter idl,$(T)),CC=clang SAN=fuzz run-fuzz-idl,$(if $(filter \
		$(FUZZ_WIRE),$(T)),CC=clang SAN=$(if $(FAST),fast,fuzz) run-fuzz-wire,SAN=address run-fuzz))

run-fuzz: $(patsubst %,$(B)/test/fuzz/%,mutate objects association)
	$(Q)set -e; for t in mutate objects association; do ACOM_FUZZ=$(N) ACOM_TEST_TIMEOUT=36000 $(B)/test/fuzz/$$t -v; done

# What it finds goes to build/found; FUZZ_FLAGS="-jobs=2 -workers=2": two at once, each with N.
run-fuzz-idl: fuzz-packages
	$(Q)$(MAKE) --no-print-directory $(B)/bin/fuzz-idl $(B)/idl.dict
	$(Q)mkdir -p build/found/corpus
	$(Q)$(B)/bin/fuzz-idl -dict=$(B)/idl.dict -runs=$(N) -max_len=4096 -timeout=10 -rss_limit_mb=1024 -entropic=0 \
		-artifact_prefix=build/found/ $(FUZZ_FLAGS) build/found/corpus test/fuzz/corpus/idl

run-fuzz-wire: fuzz-packages
	$(Q)$(MAKE) --no-print-directory $(B)/bin/fuzz-$(T) $(B)/bin/seeds-$(T)
	$(Q)mkdir -p build/found/$(T) build/found/$(T)-seeds
	$(Q)$(B)/bin/seeds-$(T) build/found/$(T)-seeds
	$(Q)$(B)/bin/fuzz-$(T) -runs=$(N) -max_len=8192 -timeout=60 -rss_limit_mb=1024 -entropic=0 -artifact_prefix=build/found/$(T)- $(FUZZ_FLAGS) \
		build/found/$(T) test/fuzz/corpus/$(T) build/found/$(T)-seeds

tests: $(TEST_BIN)

bench: packages $(B)/bin/bench $(B)/bin/bench-alone $(B)/bin/bench-alone-static $(B)/bin/bench-inet $(IDLGEN) ## what a call costs, beside its floor and its peers; build/bench.json; idlgen beside widl
	$(Q)rm -rf $(B)/bench-tls && mkdir $(B)/bench-tls $(if $(TLS),&& $(B)/test/program/certificates $(B)/bench-tls)
	$(Q)$(B)/bin/bench 7 build/bench.json
	$(Q)$(B)/bin/bench-alone memory 60000 1
	$(Q)$(B)/bin/bench-alone-static resident 0 1
	$(Q)$(B)/bin/bench-inet 5
	$(Q)bench/idl.sh $(IDLGEN) build/bench-idl

load: packages $(B)/bin/load ## 1 000 clients of one server, 10 000 connections, 100 000 calls that wait: time, and memory for each
	$(Q)$(B)/bin/load

# Of each pair of client and server the first call; a file as short as this takes two.
pictures: packages ## pictures/*.svg: what the README shows, from a run of the demo
	$(Q)$(MAKE) --no-print-directory $(TIMELINE) $(B)/bin/simplestream $(B)/bin/coffee
	$(Q)mkdir -p pictures
	$(Q)PATH=$(CURDIR)/$(B)/bin:$$PATH $(B)/bin/coffee --draw pictures/coffee >$(B)/pictures.txt
	$(Q)ACOM_TRACE_FILE=$(B)/pictures.json $(B)/bin/simplestream VERSION >$(B)/pictures.txt
	$(Q)set -e; n=1; for client in sync async; do for server in plain async; do \
		$(TIMELINE) -c $$n -q 30 -t "$$client client, $$server server" $(B)/pictures.json >$(B)/picture.svg; \
		mv $(B)/picture.svg pictures/$$client-$$server.svg; n=$$((n + 2)); done; done

install: all ## DESTDIR= PREFIX=/usr/local: library, headers, IDL, idlgen, acom.pc
	$(call install-tree)
	$(if $(DESTDIR),,$(if $(filter /usr /usr/local,$(PREFIX)),-$(Q)ldconfig))

uninstall: ## the same, removed
	$(call uninstall-tree)

compile_commands.json: ## for clangd (needs bear)
	bear -- $(MAKE) -B all tests

clean: ## remove everything that was made
	rm -rf build compile_commands.json

help: ## this text
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18
	@echo '  CC=clang V=1 SAN=address|thread T=name LTO= PROFILE='

# ---- what is made from what ----
define step
	@mkdir -p $(@D)
	$(if $(V),,@echo '  $(1) $@')
endef

# Objects with probes are made anew when the header for them comes or goes.
PROBES := $(wildcard /usr/include/sys/sdt.h /usr/include/*/sys/sdt.h)
$(B)/probes: FORCE
	@mkdir -p $(@D)
	@echo "$(PROBES)" | cmp -s - $@ || echo "$(PROBES)" >$@
FORCE:
$(foreach d,$(B) $(B)/lto,$(patsubst %,$(d)/runtime/call/%.o,call call_cancel call_end call_values outer_faces stub)): $(B)/probes

HIDDEN = $(if $(filter runtime/% inet/% $(B)/gen/runtime/%,$<),-fvisibility=hidden $(LIBFFI_CFLAGS))
$(B)/%.o: %.c Makefile
	$(call step,CC )
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(HIDDEN) -MMD -MP -c -o $@ $<

# What the library is optimised from as a whole; tests link the objects as they are.
# What calls do not run is small.
LTO_FLAGS := -flto -fno-semantic-interposition -ffunction-sections -fdata-sections
# Not across what is written in parts: who reads as one what has just been written as two waits until both are in memory.
OFTEN_FLAGS := -O3 -fno-tree-slp-vectorize
OFTEN := \
	$(addprefix base/,os_alloc os_direct os_octets os_park os_wait pool) \
	$(addprefix ndr/,array arena expr frame ndr octets owned plain pointer response scalar verify walk) \
	$(addprefix object/,apartment object overseer queue reader thread waitable worker worker_end) \
	$(addprefix call/,call call_end call_finish call_memory call_values callobject callobject_begin callobject_claim callobject_event \
		callout channel_inproc context export export_end inside manager manager_security managers \
		outer outer_faces outer_list outgoing proxy stub threading timeout) \
	$(addprefix wire/,assoc assoc_client assoc_heard assoc_reply assoc_server batch calls channel channel_answer connection connection_read connection_wait \
		connection_watch connection_write expiry inbox incoming incoming_answer incoming_pool landing lanes_read lanes_write lend message orpc outbox \
		parcel pdu serve stay transport waiting watch watch_due watch_look)
OFTEN_OR_NOT = $(if $(filter $(OFTEN:%=runtime/%.c),$<),$(OFTEN_FLAGS),-Os)
TRAIN_OBJ := $(patsubst $(B)/%,$(B)/train/%,$(LIB_OBJ))
# gcc knows a static function by these names; counts are written and read by them, too.
COUNTS = -dumpdir $(B)/train/ -dumpbase $(subst /,-,$<) -MF $(@:.o=.d)
TRAIN_FLAGS := $(filter-out -flto,$(LTO_FLAGS)) -fprofile-generate -fprofile-update=atomic $$(COUNTS)
USE_FLAGS := $(if $(PROFILE),-fprofile-use -fprofile-partial-training -fprofile-correction -Wno-missing-profile)
TRAINED_FLAGS := $(if $(PROFILE),$(USE_FLAGS) -Wno-stringop-overflow $$(COUNTS))
define library_objects # DIRECTORY FLAGS
$(B)/$(1)/%.o: %.c Makefile
	$$(call step,CC )
	$$(Q)$$(CC) $$(CPPFLAGS) $$(CFLAGS) $(2) $$(OFTEN_OR_NOT) $$(HIDDEN) -MMD -MP -c -o $$@ $$<
$(B)/$(1)/gen/%.o: $(B)/gen/%.c Makefile
	$$(call step,CC )
	$$(Q)$$(CC) $$(CPPFLAGS) $$(CFLAGS) $(2) $$(OFTEN_OR_NOT) $$(HIDDEN) -MMD -MP -c -o $$@ $$<
endef
$(eval $(call library_objects,train,$(TRAIN_FLAGS)))
$(eval $(call library_objects,lto,$(LTO_FLAGS) $(TRAINED_FLAGS)))

# Where calls cannot be made, the compiler does without counts.
$(LTO_OBJ): $(if $(PROFILE),$(B)/train/ran)
$(B)/train/ran: $(B)/train/calls bench/train.sh
	$(call step,RUN)
	$(Q)rm -f $(@D)/*.gcda
	$(Q)bench/train.sh $< >$@ || echo 'Calls do not run here, so they are compiled without what a run would tell: see $@' >&2

# Only tests are in C++. Objects written in C have no typeid that a sanitizer could look at.
$(B)/%.o: %.cpp Makefile
	$(call step,CXX)
	$(Q)$(CXX) $(CPPFLAGS) -std=c++11 -D_GNU_SOURCE -fPIC $(OPT) -Wall -Wextra -Wpedantic $(SANFLAGS_$(SAN)) -fno-rtti \
		-fno-exceptions -MMD -MP -c -o $@ $<

VERSIONED := $(patsubst %,$(B)/%.o,lto/runtime/object/version train/runtime/object/version runtime/object/version idlgen/main)
$(VERSIONED): CPPFLAGS += -DACOM_VERSION='"$(VERSION)"'
$(VERSIONED): VERSION

$(B)/gen/%.o: $(B)/gen/%.c Makefile
	$(call step,CC )
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(HIDDEN) -MMD -MP -c -o $@ $<

$(B)/gen/%.h $(B)/gen/%_i.c $(B)/gen/%_p.c &: %.idl $(IDLGEN)
	$(call step,IDL)
	$(Q)$(IDLGEN) $$(sed -n '1s,^// idlgen: ,,p' $<) -Iinclude/acom $(if $(filter $(GOLDEN_IDL),$<),-Wno-all) -o $(B)/gen/$(*D) \
		-MF $(B)/gen/$*.idl.d $<

$(INET_IDL).h $(INET_IDL)_i.c $(INET_IDL)_p.c &: inet/inet.idl $(IDLGEN)
	$(call step,IDL)
	$(Q)$(IDLGEN) -Iinclude/acom -o $(@D) -MF $(INET_IDL).idl.d $<

$(IDLGEN): $(IDLGEN_OBJ) $(BASE_OBJ)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -o $@ $^

$(TIMELINE): $(call objs,$(wildcard tools/*.c))
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -ljansson -lm

$(patsubst %.idl,$(B)/gen/%_i.o,$(GOLDEN_IDL)) $(patsubst %.idl,$(B)/gen/%_p.o,$(GOLDEN_IDL)): CPPFLAGS += -Itest/idl/golden

# The library as one object: what the linker makes a shared library of, with what its debug information is in. That a function
# which fails has set nothing is known to whoever calls it, but not to who sees both at once: such warnings are of no use here.
WHOLE := $(B)/libacom-whole.o
ifneq ($(LTO),)
$(WHOLE): $(LTO_OBJ) $(B)/libacom.map $(B)/order.ld
	$(call step,LTO)
	$(Q)rm -rf $(B)/lto/out && mkdir $(B)/lto/out
	$(Q)$(CC) $(CFLAGS) -Wno-maybe-uninitialized -Wno-stringop-overflow $(USE_FLAGS) $(LTO_FLAGS) $(LTO_KEEP) $(LDFLAGS) -shared \
		-Wl,--version-script=$(B)/libacom.map -o $(B)/lto/out/all $(LTO_OBJ) $(LIBFFI)
	$(Q)$(LD) -r -T $(B)/order.ld -o $@ $(B)/lto/out/*.ltrans.o $(if $(findstring clang,$(CC)),,$(LTO_OBJ:=.debug.temp.o))
	$(Q)rm -rf $(B)/lto/out $(LTO_OBJ:=.debug.temp.o)
LTO_KEEP := $(if $(findstring clang,$(CC)),-Wl$(comma)-plugin-opt=obj-path=$(B)/lto/out/all.ltrans.o,-flto-partition=one -save-temps)
# Functions that every program runs lie together, so that fewer pages of the library are in memory; bench/order.sh finds them.
# A program's linker puts .text.hot before what is the program's own, and the rest behind that.
$(B)/order.ld: runtime/order.txt Makefile
	$(Q){ echo 'SECTIONS { .text.hot 0 : { *(.text.hot .text.hot.*)'; \
		sed 's/^$$/} .text.seldom 0 : {/; t; s/.*/*(.text.& .text.&.*)/' $<; \
		echo '*(.text.unlikely .text.unlikely.*) } }'; } >$@
else
$(WHOLE): $(LIB_OBJ)
	$(call step,LD )
	$(Q)$(LD) -r -o $@ $^
endif

# One object in which only what the headers mark ACOM_API is left global: short inside names cannot meet an application's.
$(LIB): $(WHOLE)
$(INET_LIB): $(INET_OBJ) $(BASE_OBJ)
$(LIB) $(INET_LIB):
	$(call step,AR )
	$(Q)$(LD) -r -o $(@:.a=.o) $^ && $(CROSS)objcopy --localize-hidden $(@:.a=.o) && rm -f $@ && $(AR) rcs $@ $(@:.a=.o)

# The same names, for the linker.
$(B)/libacom.map: $(LIB_OBJ)
$(B)/libacominet.map: $(INET_OBJ) $(BASE_OBJ)
$(B)/libacom.map $(B)/libacominet.map:
	$(Q){ echo 'ACOM_0 {'; echo '  global:'; $(CROSS)readelf -sW $^ | \
		awk '$$5 == "GLOBAL" && $$6 == "DEFAULT" && $$7 != "UND" { print "    " $$8 ";" }' | sort -u; \
		echo '  local: *;'; echo '};'; } >$@

$(SO): $(WHOLE) $(B)/libacom.map
$(SO): NEEDS = $(LIBFFI)
$(INET_SO): $(INET_OBJ) $(BASE_OBJ) $(B)/libacominet.map
$(INET_SO): $(SO)
$(INET_SO): NEEDS = $(SO) -lcurl
$(SO) $(INET_SO): $(B)/%.so.$(VERSION): $(B)/%.map
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -shared -Wl,-soname,$*.so.0 -Wl,--version-script=$< -Wl,-z,defs -Wl,-rpath,'$$ORIGIN' -o $@ \
		$(filter %.o,$^) $(NEEDS)

TLS_OBJ := $(call objs,$(wildcard tls/*.c))
$(TLS_OBJ): CPPFLAGS += -Iruntime
$(TLS_OBJ): CFLAGS += -fvisibility=hidden
$(TLS): $(TLS_OBJ)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -shared -Wl,-soname,$(@F) -o $@ $^ -lssl -lcrypto

$(B)/inet/server/acom-inet-server.o: | $(INET_IDL).h $(GEN_H)
$(B)/bin/acom-inet-server: $(B)/inet/server/acom-inet-server.o $(INET_LIB) $(LIB)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBFFI) -lcurl

$(filter-out $(B)/gen/%,$(LIB_OBJ)) $(filter-out $(B)/lto/gen/% $(B)/train/gen/%,$(LTO_OBJ) $(TRAIN_OBJ)) $(IDLGEN_OBJ) $(INET_OBJ): CPPFLAGS += -Iruntime

# Headers first: whatever is not idlgen or the base includes them.
$(filter-out $(BASE_OBJ),$(LIB_OBJ)) $(LTO_OBJ) $(TRAIN_OBJ) $(INET_OBJ) $(TEST_GEN): | $(GEN_H)
$(WIRE_OBJ) $(LTO_OBJ) $(TRAIN_OBJ): | $(call gen_of,$(WIRE_IDL),.h)
$(INET_OBJ): | $(INET_IDL).h

# A sample is a directory: its .c files, its .idl files.
sample_objs = $(call objs,$(wildcard samples/$(1)/*.c)) \
	$(foreach i,$(basename $(wildcard samples/$(1)/*.idl)),$(B)/gen/$(i)_i.o $(B)/gen/$(i)_p.o)
.SECONDEXPANSION:
$(SAMPLE_BIN): $(B)/bin/%: $$(call sample_objs,$$*) $(LIB)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBFFI) $(LIBS)
INET_SAMPLES := coffee fetch
$(patsubst %,$(B)/bin/%,$(INET_SAMPLES)): $(INET_LIB)
$(patsubst %,$(B)/bin/%,$(INET_SAMPLES)): LIBS := -lcurl

$(REMOTE_BIN): $(B)/bin/remote-%: $(B)/samples/remote/%.o $(B)/gen/samples/remote/remote_i.o $(B)/gen/samples/remote/remote_p.o $(LIB)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBFFI)

$(call objs,$(wildcard samples/*/*.c)): CPPFLAGS += -I$(B)/gen/$(*D)
$(call objs,$(wildcard samples/*/*.c)): | $(GEN_H) $(INET_IDL).h $(call gen_of,$(SAMPLE_IDL),.h)

# The bench, with GLib's peers if it is there.
GLIB := $(shell pkg-config --exists gio-2.0 2>/dev/null && echo gio-2.0)
BENCH_GEN := $(B)/gen/bench/adder_i.o $(B)/gen/bench/adder_p.o
BENCH_OBJ := $(call objs,$(filter-out bench/alone.c $(if $(TLS),,bench/tls.c),$(wildcard bench/*.c))) $(BENCH_GEN)
$(call objs,$(wildcard bench/*.c)): CPPFLAGS += -Iruntime -I$(B)/gen/bench $(if $(GLIB),-DBENCH_GLIB $(shell pkg-config --cflags $(GLIB))) \
	$(if $(TLS),-DBENCH_TLS)
$(call objs,$(wildcard bench/*.c)): | $(GEN_H) $(B)/gen/bench/adder.h
$(BENCH_GEN): | $(GEN_H)
$(B)/bench/load/load.o: CPPFLAGS += -I$(B)/gen/bench
$(B)/bench/load/load.o: | $(GEN_H) $(B)/gen/bench/adder.h
$(B)/bin/load: $(B)/bench/load/load.o $(BENCH_GEN) $(LIB)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBFFI)
# Counts allocations inside.
$(B)/bin/bench: $(BENCH_OBJ) $(WHOLE)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -Wl,--disable-new-dtags,-rpath,'$$ORIGIN/..' -o $@ $^ $(LIBFFI) $(if $(GLIB),$(shell pkg-config --libs $(GLIB))) \
		$(if $(TLS),-lssl -lcrypto)
ALONE_OBJ := $(call objs,bench/alone.c bench/far.c bench/held.c) $(BENCH_GEN)
$(B)/bin/bench-alone-static: private LDFLAGS += -static
$(B)/bin/bench-alone $(B)/bin/bench-alone-static: $(ALONE_OBJ) $(LIB)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -Wl,--gc-sections -o $@ $^ $(LIBFFI)

# The same, which writes down which way calls go.
$(B)/train/calls: $(ALONE_OBJ) $(TRAIN_OBJ)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -fprofile-generate -o $@ $^ $(LIBFFI)

$(call objs,$(wildcard bench/inet/*.c)): | $(GEN_H)
$(call objs,bench/inet/objects.c): | $(INET_IDL).h $(GEN_H)
$(B)/bin/bench-inet: | $(B)/bin/acom-inet-server
$(B)/bin/bench-inet: $(call objs,$(wildcard bench/inet/*.c)) $(INET_LIB) $(LIB)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcurl $(LIBFFI)

# Tests link the library's own objects, so that they reach its inside.
$(call objs,$(TEST_SRC)) $(TEST_COMMON) $(TEST_INET) $(B)/test/idl/classes.o: CPPFLAGS += -Iruntime -I. -Itest/harness -Iidlgen $(patsubst %,-I$(B)/gen/%,$(sort $(dir $(TEST_IDL) $(SAMPLE_IDL)))) -Itest/idl/golden
$(call objs,$(TEST_SRC)) $(TEST_COMMON) $(TEST_INET) $(B)/test/idl/classes.o: | $(GEN_H) $(INET_IDL).h $(call gen_of,$(TEST_IDL) $(SAMPLE_IDL) $(WIRE_IDL),.h)
$(filter-out $(TORTURE_BIN),$(TEST_BIN)): $(B)/%: $(B)/%.o $(TEST_COMMON) $(TEST_GEN) $(LIB_OBJ) $(IDLGEN)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -Wl,--disable-new-dtags,-rpath,'$$ORIGIN/../..' -o $@ $(filter %.o,$^) $(LIBFFI) $(LIBS) -lcmocka -ljansson

# The same over a system whose calls fail on purpose.
$(patsubst runtime/base/%.c,$(B)/faulty/%.o,$(FAULTY)): $(B)/faulty/%.o: runtime/base/%.c Makefile
	$(call step,CC )
	$(Q)$(CC) $(CPPFLAGS) -Iruntime -include test/harness/faulty.h $(CFLAGS) -MMD -MP -c -o $@ $<
$(TORTURE_BIN): $(B)/%: $(B)/%.o $(TEST_COMMON) $(TEST_GEN) $(LIB_OBJ) $(patsubst runtime/base/%.c,$(B)/faulty/%.o,$(FAULTY))
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -Wl,--disable-new-dtags,-rpath,'$$ORIGIN/../..' -o $@ $(filter-out $(call objs,$(FAULTY)),$(filter %.o,$^)) \
		$(LIBFFI) -lcmocka -ljansson

$(B)/bin/wininet-client: $(B)/test/wine/client.o $(INET_LIB) $(LIB)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcurl $(LIBFFI)
$(B)/test/wine/client.o: | $(GEN_H)
$(B)/bin/wininet-client.exe: test/wine/client.c
	$(call step,CC )
	$(Q)x86_64-w64-mingw32-gcc -std=gnu11 -O1 -Wall -o $@ $< -lwininet

INET_SERVERS_SRC := $(wildcard test/inet-servers/*.c)
INET_SERVERS_BIN := $(patsubst %.c,$(B)/%,$(INET_SERVERS_SRC))
$(call objs,$(INET_SERVERS_SRC)): CPPFLAGS += -Iruntime -I. -Itest/harness
$(call objs,$(INET_SERVERS_SRC)): | $(GEN_H)
$(INET_SERVERS_BIN): $(B)/%: $(B)/%.o $(TEST_COMMON) $(TEST_GEN) $(LIB_OBJ)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIBFFI) $(LIBS) -lcmocka -ljansson
INET_TEST_BIN := $(filter $(B)/test/inet/% $(B)/test/inet-loop/%,$(TEST_BIN)) $(INET_SERVERS_BIN)
$(INET_TEST_BIN): $(TEST_INET) $(INET_OBJ)
$(INET_TEST_BIN): LIBS := -lcurl

# Libraries of classes, which take the runtime from the program that loads them.
SHARED := $(patsubst %.c,$(B)/%.so,$(wildcard test/shared/*.c))
SHARED_USERS := $(patsubst %,$(B)/test/%,semantics/classfiles semantics/inproc explore/library)
$(call objs,$(wildcard test/shared/*.c)): CPPFLAGS += -I$(B)/gen/samples/simplestream
$(call objs,$(wildcard test/shared/*.c)): | $(GEN_H) $(call gen_of,$(SAMPLE_IDL),.h)
$(SHARED): %.so: %.o
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -shared -o $@ $<
$(SHARED_USERS): LDFLAGS += -rdynamic
$(SHARED_USERS): | $(SHARED)

# Programs that tests start. One makes certificates, by OpenSSL.
CERTIFICATES := $(if $(TLS),$(B)/test/program/certificates)
PROGRAMS := $(patsubst %.c,$(B)/%,$(filter-out test/program/certificates.c,$(wildcard test/program/*.c)))
bench: $(TLS) $(CERTIFICATES)
$(CERTIFICATES): %: %.o
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -o $@ $< -lcrypto
$(call objs,$(wildcard test/program/*.c)): CPPFLAGS += -I. -I$(B)/gen/samples/simplestream
$(call objs,$(wildcard test/program/*.c)): | $(GEN_H) $(call gen_of,$(SAMPLE_IDL),.h)
$(PROGRAMS): $(B)/%: $(B)/%.o $(patsubst %,$(B)/gen/samples/simplestream/simplestream%.o,_i _p) $(LIB_OBJ)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBFFI)
$(B)/test/semantics/localserver $(B)/test/torture/around: | $(PROGRAMS)
TLS_USERS := $(patsubst %.c,$(B)/%,$(wildcard test/e2e/*.c test/torture/*.c) test/unit/secure.c)
$(TLS_USERS): | $(TLS) $(CERTIFICATES)
$(B)/test/e2e/names: LDFLAGS += -rdynamic # it knows hosts in place of the C library

$(B)/test/idl/golden.o: CPPFLAGS += -I$(B)/gen/test/idl
$(B)/test/idl/golden.o: $(B)/gen/test/idl/goldens.h
$(B)/gen/test/idl/goldens.h: test/idl/goldens.sh $(wildcard test/idl/golden/*) | $(GEN_H)
	$(Q)test/idl/goldens.sh >$@

# idlgen as a function, fed by a directory or by libFuzzer.
FUZZ_IDL := $(filter-out $(call objs,idlgen/main.c idlgen/output.c),$(IDLGEN_OBJ)) $(BASE_OBJ) $(B)/test/fuzz/compiler/compile.o
FUZZ_LD := -T test/fuzz/compiler/state.ld $(patsubst %,-Wl$(comma)--wrap=%,exit stat fstat fopen fclose os_zalloc os_realloc os_free)
$(call objs,$(wildcard test/fuzz/compiler/*.c test/fuzz/engine/*.c)): CPPFLAGS += -I. -Iidlgen -Iruntime -Itest/fuzz/engine
$(B)/bin/replay: $(B)/test/fuzz/compiler/try.o $(B)/test/fuzz/engine/replay.o
$(B)/bin/fuzz-idl: $(B)/test/fuzz/compiler/target.o
$(B)/bin/fuzz-idl: LDFLAGS += -fsanitize=fuzzer
$(B)/bin/replay $(B)/bin/fuzz-idl: $(FUZZ_IDL) test/fuzz/compiler/state.ld
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) $(FUZZ_LD) -o $@ $(filter %.o,$^)
$(B)/idl.dict: $(B)/test/fuzz/compiler/words.o
	$(Q)$(CC) $(LDFLAGS) -o $(B)/bin/words $< && $(B)/bin/words >$@
$(B)/test/fuzz/idl: $(B)/bin/replay

# The wire as functions of octets, likewise; what is outside of the process is in memory.
FUZZ_WIRE := pdu ndr objref
FUZZ_WIRE_OBJ := $(patsubst %,$(B)/test/fuzz/wire/%.o,account sockets memory objects)
FUZZ_WIRE_LD := $(patsubst %,-Wl$(comma)--wrap=%,owned_alloc walk_receive objref_parse $(addprefix os_,alloc zalloc realloc free close now random \
	user park park_at socket_read socket_write socket_connect socket_peer socket_end socket_listen set_make set_watch set_forget \
	set_wait set_wake file_find dup fd_kind socket_ring socket_unring socket_read_into memory_make memory_map memory_unmap memory_waits \
	memory_await memory_wake))
$(call objs,$(wildcard test/fuzz/wire/*.c)): CPPFLAGS += -I. -Iruntime -Itest/harness -Itest/fuzz/engine $(patsubst %,-I$(B)/gen/%,$(sort $(dir $(TEST_IDL) $(SAMPLE_IDL)))) -Itest/idl/golden
$(call objs,$(wildcard test/fuzz/wire/*.c)): | $(GEN_H) $(call gen_of,$(TEST_IDL) $(SAMPLE_IDL) $(WIRE_IDL),.h)
fuzz_wire = $(foreach end,fuzz replay seeds,$(B)/bin/$(end)-$(1))
$(call fuzz_wire,pdu): $(patsubst %,$(B)/test/fuzz/wire/%.o,pdu ends served called)
$(call fuzz_wire,ndr): $(B)/test/fuzz/wire/ndr.o
$(call fuzz_wire,objref): $(B)/test/fuzz/wire/objref.o
$(patsubst %,$(B)/bin/fuzz-%,$(FUZZ_WIRE)): $(B)/test/fuzz/engine/target.o
$(patsubst %,$(B)/bin/replay-%,$(FUZZ_WIRE)): $(B)/test/fuzz/engine/replay.o
$(patsubst %,$(B)/bin/seeds-%,$(FUZZ_WIRE)): $(B)/bin/seeds-%: $(B)/test/fuzz/engine/seeds.o $(B)/test/fuzz/wire/halves.o $(B)/test/fuzz/wire/%_seeds.o
$(B)/test/fuzz/kept: $(patsubst %,$(B)/bin/replay-%,$(FUZZ_WIRE))
$(foreach t,$(FUZZ_WIRE),$(call fuzz_wire,$(t))): $(FUZZ_WIRE_OBJ) $(TEST_GEN) $(LIB_OBJ) $(B)/test/harness/usertypes.o $(B)/test/harness/callas.o
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) $(if $(findstring /fuzz-,$@),-fsanitize=fuzzer) $(FUZZ_WIRE_LD) -o $@ $(filter %.o,$^) $(LIBFFI) $(if $(findstring /seeds-,$@),-lcmocka -ljansson)
$(B)/test/unit/timeline: $(TIMELINE)

$(B)/test/idl/cplusplus: $(B)/test/idl/classes.o
$(B)/test/idl/cplusplus: LIBS := -lstdc++

# The event loops of others.
$(B)/test/semantics/loops.o: CPPFLAGS += $(shell pkg-config --cflags glib-2.0 2>/dev/null)
$(B)/test/semantics/loops: LIBS = $(shell pkg-config --libs glib-2.0 libuv)

$(B)/bin/slots: test/peer/slots.c
	$(call step,LD )
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE $(OPT) $(WARN) -o $@ $< -ldw

# A server for foreign clients to try, and octets for foreign readers.
PEERS := rpcserver orpcforms captured adder
$(patsubst %,$(B)/test/peer/%.o,$(PEERS)): CPPFLAGS += -Iruntime -I$(B)/gen/test/peer
$(patsubst %,$(B)/test/peer/%.o,$(PEERS)): | $(GEN_H) $(call gen_of,$(WIRE_IDL) $(PEER_IDL),.h)
$(call gen_of,$(PEER_IDL),_i.o) $(call gen_of,$(PEER_IDL),_p.o): | $(GEN_H)
$(B)/bin/adder: $(call gen_of,$(PEER_IDL),_i.o) $(call gen_of,$(PEER_IDL),_p.o)
$(patsubst %,$(B)/bin/%,$(PEERS)): $(B)/bin/%: $(B)/test/peer/%.o $(LIB_OBJ)
	$(call step,LD )
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIBFFI) -ljansson

# Every program writes what it and its children have counted.
ifeq ($(SAN),coverage)
COUNTERS := $(B)/test/coverage/counters.o
LDFLAGS += -Wl,--wrap=_exit -Wl,--wrap=__gcov_exit -Wl,-T,test/coverage/counters.ld $(COUNTERS)
$(COUNTERS): CFLAGS := $(filter-out --coverage,$(CFLAGS))
$(BASE_OBJ) $(IDLGEN) $(TIMELINE) $(TLS): | $(COUNTERS)
$(call objs,$(TEST_SRC)) $(TEST_COMMON): CPPFLAGS += -DHARNESS_COVERAGE=1
endif

-include $(shell find $(B) -name '*.d' 2>/dev/null)

# ---- installation ----
# PREFIX stands in files, too, where it has to mean the same wherever one is.
override PREFIX := $(if $(filter-out /,$(PREFIX)),$(patsubst %/,%,$(PREFIX)),$(PREFIX))
D = $(DESTDIR)$(PREFIX)
check-prefix = $(if $(and $(filter 1,$(words $(PREFIX))),$(filter /%,$(PREFIX)),$(filter 0 1,$(words $(DESTDIR)))),,$(error PREFIX=$(PREFIX) \
	DESTDIR=$(DESTDIR): PREFIX has to be an absolute path, and neither may have blanks))
# Now: to build takes minutes.
$(if $(filter install uninstall,$(MAKECMDGOALS)),$(check-prefix))
WIN := $(wildcard include/acom/win/*.h)
define install-tree
	$(Q)install -d $(D)/bin $(D)/lib/pkgconfig $(D)/include/acom/win $(D)/share/acom/idl $(D)/share/acom/classes $(D)/share/man/man1
	$(Q)install -m 755 $(IDLGEN) $(TIMELINE) $(INET_SERVER) $(D)/bin/
	$(Q)install -m 644 $(LIB) $(INET_LIB) $(D)/lib/
	$(Q)install -m 755 $(SO) $(INET_SO) $(TLS) $(D)/lib/
	$(Q)for l in libacom libacominet; do ln -sf $$l.so.$(VERSION) $(D)/lib/$$l.so.0; ln -sf $$l.so.0 $(D)/lib/$$l.so; done
	$(Q)install -m 644 include/acom.h $(D)/include/
	$(Q)install -m 644 $(wildcard include/acom/*.h) $(GEN_H) $(D)/include/acom/
	$(Q)install -m 644 $(INET_IDL).h $(D)/include/acom/
	$(Q)install -m 644 $(WIN) $(D)/include/acom/win/
	$(Q)install -m 644 $(PUBLIC_IDL) inet/inet.idl $(D)/share/acom/idl/
	$(Q)install -m 644 idlgen/idlgen.1 tools/acom-timeline.1 $(D)/share/man/man1/
	$(Q)for p in acom acominet; do sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|' $$p.pc.in >$(D)/lib/pkgconfig/$$p.pc; done
	$(Q)sed 's|@PREFIX@|$(PREFIX)|' inet/internet.class >$(D)/share/acom/classes/internet.class
endef
define uninstall-tree
	$(Q)rm -f $(D)/bin/idlgen $(D)/bin/acom-timeline $(D)/bin/acom-inet-server $(D)/share/man/man1/idlgen.1 $(D)/share/man/man1/acom-timeline.1 $(D)/lib/libacom.* $(D)/lib/libacominet.* $(D)/lib/libacom-tls.* $(D)/include/acom.h $(D)/lib/pkgconfig/acom.pc $(D)/lib/pkgconfig/acominet.pc $(D)/share/acom/classes/internet.class
	$(Q)rm -rf $(D)/include/acom $(D)/share/acom/idl
	$(Q)rmdir $(D)/share/acom/classes $(D)/share/acom 2>/dev/null || true
endef

# ---- packages ----
# $(1): header package ...; installs what is missing as root or through sudo, else prints the command.
define install-packages
	@missing=; set -- $(1); while [ $$# -gt 0 ]; do \
		case $$1 in \
		/*) [ -e "$$1" ] || missing="$$missing $$2" ;; \
		*) printf '#include <stddef.h>\n#include <stdarg.h>\n#include <setjmp.h>\n#include <stdint.h>\n#include <%s>\n' "$$1" | $(CC) -E -x c - >/dev/null 2>&1 || missing="$$missing $$2" ;; \
		esac; shift 2; done; \
	[ -z "$$missing" ] || { \
		if [ "$$(id -u)" = 0 ]; then sudo=; elif sudo -n true 2>/dev/null; then sudo=sudo; \
		else echo "Some packages are missing. Run: sudo apt-get install -y$$missing" >&2; exit 1; fi; \
		DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y $$missing || \
		{ $$sudo apt-get update && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y $$missing; } || \
		{ echo "Could not install. Run: sudo apt-get install -y$$missing" >&2; exit 1; }; }
endef

packages:
	$(call install-packages,$(if $(shell command -v $(firstword $(CC))),,/usr/bin/$(firstword $(CC)) $(if $(findstring clang,$(CC)),clang,gcc)) stdio.h libc6-dev)
	$(call install-packages,ffi.h libffi-dev uthash.h uthash-dev jansson.h libjansson-dev openssl/ssl.h libssl-dev /usr/bin/pkg-config pkg-config sys/sdt.h systemtap-sdt-dev)
	$(call install-packages,/usr/include/$(shell uname -m)-linux-gnu/curl/curl.h libcurl4-openssl-dev)

fuzz-packages: test-packages
	$(call install-packages,$(shell clang -print-runtime-dir 2>/dev/null)/libclang_rt.fuzzer-$(shell uname -m).a libclang-rt-dev)

coverage-packages:
	$(call install-packages,/usr/bin/gcovr gcovr)

peer-packages: packages
	$(call install-packages,/usr/bin/widl wine64-tools /usr/include/wine/wine/windows libwine-dev elfutils/libdwfl.h libdw-dev)

interop-packages:
	$(call install-packages,/usr/lib/python3/dist-packages/samba/tests/dcerpc python3-samba /usr/lib/python3/dist-packages/impacket python3-impacket /usr/bin/unshare util-linux /sbin/ip iproute2 /usr/bin/tshark tshark)

inet-packages:
	$(call install-packages,/usr/lib/python3/dist-packages/pyftpdlib python3-pyftpdlib /usr/sbin/vsftpd vsftpd /usr/sbin/nginx nginx-light /usr/lib/nginx/modules/ngx_http_echo_module.so libnginx-mod-http-echo /usr/sbin/lighttpd lighttpd /usr/sbin/nghttpd nghttp2-server /usr/sbin/pygopherd pygopherd /usr/sbin/gophernicus gophernicus)

wine-packages:
	$(call install-packages,/usr/lib/wine/wine64 wine64 /usr/bin/x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64)

arm64-packages: packages
	$(call install-packages,/usr/sbin/debootstrap debootstrap /usr/bin/qemu-aarch64-static qemu-user-static /usr/bin/aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu /usr/bin/aarch64-linux-gnu-g++ g++-aarch64-linux-gnu)

test-packages: packages
	$(call install-packages,/usr/bin/openssl openssl /sbin/ip iproute2 /usr/bin/groff groff-base cmocka.h libcmocka-dev /usr/bin/g++ g++ /usr/bin/clang clang)
	$(call install-packages,/usr/include/glib-2.0/glib.h libglib2.0-dev uv.h libuv1-dev sqlite3.h libsqlite3-dev)
