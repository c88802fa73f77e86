"""A made-up council's releases, written straight onto the shelf: teams of 3 to 35, moods that move, small ones hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sqlalchemy.orm import Session

from surveys.fieldwork.programme import instrument_for
from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.releases.document import Comment, Draft
from surveys.releases.release import Kind
from tests.surveys.reports import roles
from tests.surveys.reports.made_up import FEWEST, FEWEST_SENSITIVE, THEMES, TOP, cells

SERVICES = (
    "Assessment and Front Door",
    "Safeguarding and Court",
    "Children in Care and Leaving Care",
    "Fostering and Adoption",
    "Disability and Early Help",
    "Adults and Mental Health",
)
SIZES = (3, 4, 6, 8, 10, 12, 13, 15, 17, 20, 24, 28, 35)
MONTHS = ("May", "June", "July", "August", "September", "October", "November")


_drawn: dict[str, Draft] = {}


@dataclass
class Council:
    """Services with teams. ``sizes``: people of each team. ``by_role``: releases as they are now, or older ones."""

    services: Sequence[str] = SERVICES
    teams: int = 10
    seed: int = 7
    sizes: dict[str, int] = field(default_factory=dict)
    by_role: bool = True

    def __post_init__(self) -> None:
        random = Random(self.seed)
        for service in range(len(self.services)):
            for team in range(self.teams):
                self.sizes.setdefault(f"S{service + 1}T{team + 1:02}", random.choice(SIZES))

    def service_of(self, team: str) -> str:
        return team.split("T", maxsplit=1)[0]


def publish_rounds(
    people: Session, keys: Path, council: Council, rounds: int = 7, *, share: float = 0.66
) -> None:
    """Releases of so many monthly rounds, and comments after the last. ``share`` of each team answers."""
    keyring = Keyring(keys)
    for number in range(1, rounds + 1):
        publish.publish(people, keyring, draft(council, number, share=share))
    publish.publish(people, keyring, comments(council, rounds))
    people.flush()


def draft(council: Council, number: int, *, share: float = 0.66) -> Draft:
    """The figures of one round: drawn once a run, since the same council always answers alike."""
    key = f"{council} {number} {share}"
    if key not in _drawn:
        _drawn[key] = _draft(council, number, share=share)
    return _drawn[key]


def _draft(council: Council, number: int, *, share: float) -> Draft:
    random = Random(council.seed * 100 + number)
    instrument = instrument_for(number)
    answered = {
        team: sum(random.random() < share for _ in range(size))
        for team, size in council.sizes.items()
    }
    tree = _Tree(council, answered)
    groups, figures = tree.groups, list(cells(random, tree, instrument, number))
    if council.by_role:
        asked = roles.Asked(instrument, sum(answered.values()), number)
        groups = [{**group, "attribute": None} for group in groups]
        groups += roles.groups(asked, position=len(groups))
        figures += roles.cells(asked)
    return Draft(
        wave=f"2026-{number:02}",
        kind=Kind.FIGURES,
        published_on=_published(number),
        parts={
            "wave": about(number),
            "instrument": instrument.document(),
            "groups": groups,
            "pledge": {
                "threshold": FEWEST,
                "comment_threshold": FEWEST,
                "sensitive_threshold": FEWEST_SENSITIVE,
                "keep_days": 90,
                "results_for": "everyone",
            },
            "frame": {
                "version": "v1",
                "themes": {code: {"names": {"en": name}} for code, name in THEMES.items()},
            },
            "withheld": {},
        },
        cells=figures,
    )


def about(number: int) -> dict[str, object]:
    return {
        "code": f"2026-{number:02}",
        "names": {"en": f"{MONTHS[(number - 1) % 7]} {2026 + (number - 1) // 7}"},
        "opens_on": (_published(number) - timedelta(days=30)).isoformat(),
        "closes_on": (_published(number) - timedelta(days=10)).isoformat(),
        "released_on": _published(number).isoformat(),
        "release_hour": 9,
        "demonstration": True,
        "replaces": None,
    }


def comments(council: Council, number: int) -> Draft:
    """Cleared comments of a round: some for directors, some for the union alone."""
    texts = (
        ("The third form asks what the first two asked.", "bureaucracy", "negative"),
        ("My supervisor [name] listens.", "supervision", "positive"),
        ("Twenty-six children and every one of them in court.", "caseload", "negative"),
    )
    return Draft(
        wave=f"2026-{number:02}",
        kind=Kind.COMMENTS,
        published_on=_published(number),
        parts={"wave": about(number)},
        comments=[
            Comment(
                position=place,
                wave=f"2026-{number:02}",
                group_code=f"S{place % len(council.services) + 1}" if place % 4 else TOP,
                item="anything_else",
                reader="union" if place % 5 == 4 else "directors",
                text="Only the union may read this." if place % 5 == 4 else texts[place % 3][0],
                themes={texts[place % 3][1]: {"polarity": texts[place % 3][2], "phrases": []}},
            )
            for place in range(40)
        ],
    )


def _published(number: int) -> date:
    return date(2026, 5, 12) + timedelta(days=30 * (number - 1))


class _Tree:
    """Who is shown with how many who answered, and whose answers make it up."""

    def __init__(self, council: Council, answered: Mapping[str, int]) -> None:
        self.groups: list[dict[str, object]] = []
        #: shown group -> the teams whose answers it holds
        self.teams: dict[str, list[str]] = {TOP: list(council.sizes)}
        self.answered, self.sizes = answered, council.sizes
        self._add(TOP, None, "Northmoor Council", 0, teams=len(council.sizes))
        for index, service in enumerate(council.services):
            self._service(council, f"S{index + 1}", service)

    def _service(self, council: Council, code: str, name: str) -> None:
        teams = [team for team in council.sizes if council.service_of(team) == code]
        self.teams[code] = teams
        small = [team for team in teams if self.answered[team] < FEWEST]
        if small and sum(self.answered[team] for team in small) < FEWEST:
            large = sorted(set(teams) - set(small), key=lambda team: self.answered[team])
            small += large[:1]
        self._add(code, TOP, name, 1, teams=len(teams))
        for team in teams:
            label = f"{name.split(maxsplit=1)[0]} Team {team.split('T')[1]}"
            self._add(team, code, label, 2, combined_in=f"{code}~rest" if team in small else None)
        if small:
            label = f"Other teams in {name}, combined ({len(small)} teams)"
            self._add(f"{code}~rest", code, label, 2, kind="combined", teams=len(small))
            self.teams[f"{code}~rest"] = small

    def _add(
        self,
        code: str,
        parent: str | None,
        name: str,
        depth: int,
        *,
        kind: str = "node",
        teams: int = 1,
        combined_in: str | None = None,
    ) -> None:
        self.groups.append(
            {
                "code": code,
                "parent": parent,
                "names": {"en": name},
                "kind": kind,
                "teams": teams,
                "status": "combined" if combined_in else "shown",
                "combined_in": combined_in,
                "depth": depth,
                "position": len(self.groups),
            }
        )
        if combined_in is None:
            self.teams.setdefault(code, [code])
