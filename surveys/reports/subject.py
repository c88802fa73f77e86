"""Subject: what an action can be about: a topic that was asked, or a theme of comments; and for which groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys.errors import Missing
from surveys.releases.document import Group
from surveys.reports.action import About
from surveys.reports.rounds import Round
from surveys.speech import language


class NoSuchSubject(Missing):
    """No round asked about it, and no theme is called so."""


@dataclass(frozen=True)
class Subject:
    """A topic or a theme. ``current``: the newest round asks about it, or counts it."""

    about: About
    code: str
    name: str
    current: bool

    @property
    def key(self) -> str:
        """In addresses and forms: "topic:caseload"."""
        return f"{self.about}:{self.code}"


def every(rounds: Sequence[Round]) -> tuple[Subject, ...]:
    """Topics, those of the newest round first, in its order; then themes by name."""
    return (*_topics(rounds), *_themes(rounds))


def find(rounds: Sequence[Round], about: About, code: str) -> Subject:
    """Raises NoSuchSubject."""
    for each in every(rounds):
        if (each.about, each.code) == (about, code):
            return each
    raise NoSuchSubject("There is no such topic or theme.")


def groups(own: Round) -> tuple[Group, ...]:
    """The groups an action can be for: shown ones of the tree. Those counted together come and go with each round."""
    return tuple(group for group in own.shown if group.kind == "node")


def _topics(rounds: Sequence[Round]) -> tuple[Subject, ...]:
    """Whatever was asked about with questions that have points or bands; those about oneself are no topic."""
    found: dict[str, Subject] = {}
    for each in reversed(rounds):
        asked = {item.construct for item in each.instrument.closed if item.scored or item.sensitive}
        for construct in each.instrument.constructs:
            if construct.code in asked and construct.code not in found:
                current = each is rounds[-1]
                found[construct.code] = Subject(
                    About.TOPIC, construct.code, construct.name_in(language()), current
                )
    return tuple(found.values())


def _themes(rounds: Sequence[Round]) -> tuple[Subject, ...]:
    found: dict[str, Subject] = {}
    for each in reversed(rounds):
        for code in each.themes:
            found.setdefault(code, Subject(About.THEME, code, each.theme(code), each is rounds[-1]))
    return tuple(sorted(found.values(), key=lambda theme: (not theme.current, theme.name)))
