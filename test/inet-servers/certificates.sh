#!/bin/sh
# certificates.sh DIRECTORY - an authority, and certificates for one key: good, and each wrong in its own way.
cd "$1" || exit 1
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout authority.key -out authority.pem -subj /CN=authority -days 2 \
	-addext basicConstraints=critical,CA:TRUE || exit 1
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout server.key -out server.csr -subj /CN=server || exit 1
sign() { # NAME DAYS LINE...
	out=$1.pem days=$2
	shift 2
	printf '%s\n' "$@" >extensions
	openssl x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days "$days" -extfile extensions -out "$out"
}
here=subjectAltName=DNS:localhost,IP:127.0.0.1
sign good 2 $here && sign expired -1 $here && sign other 2 subjectAltName=DNS:elsewhere.example &&
	sign usage 2 $here extendedKeyUsage=clientAuth || exit 1
printf '%s\n' "$here" >extensions
openssl x509 -req -in server.csr -signkey server.key -days 2 -extfile extensions -out self.pem
