"""Judging a pattern: what somebody who knows the organisation can derive from the groups it shows.

The attack's own programme decides (``surveys.disclosure.attacks.linear``), which shares nothing with what makes our plans.
"""

from collections.abc import Hashable, Iterable, Mapping

from surveys.disclosure.attacks.linear import Derivable, derivable
from surveys.disclosure.planning.counted import BadFile, Counted
from surveys.disclosure.planning.pattern_file import Said
from surveys.disclosure.planning.plan import Family, Key, groups
from surveys.disclosure.regions import Cell


def judge(said: Iterable[Said], counted: Counted, k: int) -> tuple[Derivable, ...]:
    """A line for each region of fewer than ``k`` people whose cheapest derivable set is below ``k``, the smallest first.

    Raises BadFile when the pattern is not about these people; Unsolved.
    """
    every = groups(counted, Family.FULL)
    shown = {}
    for each in said:
        cells = _cells(each, every, counted)
        if each.shown and cells:
            shown[each.key.name] = cells
    people: dict[Hashable, int] = dict(counted.people.items())
    found = derivable(shown, people, k)
    return tuple(sorted(found, key=lambda one: (one.size, told(one), one.people)))


def told(found: Derivable) -> str:
    """ "S1 − T1 − 2 × T2": the combination, what is added first."""
    ordered = sorted(found.combination, key=lambda part: (part[1] < 0, part[0]))
    text = ""
    for name, share in ordered:
        sign = " − " if share < 0 else " + "
        text += (sign if text or share < 0 else "") + _times(abs(share)) + name
    return text.strip()


def _times(share: float) -> str:
    return "" if share == 1 else f"{share:g} × "


def _cells(said: Said, every: Mapping[Key, list[Cell]], counted: Counted) -> list[Cell]:
    if said.key.unit not in counted.parents:
        raise BadFile(
            f"Line {said.line} of the pattern: the group “{said.key.unit}” is not in the units file."
        )
    cells = every.get(said.key, [])
    if said.shown and said.base is None and said.key.attribute and said.key not in every:
        raise BadFile(
            f"Line {said.line} of the pattern: nobody in the people file gave the answer “{said.key.attribute}”. Correct it, or "
            "write 0 as its base."
        )
    base = sum(counted.people[cell] for cell in cells)
    if said.base is not None and said.base != base:
        raise BadFile(
            f"Line {said.line} of the pattern: “{said.key.name}” has {said.base} people there and {base} in the people file. "
            "An audit of other people would prove nothing: use the files that belong together."
        )
    return cells
