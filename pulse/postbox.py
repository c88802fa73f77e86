"""The postbox: letters are handed to the organisation's mail server. Nothing of a letter is logged or kept.

Settings: PULSE_SMTP_HOST, PULSE_SMTP_PORT (587), PULSE_SMTP_SECURITY ("starttls", "tls", or "none" for a server on this
machine), PULSE_SMTP_USER, PULSE_SMTP_PASSWORD, PULSE_MAIL_FROM.
"""

import os
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final, cast

from flask import Flask, current_app

from pulse.config import Unsafe
from surveys.errors import Refusal

_LOCAL: Final = ("localhost", "127.0.0.1", "::1")
#: Seconds until a silent mail server counts as none.
_WAIT: Final = 30


class NoPostbox(Refusal):
    """No mail server is set."""

    def __init__(self) -> None:
        super().__init__(
            "No mail server is set, so no invitation can be sent. Set PULSE_SMTP_HOST and PULSE_MAIL_FROM."
        )


class NotDelivered(Refusal):
    """The mail server did not take letters."""


@dataclass(frozen=True, repr=False)
class Postbox:
    """Where letters are handed over, and from whom they come."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str

    @contextmanager
    def open(self) -> Iterator[smtplib.SMTP]:
        """A connection to the mail server. Raises NotDelivered."""
        try:
            with self._connect() as line:
                if self.security == "starttls":
                    line.starttls(context=ssl.create_default_context())
                if self.user:
                    line.login(self.user, self.password)
                yield line
        except (OSError, smtplib.SMTPException) as error:
            raise NotDelivered(
                f"The mail server {self.host} did not take the letters ({type(error).__name__}). "
                "Those that were handed over count; the others are tried again."
            ) from None

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=_WAIT, context=ssl.create_default_context()
            )
        return smtplib.SMTP(self.host, self.port, timeout=_WAIT)

    def letter(self, to: str, subject: str, text: str) -> EmailMessage:
        """Plain text to one person; nothing in it is fetched, and no answer is asked for."""
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = self.sender, to, subject
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(text)
        return made


def init_app(app: Flask, source: Mapping[str, str] | None) -> None:
    """Read the settings. Raises Unsafe for letters that would cross a network in the clear."""
    given = os.environ if source is None else source
    app.extensions["pulse_postbox"] = _read(given) if given.get("PULSE_SMTP_HOST") else None


def postbox() -> Postbox:
    """Raises NoPostbox."""
    found = current_app.extensions["pulse_postbox"]
    if found is None:
        raise NoPostbox
    return cast("Postbox", found)


def _read(given: Mapping[str, str]) -> Postbox:
    host, security = given["PULSE_SMTP_HOST"], given.get("PULSE_SMTP_SECURITY", "starttls")
    if security not in ("starttls", "tls", "none") or (security == "none" and host not in _LOCAL):
        raise Unsafe(
            "PULSE_SMTP_SECURITY must be starttls or tls; none is for a mail server on this machine. "
            "A letter holds somebody's right to answer."
        )
    if not given.get("PULSE_MAIL_FROM"):
        raise Unsafe("PULSE_MAIL_FROM must be the address that invitations come from.")
    return Postbox(
        host=host,
        port=int(given.get("PULSE_SMTP_PORT", "587")),
        security=security,
        user=given.get("PULSE_SMTP_USER", ""),
        password=given.get("PULSE_SMTP_PASSWORD", ""),
        sender=given["PULSE_MAIL_FROM"],
    )
