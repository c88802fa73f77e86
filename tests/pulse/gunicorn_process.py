"""A real gunicorn with the project's own settings, in an environment that holds what the test names and nothing else."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Server:
    """A running server; what it wrote is there once it has stopped."""

    port: int
    pid: int
    said: str = ""

    def ask(self, method: str, path: str, body: bytes = b"") -> http.client.HTTPResponse:
        """One request; the answer's body has been read into ``.text``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body)
        answer = connection.getresponse()
        answer.text = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer

    def send(self, raw: bytes) -> bytes:
        """Bytes as they are."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            try:
                return connection.recv(65_536)
            except ConnectionResetError:
                return b""


@contextmanager
def running(environment: Mapping[str, str]) -> Iterator[Server]:
    """Serve Pulse until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "wsgi:app"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PORT": str(port), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    server = Server(port, process.pid)
    try:
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        server.said = process.communicate(timeout=60)[0].decode()


def _wait(server: Server, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("gunicorn did not start")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", server.port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("gunicorn does not answer")
