"""Typed: what a worker's form carries. It lives as long as one request and is kept nowhere.

Keeps docs/promise.md#no-trace: there is no cookie and no server-side state; answers travel in the form itself.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from surveys import canonical
from surveys.comments.choices import Choices
from surveys.comments.readers import Reader
from surveys.instruments import answers
from surveys.instruments.answers import Answers
from surveys.instruments.instrument import Instrument, Item
from surveys.responses.packing import MOST_CHARACTERS, excess
from surveys.speech import mark, say, say_many

#: Hidden fields and buttons that are no answers. An item must not be called so (a test looks).
CONTROLS = frozenset({"code", "script", "step", "go", "change", "ballot", "covered"})

LEFT_OUT = mark("We left that answer out; everything else you typed is still here.")

#: What else is chosen about a comment: fields called "<item>-reader" and so on.
_READER, _HIDE, _KEEP = _PARTS = ("-reader", "-hide", "-keep")
#: For each comment; more than any author taps. Each is looked for in the whole comment.
_MOST_CHOICES = 200

Fields = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Typed:
    """A posted form: the code, whether script runs in the browser, and the answers as they were typed."""

    code: str
    script: bool
    fields: Fields

    @classmethod
    def read(cls, form: Mapping[str, list[str]]) -> "Typed":
        """``form``: field -> values, every one as sent (``request.form.to_dict(flat=False)``)."""
        typed = {k: values for k, values in form.items() if k not in CONTROLS and any(values)}
        cleaned = {name: tuple(map(_plain, values)) for name, values in typed.items()}
        fields = {name: values for name, values in cleaned.items() if any(values)}
        code = "".join(form.get("code", [])[:1]).strip()
        return cls(code[:100], form.get("script") == ["1"], fields)

    def only(self, instrument: Instrument) -> "Typed":
        """Without what this instrument does not ask: a browser's extensions add fields of their own."""
        asked = {item.code for item in instrument.items}
        asked |= {f"{item.code}{part}" for item in instrument.comments for part in _PARTS}
        return replace(self, fields={k: v for k, v in self.fields.items() if k in asked})

    def possible(self, instrument: Instrument) -> tuple["Typed", dict[str, str]]:
        """Without answers that no form of ours sends; and of each such item, why. Own words are never lost to one."""
        why: dict[str, str] = {}
        for item in instrument.closed:
            try:
                answers.check(item, self.fields.get(item.code, ()))
            except answers.UnknownAnswer as refusal:
                why[item.code] = f"{refusal} {say(LEFT_OUT)}"
        kept = {name: values for name, values in self.fields.items() if name not in why}
        return replace(self, fields=kept), why

    def answers(self, instrument: Instrument) -> Answers:
        """The closed answers, follow-ups that do not apply left out. Raises UnknownAnswer."""
        closed = {item.code: self.fields.get(item.code, ()) for item in instrument.closed}
        return answers.clean(instrument, closed)

    def comment(self, item: Item) -> str:
        """What was written in this comment's box, without white space around it."""
        return "\n".join(self.fields.get(item.code, ())).strip()

    def reader(self, item: Item) -> Reader:
        """Whom the author lets read it. No choice, or one that is not offered, means nobody."""
        return self.chosen_reader(item) or Reader.TOPIC_ONLY

    def chosen_reader(self, item: Item) -> Reader | None:
        chosen = self.fields.get(reader_field(item), ())
        return Reader(chosen[0]) if chosen and chosen[0] in set(Reader) else None

    def choices(self, item: Item) -> Choices:
        """What the author covers besides in this comment, and what they ask to be shown."""
        return Choices(*(self._chosen(name)[:_MOST_CHOICES] for name in choice_fields(item)))

    def covering(self, but: Collection[str] = ()) -> str:
        """All that is covered by choice, and asked for, in one word; "" for nothing. ``but``: words that do not count."""
        names = [name for name in self.fields if name.endswith((_HIDE, _KEEP))]
        counted = {name: sorted({*self._chosen(name)} - {*but}) for name in names}
        counted = {k: values for k, values in counted.items() if values}
        return canonical.fingerprint(counted) if counted else ""

    def _chosen(self, name: str) -> tuple[str, ...]:
        """Words as they were typed, or tapped on; an empty box is none."""
        return tuple(words for value in self.fields.get(name, ()) if (words := value.strip()))

    def has_any(self, codes: Collection[str]) -> bool:
        """Whether something stands in one of these items already."""
        return any(code in self.fields or f"{code}{_READER}" in self.fields for code in codes)

    def is_blank(self, instrument: Instrument) -> bool:
        """Whether no question was touched; "Prefer not to say" is an answer here."""
        return not any(any(self.fields.get(item.code, ())) for item in instrument.items)

    def longest(self) -> list[str]:
        """Own words among the fields, for pages that do not know which items they belong to."""
        own = (v for k, v in self.fields.items() if not k.endswith((_HIDE, _KEEP)))
        return [value for values in own for value in values if " " in value or "\n" in value]

    def without(self, codes: Collection[str]) -> list[tuple[str, str]]:
        """Every field and value but these, for hidden fields.

        What an author covered in a comment goes along even where its box stands on the page: it is covered there again.
        """
        left_out = {*codes, *(f"{code}{_READER}" for code in codes)}
        kept = ((name, values) for name, values in self.fields.items() if name not in left_out)
        return [(name, value) for name, values in kept for value in values]


def reader_field(item: Item) -> str:
    """The name of the field that says who may read a comment."""
    return f"{item.code}{_READER}"


def choice_fields(item: Item) -> tuple[str, str]:
    """The names of the fields that say what its author covers besides, and what they ask to be shown."""
    return f"{item.code}{_HIDE}", f"{item.code}{_KEEP}"


def too_long(text: str) -> str | None:
    """Why a comment is refused, or None. Nothing is ever cut: the author shortens it."""
    over = excess(text)
    if not over:
        return None
    return say_many(
        "Your comment is about %(over)s character too long. Shorten it to %(most)s characters or fewer; nothing you typed is lost.",
        "Your comment is about %(over)s characters too long. Shorten it to %(most)s characters or fewer; nothing you typed is lost.",
        over,
        over=f"{over:,}",
        most=f"{MOST_CHARACTERS:,}",
    )


def _plain(value: str) -> str:
    """One kind of line end, and nothing that cannot be stored (lone surrogates, NUL)."""
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.encode(errors="replace").decode()
