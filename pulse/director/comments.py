"""Comments: what was cleared and opened to directors, within the reader's scope."""

from dataclasses import dataclass

from flask import render_template, request

from pulse.access import account
from pulse.access.permissions import Role, readers, requires
from pulse.director.door import door
from pulse.director.figures import nothing
from pulse.extensions import people
from pulse.searched import has
from surveys.exports.package import sayable
from surveys.exports.words import WITHDRAWN
from surveys.releases import shelf, withdrawn
from surveys.releases.document import Comment
from surveys.reports import rounds as published
from surveys.reports.rounds import Round

TITLE = "Comments"
A_PAGE = 50
#: Nobody looks for longer words in earnest.
LONGEST = 200


@dataclass(frozen=True)
class Choice:
    """What the reader asked for. Empty: everything."""

    group: str
    theme: str
    words: str
    skip: int

    def takes(self, comment: Comment) -> bool:
        return (
            self.group in ("", comment.group_code)
            and (not self.theme or self.theme in comment.themes)
            and has(comment.text, self.words)
        )


@door.get("/comments")
@requires(Role.DIRECTOR, Role.UNION, Role.PSW)
def comments() -> str:
    """By round, theme, service and words. Those opened to directors, whoever reads this page."""
    rounds = published.load(people())
    if not rounds:
        return nothing(TITLE)
    wave = request.args.get("round")
    chosen = published.find(rounds, wave) if wave else rounds[-1]
    choice = Choice(
        group=request.args.get("group", ""),
        theme=request.args.get("theme", ""),
        words=sayable(request.args.get("words", "")).strip()[:LONGEST],
        skip=max(0, request.args.get("from", 0, type=int)),
    )
    mine = shelf.comments(
        people(), readers(Role.DIRECTOR), _scope(chosen), wave=chosen.release.wave
    )
    found = [comment for comment in mine if choice.takes(comment)]
    return render_template(
        "director/comments.html",
        title=TITLE,
        rounds=rounds,
        round=chosen,
        choice=choice,
        scope=_scope_name(chosen),
        everything=len(mine),
        total=len(found),
        found=found[choice.skip : choice.skip + A_PAGE],
        next_from=choice.skip + A_PAGE if choice.skip + A_PAGE < len(found) else None,
        gone=withdrawn.reasons(withdrawn.by_wave(people()).get(chosen.release.wave, ())),
        reasons=WITHDRAWN,
        groups=_groups(chosen, mine),
        questions={item.code: item.text_in("en") for item in chosen.instrument.comments},
        themes=sorted({theme for comment in mine for theme in comment.themes}, key=chosen.theme),
    )


def _scope(chosen: Round) -> frozenset[str] | None:
    """The groups whose comments this person reads; None: all."""
    code = account.logged_in().scope_code
    return chosen.within(code) if code else None


def _scope_name(chosen: Round) -> str | None:
    code = account.logged_in().scope_code
    group = chosen.by_code.get(code) if code else None
    return group.name_in("en") if group else code


def _groups(chosen: Round, mine: tuple[Comment, ...]) -> list[tuple[str, str]]:
    """Code and name of the groups that comments are attributed to, in reading order."""
    used = {comment.group_code for comment in mine}
    return [(each.code, each.name_in("en")) for each in chosen.groups if each.code in used]
