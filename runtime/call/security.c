/* security.c - IClientSecurity: settings of proxies and call objects, which inside one process are kept and told, no more
 * (com-async.md 8). */
#include "call/call.h"

/* ---- settings as one number ---- */

enum { AUTHN = 24, AUTHZ = 20, LEVEL = 16, IMPERSONATION = 12 }; /* shifts; the capabilities stand below */

#define CAPABILITIES \
	(EOAC_MUTUAL_AUTH | EOAC_STATIC_CLOAKING | EOAC_DYNAMIC_CLOAKING | EOAC_ANY_AUTHORITY | EOAC_MAKE_FULLSIC)

/* Nothing leaves the process, and who calls is who is called. */
const uint32_t security_default = (uint32_t)RPC_C_AUTHN_LEVEL_PKT_PRIVACY << LEVEL |
                                  (uint32_t)RPC_C_IMP_LEVEL_IMPERSONATE << IMPERSONATION;

static void tell(DWORD *to, uint32_t value)
{
	if (to)
		*to = value;
}

void security_tell(uint32_t settings, DWORD *authn, DWORD *authz, DWORD *level, DWORD *impersonation, DWORD *capabilities)
{
	tell(authn, settings >> AUTHN);
	tell(authz, settings >> AUTHZ & 0xf);
	tell(level, settings >> LEVEL & 0xf);
	tell(impersonation, settings >> IMPERSONATION & 0xf);
	tell(capabilities, settings & CAPABILITIES);
}

static bool service_is_known(DWORD authn, DWORD authz)
{
	return (authn == RPC_C_AUTHN_NONE || authn == RPC_C_AUTHN_GSS_NEGOTIATE || authn == RPC_C_AUTHN_WINNT ||
	        authn == RPC_C_AUTHN_GSS_KERBEROS) && authz <= RPC_C_AUTHZ_DCE;
}

/* Two kinds of cloaking exclude each other. */
static bool capabilities_are_good(DWORD capabilities)
{
	DWORD cloaking = EOAC_STATIC_CLOAKING | EOAC_DYNAMIC_CLOAKING;

	return !(capabilities & ~(DWORD)CAPABILITIES) && (capabilities & cloaking) != cloaking;
}

static HRESULT settings_make(DWORD authn, DWORD authz, DWORD level, DWORD impersonation, DWORD capabilities, uint32_t *settings)
{
	authn = authn == RPC_C_AUTHN_DEFAULT ? RPC_C_AUTHN_NONE : authn;
	authz = authz == RPC_C_AUTHZ_DEFAULT ? RPC_C_AUTHZ_NONE : authz;
	level = level == RPC_C_AUTHN_LEVEL_DEFAULT ? RPC_C_AUTHN_LEVEL_PKT_PRIVACY : level;
	impersonation = impersonation == RPC_C_IMP_LEVEL_DEFAULT ? RPC_C_IMP_LEVEL_IMPERSONATE : impersonation;
	capabilities = capabilities == EOAC_DEFAULT ? EOAC_NONE : capabilities;
	if (!service_is_known(authn, authz) || level > RPC_C_AUTHN_LEVEL_PKT_PRIVACY ||
	    impersonation > RPC_C_IMP_LEVEL_DELEGATE || !capabilities_are_good(capabilities))
		return FAIL(E_INVALIDARG);
	*settings = authn << AUTHN | authz << AUTHZ | level << LEVEL | impersonation << IMPERSONATION | capabilities;
	return S_OK;
}

/* ---- IClientSecurity ---- */

static struct security *security_from(IClientSecurity *This)
{
	return container_of(This, struct security, IClientSecurity_iface);
}

ACOM_FACE_METHODS(security, IClientSecurity, security_from(This)->object)

static HRESULT security_find(IClientSecurity *This, IUnknown *proxy, os_u32 **settings)
{
	struct security *s = security_from(This);

	return proxy ? s->ops->find(s, proxy, settings) : FAIL(E_INVALIDARG);
}

static HRESULT security_QueryBlanket(IClientSecurity *This, IUnknown *proxy, DWORD *authn, DWORD *authz, OLECHAR **principal,
                                     DWORD *level, DWORD *impersonation, void **identity, DWORD *capabilities)
{
	os_u32 *settings;
	HRESULT hr = security_find(This, proxy, &settings);

	if (principal)
		*principal = NULL;
	if (identity)
		*identity = NULL;
	if (FAILED(hr))
		return hr;
	security_tell(os_load32(settings), authn, authz, level, impersonation, capabilities);
	return S_OK;
}

