"""A mail server on this machine: what it was handed, whom it refuses, when it breaks off."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from flask import Flask

from pulse import postbox


class Mail:
    """What came, and how it behaves."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.later: set[str] = set()
        self.down = False
        #: seconds it takes over a letter
        self.slow = 0.0
        self.port = 0

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: object, _session: object, envelope: Any, address: str, _options: object
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        if address in self.later:
            return "450 come again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802
        if self.down and len(self.letters) >= 3:
            return "451 try again later"
        await asyncio.sleep(self.slow)
        self.letters.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return "250 OK"

    def given(self, app: Flask) -> None:
        """Let the application hand its letters to this one."""
        postbox.init_app(
            app,
            {
                "PULSE_SMTP_HOST": "127.0.0.1",
                "PULSE_SMTP_PORT": str(self.port),
                "PULSE_SMTP_SECURITY": "none",
                "PULSE_MAIL_FROM": "survey@westerby.example",
            },
        )


@contextmanager
def running() -> Iterator[Mail]:
    """The server, on a free port."""
    made = Mail()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        made.port = probe.getsockname()[1]
    server = Controller(made, hostname="127.0.0.1", port=made.port)
    server.start()
    try:
        yield made
    finally:
        server.stop()
