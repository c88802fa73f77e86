"""Made-up councils for the tests of disclosure control: a wave, its frozen tree, and what was opened of it."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from surveys import canonical
from surveys.clearing import decisions, queue
from surveys.comments import code_frame
from surveys.comments.readers import Reader
from surveys.credentials import key_document
from surveys.credentials.keys import BallotWave, BoxState
from surveys.disclosure import tabulate
from surveys.disclosure.evidence import Evidence
from surveys.disclosure.tabulate import Mention
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import State, Wave
from surveys.instruments.instrument import Follow, Instrument, Item, Kind, Option
from surveys.keyring import Keyring
from surveys.responses import opened
from surveys.responses.reader import OpenedAnswers, OpenedComment

FIVE = ("1", "2", "3", "4", "5")


def _options(*values: str, exposed: Iterable[str] = ()) -> tuple[Option, ...]:
    return tuple(Option(value, {"en": value}, exposed=value in exposed) for value in values)


INSTRUMENT = Instrument(
    code="test",
    version=1,
    title={"en": "Test"},
    constructs=(),
    items=(
        Item("workload", Kind.SCALE, {"en": "My workload is safe"}, _options(*FIVE)),
        Item(
            "cases",
            Kind.SINGLE,
            {"en": "Are your cases safe?"},
            (
                Option("yes", {"en": "Yes"}, score=5),
                Option("no", {"en": "No"}, score=1),
                Option("none", {"en": "I hold none"}),
            ),
        ),
        Item("tools", Kind.MULTIPLE, {"en": "What helps?"}, _options("pc", "phone", "none")),
        Item("overtime", Kind.SINGLE, {"en": "Overtime?"}, _options("yes", "no")),
        Item(
            "paid",
            Kind.SINGLE,
            {"en": "Paid?"},
            _options("yes", "no"),
            follows=Follow("overtime", ("yes",)),
        ),
        Item(
            "bullied",
            Kind.SINGLE,
            {"en": "Bullied?"},
            _options("yes", "no", exposed=["yes"]),
            sensitive=True,
        ),
        Item(
            "reported",
            Kind.SINGLE,
            {"en": "Did you report it?"},
            _options("yes", "no"),
            follows=Follow("bullied", ("yes",)),
        ),
        Item("open", Kind.COMMENT, {"en": "Anything else?"}),
        Item("forms", Kind.COMMENT, {"en": "Which form would you drop?"}),
        Item("role", Kind.SINGLE, {"en": "Role"}, _options("sw", "manager"), attribute=True),
        Item("pension", Kind.SINGLE, {"en": "Pension?"}, _options("yes", "no"), yearly=True),
    ),
)


def tree(services: Mapping[str, Mapping[str, int]], *, wave_id: int = 1) -> list[WaveGroup]:
    """{"S1": {"T1": 30}} is a service S1 with a team of 30; {"S2": {"": 20}} a service that is a block itself."""
    total = sum(sum(teams.values()) for teams in services.values())
    groups = [_group("ALL", None, [], total, wave_id=wave_id)]
    for service, teams in services.items():
        own = list(teams) == [""]
        units = [service] if own else []
        groups.append(_group(service, "ALL", units, sum(teams.values()), wave_id=wave_id))
        if not own:
            groups += [
                _group(team, service, [team], size, wave_id=wave_id) for team, size in teams.items()
            ]
    for position, group in enumerate(groups):
        group.position = position
    return groups


def _group(
    code: str, parent: str | None, units: list[str], headcount: int, *, wave_id: int
) -> WaveGroup:
    return WaveGroup(
        wave_id=wave_id,
        code=code,
        parent_code=parent,
        names={"en": f"Group {code}"},
        units=units,
        headcount=headcount,
        is_block=bool(units),
        position=0,
    )


def wave(state: State = State.CLOSED, pledge: Pledge | None = None) -> Wave:
    return Wave(
        id=1,
        code="2026-11",
        names={"en": "November 2026"},
        state=state,
        opens_on=date(2026, 11, 2),
        closes_on=date(2026, 11, 20),
        releases_on=date(2026, 12, 1),
        release_hour=9,
        instrument_document=INSTRUMENT.document(),
        pledge_document=(pledge or Pledge()).document(),
    )


def answers(block: str, number: int, **given: str | list[str]) -> list[OpenedAnswers]:
    """That many people of a block with the same answers: by default every item but the follow-up."""
    everything = {"workload": "3", "tools": ["pc"], "overtime": "no", "bullied": "no"}
    return [OpenedAnswers(block, everything | {"role": "sw", "pension": "yes"} | given)] * number


def comments(
    block: str,
    *texts: str,
    item: str = "open",
    reader: Reader = Reader.DIRECTORS,
) -> list[OpenedComment]:
    return [OpenedComment(block, item, text, reader) for text in texts]


def evidence(
    groups: Sequence[WaveGroup],
    opened: Sequence[OpenedAnswers],
    mentions: Sequence[Mention] = (),
    instrument: Instrument = INSTRUMENT,
) -> Evidence:
    """What ``evidence.read`` makes of answers and comments, without databases."""
    frame = code_frame.load()
    return Evidence(
        tree=tuple(groups),
        instrument=instrument,
        frame=frame,
        respondents=tabulate.respondents(groups, instrument, opened),
        headcounts={group.code: group.headcount for group in groups},
        items=tabulate.items(groups, instrument, opened),
        commenting=tabulate.commenting(groups, mentions, [t.code for t in frame.themes]),
        remarks=(),
        answered=len(opened),
    )


def promise(ballot: Session, wave: Wave, groups: Sequence[WaveGroup]) -> None:
    """Keep the key document as the opening day does."""
    blocks = [group for group in groups if group.is_block]
    document = canonical.dumps(key_document.document(wave, blocks, b"\4" * 65))
    ballot.add(BallotWave(wave=wave.code, state=BoxState.OPENED, salt=b"", key_document=document))
    ballot.flush()


def open_box(
    ballot: Session,
    keyring: Keyring,
    given: Sequence[OpenedAnswers],
    said: Sequence[OpenedComment] = (),
) -> None:
    """Store answers and comments as the opening leaves them."""
    key = secrets.token_bytes(opened.KEY_BYTES)
    keyring.write(opened.key_name("2026-11"), key)
    rows = [[one.block, dict(one.answers)] for one in given]
    more = [[one.block, one.item, one.text, one.reader.value] for one in said]
    ballot.add(opened.encrypt(key, "2026-11", opened.Kind.ANSWERS, rows))
    ballot.add(opened.encrypt(key, "2026-11", opened.Kind.COMMENTS, more))
    ballot.flush()


#: What made-up workers wrote: in one service enough of them, in others too few to be told apart.
SAID = [
    *comments("T1", *(f"Too much paperwork, number {n} of many" for n in range(10))),
    *comments("T1", "There is too much paperwork", reader=Reader.TOPIC_ONLY),
    *comments("T1", "Supervision is cancelled", "Supervision is cancelled"),
    *comments("T4", *["Supervision is cancelled"] * 6, reader=Reader.UNION),
    *comments("S3", *["Pay is too low"] * 6, reader=Reader.UNION_AND_PSW),
    *comments("T1", *["Drop the travel form"] * 3, item="forms"),
]

ALL = tuple(Reader)


def approve_all(people: Session) -> None:
    for entry in queue.waiting(people, "2026-11", ALL):
        decisions.approve(people, entry.key, readers=ALL)
