"""A stand-in for GOV.UK Notify on this machine: takes messages, is asked for them, fails and breaks off when told to."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from flask import Flask

from pulse import notify

KEY = "test-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"


class Account:
    """What it was given, and how it behaves."""

    def __init__(self) -> None:
        self.taken: list[dict[str, object]] = []
        self.no_address: set[str] = set()
        #: references that could not be delivered, with Notify's word for it
        self.failed: dict[str, str] = {}
        #: answers to the next requests that send, instead of taking them
        self.answers: list[int] = []
        #: takes the next one, but the answer gets lost
        self.loses_answers = 0
        #: seconds it takes over a message
        self.slow = 0.0
        self.port = 0

    def given(self, app: Flask, *, email: bool = True, text: bool = True) -> None:
        """Let the application send by this one."""
        settings = {
            "PULSE_NOTIFY_KEY": KEY,
            "PULSE_NOTIFY_ADDRESS": f"http://127.0.0.1:{self.port}",
            "PULSE_NOTIFY_EMAIL_TEMPLATE": "email-template" if email else "",
            "PULSE_NOTIFY_TEXT_TEMPLATE": "text-template" if text else "",
        }
        notify.init_app(app, settings)

    def take(self, message: dict[str, object]) -> tuple[int, object]:
        """Notify's answer to a message."""
        if self.answers:
            status = self.answers.pop(0)
            return status, _error(status, "no")
        to = message.get("email_address", message.get("phone_number"))
        if to in self.no_address:
            field = "email_address" if "email_address" in message else "phone_number"
            return 400, _error(400, f"{field} Not a valid address", "ValidationError")
        time.sleep(self.slow)
        self.taken.append(message | {"id": str(uuid4())})
        if self.loses_answers:
            self.loses_answers -= 1
            return 504, _error(504, "gateway")
        return 201, {"id": self.taken[-1]["id"]}

    def listed(self, asked: dict[str, list[str]]) -> object:
        """What it is asked for: by reference, or what failed, a page at a time."""
        if "reference" in asked:
            found = [m for m in self.taken if m["reference"] == asked["reference"][0]]
            return {"notifications": found, "links": {}}
        rows = [
            {"id": reference, "reference": reference, "status": status}
            for reference, status in self.failed.items()
        ]
        after = asked.get("older_than", [""])[0]
        ids = [row["id"] for row in rows]
        begin = ids.index(after) + 1 if after in ids else 0
        return {"notifications": rows[begin : begin + 2], "links": {}}


def _error(status: int, message: str, kind: str = "BadRequestError") -> object:
    return {"status_code": status, "errors": [{"error": kind, "message": message}]}


@contextmanager
def running() -> Iterator[Account]:
    """The stand-in, on a free port."""
    account = Account()

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self._answer(*account.take(json.loads(self.rfile.read(length))))

        def do_GET(self) -> None:
            self._answer(200, account.listed(parse_qs(urlsplit(self.path).query)))

        def log_message(self, *_: object) -> None:
            """Says nothing."""

        def _answer(self, status: int, body: object) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    account.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield account
    finally:
        server.shutdown()
        server.server_close()
