"""WebKit as Debian gives it: WebKitGTK's MiniBrowser behind WebKitWebDriver, on a screen that nobody sees."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from playwright.sync_api import Error

from bench.webdriver import Tab

NAME = "WebKitGTK"
INSTALL = "apt-get install webkit2gtk-driver xvfb"
DRIVER = "WebKitWebDriver"
MINI_BROWSERS = "lib*/**/webkit2gtk-4.*/MiniBrowser"
STARTS = 30  # seconds
LONGEST = 400  # seconds for one command
#: Our short names as the standard's addresses.
ADDRESSES = {
    "SetTimeouts": "timeouts",
    "SetWindowRect": "window/rect",
    "Navigate": "url",
    "Refresh": "refresh",
    "ExecuteScript": "execute/sync",
    "ExecuteAsyncScript": "execute/async",
    "ElementClick": "element/{id}/click",
    "ElementSendKeys": "element/{id}/value",
}


class Http:
    """A session of WebKitWebDriver."""

    def __init__(self, port: int, program: Path) -> None:
        self._port = port
        wanted = {"binary": str(program), "args": ["--automation"]}
        given = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": wanted}}}
        made = self._ask("POST", "/session", given)
        assert isinstance(made, dict)
        self._session = f"/session/{made['sessionId']}"
        self.version = str(made["capabilities"]["browserVersion"])

    def command(self, name: str, **given: object) -> object:
        address = ADDRESSES[name].format(id=given.pop("id", ""))
        return self._ask("POST", f"{self._session}/{address}", given)

    def close(self) -> None:
        self._ask("DELETE", self._session)

    def _ask(self, method: str, path: str, given: object = None) -> object:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=LONGEST)
        body = json.dumps(given) if method == "POST" else None
        connection.request(method, path, body, {"Content-Type": "application/json"})
        reply = connection.getresponse()
        value: object = json.loads(reply.read())["value"]
        connection.close()
        if isinstance(value, dict) and "error" in value:
            raise Error(f"{value['error']}: {value['message']}")
        return value


def is_there() -> bool:
    """Whether all three are installed: driver, browser and screen."""
    return bool(shutil.which(DRIVER) and shutil.which("Xvfb") and _mini_browser())


@contextmanager
def visit() -> Iterator[Tab]:
    """The tab of a MiniBrowser that was just started for the first time."""
    port, program = _free_port(), _mini_browser()
    assert program
    with ExitStack() as leaving:
        home = leaving.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        screen = leaving.enter_context(_screen())
        environment = {**os.environ, "HOME": home, "DISPLAY": screen}
        command = [DRIVER, f"--port={port}"]
        leaving.enter_context(_running(command, env=environment, stderr=subprocess.DEVNULL))
        session = _start(port, program)
        leaving.callback(session.close)
        yield Tab(session)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _mini_browser() -> Path | None:
    return next(Path("/usr").glob(MINI_BROWSERS), None)


def _start(port: int, program: Path) -> Http:
    for _ in range(STARTS * 10):
        try:
            return Http(port, program)
        except ConnectionError:
            time.sleep(0.1)
    raise Error("WebKitWebDriver does not start.")


@contextmanager
def _screen() -> Iterator[str]:
    """Xvfb on a display that it finds free."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x1000x24"]
    command += ["-nolisten", "tcp"]
    with _running(command, pass_fds=[writing], stderr=subprocess.DEVNULL):
        os.close(writing)
        with os.fdopen(reading) as said:
            display = said.readline().strip()
        yield f":{display}"


@contextmanager
def _running(command: list[str], **options: object) -> Iterator[None]:
    running = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    try:
        yield
    finally:
        running.terminate()
        running.wait(30)
