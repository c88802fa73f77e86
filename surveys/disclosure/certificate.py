"""The certificate: what the builder proved of a release, for whoever wants to check it. Published with the figures.

``least`` is never more precise than the threshold, and blocks are what is left over in shown groups: it tells nothing that the figures do not.
"""

from collections.abc import Mapping

from surveys.canonical import Json
from surveys.disclosure import solver
from surveys.disclosure.alike import H
from surveys.disclosure.arrange import Arrangement
from surveys.disclosure.difference import Family, left_over
from surveys.disclosure.evidence import Evidence
from surveys.disclosure.suppress import Pattern
from surveys.fieldwork.pledge import Pledge

#: The rules by which groups are chosen. Another number: another choice from the same counts.
RULES = 3
FAMILY = "every group of the tree; attributes for the whole organisation only"


def of(
    arrangement: Arrangement,
    patterns: Mapping[str, Pattern],
    evidence: Evidence,
    pledge: Pledge,
    *,
    method: str | None = None,
    coarser: Mapping[str, int],
) -> Json:
    """The part "protection". ``least``: no set of people that the figures tell apart is smaller (null: nothing is shown)."""
    blocks = _blocks(arrangement.family, arrangement.totals(evidence.respondents))
    return {
        "k": pledge.threshold,
        "comment_k": pledge.comment_threshold,
        "sensitive_k": pledge.sensitive_threshold,
        "h": H,
        "family": FAMILY,
        "blocks": len(blocks),
        "smallest_block": min(blocks, default=None),
        "least": arrangement.least,
        "items": {
            code: {"groups": len(pattern.shown), "least": pattern.links.least}
            for code, pattern in patterns.items()
        },
        "coarser": dict(coarser),
        "method": method or f"rules {RULES}, {solver.version()}",
        **({"key_document": evidence.key_document} if evidence.key_document else {}),
    }


def _blocks(family: Family, totals: Mapping[str, int]) -> list[int]:
    """People in each piece that the shown groups of the tree cut the organisation into."""
    return [people for people in left_over(family, totals).values() if people]
