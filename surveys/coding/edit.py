"""Editing the text of a code frame so that what people wrote beside the phrases, and their order, stays."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, cast

import yaml

from surveys.coding.change import Change

#: The lines from the first up to the second give way to these. Nothing gives way where both are the same.
_Edit: TypeAlias = tuple[int, int, Sequence[str]]
_Nodes: TypeAlias = dict[str, yaml.Node]


def extended(text: str, changes: Iterable[Change], version: str) -> str:
    """The text with the changes in it, under a new version. Nothing that was there is removed. Raises KeyError: no such theme."""
    for change in changes:
        text = _with(text, change, version)
    return text


def _with(text: str, change: Change, version: str) -> str:
    top = _mapping(yaml.compose(text, Loader=yaml.SafeLoader))
    lines = text.split("\n")
    line = top["version"].start_mark.line
    edits: list[_Edit] = [(line, line + 1, [f"version: {version}"])]
    edits += _in_themes(lines, top["themes"], change)
    edits += _in_exceptions(lines, top["except"], change)
    # from the bottom upwards, so that the line numbers above stay true
    for first, last, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        lines[first:last] = new
    return "\n".join(lines)


def _mapping(node: yaml.Node | None) -> _Nodes:
    return {key.value: value for key, value in cast(yaml.MappingNode, node).value}


def _in_themes(lines: Sequence[str], node: yaml.Node, change: Change) -> Iterator[_Edit]:
    themes = cast(yaml.SequenceNode, node).value
    if change.is_new:
        yield _insert(_end(themes[-1]), _theme(change, node.start_mark.column))
        return
    own = {_mapping(theme)["code"].value: _mapping(theme) for theme in themes}[change.theme]
    if change.phrases:
        yield _phrases(lines, own["phrases"], change)
    if change.sensitive:
        yield _replace(lines, own["sensitive"], "true")
    if change.welsh:
        yield _named_in_welsh(lines, own["name"], change.welsh)


def _phrases(lines: Sequence[str], phrases: yaml.Node, change: Change) -> _Edit:
    there = _mapping(phrases)
    if change.polarity in there:
        return _append(lines, there[change.polarity], change.phrases)
    block = _block(change.polarity, change.phrases, phrases.start_mark.column)
    return _insert(phrases.start_mark.line, block)


def _in_exceptions(lines: Sequence[str], node: yaml.Node, change: Change) -> Iterator[_Edit]:
    there = _mapping(node)
    if not change.exceptions:
        return
    if change.theme in there:
        yield _append(lines, there[change.theme], change.exceptions)
    elif there:
        indent = cast(yaml.MappingNode, node).value[0][0].start_mark.column
        end = max(map(_after, there.values()))
        yield _insert(end, _block(change.theme, change.exceptions, indent))
    else:  # written {}
        first, last, (line,) = _replace(lines, node, "")
        yield first, last, [line.rstrip(), *_block(change.theme, change.exceptions, 2)]


def _named_in_welsh(lines: Sequence[str], names: yaml.Node, welsh: str) -> _Edit:
    there = _mapping(names)
    if "cy" in there:
        return _replace(lines, there["cy"], _quoted(welsh))
    english = there["en"]
    if cast(yaml.MappingNode, names).flow_style:
        at, column = english.end_mark.line, english.end_mark.column
        changed = f"{lines[at][:column]}, cy: {_quoted(welsh)}{lines[at][column:]}"
        return at, at + 1, [changed]
    indent = names.start_mark.column
    return _insert(english.start_mark.line, [f"{' ' * indent}cy: {_quoted(welsh)}"])


def _theme(change: Change, indent: int) -> list[str]:
    """A theme as it stands in the file. JSON's quotation marks are YAML's too."""
    inside = " " * (indent + 2)
    welsh = f", cy: {_quoted(change.welsh)}" if change.welsh else ""
    return [
        f"{' ' * indent}- code: {change.theme}",
        f"{inside}named: mixed",
        f"{inside}name: {{en: {_quoted(change.name)}{welsh}}}",
        f"{inside}definition: {{en: {_quoted(change.definition)}}}",
        f"{inside}sensitive: {'true' if change.sensitive else 'false'}",
        f"{inside}examples:",
        f"{inside}  in: []",
        f"{inside}  out: []",
        f"{inside}phrases:",
        *_block(change.polarity, change.phrases, indent + 4),
    ]


def _block(key: str, phrases: Sequence[str], indent: int) -> list[str]:
    return [f"{' ' * indent}{key}: |", *(" " * (indent + 2) + phrase for phrase in phrases)]


def _append(lines: Sequence[str], block: yaml.Node, phrases: Sequence[str]) -> _Edit:
    """More lines at the end of a block, as far to the right as those that are there."""
    first = next(line for line in lines[block.start_mark.line + 1 :] if line.strip())
    indent = len(first) - len(first.lstrip())
    return _insert(_after(block), [" " * indent + phrase for phrase in phrases])


def _insert(at: int, new: Sequence[str]) -> _Edit:
    return at, at, new


def _replace(lines: Sequence[str], node: yaml.Node, value: str) -> _Edit:
    start, end = node.start_mark, node.end_mark
    changed = f"{lines[start.line][: start.column]}{value}{lines[end.line][end.column :]}"
    return start.line, end.line + 1, [changed]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _after(block: yaml.Node) -> int:
    """The line after a block that is written with `|`."""
    return int(block.start_mark.line) + 1 + len(str(block.value).rstrip("\n").split("\n"))


def _end(theme: yaml.Node) -> int:
    """The line after a theme's last phrase."""
    return max(_after(block) for block in _mapping(_mapping(theme)["phrases"]).values())
