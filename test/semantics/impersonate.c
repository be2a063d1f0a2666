/* impersonate.c - statements about acting as the client while its call is in a call object. */
#include "desk.h"

static IServerSecurity *security(void)
{
	IServerSecurity *s;

	assert_int_equal(CoGetCallContext(&IID_IServerSecurity, (void **)&s), S_OK);
	return s;
}

static HRESULT A100_begin(Raw *c)
{
	IServerSecurity *s = security();

	assert_int_equal(IServerSecurity_ImpersonateClient(s), S_OK);
	assert_int_equal(IServerSecurity_RevertToSelf(s), S_OK);
	assert_int_equal(desk_signal(c->desk), S_OK);
	assert_int_equal(IServerSecurity_ImpersonateClient(s), E_FAIL);
	assert_false(IServerSecurity_IsImpersonating(s));
	IServerSecurity_Release(s);
	return S_OK;
}

static void one_call(struct client *c)
{
	begin(c);
	finish_filled(c, S_OK);
}

TEST(A100_after_signal_the_client_cannot_be_impersonated_even_inside_begin)
{
	each(&(struct desk){ .begin = A100_begin }, one_call);
}

static HRESULT A101_begin(Raw *c)
{
	IServerSecurity *s = security();

	assert_int_equal(IServerSecurity_ImpersonateClient(s), S_OK);
	assert_int_equal(desk_signal(c->desk), S_OK);
	assert_true(IServerSecurity_IsImpersonating(s));
	assert_int_equal(IServerSecurity_RevertToSelf(s), S_OK);
	assert_false(IServerSecurity_IsImpersonating(s));
	IServerSecurity_Release(s);
	return S_OK;
}

/* Without RevertToSelf it ends with Begin_: who kept the context sees it. */
static IServerSecurity *kept;

static HRESULT A101_keep(Raw *c)
{
	kept = security();
	assert_int_equal(IServerSecurity_ImpersonateClient(kept), S_OK);
	assert_int_equal(desk_signal(c->desk), S_OK);
	return S_OK;
}

static void A101_kept(struct client *c)
{
	one_call(c);
	assert_false(IServerSecurity_IsImpersonating(kept));
	IServerSecurity_Release(kept);
}

TEST(A101_who_impersonated_before_signal_does_so_until_RevertToSelf_or_the_return_of_begin)
{
	each(&(struct desk){ .begin = A101_begin }, one_call);
	each(&(struct desk){ .begin = A101_keep }, A101_kept);
}
