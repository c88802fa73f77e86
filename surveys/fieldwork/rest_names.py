"""Names that Pulse itself gives: of groups counted together, and of rounds by their month; in Welsh too.

They are frozen with a round and released with it, so they are not said anew when a page is made. A group has a Welsh one
where the unit that it belongs to has.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from babel.dates import format_date

from surveys.speech import ENGLISH, WELSH

Texts = Mapping[str, str]

OUTSIDE: Final = {
    ENGLISH: "People in %(name)s outside its teams",
    WELSH: "Pobl yn %(name)s y tu allan i’w thimau",
}
OTHER: Final = {
    ENGLISH: "Other teams in %(name)s, combined (%(teams)s)",
    WELSH: "Timau eraill yn %(name)s, gyda’i gilydd (%(teams)s)",
}
MORE: Final = {
    ENGLISH: "More teams in %(name)s, combined (%(teams)s)",
    WELSH: "Rhagor o dimau yn %(name)s, gyda’i gilydd (%(teams)s)",
}
ONE_TEAM: Final = {ENGLISH: "%(num)s team", WELSH: "%(num)s tîm"}
TEAMS: Final = {ENGLISH: "%(num)s teams", WELSH: "nifer y timau: %(num)s"}
IN_NO_TEAM: Final = {ENGLISH: " and people in no team", WELSH: " a phobl heb dîm"}
ANSWERS: Final = {
    ENGLISH: "Other answers or none, combined",
    WELSH: "Atebion eraill neu ddim, gyda’i gilydd",
}
#: What is signed off with the other texts (``pulse.catalogue``).
EVERY: Final = (OUTSIDE, OTHER, MORE, ONE_TEAM, TEAMS, IN_NO_TEAM, ANSWERS)


def outside(unit: Texts) -> dict[str, str]:
    """Of the people of a unit who are in none of its teams."""
    return {language: OUTSIDE[language] % {"name": name} for language, name in _of(unit)}


def others(
    unit: Texts, teams: int, *, in_no_team: bool = False, more: bool = False
) -> dict[str, str]:
    """Of a unit's teams that are counted together. ``more``: beside others that were combined before."""
    counted = ONE_TEAM if teams == 1 else TEAMS
    made = {}
    for language, name in _of(unit):
        said = counted[language] % {"num": teams} + (IN_NO_TEAM[language] if in_no_team else "")
        made[language] = (MORE if more else OTHER)[language] % {"name": name, "teams": said}
    return made


def month(on: date) -> dict[str, str]:
    """Of a round, as in "November 2026" and "Tachwedd 2026"."""
    return {code: format_date(on, "MMMM y", locale=code) for code in (ENGLISH, WELSH)}


def _of(unit: Texts) -> list[tuple[str, str]]:
    return [(language, unit[language]) for language in (ENGLISH, WELSH) if unit.get(language)]
