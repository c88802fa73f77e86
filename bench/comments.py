"""How well comments are tagged, how fast, and in how much memory.

    python bench/comments.py [FILE.jsonl ...] [--half a|b|all] [--folds K] [--show] [--many N] [--frame v2]

FILE holds a line a comment: {"id", "text", "labels": {theme: -1, 0 or 1}}. Without one, the labelled
comments beside the project are used when they are there (they are never copied into it), else the
composed ones in tests/surveys/comments/data. Half a is what phrases were tuned on, half b was kept
aside (by the parity of the SHA-256 of the id); folds are cut by the same hash.
`--many` redacts and tags N comments, these over and over, and says how long and how much memory it took.
"""

import argparse
import hashlib
import itertools
import json
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from surveys.comments.code_frame import CodeFrame, Polarity, load  # noqa: E402
from surveys.comments.redact import redact  # noqa: E402
from surveys.comments.tagger import Hit, tag, themes  # noqa: E402

BESIDE = ROOT.parent / "shared" / "data" / "comments_dev.jsonl"
COMPOSED = ROOT / "tests" / "surveys" / "comments" / "data"
SIGNS = {Polarity.NEGATIVE: -1, Polarity.MIXED: 0, Polarity.POSITIVE: 1}


@dataclass(frozen=True)
class Comment:
    """A labelled comment."""

    id: str
    text: str
    labels: dict[str, int]

    @property
    def number(self) -> int:
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16)

    @property
    def half(self) -> str:
        return "ab"[self.number % 2]


@dataclass
class Score:
    """What was found (hit), wrongly found (extra) and not found (missed), a theme or polarity."""

    hit: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, truth: set[str], said: set[str]) -> None:
        self.hit.update(truth & said)
        self.extra.update(said - truth)
        self.missed.update(truth - said)

    def f1(self, code: str | None = None) -> float:
        """Of one theme, or of all together."""
        hit, extra, missed = self._counts(code)
        return 2 * hit / max(1, 2 * hit + extra + missed)

    def line(self, name: str, code: str | None = None) -> str:
        hit, extra, missed = self._counts(code)
        precision, recall = hit / max(1, hit + extra), hit / max(1, hit + missed)
        return (
            f"{name:<16} {hit + missed:>4} {precision:>9.2f} {recall:>6.2f} {self.f1(code):>5.2f}"
        )

    def _counts(self, code: str | None) -> tuple[int, int, int]:
        counters = (self.hit, self.extra, self.missed)
        hit, extra, missed = (c.total() if code is None else c[code] for c in counters)
        return hit, extra, missed


@dataclass
class Result:
    """How a set of comments was tagged. `negative` counts complaints among the themes found rightly."""

    themes: Score = field(default_factory=Score)
    negative: Score = field(default_factory=Score)
    polarity: Counter[bool] = field(default_factory=Counter)

    def add(self, labels: dict[str, int], said: dict[str, int]) -> None:
        self.themes.add(set(labels), set(said))
        both = labels.keys() & said.keys()
        self.negative.add({t for t in both if labels[t] < 0}, {t for t in both if said[t] < 0})
        self.polarity.update(labels[t] == said[t] for t in both)

    def macro(self, codes: list[str]) -> float:
        return statistics.fmean(self.themes.f1(code) for code in codes)


def read(files: Iterable[Path]) -> list[Comment]:
    lines = (line for path in files for line in path.read_text(encoding="utf-8").split("\n"))
    records = (json.loads(line) for line in lines if line)
    return [Comment(record["id"], record["text"], record["labels"]) for record in records]


def measure(comments: list[Comment], frame: CodeFrame, *, show: bool = False) -> Result:
    result = Result()
    for comment in comments:
        hits = tag(redact(comment.text).text, frame)
        said = {theme: SIGNS[tone] for theme, tone in themes(hits).items()}
        result.add(comment.labels, said)
        if show and said != comment.labels:
            _show(comment, said, hits)
    return result


def main() -> None:
    options = _options()
    frame = load(options.frame)
    comments = [one for one in read(options.files) if options.half in ("all", one.half)]
    _report(measure(comments, frame, show=options.show), frame)
    _spread(comments, frame, options.folds)
    if options.many:
        _many(comments, frame, options.many)


def _report(result: Result, frame: CodeFrame) -> None:
    codes = [theme.code for theme in frame.themes]
    _say(f"{'theme':<16} {'n':>4} {'precision':>9} {'recall':>6} {'F1':>5}")
    for code in codes:
        _say(result.themes.line(code, code))
    _say(result.themes.line("micro"))
    _say(f"{'macro F1':<16} {result.macro(codes):.2f}")
    _say("of the themes found rightly:")
    _say(result.negative.line("negative"))
    right, found = result.polarity[True], result.polarity.total()
    _say(f"polarity right on {right} of {found}")


def _spread(comments: list[Comment], frame: CodeFrame, folds: int) -> None:
    """F1 of each fold. Nothing is learnt, so this shows how much chance is in the figure."""
    parts = [[one for one in comments if one.number % folds == fold] for fold in range(folds)]
    scores = [measure(part, frame).themes.f1() for part in parts if part]
    if len(scores) > 1:
        each = " ".join(f"{score:.2f}" for score in scores)
        mean, error = statistics.fmean(scores), statistics.stdev(scores)
        _say(f"micro F1 by fold {each}: mean {mean:.2f}, standard deviation {error:.2f}")


def _many(comments: list[Comment], frame: CodeFrame, count: int) -> None:
    texts = itertools.islice(itertools.cycle(one.text for one in comments), count)
    started = time.process_time()
    for text in texts:
        themes(tag(redact(text).text, frame))
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _say(
        f"{count} comments redacted and tagged in {seconds:.0f} s of one processor,"
        f" {count / seconds:.0f} a second; at most {peak:.0f} MB"
    )


def _show(comment: Comment, said: dict[str, int], hits: tuple[Hit, ...]) -> None:
    wrong = [f"+{theme}" for theme in said.keys() - comment.labels.keys()]
    wrong += [f"-{theme}" for theme in comment.labels.keys() - said.keys()]
    wrong += [
        f"{theme} {said[theme]:+d} for {comment.labels[theme]:+d}"
        for theme in said.keys() & comment.labels.keys()
        if said[theme] != comment.labels[theme]
    ]
    found = [(hit.theme, hit.phrase) for hit in hits]
    _say(f"{comment.id} {' '.join(sorted(wrong))}\n    {comment.text}\n    {found}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--half", choices=("a", "b", "all"), default="all")
    parser.add_argument("--folds", type=int, default=5, help="how many folds (5)")
    parser.add_argument("--frame", help="the version of the code frame (the newest)")
    parser.add_argument("--show", action="store_true", help="show the comments tagged otherwise")
    parser.add_argument("--many", type=int, default=0, help="time this many comments")
    options = parser.parse_args()
    options.files = options.files or ([BESIDE] if BESIDE.exists() else sorted(COMPOSED.glob("*")))
    for path in options.files:
        if not path.exists():
            parser.error(f"there is no {path}")
    return options


if __name__ == "__main__":
    main()
