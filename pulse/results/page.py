"""Results: what everybody said, for the workers who said it. No log-in, no cookie, no comment.

Keeps docs/promise.md#same-moment: these are the directors' figures, read from the same release.
"""

from flask import render_template

from pulse.extensions import people
from pulse.results.door import door
from pulse.results.promised import promised
from pulse.wording import day
from surveys import clock
from surveys.exports import kept
from surveys.exports.words import REASONS, WITHDRAWN
from surveys.reports import cleared, picture, split
from surveys.reports import rounds as published
from surveys.reports import themes as counted
from surveys.reports.attributes import short_name, title
from surveys.reports.rounds import Round
from surveys.reports.standing import standing
from surveys.speech import language, say


@door.get("", strict_slashes=False)
def everybody() -> str:
    """The whole organisation in the newest round."""
    rounds = published.load(people())
    if not rounds or not rounds[-1].top.shown:
        return render_template("results/nothing.html")
    return _page(rounds, rounds[-1].top.code)


@door.get("/<group>")
def of_group(group: str) -> str:
    """A service, a team, teams counted together, or a role. A hidden group answers as one that does not exist."""
    rounds = published.load(people())
    if not rounds:
        raise published.NoSuchGroup(say("There is no such group with figures of its own."))
    return _page(rounds, group)


def _page(rounds: tuple[Round, ...], code: str) -> str:
    newest = rounds[-1]
    found = standing(people(), code)
    name = title(found.group)
    attribute = found.group.attribute
    return render_template(
        "results/page.html",
        found=found,
        rounds=rounds,
        files=kept.of_rounds(people()) if found.group is newest.top else None,
        release=newest.release,
        top=newest.top,
        path=newest.path(code),
        children=newest.children(code),
        name=name,
        by=short_name(attribute) if attribute else None,
        cleared=cleared.read(people(), rounds) if found.group is newest.top else None,
        reasons=REASONS,
        withdrawn=WITHDRAWN,
        splits=split.table(people(), rounds, newest) if found.group is newest.top else (),
        together=[group.name_in(language()) for group in newest.members(code)],
        hidden=[group for group in newest.tree if not group.shown],
        themes=counted.table(people(), newest.release, code),
        pictures={
            each.topic.code: picture.of_trend(each.trend, name)
            for each in found.topics + found.earlier
        },
        published=day(newest.release.published_on),
        days_since=(clock.today() - newest.release.published_on).days,
        promised=promised(people(), rounds, code),
    )
