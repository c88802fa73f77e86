"""The file of a code frame: YAML read in such a way that every complaint names its line."""

from dataclasses import dataclass

import yaml

from surveys.errors import Refusal


class BadFrame(Refusal):
    """A code frame that cannot be used; the message names the file, the line and what is wrong."""


@dataclass(frozen=True)
class Line:
    """One line of a block of phrases."""

    text: str
    where: str


class Block:
    """A mapping of the file. Every reader raises BadFrame with the line when the shape is wrong."""

    def __init__(self, node: yaml.Node, filename: str) -> None:
        self._filename = filename
        self._node = node
        if not isinstance(node, yaml.MappingNode):
            raise BadFrame(f"{self._where(node)}: here must stand names with values.")
        self._values: dict[str, yaml.Node] = {key.value: value for key, value in node.value}

    def names(self) -> tuple[str, ...]:
        """The names in this block, in order."""
        return tuple(self._values)

    def demand(self, holds: bool, key: str, complaint: str) -> None:
        """Raise BadFrame at `key` (or at the block) unless it holds."""
        if not holds:
            node = self._values.get(key, self._node)
            raise BadFrame(f"{self._where(node)}: {key} {complaint}.")

    def text(self, key: str) -> str:
        """A text that is not empty."""
        node = self._value(key)
        self.demand(isinstance(node, yaml.ScalarNode), key, "must be a text")
        self.demand(bool(str(node.value).strip()), key, "must not be empty")
        return str(node.value).strip()

    def flag(self, key: str) -> bool:
        """A value that is true or false."""
        value = self.text(key)
        self.demand(value in ("true", "false"), key, "must be true or false")
        return value == "true"

    def texts(self, key: str) -> dict[str, str]:
        """A language map: {en: ..., cy: ...}. English must be there."""
        block = self.block(key)
        self.demand("en" in block.names(), key, "must have an English text (en)")
        return {language: block.text(language) for language in block.names()}

    def items(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(str(node.value) for node in self._sequence(key))

    def lines(self, key: str) -> tuple[Line, ...]:
        """The lines of a block written with `|`, without empty ones."""
        node = self._value(key)
        self.demand(getattr(node, "style", None) == "|", key, "must be a block of lines (key: |)")
        first = node.start_mark.line + 2
        return tuple(
            Line(text.strip(), f"{self._filename}, line {first + place}")
            for place, text in enumerate(str(node.value).splitlines())
            if text.strip()
        )

    def block(self, key: str) -> "Block":
        """A mapping inside this one."""
        return Block(self._value(key), self._filename)

    def blocks(self, key: str) -> tuple["Block", ...]:
        """A list of mappings."""
        return tuple(Block(node, self._filename) for node in self._sequence(key))

    def _value(self, key: str) -> yaml.Node:
        self.demand(key in self._values, key, "is missing")
        return self._values[key]

    def _sequence(self, key: str) -> list[yaml.Node]:
        node = self._value(key)
        self.demand(isinstance(node, yaml.SequenceNode), key, "must be a list")
        return list(node.value)

    def _where(self, node: yaml.Node) -> str:
        return f"{self._filename}, line {node.start_mark.line + 1}"


def read(text: str, filename: str) -> Block:
    """The outermost block of a file. Raises BadFrame when it is not YAML."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise BadFrame(f"{filename}, line {line}: this is not YAML ({fault.problem}).") from fault
    if node is None:
        raise BadFrame(f"{filename}, line 1: the file is empty.")
    return Block(node, filename)
