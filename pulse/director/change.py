"""Change: who moved between two rounds, and whether it is more than chance."""

from dataclasses import dataclass

from flask import render_template, request

from pulse.director.asked import Asked, asked
from pulse.director.door import door
from pulse.director.figures import for_all_staff, nothing
from pulse.extensions import people
from surveys.reports import baseline, changes, topics
from surveys.reports.remembered import remembered
from surveys.reports.rounds import Round
from surveys.reports.topics import Topic

TITLE = "What changed"
#: So many rounds to compare with stand as links; all of them are in the list to choose from.
LINKS = 8


@dataclass(frozen=True)
class Choice:
    """One topic or all, and what to compare with: baseline.PREVIOUS, baseline.YEAR or a round's code."""

    topic: Topic | None
    since: str
    #: the rounds before, the newest first
    rounds: tuple[Round, ...]
    #: so many of what is more than chance are told in a sentence
    claims: int = 10

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Everything to compare with, by its name."""
        named = [(each.release.wave, each.label) for each in self.rounds]
        return [(baseline.PREVIOUS, "The round before"), (baseline.YEAR, "A year ago"), *named]

    @property
    def links(self) -> list[tuple[str, str]]:
        return self.ways[: LINKS + 2]

    @property
    def address(self) -> dict[str, str]:
        """What links within this page carry along."""
        topic = {"topic": self.topic.code} if self.topic else {}
        return topic if self.since == baseline.PREVIOUS else {**topic, "since": self.since}


@door.get("/change")
@for_all_staff
def change() -> str:
    """A group and those right below it: one topic with every detail, or all topics side by side."""
    page = asked()
    if page is None:
        return nothing(TITLE)
    choice = _choice(page)
    skip = max(0, request.args.get("from", 0, type=int))
    release, group = page.round.release, page.group.code
    found = remembered(
        page.rounds,
        (TITLE, release.number, group, choice.since, skip),
        lambda: changes.table(people(), release, group, against=choice.since, skip=skip),
    )
    return render_template(
        "director/change.html", title=TITLE, asked=page, choice=choice, found=found
    )


def _choice(page: Asked) -> Choice:
    """From the address. Raises NoSuchTopic, NoSuchRound."""
    code, since = request.args.get("topic"), request.args.get("since") or baseline.PREVIOUS
    return Choice(
        topic=topics.find(page.rounds, code) if code else None,
        since=baseline.known(page.rounds, page.round, since),
        rounds=tuple(reversed(baseline.earlier(page.rounds, page.round))),
    )
