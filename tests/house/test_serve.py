"""`make run` starts the website and the job runner together, and stops them together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
TINY = """
import os, time
from pathlib import Path
import click
from flask import Flask

app = Flask(__name__)
app.get("/")(lambda: "here")

@app.cli.command()
@click.option("--if-empty", is_flag=True)
def demo(if_empty):
    click.echo(f"demo {if_empty} {os.environ['PULSE_ADDRESS']}")

@app.cli.group()
def jobs():
    pass

@jobs.command()
def run():
    Path("runner").write_text(str(os.getpid()))
    time.sleep(60)
"""
Start = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def start(tmp_path: Path, port: int) -> Iterator[Start]:
    """Starts a tiny Pulse in a process group of its own, as a terminal does."""
    (tmp_path / "wsgi.py").write_text(TINY)
    begun: list[subprocess.Popen[str]] = []

    def begin() -> "subprocess.Popen[str]":
        begun.append(
            subprocess.Popen(
                [sys.executable, "-m", "tools.serve"],
                cwd=tmp_path,
                env=os.environ | {"PORT": str(port), "PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        )
        return begun[0]

    yield begin
    for one in begun:
        if one.poll() is None:
            os.killpg(one.pid, signal.SIGKILL)
        one.communicate()


def until(met: Callable[[], object]) -> None:
    """Wait, half a minute at most, until something is so."""
    for _ in range(150):
        if met():
            return
        time.sleep(0.2)
    raise AssertionError(f"{met} never came true")


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/", timeout=2) as page:
            return bool(page.read() == b"here")
    except (URLError, ConnectionError):
        return False


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.slow
def test_ctrl_c_stops_the_website_and_the_job_runner(
    start: Start, port: int, tmp_path: Path
) -> None:
    serving = start()
    until(lambda: answers(port) and (tmp_path / "runner").exists())
    os.killpg(serving.pid, signal.SIGINT)
    said, _ = serving.communicate(timeout=30)
    assert f"demo True http://localhost:{port}" in said
    assert not answers(port)
    assert gone(int((tmp_path / "runner").read_text()))


@pytest.mark.slow
def test_when_the_job_runner_dies_the_website_stops_too(
    start: Start, port: int, tmp_path: Path
) -> None:
    serving = start()
    until(lambda: answers(port) and (tmp_path / "runner").exists())
    os.kill(int((tmp_path / "runner").read_text()), signal.SIGKILL)
    until(lambda: serving.poll() is not None)
    assert not answers(port)
    assert serving.returncode != 0


def test_a_port_that_is_taken_is_named(start: Start, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        serving = start()
        said, _ = serving.communicate(timeout=30)
    assert f"Cannot listen on 127.0.0.1:{port}" in said
    assert "make run PORT=8080" in said
    assert serving.returncode == 1
