"""A published round, made without a database."""

from datetime import date

from surveys.instruments.instrument import Instrument, Item, Kind
from surveys.releases import document
from surveys.releases.release import Kind as ReleaseKind
from surveys.releases.shelf import Shelved
from surveys.reports.rounds import Round
from tests.surveys.releases import drafts


def published(wave: str = "2026-11", name: str = "November 2026") -> Round:
    groups = [drafts.group("ALL", None, depth=0, position=0)]
    groups.append(drafts.group("S1", "ALL", depth=1, position=1))
    item = Item("more", Kind.COMMENT, {"en": "What should we know?"})
    return Round(
        release=Shelved(
            number=1,
            wave=wave,
            kind=ReleaseKind.FIGURES,
            published_on=date(2026, 12, 1),
            digest=wave,
            names={"en": name},
            opens_on=date(2026, 11, 2),
            closes_on=date(2026, 11, 20),
            demonstration=False,
        ),
        instrument=Instrument("test", 1, {"en": "Test"}, (), (item,)),
        groups=tuple(map(document.group, groups)),
        pledge={"threshold": 10, "comment_threshold": 12, "keep_days": 90},
        themes={"caseload": {"names": {"en": "Caseload"}}},  # type: ignore[dict-item]  # as released
    )
