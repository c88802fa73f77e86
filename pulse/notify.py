"""GOV.UK Notify: e-mails and text messages by the government's own service, for councils that use it.

Settings: PULSE_NOTIFY_KEY (an API key of the council's Notify account), PULSE_NOTIFY_EMAIL_TEMPLATE (the id of a template
whose subject is ((subject)) and whose text is ((text))), PULSE_NOTIFY_TEXT_TEMPLATE (one whose text is ((text))),
PULSE_NOTIFY_ADDRESS (Notify's own). Notify keeps messages for 7 days and then deletes them; https://docs.notifications.service.gov.uk.
"""

import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urlsplit

from flask import Flask, current_app
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from pulse.config import Unsafe
from pulse.message import BadAddress, FateUnknown, Message, NotDelivered

_ADDRESS: Final = "https://api.notifications.service.gov.uk"
_LOCAL: Final = ("localhost", "127.0.0.1", "::1")
#: A key is a name, the service's UUID and a secret UUID.
_KEY: Final = re.compile(
    r".*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
_WAIT: Final = 30
#: Notify's answers: not like this, not with this key, too many now; from 500 on it may have been taken.
_BAD, _FORBIDDEN, _TOO_MANY, _BROKEN = 400, 403, 429, 500
#: What Notify calls the field in which the address stands.
_ADDRESS_FIELDS: Final = ("email_address", "phone_number")


@dataclass(frozen=True, repr=False)
class Notify:
    """The council's Notify account. Empty template: that way is not used."""

    key: str
    email_template: str
    text_template: str
    address: str

    def email(self, message: Message) -> None:
        """Raises BadAddress, FateUnknown, NotDelivered."""
        stop = message.stop if message.stop.startswith("https://") else None
        self._send(
            lambda client: client.send_email_notification(
                message.to,
                self.email_template,
                personalisation={"subject": message.subject, "text": message.text},
                reference=message.reference,
                one_click_unsubscribe_url=stop,
            )
        )

    def text(self, message: Message) -> None:
        """Raises BadAddress, FateUnknown, NotDelivered."""
        self._send(
            lambda client: client.send_sms_notification(
                message.to,
                self.text_template,
                personalisation={"text": message.text},
                reference=message.reference,
            )
        )

    def knows(self, reference: str) -> bool:
        """Whether Notify has taken a message of this reference. Raises NotDelivered."""
        try:
            found = self._client().get_all_notifications(reference=reference)
        except APIError as error:
            raise NotDelivered(_trouble(error)) from None
        return bool(found["notifications"])

    def failed(self) -> Iterator[tuple[str, str]]:
        """References of messages of the last days that did not arrive, and why in words. Raises NotDelivered."""
        older_than = None
        while True:
            try:
                page = self._client().get_all_notifications(status="failed", older_than=older_than)
            except APIError as error:
                raise NotDelivered(_trouble(error)) from None
            rows = page["notifications"]
            if not rows:
                return
            for row in rows:
                if row.get("reference"):
                    yield row["reference"], _why(row.get("status", ""))
            older_than = rows[-1]["id"]

    def _send(self, call: Callable[[NotificationsAPIClient], object]) -> None:
        try:
            call(self._client())
        except APIError as error:
            status = error.status_code if error.response is not None else _BROKEN
            if status >= _BROKEN:
                raise FateUnknown(_trouble(error)) from None
            if status == _BAD and _is_about_the_address(error):
                raise BadAddress("GOV.UK Notify says that this is no address.") from None
            raise NotDelivered(_trouble(error)) from None

    def _client(self) -> NotificationsAPIClient:
        return NotificationsAPIClient(self.key, base_url=self.address, timeout=_WAIT)


def init_app(app: Flask, source: Mapping[str, str] | None) -> None:
    """Read the settings. Raises Unsafe."""
    given = os.environ if source is None else source
    app.extensions["pulse_notify"] = _read(given) if given.get("PULSE_NOTIFY_KEY") else None
    # Its warnings name the address asked for, and an answer of Notify may repeat what was sent.
    logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)


def notify() -> Notify | None:
    """The account, or None where none is set."""
    return cast("Notify | None", current_app.extensions["pulse_notify"])


def _read(given: Mapping[str, str]) -> Notify:
    address = given.get("PULSE_NOTIFY_ADDRESS", _ADDRESS)
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in _LOCAL:
        raise Unsafe(
            "PULSE_NOTIFY_ADDRESS must begin with https. A letter holds somebody's right to answer."
        )
    if not _KEY.fullmatch(given["PULSE_NOTIFY_KEY"]):
        raise Unsafe("PULSE_NOTIFY_KEY is no API key of GOV.UK Notify. Copy the whole key.")
    made = Notify(
        key=given["PULSE_NOTIFY_KEY"],
        email_template=given.get("PULSE_NOTIFY_EMAIL_TEMPLATE", ""),
        text_template=given.get("PULSE_NOTIFY_TEXT_TEMPLATE", ""),
        address=address,
    )
    if not (made.email_template or made.text_template):
        raise Unsafe(
            "PULSE_NOTIFY_KEY is set without a template. Set PULSE_NOTIFY_EMAIL_TEMPLATE, "
            "PULSE_NOTIFY_TEXT_TEMPLATE or both."
        )
    return made


def _is_about_the_address(error: APIError) -> bool:
    said = error.message
    told = [one.get("message", "") for one in said] if isinstance(said, list) else [str(said)]
    return any(field in one for one in told for field in _ADDRESS_FIELDS)


def _trouble(error: APIError) -> str:
    """In words, with nothing of what was sent."""
    status = error.status_code
    if status == _FORBIDDEN:
        return "GOV.UK Notify refuses our key. Check PULSE_NOTIFY_KEY."
    if status == _TOO_MANY:
        return "GOV.UK Notify takes no more messages now. The others are tried again."
    if status == _BAD:
        return (
            "GOV.UK Notify does not take our messages. Check that the templates have ((subject)) and ((text)), "
            "and that the key is a live one."
        )
    return "GOV.UK Notify does not answer. The letters are tried again."


def _why(status: str) -> str:
    return {
        "permanent-failure": "GOV.UK Notify says that there is no such address.",
        "temporary-failure": "The message could not be delivered: a full mailbox, or a phone that was off for days.",
    }.get(status, "GOV.UK Notify could not deliver the message.")
