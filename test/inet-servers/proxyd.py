# proxyd.py - a proxy on a free port of the loopback: proxyd.py LOG; prints the port, writes each request down. By its first octet a
# client speaks HTTP (GET of whole URLs, CONNECT), SOCKS4 (and 4a) or SOCKS5. proxyd.py LOG ask: HTTP wants ann's password.
import base64
import socket
import struct
import sys
import threading
from urllib.parse import urlsplit

log = open(sys.argv[1], "a", buffering=1)
EXPECTED = "Basic " + base64.b64encode(b"ann:secret").decode()
REFUSAL = b"HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 4\r\n\r\nwho?"


def pump(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def join(client, server, first=b""):
    server.sendall(first)
    other = threading.Thread(target=pump, args=(server, client), daemon=True)
    other.start()
    pump(client, server)
    other.join()


def exactly(client, count):
    data = b""
    while len(data) < count:
        data += client.recv(count - len(data)) or sys.exit()
    return data


def until(client, end):
    data = b""
    while not data.endswith(end):
        data += exactly(client, 1)
    return data


def http(client):
    while True:
        head = until(client, b"\r\n\r\n").decode()
        lines = head.split("\r\n")
        fields = dict(line.lower().split(": ", 1) if not line.startswith("Proxy-Auth") else line.split(": ", 1) for line in lines[1:-2])
        method, target, _ = lines[0].split(" ")
        user = fields.get("Proxy-Authorization")
        log.write(f"{method} {target}{' ann' if user == EXPECTED else ''}\n")
        if len(sys.argv) > 2 and user != EXPECTED:
            client.sendall(REFUSAL)
            continue
        if method == "CONNECT":
            host, port = target.rsplit(":", 1)
            if port == "1":
                client.sendall(b"HTTP/1.1 403 No\r\nX-Why: because\r\nContent-Length: 0\r\n\r\n")
                continue
            server = socket.create_connection((host, int(port)))
            client.sendall(b"HTTP/1.1 200 Go\r\n\r\n")
            return join(client, server)
        url = urlsplit(target)
        server = socket.create_connection((url.hostname, url.port or 80))
        lines[0] = f"{method} {url.path} HTTP/1.1"
        return join(client, server, "\r\n".join(lines).encode())


def socks4(client):
    _, port, address = struct.unpack("!BH4s", exactly(client, 7))
    user = until(client, b"\0")[:-1].decode()
    host = socket.inet_ntoa(address)
    if host.startswith("0.0.0."):
        host = until(client, b"\0")[:-1].decode()
    log.write(f"SOCKS4 {host}:{port} {user}\n")
    server = socket.create_connection((host, port))
    client.sendall(b"\0\x5a\0\0\0\0\0\0")
    join(client, server)


def socks5(client):
    methods = exactly(client, exactly(client, 1)[0])
    user = ""
    if 2 in methods:
        client.sendall(b"\5\2")
        exactly(client, 1)
        user = exactly(client, exactly(client, 1)[0]).decode()
        password = exactly(client, exactly(client, 1)[0]).decode()
        client.sendall(b"\1\0" if (user, password) == ("ann", "secret") else b"\1\1")
    else:
        client.sendall(b"\5\0")
    kind = exactly(client, 4)[3]
    if kind == 3:
        host = exactly(client, exactly(client, 1)[0]).decode()
    else:
        host = socket.inet_ntop(socket.AF_INET if kind == 1 else socket.AF_INET6, exactly(client, 4 if kind == 1 else 16))
    port, = struct.unpack("!H", exactly(client, 2))
    log.write(f"SOCKS5 {host}:{port} {user}\n")
    server = socket.create_connection((host, port))
    client.sendall(b"\5\0\0\1\0\0\0\0\0\0")
    join(client, server)


def serve(client):
    with client:
        first = client.recv(1, socket.MSG_PEEK)
        if first in (b"\4", b"\5"):
            exactly(client, 1)
        {b"\4": socks4, b"\5": socks5}.get(first, http)(client)


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
