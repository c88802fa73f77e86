"""Remembered: what was worked out of published figures lately. They never change, so neither does what they say.

Of figures alone: nothing of comments, actions, or of whoever asks. A process remembers few of them (MOST), the largest of
which, every trend of a group in 40 rounds with its pictures, takes about a megabyte.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Final, TypeVar, cast

from surveys.reports.rounds import Round
from surveys.speech import language

Made = TypeVar("Made")

MOST: Final = 24

_lock = Lock()
_known: OrderedDict[tuple[object, ...], object] = OrderedDict()


def remembered(rounds: Sequence[Round], what: tuple[object, ...], make: Callable[[], Made]) -> Made:
    """What ``make`` makes of these rounds, or made of them when it was asked for the same before.

    ``what``: its name, and all that it depends on beside the rounds. The newest digest stands for every round before it.
    """
    key = (rounds[-1].release.digest, language(), *what)
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return cast("Made", _known[key])
    made = make()
    with _lock:
        _known[key] = made
        while len(_known) > MOST:
            _known.popitem(last=False)
    return made


def forget() -> None:
    """Keep nothing, as a process that has just begun."""
    with _lock:
        _known.clear()
