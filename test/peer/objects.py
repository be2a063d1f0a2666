#!/usr/bin/python3
"""objects.py ORPCFORMS - impacket reads what our runtime writes of its own calls, and writes the same for it to read."""
import subprocess, sys
from impacket.dcerpc.v5 import dcomrt as d
from impacket.dcerpc.v5.dtypes import NULL
from impacket.dcerpc.v5.ndr import NDR, NDRArray, NDRPOINTER, NDRPOINTERNULL, NDRUniConformantArray
from impacket.uuid import string_to_bin

program = sys.argv[1]
COFFEE = string_to_bin('c0ffee00-1111-2222-3344-5566778899aa')
TEA = string_to_bin('000007ea-0001-0002-0304-05060708090a')
UNKNOWN = string_to_bin('00000000-0000-0000-c000-000000000046')
OXID = 0x1122334455667788
WORDS = [7] + [ord(c) for c in '127.0.0.1[5000]'] + [0, 0, 10, 0xffff, 0, 0]
POINTER = b'no reference.'


# In impacket 0.10 the results are one, not an array of them.
class REMQIRESULT_ARRAY(NDRUniConformantArray):
    item = d.REMQIRESULT
class PREMQIRESULT_ARRAY(NDRPOINTER):
    referent = (('Data', REMQIRESULT_ARRAY),)
class RemQueryInterfaceResponse(d.DCOMANSWER):
    structure = (('ppQIResults', PREMQIRESULT_ARRAY), ('ErrorCode', d.error_status_t))
d.RemQueryInterfaceResponse = RemQueryInterfaceResponse


def made(kind, **fields):
    one = kind()
    for name, value in fields.items():
        one[name] = value
    return one


def many(kind, values):
    return [made(kind, Data=v) for v in values]


def octets(data):
    return [bytes([b]) for b in data]


def version(v):
    v['MajorVersion'], v['MinorVersion'] = 5, 7


def extensions():
    extent = made(d.PORPC_EXTENT, Data=made(d.ORPC_EXTENT, id=COFFEE, size=5, data=octets(b'beans\0\0\0')))
    return made(d.ORPC_EXTENT_ARRAY, size=1, reserved=0, extent=[extent, NULL])


def bindings():
    return made(d.DUALSTRINGARRAY, wNumEntries=len(WORDS), wSecurityOffset=18, aStringArray=WORDS)


def pointer():
    return made(d.MInterfacePointer, ulCntData=len(POINTER), abData=octets(POINTER))


def result():
    one = d.REMQIRESULT()
    one['hResult'] = 0
    for name, value in (('flags', 0x1000), ('cPublicRefs', 5), ('oxid', 1), ('oid', 2), ('ipid', COFFEE)):
        one['std'][name] = value
    return one


references = [made(d.REMINTERFACEREF, ipid=i, cPublicRefs=p, cPrivateRefs=q) for i, p, q in ((COFFEE, 5, 0), (TEA, 1, 2))]
calls = {
    'RemQueryInterface': dict(ripid=COFFEE, cRefs=5, cIids=2, iids=many(d.IID, (TEA, UNKNOWN))),
    'RemQueryInterfaceResponse': dict(ppQIResults=[result()]),
    'RemAddRef': dict(cInterfaceRefs=2, InterfaceRefs=references),
    'RemAddRefResponse': dict(pResults=many(d.DWORD, (0, 0x80010114))),
    'RemRelease': dict(cInterfaceRefs=2, InterfaceRefs=references),
    'ResolveOxid2': dict(pOxid=OXID, cRequestedProtseqs=1, arRequestedProtseqs=[7]),
    'ResolveOxid2Response': dict(ppdsaOxidBindings=bindings(), pipidRemUnknown=COFFEE, pAuthnHint=1),
    'ServerAlive2Response': dict(ppdsaOrBindings=bindings(), pReserved=NULL),
    'SimplePing': dict(pSetId=OXID),
    'ComplexPing': dict(pSetId=OXID, SequenceNum=9, cAddToSet=2, cDelFromSet=0,
                        AddToSet=many(d.OID, (1, 0x0123456789abcdef)), DelFromSet=NULL),
    'ComplexPingResponse': dict(pSetId=OXID, pPingBackoffFactor=3),
    'RemoteCreateInstance': dict(pUnkOuter=NULL, pActProperties=pointer()),
    'RemoteCreateInstanceResponse': dict(ppActProperties=pointer()),
    'RemoteGetClassObject': dict(pActProperties=pointer()),
}


def call(name):
    one = made(getattr(d, name), **calls[name])
    names = [n for n, _ in one.commonHdr + one.structure]
    if 'ORPCthis' in names:
        one['ORPCthis']['flags'], one['ORPCthis']['cid'], one['ORPCthis']['extensions'] = 1, TEA, extensions()
    if 'ORPCthat' in names:
        one['ORPCthat']['flags'], one['ORPCthat']['extensions'] = 0, extensions()
    for v in set(names) & {'pComVersion'}:
        version(one[v])
    if 'ErrorCode' in names:
        one['ErrorCode'] = 1
    return one


def plain(x):
    """What an object of impacket's says, without ids, counts and gaps."""
    if isinstance(x, NDRPOINTERNULL) or (isinstance(x, NDRPOINTER) and not x.fields['ReferentID']):
        return None
    if isinstance(x, NDR):
        skipped = ('ReferentID', 'MaximumCount', 'Offset', 'ActualCount')
        fields = {k: plain(v) for k, v in x.fields.items() if k not in skipped and not k.startswith('Pad')}
        return fields['Data'] if list(fields) == ['Data'] else fields
    if isinstance(x, list):
        values = [plain(v) for v in x]
        return b''.join(values) if values and all(isinstance(v, bytes) and len(v) == 1 for v in values) else values
    return x & 0xffffffffffffffff if isinstance(x, int) and x >= 1 << 63 else x & 0xffffffff if isinstance(x, int) and x < 0 else x


