"""Send the letters of an open wave that are due: the same words on the same days to everybody who answers by link."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from pulse import language
from pulse.jobs import lease, post
from pulse.jobs.post import Post
from pulse.message import BadAddress, FateUnknown, NotDelivered, NotNow
from pulse.postbox import NoPostbox
from pulse.writing import Writer
from surveys.credentials import key_document, keys
from surveys.errors import Refusal
from surveys.fieldwork import handing, letters, organisation, waves
from surveys.fieldwork.correspondence import Channel
from surveys.fieldwork.letter import Letter
from surveys.keyring import Keyring


@dataclass
class Tally:
    """What became of the letters of one run."""

    sent: int = 0
    came_back: int = 0
    not_now: int = 0
    #: a way that takes nothing now, and why
    down: dict[Channel, Refusal] = field(default_factory=dict)

    def said(self, code: str) -> str:
        """One line for the log of the job runner."""
        more = [f"{self.came_back} addresses do not work"] if self.came_back else []
        return ", ".join([f"{code}: {self.sent} letters sent", *more]) + "."


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Raises NotDelivered when some must be tried again. Each step of a letter is committed, so a killed run goes on.

    A letter that was under way when a run was killed is looked up at GOV.UK Notify by its reference; by a mail server it
    is sent once more, which is counted (``LetterRow.perhaps_twice``).
    """
    wave = waves.find(people, code)
    if wave.state is not waves.State.OPEN:
        return f"{code} is not open: no letters."
    found = keys.find(ballot, code)
    four_words = key_document.four_words(found.key_document)
    writer = Writer(wave, _organisation(people), four_words, welsh=language.is_signed(people))
    tally = Tally()
    with post.opened() as by:
        _look_up(people, by, code)
        letters.make_due(people, wave)
        people.commit()
        for letter in list(letters.waiting(people, keyring, code, found.key_document)):
            if letter.channel not in tally.down:
                lease.demand()
                _send(people, by, writer, letter, tally)
    if tally.down:
        raise NotDelivered(" ".join([tally.said(code), *map(str, tally.down.values())]))
    if tally.not_now:
        raise NotDelivered(
            f"{tally.said(code)} {tally.not_now} addresses take nothing now and are tried again."
        )
    return tally.said(code)


def _send(people: Session, by: Post, writer: Writer, letter: Letter, tally: Tally) -> None:
    if not handing.begin(people, letter.reference):
        people.rollback()
        return
    people.commit()
    message = writer.message(
        letter.kind,
        letter.channel,
        to=letter.to,
        reference=letter.reference,
        fragment=letter.fragment,
        stop_code=letter.stop_code,
    )
    try:
        by.hand_over(letter.channel, message)
    except BadAddress as why:
        handing.came_back(people, letter.reference, str(why))
        tally.came_back += 1
    except NotNow as why:
        handing.not_now(people, letter.reference, str(why))
        tally.not_now += 1
    except FateUnknown as why:
        tally.down[letter.channel] = why  # it stays under way: the next run looks it up
    except (NotDelivered, NoPostbox) as why:
        handing.put_back(people, letter.reference)
        tally.down[letter.channel] = why
    else:
        handing.handed(people, letter.reference)
        tally.sent += 1
    people.commit()


def _look_up(people: Session, by: Post, code: str) -> None:
    for reference, channel in handing.under_way(people, code):
        taken = by.knows(channel, reference)
        if taken:
            handing.handed(people, reference)
        else:
            handing.put_back(people, reference, perhaps_twice=taken is None)
        people.commit()


def _organisation(people: Session) -> dict[str, str]:
    asking = organisation.the(people)
    return asking.names if asking else {"en": "Your organisation"}
