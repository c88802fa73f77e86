"""Cleared comments in words, for a page and for a file alike: a file never says more than the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from surveys.exports import sheet, words
from surveys.exports.origin import Origin
from surveys.releases.document import Comment, Group
from surveys.reports.rounds import Round

COLUMNS = (
    "round",
    "service",
    "question",
    "theme_codes",
    "polarities",
    "comment",
    "phrases",
    "reader",
    "release",
)


@dataclass(frozen=True)
class Theme:
    """A theme of one comment. ``phrases`` are the words that show it, as they stand in the text."""

    code: str
    name: str
    #: "negative", "mixed", "positive"; empty when the release does not say
    polarity: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A cleared comment with what its codes mean in its own round."""

    wave: str
    round: str
    group_code: str
    service: str
    question: str
    reader: str
    text: str
    themes: tuple[Theme, ...]
    #: the hash of the round's last release; empty where it is not told
    release: str = ""
    #: the number of the release that holds it, and its position there: on no file, by which a page names it
    place: tuple[int, int] = (0, 0)

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(phrase for theme in self.themes for phrase in theme.phrases)


def tell(
    comments: Iterable[Comment], rounds: Sequence[Round], origins: Iterable[Origin] = ()
) -> tuple[Told, ...]:
    """The comments in words, in their order. ``rounds``: those they come from."""
    hashes = {one.wave: one.digest for one in origins}
    known = {
        each.release.wave: _Known.of(each, hashes.get(each.release.wave, "")) for each in rounds
    }
    return tuple(_tell(comment, known.get(comment.wave) or _Known()) for comment in comments)


def themes(raw: Mapping[str, object], names: Mapping[str, str]) -> tuple[Theme, ...]:
    """The themes of a comment as a release or the clearing queue holds them."""
    return tuple(_theme(code, value, names) for code, value in sorted(raw.items()))


def file(comments: Iterable[Told]) -> bytes:
    """The comments as CSV."""
    return sheet.table(COLUMNS, map(row, comments))


def row(told: Told) -> tuple[str, ...]:
    """One comment as a row of a table, whatever kind of file it stands in."""
    phrases = "; ".join(f"{t.code}: {' | '.join(t.phrases)}" for t in told.themes if t.phrases)
    return (
        told.round,
        told.service,
        told.question,
        ";".join(theme.code for theme in told.themes),
        ";".join(theme.polarity for theme in told.themes),
        told.text,
        phrases,
        told.reader,
        told.release,
    )


@dataclass(frozen=True)
class _Known:
    """The words of one round: looked up once, used for all its comments."""

    label: str = ""
    groups: Mapping[str, Group] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    release: str = ""

    @classmethod
    def of(cls, own: Round, release: str) -> "_Known":
        return cls(
            own.label,
            own.by_code,
            {item.code: item.text_in("en") for item in own.instrument.comments},
            {code: _theme_name(raw) for code, raw in own.themes.items()},
            release,
        )


def _tell(comment: Comment, known: _Known) -> Told:
    group = known.groups.get(comment.group_code)
    return Told(
        wave=comment.wave,
        round=known.label or comment.wave,
        group_code=comment.group_code,
        service=group.name_in("en") if group else comment.group_code,
        question=known.questions.get(comment.item, comment.item),
        reader=words.said(words.READERS, comment.reader),
        text=comment.text,
        themes=themes(comment.themes, known.themes),
        release=known.release,
        place=(comment.release, comment.position),
    )


def _theme_name(raw: Mapping[str, object]) -> str:
    """A frame's names by language, which stand under "names" or are the mapping itself."""
    names = raw.get("names")
    return str((names if isinstance(names, Mapping) else raw).get("en") or "")


def _theme(code: str, raw: object, names: Mapping[str, str]) -> Theme:
    held = raw if isinstance(raw, Mapping) else {}
    phrases = held.get("phrases")
    return Theme(
        code=code,
        name=words.said(names, code),
        polarity=str(held.get("polarity") or ""),
        phrases=tuple(dict.fromkeys(map(str, phrases))) if isinstance(phrases, list) else (),
    )
