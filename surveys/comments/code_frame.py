"""CodeFrame: the themes of comments and the phrases that show them, read from frames/<version>.yaml."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from surveys.comments.frame_file import BadFrame, Block, Line, read
from surveys.comments.frame_names import FRAMES, LATEST
from surveys.comments.phrase import BadPhrase, parse

#: The block of phrases that count only beside another phrase of their theme.
WEAK = "weak"
#: Sets of words that the tagger itself needs.
NEEDED_SETS = ("negation", "unreal", "filler")


class Polarity(StrEnum):
    """Whether a comment complains of a theme, praises it, or does both or neither."""

    NEGATIVE = "negative"
    MIXED = "mixed"
    POSITIVE = "positive"


@dataclass(frozen=True)
class Phrase:
    """A phrase as it is written in the frame. A mixed one names the theme; the words around it decide."""

    text: str
    polarity: Polarity
    #: a hint: it counts only beside another phrase of its theme
    weak: bool = False


@dataclass(frozen=True)
class Theme:
    """A theme with its name and definition by language, and two kinds of examples."""

    code: str
    name: Mapping[str, str]
    definition: Mapping[str, str]
    sensitive: bool
    #: what a mixed phrase means where nothing around it leans either way
    named: Polarity
    examples_in: tuple[str, ...]
    examples_out: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    #: where one of these stands, the theme's phrases inside it are no evidence
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeFrame:
    """The themes of one version. `fingerprint` is the SHA-256 of its file, in hexadecimal."""

    version: str
    themes: tuple[Theme, ...]
    fingerprint: str
    words: Mapping[str, tuple[str, ...]]
    #: words of praise and complaint that decide what a mixed phrase means
    tone: tuple[Phrase, ...]
    #: how many words of any kind `..` lets through
    gap: int = 3

    def theme(self, code: str) -> Theme:
        """The theme with this code. Raises KeyError."""
        for theme in self.themes:
            if theme.code == code:
                return theme
        raise KeyError(code)


@cache
def load(version: str | None = None) -> CodeFrame:
    """The frame of a version, the latest when none is named. Raises BadFrame, which names the line."""
    version = version or LATEST
    path = FRAMES / f"{version}.yaml"
    if version not in versions():
        raise BadFrame(f"There is no code frame {version}. There are: {', '.join(versions())}.")
    return parse_frame(path.read_text(encoding="utf-8"), path.name)


def versions() -> tuple[str, ...]:
    """The versions there are."""
    return tuple(sorted(path.stem for path in FRAMES.glob("*.yaml")))


def parse_frame(text: str, filename: str) -> CodeFrame:
    """A frame from the text of its file. Raises BadFrame, which names file and line."""
    top = read(text, filename)
    words = _words(top.block("words"))
    exceptions = top.block("except")
    themes = tuple(_theme(block, exceptions, words) for block in top.blocks("themes"))
    top.demand(bool(themes), "themes", "must hold at least one theme")
    codes = [theme.code for theme in themes]
    top.demand(len(set(codes)) == len(codes), "themes", "has two themes with one code")
    for code in exceptions.names():
        exceptions.demand(code in codes, code, "is no theme of this frame")
    return CodeFrame(
        version=top.text("version"),
        themes=themes,
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
        words=words,
        tone=_phrases(top.block("tone"), words),
        gap=_gap(top),
    )


def _gap(top: Block) -> int:
    if "gap" not in top.names():
        return CodeFrame.gap
    top.demand(top.text("gap").isdecimal(), "gap", "must be a number")
    return int(top.text("gap"))


def _words(block: Block) -> dict[str, tuple[str, ...]]:
    words = {name: tuple(block.text(name).split()) for name in block.names()}
    for name in NEEDED_SETS:
        block.demand(bool(words.get(name)), name, "is needed here: a list of words")
    return words


def _theme(block: Block, exceptions: Block, words: Mapping[str, tuple[str, ...]]) -> Theme:
    code = block.text("code")
    phrases = _phrases(block.block("phrases"), words)
    block.demand(bool(phrases), "phrases", "must hold at least one phrase")
    examples = block.block("examples")
    except_lines = exceptions.lines(code) if code in exceptions.names() else ()
    return Theme(
        code=code,
        name=block.texts("name"),
        definition=block.texts("definition"),
        sensitive=block.flag("sensitive"),
        named=_polarity(block, "named"),
        examples_in=examples.items("in"),
        examples_out=examples.items("out"),
        phrases=phrases,
        exceptions=tuple(_checked(line, words) for line in except_lines),
    )


def _polarity(block: Block, key: str) -> Polarity:
    value = block.text(key)
    block.demand(value in list(Polarity), key, "must be negative, mixed or positive")
    return Polarity(value)


def _phrases(block: Block, words: Mapping[str, tuple[str, ...]]) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    for name in block.names():
        allowed = (*Polarity, WEAK)
        block.demand(name in allowed, name, "must be negative, mixed, positive or weak")
        weak = name == WEAK
        polarity = Polarity.MIXED if weak else Polarity(name)
        found += [Phrase(_checked(line, words), polarity, weak) for line in block.lines(name)]
    return tuple(found)


def _checked(line: Line, words: Mapping[str, tuple[str, ...]]) -> str:
    try:
        parse(line.text, words)
    except BadPhrase as fault:
        raise BadFrame(f'{line.where}: the phrase "{line.text}" {fault}.') from fault
    return line.text
