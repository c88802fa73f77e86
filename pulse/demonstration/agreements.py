"""The made-up keyholders: they took their keys before the first round, refused one proposal, and have one before them."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from surveys import clock
from surveys.governance import in_force, keyholders, proposals
from surveys.governance.side import Side

OFFICE = "office@northmoor.example"
HOLDERS = {
    Side.UNION: ("union@northmoor.example", "UNISON branch secretary"),
    Side.EMPLOYER: ("director@northmoor.example", "Director of adults’ services"),
    Side.OUTSIDER: ("outsider@northmoor.example", "Independent chair of the safeguarding board"),
}
_REFUSED = "An auditor asked whether answers could be kept for longer."
_OPEN = "Three teams have eight or nine people and never see their own results."


def make(people: Session, today: date) -> None:
    """All of it; the caller commits. Rounds are a quarter apart, the first a year and a half ago."""
    with clock.at(today - timedelta(days=600)):
        for side, (email, post) in HOLDERS.items():
            named = keyholders.name_first(people, side, email, post)
            keyholders.accept(people, named.id, email)
    holds = in_force.now(people).rules
    with clock.at(today - timedelta(days=200)):
        longer = replace(holds, pledge=replace(holds.pledge, keep_days=180))
        made = proposals.propose(people, OFFICE, longer, _REFUSED)
    with clock.at(today - timedelta(days=196)):
        for side in (Side.UNION, Side.OUTSIDER):
            proposals.refuse(people, made.number, HOLDERS[side][0])
    with clock.at(today - timedelta(days=2)):
        fewer = replace(holds, pledge=replace(holds.pledge, threshold=8))
        proposals.propose(people, OFFICE, fewer, _OPEN)
