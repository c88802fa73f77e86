"""Attribution: a comment's key in the clearing queue, and the service it comes from, found again by that key.

Keeps docs/promise.md#comments. The queue holds no group. Its keys are made with the wave's reading key, so this room
alone can lead a key back to a block, and nobody can once the reading key is destroyed.
"""

import hmac
from collections import Counter
from collections.abc import Mapping, Sequence

from surveys import canonical
from surveys.disclosure.arrange import Arrangement
from surveys.disclosure.difference import Family
from surveys.disclosure.evidence import Remark

_PURPOSE = "pulse/clearing-key/1"


def keyed(reading_key: bytes, remarks: Sequence[Remark]) -> dict[str, Remark]:
    """Key -> remark. The same remarks in another order have the same keys; equal texts have different ones.

    Equal texts are told apart by a number in the order of their blocks, so that it does not matter which is read first.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found = {}
    for remark in sorted(remarks, key=_order):
        same = _same(remark)
        message = canonical.dumps([_PURPOSE, *same, seen[same]])
        found[hmac.digest(reading_key, message, "sha256").hex()] = remark
        seen[same] += 1
    return found


def place(block: str, family: Family, arrangement: Arrangement) -> str:
    """The nearest group around the block that is in the family: a service, services combined, or the whole."""
    allowed = {member.code for member in family}
    return next(code for code in arrangement.paths[block] if code in allowed)


def may_be_read(families: Mapping[str, Family], remark: Remark) -> bool:
    """Whether its author opened it, and enough people commented on its item anywhere for it to be published."""
    return remark.for_readers and bool(families.get(remark.opened.item))


def _order(remark: Remark) -> tuple[tuple[str, ...], str]:
    return _same(remark), remark.opened.block


def _same(remark: Remark) -> tuple[str, ...]:
    """What is equal in comments that are told apart by a number alone."""
    opened = remark.opened
    asked = (word for one in opened.kept for word in (str(one.mark), one.words))
    return opened.item, opened.text, opened.reader.value, *asked
