"""The postbox: letters are handed to the organisation's mail server. Nothing of a letter is logged or kept.

Settings: PULSE_SMTP_HOST, PULSE_SMTP_PORT (587), PULSE_SMTP_SECURITY ("starttls", "tls", or "none" for a server on this
machine), PULSE_SMTP_USER, PULSE_SMTP_PASSWORD, PULSE_SMTP_PER_MINUTE (as many as it takes), PULSE_MAIL_FROM.
"""

import os
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import Final, cast

from flask import Flask, current_app

from pulse.config import Unsafe
from pulse.message import BadAddress, FateUnknown, Message, NotDelivered, NotNow
from surveys.errors import Refusal

_LOCAL: Final = ("localhost", "127.0.0.1", "::1")
#: Seconds until a silent mail server counts as none.
_WAIT: Final = 30
#: RFC 5321: done; a recipient who is elsewhere; from here on it is no use to try again.
_DONE, _ELSEWHERE, _FOR_GOOD = 250, 251, 500


class NoPostbox(Refusal):
    """No mail server is set."""

    def __init__(self) -> None:
        super().__init__(
            "No mail server is set, so no invitation can be sent. Set PULSE_SMTP_HOST and PULSE_MAIL_FROM."
        )


@dataclass(frozen=True, repr=False)
class Postbox:
    """Where letters are handed over, and from whom they come."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str
    #: letters a minute at most; 0 for as many as the server takes
    per_minute: int

    @contextmanager
    def open(self) -> Iterator["Line"]:
        """A connection to the mail server. Raises NotDelivered."""
        try:
            with self._connect() as smtp:
                if self.security == "starttls":
                    smtp.starttls(context=ssl.create_default_context())
                if self.user:
                    smtp.login(self.user, self.password)
                yield Line(self, smtp)
        except (OSError, smtplib.SMTPException) as error:
            raise NotDelivered(self.trouble(error)) from None

    def trouble(self, error: Exception) -> str:
        """What went wrong, with no address and no text in it."""
        return (
            f"The mail server {self.host} did not take the letters ({type(error).__name__}). "
            "Those that were handed over count; the others are tried again."
        )

    def letter(self, message: Message) -> EmailMessage:
        """Plain text, no answer asked for; the mail program's own button to stop (RFC 8058).

        Sent once more it has the same Message-ID, by which many mailboxes keep one of two.
        """
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = self.sender, message.to, message.subject
        made["Auto-Submitted"] = "auto-generated"
        made["Message-ID"] = f"<{message.reference}@{self._address.rpartition('@')[2]}>"
        if message.stop:
            made["List-Unsubscribe"] = f"<{message.stop}>"
            made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        made.set_content(message.text)
        return made

    @property
    def _address(self) -> str:
        return parseaddr(self.sender)[1]

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=_WAIT, context=ssl.create_default_context()
            )
        return smtplib.SMTP(self.host, self.port, timeout=_WAIT)


@dataclass(frozen=True, repr=False)
class Line:
    """An open connection, for one letter after the other."""

    postbox: Postbox
    smtp: smtplib.SMTP

    def hand_over(self, message: Message) -> None:
        """Raises BadAddress, NotNow, FateUnknown, NotDelivered."""
        letter = self.postbox.letter(message).as_bytes(policy=SMTP)
        try:
            self._name(parseaddr(self.postbox.sender)[1], message.to)
        except (OSError, smtplib.SMTPException) as error:
            raise NotDelivered(self.postbox.trouble(error)) from None
        try:
            code, _ = self.smtp.data(letter)
        except smtplib.SMTPDataError as error:  # refused before the text was sent
            raise NotDelivered(self.postbox.trouble(error)) from None
        except (OSError, smtplib.SMTPException) as error:
            raise FateUnknown(self.postbox.trouble(error)) from None
        if code != _DONE:
            self._start_anew()
            raise NotDelivered(
                f"The mail server {self.postbox.host} does not take our letters now (code {code}). "
                "Those that were handed over count; the others are tried again."
            )

    def _name(self, sender: str, address: str) -> None:
        """Who it is from and for. Nothing of the letter has left yet."""
        self.smtp.ehlo_or_helo_if_needed()
        code, said = self.smtp.mail(sender)
        if code != _DONE:
            self._start_anew()
            raise smtplib.SMTPSenderRefused(code, said, sender)
        code, _ = self.smtp.rcpt(address)
        if code in (_DONE, _ELSEWHERE):
            return
        self._start_anew()
        if code >= _FOR_GOOD:
            raise BadAddress(f"The mail server refused the address (code {code}).")
        raise NotNow(f"The mail server took nothing for this address (code {code}).")

    def _start_anew(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self.smtp.rset()


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
        port=_number(given, "PULSE_SMTP_PORT", "587"),
        security=security,
        user=given.get("PULSE_SMTP_USER", ""),
        password=given.get("PULSE_SMTP_PASSWORD", ""),
        sender=given["PULSE_MAIL_FROM"],
        per_minute=_number(given, "PULSE_SMTP_PER_MINUTE", "0"),
    )


def _number(given: Mapping[str, str], setting: str, default: str) -> int:
    written = given.get(setting) or default
    if not written.isdecimal():
        raise Unsafe(f"{setting} must be a number.")
    return int(written)
