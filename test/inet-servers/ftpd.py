# ftpd.py - pyftpdlib on a free port of the loopback: ftpd.py DIRECTORY LOG; prints the port, writes each command down.
import logging
import sys

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer

log = open(sys.argv[2], "w", buffering=1)


class Handler(FTPHandler):
    banner = "ready"
    auth_failed_timeout = 0

    def on_connect(self):
        log.write("CONNECT\n")

    def pre_process_command(self, line, cmd, arg):
        log.write(line + "\n")
        FTPHandler.pre_process_command(self, line, cmd, arg)


logging.basicConfig(level=logging.CRITICAL)
authorizer = DummyAuthorizer()
authorizer.add_user("ann", "secret", sys.argv[1], perm="elradfmwMT")
authorizer.add_anonymous(sys.argv[1])
Handler.authorizer = authorizer
server = FTPServer(("127.0.0.1", 0), Handler)
print(server.socket.getsockname()[1], flush=True)
server.serve_forever()
