"""Same people: in which rounds a group that counts several together is made up of the same ones as in the newest."""

from collections.abc import Collection, Sequence

from surveys.releases.document import Group
from surveys.reports.figure import Gap
from surveys.reports.rounds import Round

#: Ends the code of small teams that were counted together before a round opened: to the release one block like others.
_REST = "~rest"


def rounds_of(rounds: Sequence[Round], group: Group) -> frozenset[int]:
    """Numbers of the releases in which the group was shown and, if several are combined in it, the same ones."""
    shown = [each for each in rounds if (own := each.by_code.get(group.code)) and own.shown]
    if not shown or not (group.kind == "combined" or group.code.endswith(_REST)):
        return frozenset(each.number for each in shown)
    newest = _made_of(shown[-1], group.code)
    return frozenset(each.number for each in shown if _made_of(each, group.code) == newest)


def why_not(each: Round, code: str, alike: Collection[int]) -> Gap | None:
    """Why a round's figure of a group is not of the same people's places as the newest; None where it is."""
    if each.number in alike:
        return None
    own = each.by_code.get(code)
    return Gap.OTHER_MEMBERS if own is not None and own.shown else Gap.NOT_ITS_OWN


def _made_of(each: Round, code: str) -> tuple[int, frozenset[str], frozenset[str]]:
    """How many teams, which groups, and what stands beside a block in it.

    A release does not list the teams of a block that was combined before the round opened. They are its parent's teams
    without those that stand beside it: the same ones beside it, and as many in it, are the same ones in it.
    """
    members = frozenset(group.code for group in each.members(code))
    blocks = [
        group
        for group in (each.by_code[one] for one in (code, *members))
        if group.kind != "combined" and group.code.endswith(_REST) and group.parent is not None
    ]
    beside = frozenset(
        other
        for block in blocks
        for other in each.within(block.parent or "")
        if each.by_code[other].kind != "combined"
    )
    return each.by_code[code].teams, members, beside
