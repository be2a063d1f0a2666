# ask.py - prints what is said to a line at a port of the loopback: ask.py PORT LINE
import socket
import sys

with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as s:
    s.sendall(sys.argv[2].encode() + b"\r\n")
    while data := s.recv(65536):
        sys.stdout.buffer.write(data)
