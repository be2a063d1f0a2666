#!/usr/bin/python3
"""client.py ADDER - impacket as client of our server: activation, references, the resolver of OXIDs and pings, calls in one
and in many fragments, and what has to fail."""
import os, subprocess, sys
from impacket.dcerpc.v5 import transport, dcomrt
from impacket.dcerpc.v5.dcomrt import DCOMANSWER, DCOMCALL
from impacket.dcerpc.v5.dtypes import HRESULT, LONG, NULL, ULONG
from impacket.dcerpc.v5.ndr import NDRUniConformantArray
from impacket.dcerpc.v5.rpcrt import DCERPCException, RPC_C_AUTHN_LEVEL_NONE
from impacket.uuid import generate, string_to_bin, uuidtup_to_bin

CLASS = string_to_bin('a0c0ffee-0004-4a11-9000-00000000abcd')
IADDER = string_to_bin('a0c0ffee-0003-4a11-9000-00000000abcd')
NOBODY = string_to_bin('deadbeef-0000-0000-0000-000000000000')


class DCERPCSessionError(DCERPCException):
    pass


class Octets(NDRUniConformantArray):
    item = 'c'


class Add(DCOMCALL):
    opnum = 3
    structure = (('a', LONG), ('b', LONG))


class AddResponse(DCOMANSWER):
    structure = (('sum', LONG), ('ErrorCode', HRESULT))


class Echo(DCOMCALL):
    opnum = 4
    structure = (('size', ULONG), ('octets', Octets))


class EchoResponse(DCOMANSWER):
    structure = (('same', Octets), ('ErrorCode', HRESULT))


def fails(code, call, *args, **named):
    try:
        call(*args, **named)
    except DCERPCException as e:
        assert code in str(e), (code, str(e))
    else:
        raise AssertionError('nothing fails where %s should' % code)


def connected(interface):
    d = transport.DCERPCTransportFactory('ncacn_ip_tcp:%s[%s]' % (host, port)).get_dce_rpc()
    d.connect()
    d.bind(uuidtup_to_bin((interface, '0.0')))
    return d


def prepared(call):
    call['ORPCthis']['cid'] = generate()
    call['ORPCthis']['extensions'] = NULL
    call['ORPCthis']['flags'] = 0
    return call


def add(d, ipid, a, b):
    r = prepared(Add())
    r['a'], r['b'] = a, b
    return d.request(r, uuid=ipid)['sum']


def activated():
    target = '%s[%s]' % (host, port)
    c = dcomrt.DCOMConnection(target, authLevel=RPC_C_AUTHN_LEVEL_NONE, oxidResolver=False)
    dcomrt.DCOMConnection.PORTMAPS[host] = dcomrt.DCOMConnection.PORTMAPS[target]
    i = c.CoCreateInstanceEx(CLASS, IADDER)
    i.get_cinstance().set_auth_level(RPC_C_AUTHN_LEVEL_NONE)
    r = Add()
    r['a'], r['b'] = 40, 2
    assert i.request(r, uuidtup_to_bin(('a0c0ffee-0003-4a11-9000-00000000abcd', '0.0')), uuid=i.get_iPid())['sum'] == 42
    return c, i


def references(i):
    i.RemQueryInterface(1, (IADDER,))
    i.RemAddRef()
    i.RemRelease()


def calls(ipid):
    d = connected('a0c0ffee-0003-4a11-9000-00000000abcd')
    assert add(d, ipid, 1, 2) == 3
    fails('RPC_E_DISCONNECTED', add, d, NOBODY, 1, 2)
    assert add(d, ipid, 3, 4) == 7  # the connection lives on
    d.set_max_fragment_size(16)
    assert add(d, ipid, -5, 6) == 1
    r = prepared(Echo())
    r['size'], r['octets'] = 3000, [bytes([n & 255]) for n in range(3000)]
    assert d.request(r, uuid=ipid)['same'] == r['octets']
    fails('abstract_syntax', connected, '11111111-2222-3333-4444-555555555555')
    d.disconnect()


def exporter(i):
    x = dcomrt.IObjectExporter(connected('99fcfec4-5260-101b-bbcb-00aa0021347a'))
    assert [s['aNetworkAddr'][:-1] for s in x.ServerAlive2()][0] == '%s[%s]' % (host, port)
    assert x.ResolveOxid2(i.get_oxid(), (7,))
    fails('0x776', x.ResolveOxid2, 0x0102030405060708, (7,))
    setid = x.ComplexPing(0, 1, [i.get_oid()], [])['pSetId']
    x.SimplePing(setid)
    fails('0x778', x.SimplePing, setid + 1)
    fails('0x777', x.ComplexPing, 0, 1, [i.get_oid() + 1], [])


captures = os.environ.get('ACOM_TEST_CAPTURES')
server = subprocess.Popen(sys.argv[1:2], env=dict(os.environ, ACOM_PCAP=captures + '/server.pcap' if captures else ''), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
host, port = server.stdout.readline().decode().strip().split(':')[1:]
connection, instance = activated()
done = []
for name, step in (('references', lambda: references(instance)), ('calls', lambda: calls(instance.get_iPid())),
                   ('resolver and pings', lambda: exporter(instance))):
    step()
    done.append(name)
connection.disconnect()
server.stdin.close()
assert server.wait() == 0, 'the server ended with %d' % server.returncode
print('impacket as client: activation, %s: OK' % ', '.join(done))