static HRESULT security_SetBlanket(IClientSecurity *This, IUnknown *proxy, DWORD authn, DWORD authz, OLECHAR *principal,
                                   DWORD level, DWORD impersonation, void *identity, DWORD capabilities)
{
	os_u32 *settings;
	uint32_t made = 0;
	HRESULT hr = security_find(This, proxy, &settings);

	(void)principal;
	if (SUCCEEDED(hr) && identity && identity != COLE_DEFAULT_AUTHINFO)
		hr = FAIL(E_INVALIDARG);
	if (SUCCEEDED(hr))
		hr = settings_make(authn, authz, level, impersonation, capabilities, &made);
	if (SUCCEEDED(hr))
		os_store32(settings, made);
	return hr;
}

static HRESULT security_CopyProxy(IClientSecurity *This, IUnknown *proxy, IUnknown **copy)
{
	struct security *s = security_from(This);

	if (!copy)
		return FAIL(E_INVALIDARG);
	*copy = NULL;
	return proxy ? s->ops->copy(s, proxy, copy) : FAIL(E_INVALIDARG);
}

const IClientSecurityVtbl security_vtbl = {
	ACOM_UNKNOWN(security, IClientSecurity), security_QueryBlanket, security_SetBlanket, security_CopyProxy,
};

/* ---- of a call object ---- */

static HRESULT call_security_find(struct security *s, const void *proxy, os_u32 **settings)
{
	struct call_security *own = container_of(s, struct call_security, security);
	HRESULT hr = apartment_check(own->apartment);

	if (SUCCEEDED(hr) && proxy != own->face && proxy != s->object->outer)
		hr = FAIL(E_INVALIDARG);
	*settings = &own->settings;
	return hr;
}

static HRESULT call_security_copy(struct security *s, const void *proxy, IUnknown **copy)
{
	HRESULT hr = apartment_check(container_of(s, struct call_security, security)->apartment);

	(void)proxy;
	(void)copy;
	return FAILED(hr) ? hr : FAIL(E_INVALIDARG);
}

void call_security_init(struct call_security *s, AcomObject *object, const void *face)
{
	static const struct security_ops ops = { call_security_find, call_security_copy };

	s->security.object = object;
	s->security.ops = &ops;
	s->face = face;
}

void call_security_set(struct call_security *s, struct apartment *apartment, uint32_t settings)
{
	s->apartment = apartment;
	os_store32(&s->settings, settings);
}

/* ---- the functions ---- */

static HRESULT security_of(IUnknown *proxy, IClientSecurity **security)
{
	return proxy ? IUnknown_QueryInterface(proxy, &IID_IClientSecurity, (void **)security) : FAIL(E_INVALIDARG);
}

HRESULT CoQueryProxyBlanket(IUnknown *proxy, DWORD *authn, DWORD *authz, OLECHAR **principal, DWORD *level,
                            DWORD *impersonation, void **identity, DWORD *capabilities)
{
	IClientSecurity *security;
	HRESULT hr = security_of(proxy, &security);

	if (FAILED(hr))
		return hr;
	hr = IClientSecurity_QueryBlanket(security, proxy, authn, authz, principal, level, impersonation, identity, capabilities);
	IClientSecurity_Release(security);
	return hr;
}

HRESULT CoSetProxyBlanket(IUnknown *proxy, DWORD authn, DWORD authz, OLECHAR *principal, DWORD level, DWORD impersonation,
                          void *identity, DWORD capabilities)
{
	IClientSecurity *security;
	HRESULT hr = security_of(proxy, &security);

	if (FAILED(hr))
		return hr;
	hr = IClientSecurity_SetBlanket(security, proxy, authn, authz, principal, level, impersonation, identity, capabilities);
	IClientSecurity_Release(security);
	return hr;
}

HRESULT CoCopyProxy(IUnknown *proxy, IUnknown **copy)
{
	IClientSecurity *security;

	if (!copy)
		return FAIL(E_INVALIDARG);
	*copy = NULL;
	HRESULT hr = security_of(proxy, &security);
	if (FAILED(hr))
		return hr;
	hr = IClientSecurity_CopyProxy(security, proxy, copy);
	IClientSecurity_Release(security);
	return hr;
}
