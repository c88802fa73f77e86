"""Addresses that are compiled once a process: nearly every test has a website of its own, and each has some 200."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

_known: dict[tuple[object, ...], tuple[Any, ...]] = {}


class RememberedRule(Rule):
    """A rule that takes over what one with the same text was compiled to. Set it as ``Flask.url_rule_class``."""

    def compile(self) -> None:
        """As the library does it, or as it has done it before."""
        assert self.map is not None
        key = (
            self.rule,
            self.subdomain,
            self.merge_slashes,
            repr(self.defaults),
            tuple(self.map.converters.items()),
        )
        if key not in _known:
            super().compile()
            made: tuple[Callable[..., Any], ...] = (
                self._build.__func__,  # type: ignore[attr-defined]  # bound by the library
                self._build_unknown.__func__,  # type: ignore[attr-defined]
            )
            _known[key] = (self._parts, self._trace, self._converters, set(self.arguments), *made)
            return
        self._parts, self._trace, self._converters, arguments, build, unknown = _known[key]
        self.arguments |= arguments
        self._build = build.__get__(self, None)
        self._build_unknown = unknown.__get__(self, None)
