#!/usr/bin/python3
# echo.py PORT - rpcecho through Samba's client: in both byte orders, and in answers of many fragments.
import sys

from samba.dcerpc import echo
from samba.param import LoadParm

lp = LoadParm(filename_for_non_global_lp="/dev/null")
for order in ("", ",bigendian"):
    client = echo.rpcecho("ncacn_ip_tcp:127.0.0.1[%s%s]" % (sys.argv[1], order), lp)
    assert client.AddOne(41) == 42
    for size in (0, 1, 5000, 5816, 5817, 20000, 100000):
        data = [i * 7 % 251 for i in range(size)]
        assert list(client.EchoData(data)) == data, size
        client.SinkData(data)
        assert list(client.SourceData(size)) == [i % 256 for i in range(size)], size
print("rpcecho: both byte orders OK")
