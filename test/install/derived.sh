#!/bin/sh
# derived.sh - interfaces that derive from acom's own with [local] methods: their proxies call what is in the library for those.
. "$(dirname "$0")/prepare"
cat >derived.idl <<'END'
import "objidl.idl", "oaidl.idl";
[object, dual, uuid(0c1f3b52-6a57-4d0e-8a3e-5b1f6f0c7a11)] interface ICounter : IDispatch { HRESULT Count([out, retval] LONG *n); }
[object, uuid(0c1f3b52-6a57-4d0e-8a3e-5b1f6f0c7a12)] interface IValues : IEnumVARIANT { HRESULT Last([out] VARIANT *v); }
[object, uuid(0c1f3b52-6a57-4d0e-8a3e-5b1f6f0c7a13)] interface IWrongs : IErrorLog { HRESULT Forget(); }
[object, uuid(0c1f3b52-6a57-4d0e-8a3e-5b1f6f0c7a14)] interface IBag : IPropertyBag { HRESULT Empty(); }
[object, uuid(0c1f3b52-6a57-4d0e-8a3e-5b1f6f0c7a15)] interface IFactory2 : IClassFactory { HRESULT Licence([out] BSTR *key); }
[object, uuid(0c1f3b52-6a57-4d0e-8a3e-5b1f6f0c7a16)] interface ITape : IStream { HRESULT Rewind(); }
END
cat >main.c <<'END'
#include <acom.h>
#include "derived.h"
int main(void) { return FAILED(AcomRegisterInterfaces(derived_interfaces)); }
END
idlgen derived.idl
for static in '' --static; do
	cc -Wall -Wextra -Werror ${static#-} -o derived main.c derived_i.c derived_p.c $(pkg-config --cflags --libs $static acom) -pthread
	./derived
done
