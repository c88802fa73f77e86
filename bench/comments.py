"""How well comments are tagged: precision, recall and F1 a theme, on labelled comments.

    python bench/comments.py [FILE.jsonl] [--half a|b|all] [--show]

FILE holds a line a comment: {"id", "text", "labels": {theme: -1, 0 or 1}}. Without one, the labelled
comments beside the project are used when they are there. They are never copied into it. Half a is
what phrases were tuned on, half b was kept aside (by the parity of the SHA-256 of the id).
"""

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from surveys.comments.code_frame import CodeFrame, Polarity, load  # noqa: E402
from surveys.comments.redact import redact  # noqa: E402
from surveys.comments.tagger import tag, themes  # noqa: E402

BESIDE = ROOT.parent / "shared" / "data" / "comments_dev.jsonl"
SIGNS = {Polarity.NEGATIVE: -1, Polarity.MIXED: 0, Polarity.POSITIVE: 1}


@dataclass
class Comment:
    """A labelled comment."""

    id: str
    text: str
    labels: dict[str, int]

    @property
    def half(self) -> str:
        return "ab"[int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2]


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

    def line(self, name: str, keys: list[str]) -> str:
        hit, extra, missed = (sum(c[k] for k in keys) for c in (self.hit, self.extra, self.missed))
        precision, recall = hit / max(1, hit + extra), hit / max(1, hit + missed)
        return f"{name:<16} {hit + missed:>4} {precision:>9.2f} {recall:>6.2f} {f1(hit, extra, missed):>5.2f}"


def f1(hit: int, extra: int, missed: int) -> float:
    return 2 * hit / max(1, 2 * hit + extra + missed)


def main() -> None:
    options = _options()
    comments = [
        Comment(r["id"], r["text"], r["labels"]) for r in map(json.loads, options.file.open())
    ]
    comments = [one for one in comments if options.half in ("all", one.half)]
    report(comments, load(), show=options.show)


def report(comments: list[Comment], frame: CodeFrame, *, show: bool) -> None:
    by_theme, negative = Score(), Score()
    polarity: Counter[bool] = Counter()
    started = time.perf_counter()
    for comment in comments:
        hits = tag(redact(comment.text).text, frame)
        said = {theme: SIGNS[tone] for theme, tone in themes(hits).items()}
        by_theme.add(set(comment.labels), set(said))
        negative.add(_negative(comment.labels), _negative(said))
        polarity.update(said[t] == comment.labels[t] for t in said.keys() & comment.labels.keys())
        if show and (said != comment.labels):
            _show(comment, said, [(hit.theme, hit.phrase) for hit in hits])
    seconds = time.perf_counter() - started
    codes = [theme.code for theme in frame.themes]
    _say(f"{'theme':<16} {'n':>4} {'precision':>9} {'recall':>6} {'F1':>5}")
    for code in codes:
        _say(by_theme.line(code, [code]))
    _say(by_theme.line("micro", codes))
    macro = [f1(by_theme.hit[c], by_theme.extra[c], by_theme.missed[c]) for c in codes]
    _say(f"{'macro F1':<16} {sum(macro) / len(macro):.2f}")
    _say(negative.line("negative themes", codes))
    _say(f"polarity right on {polarity[True]} of {polarity.total()} themes found rightly")
    _say(
        f"{len(comments)} comments, {len(comments) / seconds:.0f} a second (redaction and tagging)"
    )


def _negative(labels: dict[str, int]) -> set[str]:
    return {theme for theme, sign in labels.items() if sign < 0}


def _show(comment: Comment, said: dict[str, int], hits: list[tuple[str, str]]) -> None:
    wrong = [f"+{theme}" for theme in said.keys() - comment.labels.keys()]
    wrong += [f"-{theme}" for theme in comment.labels.keys() - said.keys()]
    wrong += [
        f"{theme} {said[theme]:+d} for {comment.labels[theme]:+d}"
        for theme in said.keys() & comment.labels.keys()
        if said[theme] != comment.labels[theme]
    ]
    _say(f"{comment.id} {' '.join(sorted(wrong))}\n    {comment.text}\n    {hits}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=BESIDE)
    parser.add_argument("--half", choices=("a", "b", "all"), default="all")
    parser.add_argument("--show", action="store_true", help="show the comments tagged otherwise")
    options = parser.parse_args()
    if not options.file.exists():
        parser.error("name a file of labelled comments")
    return options


if __name__ == "__main__":
    main()
