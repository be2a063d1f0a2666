#!/bin/sh
# goldens.sh - C for golden.c about what lies in test/idl/golden, so that a golden is added by adding its files:
# NAME.idl with NAME.h, NAME_i.c, NAME_p.c (and NAME.err, if it is warned of), or with NAME.err alone.
cd "$(dirname "$0")/golden" || exit 1
echo '/* made by test/idl/goldens.sh */'
grep -l 'extern ACOM_MODULE' ./*.h | sed 's,.*/\(.*\),#include "\1",'
echo '#define WORKING(X) \'
ls ./*.h | sed 's,.*/\(.*\)\.h,	X(\1) \\,'
echo
echo '#define BROKEN(X) \'
for err in *.err; do
	[ -f "${err%.err}.h" ] || echo "	X(${err%.err}) \\"
done
echo
echo '#define REMOTE(X) \'
sed -n 's/^extern ACOM_MODULE \(.*\)_interfaces.*/	X(\1) \\/p' ./*.h
echo
