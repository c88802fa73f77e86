"""Measures: the codebook of a release's figures. What each column, question, topic, theme and sign means."""

from collections.abc import Iterator

from surveys.charts.point import WHY_WITHHELD
from surveys.exports import sheet
from surveys.exports.whole import Whole
from surveys.exports.words import BANDS, POLARITIES, POLARITY_MEANINGS
from surveys.instruments.instrument import Item, Kind
from surveys.reports.attributes import title
from surveys.reports.exposed import answers_counted
from surveys.reports.figure import Gap

COLUMNS = ("section", "code", "name", "meaning")

#: Stands for a withheld figure; the sign that British government statistics use for it.
CONFIDENTIAL = "[c]"
NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
SIGNS = {
    CONFIDENTIAL: WHY_WITHHELD.capitalize() + ". Which of these it is, is not told.",
    NOT_AVAILABLE: f"no score: {Gap.NO_SCORE.words}".capitalize() + ".",
    NOT_APPLICABLE: "Not counted for this group.",
}

_COLUMN_MEANINGS = {
    "release": "The hash of the release that the figure comes from. A release that anybody changed has another.",
    "wave": "The round’s code.",
    "round": "The round’s name.",
    "published_on": "The day on which everybody could read it.",
    "group_code": "A group’s code, the same in every round.",
    "group": "Its name.",
    "group_kind": "group: of the organisation. combined: several counted together. Anything else: the question about "
    "oneself by whose answer the whole organisation is split.",
    "subject": "response, topic, question or theme.",
    "measure_code": "The code of the topic, question or theme.",
    "measure": "Its name, or the question as it was asked.",
    "part_code": "The answer, or what comments say.",
    "part": "The same in words.",
    "status": "shown; band (a share in bands fixed beforehand); withheld; or no_score, other_questions, "
    "not_its_own, other_members: why there is no score (docs/reports.md#gaps).",
    "unit": "people, points (0 to 100, high is good), band or comments.",
    "value": "The figure.",
    "percent": "Of those invited, of the base, or of all comments, in whole percent.",
    "low": "The lower end of the likely range: how far chance alone could move the score (docs/reports.md).",
    "high": "Its upper end.",
    "band": "The share of people who gave one of the answers counted, or of comments that criticise.",
    "base": "How many people, or comments, the figure rests on.",
    "'": "In CSV an apostrophe stands before a cell that a spreadsheet would take for a formula.",
}


def file(whole: Whole) -> bytes:
    """The codebook as CSV."""
    return sheet.table(COLUMNS, entries(whole))


def entries(whole: Whole) -> Iterator[tuple[str, str, str, str]]:
    """Section, code, name and meaning."""
    yield "Release", whole.round.release.digest, whole.round.label, f"{whole.origin}."
    for code, meaning in _COLUMN_MEANINGS.items():
        yield "Columns", code, code, meaning
    for sign, meaning in SIGNS.items():
        yield "Signs in the workbook", sign, sign, meaning
    for code, name in BANDS.items():
        yield "Bands", code, name, "Of those who answered, or of comments."
    yield from _measures(whole)
    for group in whole.round.groups:
        within = "Has figures of its own." if group.shown else f"Counted in {group.combined_in}."
        yield "Groups", group.code, title(group), within
    for sentence in whole.round.instrument.attributions:
        yield "Sources", "", "", sentence


def _measures(whole: Whole) -> Iterator[tuple[str, str, str, str]]:
    for topic in whole.topics:
        good = (topic.construct.good or {}).get("en", "")
        rests = "; ".join(item.text_in("en") for item in topic.items)
        yield "Topics", topic.code, topic.name, f"{good} Its score rests on: {rests}".strip()
    for item in whole.items:
        yield "Questions", item.code, item.text_in("en"), _of_item(item)
    for code in whole.round.themes:
        meaning = "What comments are about, counted by a list of phrases."
        yield "Themes", code, whole.round.theme(code), meaning
    for code, name in POLARITIES.items():
        yield "What comments say", code, name, POLARITY_MEANINGS[code]


def _of_item(item: Item) -> str:
    if item.sensitive:
        return f"Sensitive: a band of the share who {answers_counted(item)}."
    answers = "; ".join(f"{option.value}: {option.text_in('en')}" for option in item.options)
    several = " Any number of answers." if item.kind is Kind.MULTIPLE else ""
    high = " High is good after turning the scores round." if item.reverse else ""
    return f"Answers: {answers}.{several}{high}"
