"""A CSV file as people open it: in a spreadsheet, which must take no cell for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

#: What a spreadsheet may take for a formula. White space and signs nobody sees before it do not stop one, and a text
#: that has apostrophes there already gets another, so that taking one away always gives the text back.
_FORMULA = re.compile(
    r"'*(?:[\s\x00-\x1f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@\u2212＝＋－＠]|[\t\r\n])"
)

#: A difference of points is a number and no formula; whoever adds a column up needs it as one.
_BELOW_ZERO = re.compile(r"-[1-9][0-9]{0,2}")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV: UTF-8 with a byte order mark, every cell quoted, none a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


@lru_cache(maxsize=4096)
def safe(cell: str) -> str:
    """The cell, with an apostrophe before it when a spreadsheet would calculate it."""
    harmless = _BELOW_ZERO.fullmatch(cell) or not _FORMULA.match(cell)
    return cell if harmless else f"'{cell}"
