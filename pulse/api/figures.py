"""The table of figures: how every question was answered, an answer a row; what is withheld has a row without a number."""

from collections.abc import Iterator
from typing import Final

from flask import Response

from pulse.api import answer, asked
from pulse.api.answer import Row, Value
from pulse.api.asked import Asked
from pulse.api.door import table
from pulse.api.guard import keyed
from pulse.extensions import people
from surveys.instruments.instrument import Item
from surveys.releases import shelf
from surveys.releases.document import Cell, Group
from surveys.releases.release import Subject
from surveys.reports import answers
from surveys.reports import rounds as published
from surveys.reports.answers import Share
from surveys.reports.attributes import title
from surveys.reports.rounds import Round

COLUMNS: Final = (
    "wave",
    "group",
    "group_name",
    "topic",
    "topic_name",
    "question",
    "question_text",
    "status",
    "answered",
    "answer",
    "answer_text",
    "score",
    "people",
    "percent",
    "band",
)


@table("/releases/<wave>/figures")
@keyed
def figures(wave: str) -> Response:
    """Every question of every group with figures of its own; a sensitive one as a band."""
    wanted = asked.read("group", "question")
    own = published.find(published.load(people()), wave)
    rows = _rows(own, wanted, wanted.groups(own))
    return answer.table(f"figures-{wave}", COLUMNS, rows, wanted, own.release.digest)


def _rows(own: Round, wanted: Asked, found: tuple[Group, ...]) -> Iterator[Row]:
    """Group by group in reading order, the questions in the order in which they were asked."""
    items = [i for i in own.instrument.closed if wanted.question in (None, i.code)]
    heads = {item.code: _head(own, item, wanted.language) for item in items}
    cells = {(cell.group_code, cell.measure): cell for cell in _cells(own, wanted, list(heads))}
    for group in found:
        about = (own.release.wave, group.code, title(group, wanted.language))
        for item in items if group.shown else ():
            cell = cells.get((group.code, item.code))
            if cell is not None:
                tails = _tails(item, group, cell, wanted.language)
                yield from ((*about, *heads[item.code], *tail) for tail in tails)


def _cells(own: Round, wanted: Asked, items: list[str]) -> tuple[Cell, ...]:
    return shelf.cells(
        people(),
        own.release,
        groups=None if wanted.group is None else [wanted.group],
        subject=Subject.ITEM,
        measures=None if wanted.question is None else items,
    )


def _head(own: Round, item: Item, language: str) -> tuple[Value, ...]:
    topic = own.instrument.construct(item.construct).name_in(language) if item.construct else None
    return item.construct, topic, item.code, item.text_in(language)


def _tails(item: Item, group: Group, cell: Cell, language: str) -> Iterator[tuple[Value, ...]]:
    """A row an answer; one row where the release gives a band, only how many answered, or nothing."""
    found = answers.distribution(item, group, cell)
    status = cell.status.value
    for share in found.shares:
        yield (status, found.base, *_share(item, share, language), None)
    if not found.shares:
        yield (status, found.base, None, None, None, None, None, found.band)


def _share(item: Item, share: Share, language: str) -> tuple[Value, ...]:
    option, score = share.option, share.option.score
    if score is not None and item.reverse:
        score = 6 - score
    return option.value, option.text_in(language), score, share.people, share.percent
