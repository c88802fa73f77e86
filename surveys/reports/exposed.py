"""Exposed: which answers the band of a sensitive item counts, in words that stand beside every band."""

from surveys.instruments.instrument import Item, Kind


def answers_counted(item: Item, language: str = "en") -> str:
    """ "answered “Strongly disagree” or “Disagree”"; nothing for an item of which no answer is counted.

    A statement and its band alone could be read either way round.
    """
    names = [f"“{option.text_in(language)}”" for option in item.options if option.exposed]
    if not names:
        return ""
    verb = "ticked" if item.kind is Kind.MULTIPLE else "answered"
    return f"{verb} {_either(names)}"


def _either(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
