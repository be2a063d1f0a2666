#!/bin/sh
# inet.sh - a program finds the installed internet client by its class file: in its own process, and in the server that is started.
. "$(dirname "$0")/prepare"
umask 022
cat >client.c <<'EOF'
#include <acom.h>
#include <acom/inet.h>
#include <acom/wininet.h>
#include <stdio.h>

static void get(DWORD where)
{
	IInternetSession *session;
	IHttpConnection *connection = NULL;
	IHttpRequest *request = NULL;
	HRESULT hr = CoCreateInstance(&CLSID_InternetSession, NULL, where, &IID_IInternetSession, (void **)&session);

	if (SUCCEEDED(hr)) {
		hr = IInternetSession_ConnectHttp(session, "127.0.0.1", 9, 0, &connection);
		IInternetSession_Release(session);
	}
	if (SUCCEEDED(hr))
		hr = IHttpConnection_OpenRequest(connection, NULL, "/", NULL, INTERNET_FLAG_OFFLINE, 0, &request);
	if (SUCCEEDED(hr)) {
		hr = IHttpRequest_SendRequest(request, NULL, NULL, 0);
		IHttpRequest_Release(request);
	}
	if (connection)
		IHttpConnection_Release(connection);
	printf("%s\n", hr == HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND) ? "offline" : AcomErrorText(hr));
}

int main(void)
{
	CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
	get(CLSCTX_INPROC_SERVER);
	get(CLSCTX_LOCAL_SERVER);
	CoUninitialize();
	return 0;
}
EOF
cc -Wall -Wextra -o client client.c $(pkg-config --cflags --libs acominet) -Wl,-rpath,"$tree/usr/lib"
mkdir -m 700 run
XDG_RUNTIME_DIR=$PWD/run
ACOM_CLASS_PATH=$(pkg-config --variable=classdir acom)
export XDG_RUNTIME_DIR ACOM_CLASS_PATH
timeout 60 ./client >output
printf 'offline\noffline\n' | diff - output
# What is no address is told, and nothing is served at a part of it.
for address in "$(printf 'unix:\377')" "unix:$(printf 'x%.0s' $(seq 600))"; do
	if timeout 60 "$tree/usr/bin/acom-inet-server" "$address" 2>said; then
		echo "acom-inet-server serves at $address"
		exit 1
	fi
	grep -q 'RPC_S_INVALID_STRING_BINDING\|not an address' said
done
# The server ends by itself.
for _ in $(seq 600); do
	find /proc -maxdepth 2 -name exe -lname "$tree/usr/bin/acom-inet-server" 2>/dev/null | grep -q . || exit 0
	sleep 0.05
done
echo "acom-inet-server is still there"
exit 1
