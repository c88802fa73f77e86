"""How many comments a second one core redacts and tags, by their length, beside what NLTK alone needs for their words.

    python -m bench.pace [FILE.jsonl ...] [--runs N] [--many N]

FILE holds a line a comment, {"id", "text", "labels"}; without one, the composed comments of
tests/surveys/comments/data. They are joined and cut to each length. The machine is never quiet, so seconds are those
of the processor, medians of several runs, and beside them stands, from the same run, how long splitting the same
texts into words and stemming every word takes (RegexpTokenizer, SnowballStemmer, nothing remembered).
`--many` redacts and tags N comments of about 180 characters, all different, every one with words misspelt that no
other has, and says how much memory it took: nothing that is remembered of words may grow with the comments.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

from nltk.stem.snowball import SnowballStemmer
from nltk.tokenize import RegexpTokenizer

from bench.comments import COMPOSED, read
from surveys.comments.code_frame import CodeFrame, load
from surveys.comments.redact import redact
from surveys.comments.tagger import tag, themes

LENGTHS = (60, 110, 180, 400, 1000)  # characters
USUAL = 180
CHARACTERS = 40_000  # of text for each length
SLIPS = 2  # words misspelt in each of many comments
MILLION = 1_000_000


def main() -> int:
    """Time and print."""
    options = _options()
    frame = load()
    texts = [one.text for one in read(options.files)]
    _work(texts, frame)  # frame and word lists are read, words are known
    print(
        f"{'characters':>10} {'redacted':>9} {'tagged':>9} {'both':>9} {'clock':>9} {'NLTK':>9} {'ratio':>6}"
    )
    print(f"{'':10} {'µs':>9} {'µs':>9} {'a second':>9} {'a second':>9} {'a second':>9}")
    for length in LENGTHS:
        _print_pace(_cut(texts, length), length, frame, options.runs)
    if options.many:
        _print_many(_different(texts, options.many), frame, options.many)
    return 0


def _work(texts: Iterable[str], frame: CodeFrame) -> None:
    for text in texts:
        themes(tag(redact(text).text, frame))


def _print_pace(texts: list[str], length: int, frame: CodeFrame, runs: int) -> None:
    redacted = [redact(text).text for text in texts]
    hiding, tagging, clock, alone = [], [], [], []
    for _ in range(runs):
        started = time.perf_counter()
        hiding.append(_seconds(lambda: [redact(text) for text in texts]))
        tagging.append(_seconds(lambda: [themes(tag(text, frame)) for text in redacted]))
        clock.append(time.perf_counter() - started)
        alone.append(_seconds(lambda: _stemmed(texts)))
    each = 1 / len(texts)
    both = [one + other for one, other in zip(hiding, tagging, strict=True)]
    ratio = median(nltk / ours for nltk, ours in zip(alone, both, strict=True))
    print(
        f"{length:10} {MILLION * median(hiding) * each:9.0f} {MILLION * median(tagging) * each:9.0f}"
        f" {len(texts) / median(both):9,.0f} {len(texts) / median(clock):9,.0f}"
        f" {len(texts) / median(alone):9,.0f} {ratio:6.2f}"
    )


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _stemmed(texts: Sequence[str]) -> None:
    tokenizer, stemmer = (
        RegexpTokenizer(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+"),
        SnowballStemmer("english"),
    )
    for text in texts:
        for word in tokenizer.tokenize(text):
            stemmer.stem(word)


def _cut(texts: Sequence[str], length: int) -> list[str]:
    """Texts of this length, made of as many comments as that takes."""
    whole = " ".join(texts)
    whole *= 1 + CHARACTERS // len(whole)
    return [whole[start : start + length] for start in range(0, CHARACTERS, length)]


def _different(texts: Sequence[str], count: int) -> Iterator[str]:
    """Comments no two of which are alike: sentences of several, with words that stand nowhere else."""
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    for _ in range(count):
        words: list[str] = []
        while sum(map(len, words)) + len(words) < USUAL:
            words += chance.choice(texts).split()
        for _ in range(SLIPS):
            place = chance.randrange(len(words))
            words[place] += "".join(chance.choices(letters, k=3))
        yield " ".join(words)[: USUAL + 20]


def _print_many(texts: Iterator[str], frame: CodeFrame, count: int) -> None:
    before = _peak()
    seconds = _seconds(lambda: _work(texts, frame))
    print(
        f"{count:,} different comments in {seconds:.0f} s of one processor, {count / seconds:,.0f} a second"
        f" (composing them included); at most {_peak():.0f} MB, {before:.0f} before the first"
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=7, help="how many runs (7)")
    parser.add_argument("--many", type=int, default=0, help="redact and tag this many, for memory")
    options = parser.parse_args()
    options.files = options.files or sorted(COMPOSED.glob("*.jsonl"))
    return options


if __name__ == "__main__":
    sys.exit(main())
