"""Editing the text of a code frame so that what people wrote beside the phrases, and their order, stays."""

import json
from collections.abc import Sequence
from typing import cast

import yaml

from surveys.coding.change import Change


def extended(text: str, change: Change, version: str) -> str:
    """The text with the change in it, under a new version. Nothing that was there is removed. Raises KeyError: no such theme."""
    top = _mapping(yaml.compose(text, Loader=yaml.SafeLoader))
    lines = text.split("\n")
    themes = cast(yaml.SequenceNode, top["themes"]).value
    if change.is_new:
        # from the bottom upwards, so that the line numbers above stay true
        lines[_end(themes[-1]) : _end(themes[-1])] = _theme(change, top["themes"].start_mark.column)
    else:
        own = {_mapping(node)["code"].value: node for node in themes}[change.theme]
        _add(lines, _mapping(own)["phrases"], change)
        if change.sensitive:
            _make_sensitive(lines, _mapping(own)["sensitive"])
    line = top["version"].start_mark.line
    lines[line] = f"version: {version}"
    return "\n".join(lines)


def _mapping(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in cast(yaml.MappingNode, node).value}


def _add(lines: list[str], phrases: yaml.Node, change: Change) -> None:
    there = _mapping(phrases)
    if change.polarity in there:
        block = there[change.polarity]
        first = next(line for line in lines[block.start_mark.line + 1 :] if line.strip())
        indent = len(first) - len(first.lstrip())
        at = _after(block)
        lines[at:at] = [" " * indent + phrase for phrase in change.phrases]
    else:
        at, indent = phrases.start_mark.line, phrases.start_mark.column
        lines[at:at] = _block(change, indent)


def _make_sensitive(lines: list[str], flag: yaml.Node) -> None:
    at, start, end = flag.start_mark.line, flag.start_mark.column, flag.end_mark.column
    lines[at] = f"{lines[at][:start]}true{lines[at][end:]}"


def _theme(change: Change, indent: int) -> list[str]:
    """A theme as it stands in the file. JSON's quotation marks are YAML's too."""
    inside = " " * (indent + 2)
    return [
        f"{' ' * indent}- code: {change.theme}",
        f"{inside}named: mixed",
        f"{inside}name: {{en: {_quoted(change.name)}}}",
        f"{inside}definition: {{en: {_quoted(change.definition)}}}",
        f"{inside}sensitive: {'true' if change.sensitive else 'false'}",
        f"{inside}examples:",
        f"{inside}  in: []",
        f"{inside}  out: []",
        f"{inside}phrases:",
        *_block(change, indent + 4),
    ]


def _block(change: Change, indent: int) -> Sequence[str]:
    head = f"{' ' * indent}{change.polarity}: |"
    return [head, *(" " * (indent + 2) + phrase for phrase in change.phrases)]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _after(block: yaml.Node) -> int:
    """The line after a block that is written with `|`."""
    return int(block.start_mark.line) + 1 + len(str(block.value).rstrip("\n").split("\n"))


def _end(theme: yaml.Node) -> int:
    """The line after a theme's last phrase."""
    return max(_after(block) for block in _mapping(_mapping(theme)["phrases"]).values())
