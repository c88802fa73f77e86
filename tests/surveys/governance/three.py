"""Three made-up keyholders, one a side, and the usual ways to a decision."""

from sqlalchemy.orm import Session

from surveys.governance import keyholders, proposals
from surveys.governance.proposal import Proposal
from surveys.governance.rules import Rules
from surveys.governance.side import Side

OFFICE = "office@westerby.example"
UNION, EMPLOYER, OUTSIDER = (f"{side}@westerby.example" for side in Side)
POSTS = {
    Side.UNION: "Branch secretary",
    Side.EMPLOYER: "Director of people",
    Side.OUTSIDER: "Chair of the safeguarding partnership",
}


def found(people: Session) -> None:
    """All three are named and accept."""
    for side, post in POSTS.items():
        named = keyholders.name_first(people, side, f"{side}@westerby.example", post)
        keyholders.accept(people, named.id, named.held_by)


def agreed(people: Session, after: Rules, *by: str) -> Proposal:
    """Other rules, proposed by the office and agreed by these."""
    made = proposals.propose(people, OFFICE, after, "Because we talked about it.")
    for each in by:
        made = proposals.agree(people, made.number, each)
    return made
