# gopherd.py - gophernicus, which speaks over its standard input and output, on a free port of the loopback: gopherd.py DIRECTORY;
# prints the port.
import socket
import subprocess
import sys

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(64)
port = str(listener.getsockname()[1])
print(port, flush=True)
while True:
    connection = listener.accept()[0]
    subprocess.run(["/usr/sbin/gophernicus", "-nr", "-nf", "-ns", "-nm", "-r", sys.argv[1], "-h", "127.0.0.1", "-p", port],
                   stdin=connection, stdout=connection)
    connection.close()
