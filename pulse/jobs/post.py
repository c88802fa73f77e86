"""The post: hands each message to the way its channel goes, one after the other, as fast as that way takes them."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from pulse.message import Message, NotDelivered
from pulse.notify import Notify, notify
from pulse.postbox import Line, NoPostbox, Postbox, postbox
from surveys.fieldwork.correspondence import Channel

#: Letters over one connection to the mail server; some close it after a hundred.
BATCH: Final = 50


class NoTexts(NotDelivered):
    """There is no way for text messages."""

    def __init__(self) -> None:
        super().__init__(
            "No way for text messages is set. Set PULSE_NOTIFY_KEY and PULSE_NOTIFY_TEXT_TEMPLATE."
        )


class Post:
    """Every way there is. E-mail goes by GOV.UK Notify where it has a template for it, else by the mail server."""

    def __init__(self, box: Postbox | None, account: Notify | None) -> None:
        self._box, self._account = box, account
        self._open = ExitStack()
        self._line: Line | None = None
        self._on_line = 0

    def hand_over(self, channel: Channel, message: Message) -> None:
        """Raises NoPostbox, NoTexts and what ``pulse.message`` names."""
        if self._by_notify(channel) and self._account is not None:
            send = self._account.text if channel is Channel.TEXT else self._account.email
            send(message)
        elif channel is Channel.TEXT:
            raise NoTexts
        elif self._box is None:
            raise NoPostbox
        else:
            self._by_mail(self._box, message)

    def knows(self, channel: Channel, reference: str) -> bool | None:
        """Whether a letter whose fate is unknown was taken. None where nobody can be asked. Raises NotDelivered."""
        if self._by_notify(channel) and self._account is not None:
            return self._account.knows(reference)
        return None

    def close(self) -> None:
        """End the connection to the mail server."""
        self._open.close()
        self._line = None

    def _by_notify(self, channel: Channel) -> bool:
        if self._account is None:
            return False
        template = (
            self._account.text_template if channel is Channel.TEXT else self._account.email_template
        )
        return bool(template)

    def _by_mail(self, box: Postbox, message: Message) -> None:
        if self._line is None or self._on_line >= BATCH:
            self.close()
            self._line, self._on_line = self._open.enter_context(box.open()), 0
        self._on_line += 1
        try:
            self._line.hand_over(message)
        except NotDelivered:
            self._line = None  # whatever is wrong with it, the next letter begins anew
            raise
        if box.per_minute:
            time.sleep(60 / box.per_minute)


@contextmanager
def opened() -> Iterator[Post]:
    """The post as this process's settings have it."""
    account = notify()
    try:
        box: Postbox | None = postbox()
    except NoPostbox:
        box = None
    made = Post(box, account)
    try:
        yield made
    finally:
        made.close()
