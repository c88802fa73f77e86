"""Guard: the table of who may go where, in docs/routes.md, is what the census says; `python -m tests.house.guards.matrix` prints it."""

from collections.abc import Mapping

from flask import Flask

from pulse.access.permissions import Role
from tests.house.route_census import BY_KEY, CENSUS, OWN, Who

BEGIN, END = "<!-- who may go where: begin -->\n", "<!-- who may go where: end -->"
ROLES = (Role.DIRECTOR, Role.UNION, Role.PSW, Role.OFFICE, Role.KEYHOLDER)
_HEAD = ("address", "", "nobody in particular", *(role.value for role in ROLES))


def table(app: Flask, census: Mapping[str, Who] = CENSUS) -> str:
    """A line a route: its address, its methods, and for nobody in particular and each role "yes" or "–"."""
    lines = [f"| {' | '.join(_HEAD)} |", f"|{'---|' * len(_HEAD)}"]
    rules = sorted(
        app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ()))
    )
    for rule in rules:
        who = census[rule.endpoint]
        methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        word = "by key" if rule.endpoint in BY_KEY else "own" if who is OWN else "yes"
        anybody = "yes" if who is None else "–"
        marks = [word if who is None or role in who else "–" for role in ROLES]
        lines.append(f"| `{rule.rule}` | {methods} | {' | '.join((anybody, *marks))} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    from pulse import create_app

    with TemporaryDirectory() as folder:
        print(table(create_app({"PULSE_DATA": folder})), end="")  # noqa: T201
