"""Lines that a process writes for its operators, collected."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest

from pulse.seen import lines


@pytest.fixture
def written() -> Iterator[Callable[[], list[dict[str, object]]]]:
    """Lines are on; call it for what was written so far."""
    lines.begin()
    (handler,) = [
        each for each in logging.getLogger("pulse").handlers if isinstance(each, lines._Standing)
    ]
    stream = io.StringIO()
    handler.setStream(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    lines.end()
