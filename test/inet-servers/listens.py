# listens.py - waits until somebody listens at this port of the loopback.
import socket
import sys
import time

while True:
    with socket.socket() as s:
        if s.connect_ex(("127.0.0.1", int(sys.argv[1]))) == 0:
            break
    time.sleep(0.02)
