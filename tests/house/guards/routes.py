"""Guard: every route is listed under who may see it, and its view lets in just those."""

from collections.abc import Iterator, Mapping

from flask import Flask
from werkzeug.routing import Rule

from tests.house.route_census import Who

#: Values for the variable parts of an address; pages must take them calmly.
SAMPLES = {"IntegerConverter": "1", "FloatConverter": "1.5", "PathConverter": "x"}


def unlisted(app: Flask, census: Mapping[str, Who]) -> list[str]:
    """Routes without a line in the census, and lines without a route."""
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    return sorted(f"not in the census: {name}" for name in routes - set(census)) + sorted(
        f"no such route: {name}" for name in set(census) - routes
    )


def misguarded(app: Flask, census: Mapping[str, Who]) -> list[str]:
    """Views that let in others than the census says."""
    found = []
    for endpoint, who in census.items():
        allowed = getattr(app.view_functions.get(endpoint), "allowed", None)
        lets_in = None if allowed is None else frozenset(allowed)
        if endpoint in app.view_functions and lets_in != who:
            found.append(f"{endpoint} lets in {_names(lets_in)}, the census says {_names(who)}")
    return found


def addresses(app: Flask, method: str = "GET") -> Iterator[tuple[str, str]]:
    """(endpoint, an address of it) for every route of this method."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            yield rule.endpoint, adapter.build(rule.endpoint, _sample(rule), method=method)


def _sample(rule: Rule) -> dict[str, str]:
    return {
        name: SAMPLES.get(type(rule._converters[name]).__name__, "x") for name in rule.arguments
    }


def _names(who: Who) -> str:
    return "everyone" if who is None else ", ".join(sorted(who)) or "nobody"
