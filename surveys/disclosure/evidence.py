"""The evidence of a wave: its opened answers and comments, read, redacted again, tagged and counted.

Keeps docs/promise.md#comments: nothing but the redacted text leaves this room, whatever was redacted before sending.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.coding import frame as coded
from surveys.comments import kept, tagger
from surveys.comments.code_frame import CodeFrame
from surveys.comments.kept import Kept
from surveys.comments.readers import Reader
from surveys.comments.redact import redact
from surveys.disclosure import promised, tabulate
from surveys.disclosure.tabulate import Commenting, Mention, Table, Tally
from surveys.fieldwork import tree
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import Wave
from surveys.instruments.instrument import Instrument
from surveys.keyring import Keyring
from surveys.responses import reader
from surveys.responses.reader import OpenedComment


@dataclass(frozen=True)
class Remark:
    """A comment as it was opened, with the redacted text and its themes: code -> {"polarity", "phrases"}."""

    opened: OpenedComment
    text: str
    themes: Mapping[str, object]
    #: what its author asks a reader to show, as the redacted text numbers its marks
    kept: tuple[Kept, ...] = ()

    @property
    def for_readers(self) -> bool:
        """Whether its author opened it to anybody."""
        return self.opened.reader is not Reader.TOPIC_ONLY


@dataclass(frozen=True)
class Evidence:
    """Everything that a release of the wave is made of. It never leaves ``surveys.disclosure``."""

    tree: tuple[WaveGroup, ...]
    instrument: Instrument
    frame: CodeFrame
    respondents: Tally
    #: node -> people
    headcounts: Mapping[str, int]
    items: Mapping[str, Table]
    commenting: Commenting
    remarks: tuple[Remark, ...]
    answered: int
    #: node -> depth in the organisation: a team hangs from the whole when its service is too small to stand alone,
    #: and is no service for that
    depths: Mapping[str, int] = field(default_factory=dict)
    #: SHA-256 of what was promised, 64 hexadecimal digits; None in a release from before releases said so
    key_document: str | None = None


def read(people: Session, ballot: Session, keyring: Keyring, wave: Wave) -> Evidence:
    """Read what the wave's opening left, once the wave is found to be as it was promised.

    Raises NotAsPromised, NotOpened, KeyGone, Damaged, UnknownBlock.
    """
    key_document = promised.demand(people, ballot, wave)
    frozen, instrument, frame = (
        tree.of(people, wave),
        wave.instrument,
        coded.of_wave(people, wave.code),
    )
    opened = reader.answers(ballot, keyring, wave.code)
    asked = {item.code for item in instrument.comments}
    remarks, mentions = _remarks(
        [one for one in reader.comments(ballot, keyring, wave.code) if one.item in asked], frame
    )
    return Evidence(
        tree=frozen,
        instrument=instrument,
        frame=frame,
        respondents=tabulate.respondents(frozen, instrument, opened),
        headcounts={group.code: group.headcount for group in frozen},
        items=tabulate.items(frozen, instrument, opened),
        commenting=tabulate.commenting(frozen, mentions, [theme.code for theme in frame.themes]),
        remarks=remarks,
        answered=len(opened),
        depths=_depths(people),
        key_document=key_document,
    )


def _remarks(
    comments: Sequence[OpenedComment], frame: CodeFrame
) -> tuple[tuple[Remark, ...], list[Mention]]:
    remarks, mentions = [], []
    for comment in comments:
        text = redact(comment.text).text
        asked = kept.carried(comment.text, comment.kept)
        hits = tagger.tag(text, frame)
        polarities = tagger.themes(hits)
        themes = {
            code: {
                "polarity": polarity.value,
                "phrases": [hit.phrase for hit in hits if hit.theme == code],
            }
            for code, polarity in polarities.items()
        }
        remarks.append(Remark(comment, text, themes, asked))
        mentions.append(Mention(comment.block, comment.item, polarities))
    return tuple(remarks), mentions


def _depths(people: Session) -> dict[str, int]:
    """Reporting group -> how many stand above it; closed ones too, since a wave may still have them."""
    rows = people.execute(select(ReportingGroup.code, ReportingGroup.parent_code))
    parents = {row.code: row.parent_code for row in rows}
    depths = {}
    for code, parent in parents.items():
        depth, above = 0, parent
        while above is not None:
            depth, above = depth + 1, parents[above]
        depths[code] = depth
    return depths
