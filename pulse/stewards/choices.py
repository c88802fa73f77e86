"""What the filters of comments offer, and what a selection is called in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pulse.stewards.selection import NO_THEME, Selection
from surveys.exports.comments import Told
from surveys.exports.words import POLARITIES
from surveys.reports.rounds import Round


@dataclass(frozen=True)
class Choice:
    """What a filter offers. ``gone``: the name of what is chosen, when no comment they may read has it."""

    name: str
    label: str
    everything: str
    options: tuple[tuple[str, str], ...]
    chosen: str = ""
    gone: str = ""

    @property
    def said(self) -> str:
        """What is chosen, in words; nothing when everything is."""
        return self.gone or (dict(self.options)[self.chosen] if self.chosen else "")


def choices(
    readable: Sequence[Told], selection: Selection, rounds: Sequence[Round]
) -> tuple[Choice, ...]:
    """What occurs in what they may read: an option that never leads anywhere tells nothing either."""
    themes = {theme.code: theme.name for one in reversed(readable) for theme in one.themes}
    offered = {
        "round": dict.fromkeys((one.wave, one.round) for one in readable),
        "service": _by_name({one.group_code: one.service for one in reversed(readable)}),
        "theme": (*_by_name(themes), (NO_THEME, "No theme found")),
        "polarity": POLARITIES.items(),
    }
    return tuple(
        _choice(name, label, everything, offered[name], selection, rounds)
        for name, label, everything in (
            ("round", "Round", "All rounds"),
            ("service", "Service", "All services"),
            ("theme", "Theme", "All themes"),
            ("polarity", "Critical or positive", "All"),
        )
    )


def in_words(found: Iterable[Choice], selection: Selection) -> dict[str, str]:
    """The filters that are set, as the page names them."""
    said = {choice.name: choice.said for choice in found if choice.said}
    return said | ({"words": selection.words} if selection.words else {})


def _choice(
    name: str,
    label: str,
    everything: str,
    offered: Iterable[tuple[str, str]],
    selection: Selection,
    rounds: Sequence[Round],
) -> Choice:
    options, chosen = tuple(offered), selection.given.get(name, "")
    gone = "" if chosen in ("", *dict(options)) else _called(name, chosen, rounds)
    return Choice(name, label, everything, options, chosen, gone)


def _called(name: str, code: str, rounds: Sequence[Round]) -> str:
    """What the newest round that knew it called it; else the code."""
    for each in reversed(rounds):
        if name == "round" and each.release.wave == code:
            return each.label
        if name == "service" and code in each.by_code:
            return each.by_code[code].name_in("en")
        if name == "theme" and code in each.themes:
            return each.theme(code)
    return code


def _by_name(names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), key=lambda pair: pair[1].casefold()))
