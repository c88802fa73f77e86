"""How much of what identifies is masked: recall by kind, words masked that identify nobody, speed.

``python -m bench.redacted [--show] [FILE ...]``. FILE holds a comment a line, marked as in tests/surveys/comments/marked:
"I told {name:Dave} off"; without one, the composed comments there. Speed is that of one core, redaction alone and with tagging.
Ends with 1 below the floors of tests/surveys/comments/test_marked_comments.py.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from surveys.comments.code_frame import load
from surveys.comments.redact import redact
from surveys.comments.tagger import tag
from tests.surveys.comments.marked_comments import (
    HALVES,
    KINDS,
    TYPED,
    Marked,
    Score,
    marked,
    read,
    scored,
)
from tests.surveys.comments.test_marked_comments import RECALL, TOO_MUCH, TYPED_RECALL

RUNS = 3


def main() -> int:
    """Score, time and print."""
    options = _options()
    sets = {half: marked(half) for half in HALVES}
    if options.files:
        sets = {file.name: _read(file) for file in options.files}
    held = [_report(name, comments, show=options.show) for name, comments in sets.items()]
    _print_speed([comment.text for comments in sets.values() for comment in comments])
    return 0 if all(held) else 1


def _report(name: str, comments: Sequence[Marked], *, show: bool) -> bool:
    score = scored(list(comments))
    print(f"{name}: {score.comments} comments")
    for kind in KINDS:
        if score.there[kind]:
            covered, named = score.covered[kind], score.named[kind]
            print(
                f"  {kind:9} {covered:4} of {score.there[kind]:4} masked, {named:4} with their mark"
            )
    typed = score.recall(*TYPED)
    print(f"  recall {score.recall():.3f}; with a shape {typed:.3f}")
    print(f"  {100 * score.too_much:.1f} % of comments lose a word that identifies nobody")
    if show:
        _show(score)
    return score.recall() >= RECALL and typed >= TYPED_RECALL and score.too_much <= TOO_MUCH


def _show(score: Score) -> None:
    for kind, what, text in score.missed:
        print(f"  missed {kind} {what!r}: {text}")
    for text, words in score.false:
        print(f"  too much {words}: {text}")


def _print_speed(texts: Sequence[str]) -> None:
    frame = load()
    alone, both = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        redacted = [redact(text).text for text in texts]
        middle = time.perf_counter()
        for text in redacted:
            tag(text, frame)
        alone.append(len(texts) / (middle - start))
        both.append(len(texts) / (time.perf_counter() - start))
    length = sum(map(len, texts)) / len(texts)
    print(
        f"{max(alone):,.0f} comments a second, {max(both):,.0f} with tagging ({length:.0f} characters each)"
    )


def _read(file: Path) -> tuple[Marked, ...]:
    return tuple(read(line) for line in file.read_text(encoding="utf-8").splitlines() if line)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true", help="print what was missed and too much")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
