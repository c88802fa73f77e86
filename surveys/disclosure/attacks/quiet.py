"""HiGHS without its greeting: it prints two lines about itself once a process, before it takes any option.

They would stand in the middle, or at the end, of what a command prints.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import highspy


@cache
def greet() -> None:
    """Let HiGHS introduce itself where nobody hears it; once a process."""
    with _unheard():
        highspy.Highs()  # type: ignore[no-untyped-call]  # of the solver's own package


@contextmanager
def _unheard() -> Iterator[None]:
    """Standard output goes nowhere, that of compiled code too."""
    try:
        kept = os.dup(1)
    except OSError:  # there is no standard output
        yield
        return
    _flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        _flush()
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _flush() -> None:
    sys.stdout.flush()
    if os.name == "posix":
        ctypes.CDLL(None).fflush(None)
