# server.py - the pages that both clients ask for, on a free port of the loopback; prints it, and one where nobody is.
import http.server
import socket
import socketserver
import time


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, code, body, *headers):
        self.send_response(code)
        if not headers or headers[0][0] != "Content-Length":
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/hello":
            self.answer(200, b"hello")
        elif self.path == "/slow":
            self.answer(200, b"", ("Content-Length", "5"))
            time.sleep(0.3)
            self.wfile.write(b"hello")
        elif self.path == "/empty":
            self.answer(200, b"")
        elif self.path == "/moved":
            self.answer(302, b"", ("Location", "/hello"))
        else:
            self.answer(404, b"no")

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200, b"thanks")

    def log_message(self, *unused):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


taken = socket.socket()
taken.bind(("127.0.0.1", 0))
server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], taken.getsockname()[1], flush=True)
server.serve_forever()
