"""Whether a comment seems to be in Welsh, so that a Welsh reader clears it.

It counts little words that Welsh sentences cannot do without and English ones do not have. It leans to saying yes: a
comment that is marked in vain costs a look, one that is overlooked is judged by somebody who cannot read it.
"""

import re

#: Only words that are no English words and no names of English people.
_LITTLE = frozenset(
    "yn yr mae ac ond nid ddim dim gyda wedi sydd ein fy eu eich hynny gan iawn rydym rydyn rydw rwy dwi rwyf dw roedd oedd"
    " bydd byddai fel nad ydy ydyw ydi yw oes maen maent nhw mwy dyna dyma hon mewn heb dros trwy drwy wrth cael gael"
    " gwneud wneud gwaith gweithio neu achos achosion llwyth pawb pobl plant teulu teuluoedd tîm rheolwr rheolwyr goruchwyliaeth"
    " cefnogaeth digon gormod amser angen methu gallu allwn alla llawer pob hefyd eto byth erioed wythnos dydd diolch".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_SHARE, _LEAST = 0.2, 2


def is_welsh(text: str) -> bool:
    """Whether at least two different of these words, and one word in five, say so. Quotation marks part words."""
    words = [word.casefold() for word in _WORD.findall(text)]
    found = [word for word in words if word in _LITTLE]
    return len(set(found)) >= _LEAST and len(found) >= _SHARE * len(words)
