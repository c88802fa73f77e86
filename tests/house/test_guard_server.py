"""A real gunicorn with this project's settings writes nothing of a request, however broken, to its log."""

import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: An application that can fail while it answers.
FAILING = """
def app(environ, start_response):
    environ["wsgi.input"].read()
    if "fail" in environ["PATH_INFO"]:
        raise KeyError("planted-value")
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""
REQUESTS = {
    "a bad version": b"GET /planted-url HTTP/planted-version\r\nHost: x\r\n\r\n",
    "a bad method": b"planted,method / HTTP/1.1\r\nHost: x\r\n\r\n",
    "a bad header": b"GET /planted-url HTTP/1.1\r\nPlanted Header: planted-value\r\n\r\n",
    "a header without colon": b"GET /planted-url HTTP/1.1\r\nplanted-header\r\n\r\n",
    "an over-long address": b"GET /planted-url" + b"x" * 9_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "a header over-long": b"GET / HTTP/1.1\r\nPlanted: " + b"x" * 90_000 + b"\r\n\r\n",
    "a bad chunk": b"POST /planted-url HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nplanted\r\n",
    "an unknown coding": b"POST /planted-url HTTP/1.1\r\nTransfer-Encoding: planted\r\n\r\n",
    "a failing application": b"GET /planted-url-fail?planted=1 HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What gunicorn wrote while it was sent all of these."""
    folder = tmp_path_factory.mktemp("gunicorn")
    (folder / "failing.py").write_text(FAILING)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "gunicorn.conf.py"), "failing:app"]
    settings = {**os.environ, "PORT": str(port), "WEB_CONCURRENCY": "1", "PYTHONPATH": str(ROOT)}
    with (folder / "log").open("wb") as file:
        server = subprocess.Popen(words, cwd=folder, env=settings, stdout=file, stderr=file)
        try:
            assert b"200 OK" in _sent(port, b"GET / HTTP/1.0\r\n\r\n")
            for raw in REQUESTS.values():
                assert b"200 OK" not in _sent(port, raw)
        finally:
            server.terminate()
            server.wait(30)
    return (folder / "log").read_text()


def _sent(port: int, raw: bytes) -> bytes:
    for _ in range(100):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
                connection.sendall(raw)
                return connection.recv(4_096)
        except ConnectionRefusedError:
            time.sleep(0.1)
        except ConnectionResetError:
            return b""
    raise AssertionError("gunicorn does not answer")


@pytest.mark.parametrize("planted", ["127.0.0.1", "planted", "http/", "x" * 20, "invalid request"])
def test_nothing_of_a_request_is_in_the_log(log: str, planted: str) -> None:
    assert planted not in log.lower()


def test_a_fault_is_in_the_log_by_its_kind_alone(log: str) -> None:
    assert "Error handling request: KeyError" in log
    assert "Traceback" not in log
