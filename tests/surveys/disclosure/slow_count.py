"""Counting as somebody would do it by hand, person by person: what ``tabulate`` must come to, without its shortcuts."""

from collections import Counter
from collections.abc import Sequence

from surveys.disclosure.tabulate import Table, Tally
from surveys.instruments import answers as given
from surveys.instruments.instrument import Instrument, Item, Kind
from surveys.responses.reader import OpenedAnswers

Person = tuple[tuple[str, ...], dict[str, list[str]]]


def respondents(instrument: Instrument, opened: Sequence[OpenedAnswers]) -> Tally:
    return dict(Counter(cell for cell, _ in people(instrument, opened)))


def items(instrument: Instrument, opened: Sequence[OpenedAnswers]) -> dict[str, Table]:
    everybody = people(instrument, opened)
    return {item.code: table(item, everybody) for item in instrument.closed}


def people(instrument: Instrument, opened: Sequence[OpenedAnswers]) -> list[Person]:
    """Everybody's cell and the answers that were offered to them."""
    found = []
    for one in opened:
        kept: dict[str, list[str]] = {}
        for item in instrument.closed:
            values = offered(item, one.answers.get(item.code))
            if values and given.is_asked(item, kept):
                kept[item.code] = values
        cell = [one.block]
        for item in instrument.attributes:
            several = item.kind is Kind.MULTIPLE or item.code not in kept
            cell.append("" if several else kept[item.code][0])
        found.append((tuple(cell), kept))
    return found


def offered(item: Item, answer: object) -> list[str]:
    chosen = [answer] if isinstance(answer, str) else answer
    if not isinstance(chosen, list) or not all(isinstance(value, str) for value in chosen):
        return []
    values = [option.value for option in item.options if option.value in chosen]
    return values if item.kind is Kind.MULTIPLE or len(values) == 1 else []


def table(item: Item, everybody: Sequence[Person]) -> Table:
    answered = [(cell, kept[item.code]) for cell, kept in everybody if item.code in kept]
    return Table(
        base=dict(Counter(cell for cell, _ in answered)),
        counts={
            option.value: dict(Counter(cell for cell, values in answered if option.value in values))
            for option in item.options
        },
        exposed=dict(Counter(cell for cell, values in answered if given.is_exposed(item, values))),
    )