# ---- activation properties ----

def pickled(*properties):
    """The properties back to back, and the size of each."""
    data, sizes = b'', []
    for p in properties:
        one = p.getData() + p.getDataReferents()
        one += b'\xfa' * (-len(one) % 8)
        data += one
        sizes.append(len(one))
    return data, sizes


def activation(iid, clsid, names, *properties):
    blob = d.ACTIVATION_BLOB()
    blob['CustomHeader']['destCtx'] = 2
    blob['CustomHeader']['pdwReserved'] = NULL
    blob['Property'], sizes = pickled(*properties)
    for name, size in zip(names, sizes):
        blob['CustomHeader']['pclsid'].append(made(d.CLSID, Data=name))
        blob['CustomHeader']['pSizes'].append(made(d.DWORD, Data=size))
    data = blob.getData()
    return made(d.OBJREF_CUSTOM, iid=iid, clsid=clsid, cbExtension=0, ObjectReferenceSize=len(data) + 8,
                pObjectData=data).getData()


def asked():
    what = d.InstantiationInfoData()
    what['classId'], what['cIID'], what['thisSize'] = COFFEE, 2, 88
    what['pIID'] = many(d.IID, (TEA, UNKNOWN))
    version(what['clientCOMVersion'])
    place = d.LocationInfoData()  # which is not looked at
    place['machineName'] = NULL
    how = d.ScmRequestInfoData()
    how['pdwReserved'] = NULL
    how['remoteRequest']['ClientImpLevel'], how['remoteRequest']['cRequestedProtseqs'] = 2, 1
    how['remoteRequest']['pRequestedProtseqs'] = [7]
    return what, place, how


def answered():
    props = d.PropsOutInfo()
    props['cIfs'] = 2
    props['piid'] = many(d.IID, (TEA, UNKNOWN))
    props['phresults'] = many(d.HRESULT, (0, 0x80010114 - (1 << 32)))
    props['ppIntfData'] = [made(d.PMInterfacePointer, Data=pointer()), NULL]
    reply = d.ScmReplyInfoData()
    reply['pdwReserved'] = NULL
    remote = reply['remoteReply']
    remote['Oxid'], remote['pdsaOxidBindings'], remote['ipidRemUnknown'], remote['authnHint'] = OXID, bindings(), COFFEE, 1
    version(remote['serverVersion'])
    return props, reply


def unpickle(kind, data):
    one = kind()
    one.fromStringReferents(data[one.fromString(data):])
    return one


def properties_of(data, iid, clsid):
    objref = d.OBJREF_CUSTOM(data)
    assert objref['iid'] == iid and objref['clsid'] == clsid
    assert objref['ObjectReferenceSize'] == len(objref['pObjectData'])
    blob = d.ACTIVATION_BLOB(objref['pObjectData'])
    header = blob['CustomHeader']
    sizes = [s['Data'] for s in header['pSizes']]
    assert header['totalSize'] == blob['dwSize'] == len(objref['pObjectData']) - 8
    assert header['headerSize'] == blob['dwSize'] - sum(sizes) and header['cIfs'] == len(sizes)
    found, at = {}, 0
    for name, size in zip(header['pclsid'], sizes):
        found[name['Data']] = blob['Property'][at:at + size]
        at += size
    return found


directions = {
    'ActivationIn': (d.IID_IActivationPropertiesIn[:16], d.CLSID_ActivationPropertiesIn, asked,
                     (d.CLSID_InstantiationInfo, d.CLSID_ServerLocationInfo, d.CLSID_ScmRequestInfo)),
    'ActivationOut': (d.IID_IActivationPropertiesOut[:16], d.CLSID_ActivationPropertiesOut, answered,
                      (d.CLSID_PropsOutInfo, d.CLSID_ScmReplyInfo)),
}


def check_activation(name, data):
    iid, clsid, values, names = directions[name]
    found = properties_of(data, iid, clsid)
    for clsid, value in zip(names, values()):
        if clsid == d.CLSID_ServerLocationInfo:
            continue
        ours, theirs = plain(unpickle(type(value), found[clsid])), plain(value)
        for own in ('PrivateHeader', 'thisSize'):  # lengths, which are made when it is written
            ours.pop(own, 0), theirs.pop(own, 0)
        compare(name, ours, theirs)


def compare(name, ours, theirs):
    if ours != theirs:
        sys.exit('%s: ours says\n  %s\nand impacket\'s\n  %s' % (name, ours, theirs))


# ---- both ways ----

ours = [line.split() for line in subprocess.run([program], stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()]
theirs = ''
for name, text in ours:
    data = bytes.fromhex(text)
    if name in directions:
        check_activation(name, data)
        iid, clsid, values, names = directions[name]
        theirs += '%s %s\n' % (name, activation(iid, clsid, names, *values()).hex())
    else:
        compare(name, plain(getattr(d, name)(data)), plain(call(name)))
        theirs += '%s %s\n' % (name, call(name).getData().hex())
assert len(ours) == len(calls) + len(directions)
print('%d of ours were read by impacket' % len(ours), flush=True)
sys.exit(subprocess.run([program, '-'], input=theirs, text=True).returncode)
