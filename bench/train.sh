#!/bin/sh
# train.sh PROGRAM - calls of each kind by a bench-alone that counts which way they go, for the compiler.
set -e
calls() # MILLISECONDS OPERATION SIZE DEPTH WAY
{
	BENCH_MS=$1 BENCH_WARM_MS=10 timeout 60 "$program" $2 $3 $4 $5
}

program=$1
for way in unix tcp thread; do
	calls 200 add 0 1 $way
	calls 500 add 0 64 $way
	calls 20 echo 1024 1 $way
	calls 10 echo 65536 1 $way
	calls 10 echo 1048576 4 $way
done
