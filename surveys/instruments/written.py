"""Written: a value of a YAML file that knows its line, so that an error can name it.

The nodes are read, not the values YAML would make of them: ``value: no`` is the word "no" here, not
false, and a key written twice is seen.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import yaml

from surveys.instruments.error import InstrumentError

#: Room for "item.option" in one column of a release.
CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,29}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


@dataclass(frozen=True)
class Written:
    """One node of a file. ``name`` is how an error calls it: “text”, item “hours_over”."""

    node: yaml.Node
    file: str
    name: str

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def error(self, message: str) -> InstrumentError:
        """An error that names this file and line."""
        return InstrumentError(f"{self.file}, line {self.line}: {message}")

    def fields(self, known: Collection[str], needed: Collection[str] = ()) -> dict[str, "Written"]:
        """A mapping's keys and values. Refuses a key that is unknown, twice there or missing."""
        found: dict[str, Written] = {}
        for key, value in self._pairs():
            if key.name not in known:
                raise key.error(
                    f"unknown key “{key.name}” in {self.name}. {offer(key.name, known)}"
                )
            found[key.name] = value
        for name in needed:
            if name not in found:
                raise self.error(f"{self.name} has no “{name}”. Add a line “{name}: …”.")
        return found

    def named(self) -> dict[str, "Written"]:
        """The keys and values of a mapping whose keys are codes of the writer's own."""
        return {key.called("a name").code(): value for key, value in self._pairs()}

    def entries(self) -> tuple["Written", ...]:
        """The entries of a list. Refuses an empty one."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.error(f"{self.name} must be a list: begin each entry with “- ”.")
        if not self.node.value:
            raise self.error(f"{self.name} is empty. Write at least one entry.")
        return tuple(
            Written(node, self.file, f"an entry of {self.name}") for node in self.node.value
        )

    def text(self) -> str:
        """Printable text on one line, NFC, runs of white space made one space."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.error(
                f"{self.name} must be plain text. Put it in quotes if it has : , [ or {{."
            )
        text = " ".join(unicodedata.normalize("NFC", self.node.value).split())
        if not text or self.node.tag == "tag:yaml.org,2002:null":
            raise self.error(f"{self.name} is empty. Write something, or remove the line.")
        if not text.isprintable():
            raise self.error(
                f"{self.name} holds a character that cannot be printed. Type it again."
            )
        return text

    def code(self) -> str:
        """A code: small letters, digits and _, at most 30."""
        code = self.text()
        if not CODE.fullmatch(code):
            raise self.error(
                f"{self.name} “{code}” is not a code. Use at most 30 of a–z, 0–9 and _,"
                f" for example “{_as_code(code)}”."
            )
        return code

    def texts(self) -> dict[str, str]:
        """A language map with English in it."""
        if isinstance(self.node, yaml.ScalarNode):
            raise self.error(f"{self.name} needs a language. Write {self.name}: {{en: “…”}}.")
        texts: dict[str, str] = {}
        for key, value in self._pairs():
            if not LANGUAGE.fullmatch(key.name):
                raise key.error(
                    f"“{key.name}” is not a language in {self.name}. Languages are en, cy …;"
                    " put a text that holds a comma or colon in quotes."
                )
            texts[key.name] = value.text()
        if "en" not in texts:
            raise self.error(f"{self.name} has no English text. Add “en: …”.")
        return texts

    def integer(self, least: int, most: int) -> int:
        """A whole number from ``least`` to ``most``."""
        text = self.text()
        if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not least <= int(text) <= most:
            raise self.error(f"{self.name} must be a whole number from {least} to {most}.")
        return int(text)

    def flag(self) -> bool:
        """A yes or no, written true or false."""
        text = self.text()
        if text not in ("true", "false"):
            raise self.error(f"{self.name} must be true or false, not “{text}”.")
        return text == "true"

    @property
    def is_plain(self) -> bool:
        """Whether this is a word or a text, not a list or a mapping."""
        return isinstance(self.node, yaml.ScalarNode)

    def called(self, name: str) -> "Written":
        """The same value under another name."""
        return Written(self.node, self.file, name)

    def _pairs(self) -> Iterator[tuple["Written", "Written"]]:
        if not isinstance(self.node, yaml.MappingNode):
            raise self.error(f"{self.name} must be lines of “key: value”.")
        lines: dict[str, int] = {}
        for key_node, value_node in self.node.value:
            name = Written(key_node, self.file, f"a key of {self.name}").text()
            key = Written(key_node, self.file, name)
            if name in lines:
                raise key.error(
                    f"“{name}” is written twice in {self.name} (first on line {lines[name]})."
                    " Keep one of them."
                )
            lines[name] = key.line
            yield key, Written(value_node, self.file, f"“{name}”")


def read(path: Path) -> Written:
    """The root of a YAML file. Raises InstrumentError when it is no YAML, or empty."""
    file = str(path)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError:
        raise InstrumentError(f"{file}: there is no such file that can be read.") from None
    except UnicodeDecodeError:
        raise InstrumentError(f"{file}: this is not UTF-8 text. Save it as UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        raise InstrumentError(f"{file}, line {_line(error)}: {_plainly(error)}") from None
    except yaml.YAMLError:
        raise InstrumentError(f"{file}: a character in it cannot be printed. Remove it.") from None
    except RecursionError:
        raise InstrumentError(f"{file}: brackets are nested too deeply. Close them.") from None
    if root is None:
        raise InstrumentError(f"{file}, line 1: the file is empty. Begin with “code: …”.")
    return Written(root, file, "the file")


def offer(word: str, known: Collection[str]) -> str:
    """“Did you mean …?” when something known is near, otherwise everything known."""
    if not known:
        return "There are none."
    near = get_close_matches(word, known, n=1)
    return f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(known)}."


def _as_code(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower())[:30].strip("_") or "my_code"


def _line(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return int(mark.line) + 1 if mark else 1


def _plainly(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    if "\\t" in problem:
        return "a tab stands where spaces must. Indent with spaces."
    advice: Mapping[str, str] = {
        "mapping values are not allowed here": "Put a text that holds a colon in quotes.",
        "expected ',' or '}'": "Put a text that holds a comma, colon or question mark in quotes.",
        "undefined alias": "Put a text that begins with * in quotes.",
        "expected a single document": "Remove the second “---”.",
    }
    said = next((advice[known] for known in advice if known in f"{problem} {error.context}"), "")
    return f"this is not YAML: {problem}. {said}".strip()
