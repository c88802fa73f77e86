"""Files of a large release: seconds to make the workbook, the CSV and the board paper. Ends with 1 when one is too slow."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import cast

from sqlalchemy.orm import Session

from surveys import db
from surveys.canonical import Json
from surveys.exports import measures, paper, paper_pdf, paper_word, tidy, whole
from surveys.instruments.instrument import Construct, Instrument, Item, Kind, Option
from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.releases.document import Cell, Draft
from surveys.releases.release import Kind as ReleaseKind
from surveys.releases.release import Status, Subject

GROUPS, TOPICS, THEMES, ROUNDS = 1_000, 30, 18, 7
#: Seconds that each may take.
LIMITS = {"workbook": 5.0, "board paper, PDF": 2.0, "board paper, Word": 2.0}
AGREE = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")


def instrument() -> Instrument:
    options = tuple(
        Option(name.lower().replace(" ", "_"), {"en": name}, score=number)
        for number, name in enumerate(AGREE, start=1)
    )
    numbers = range(1, TOPICS + 1)
    return Instrument(
        code="large",
        version=1,
        title={"en": "Large"},
        constructs=tuple(Construct(f"t{n}", {"en": f"Topic {n}"}) for n in numbers),
        items=tuple(
            Item(f"q{n}", Kind.SCALE, {"en": f"Question {n} of many"}, options, construct=f"t{n}")
            for n in numbers
        ),
    )


def groups(size: int) -> list[dict[str, object]]:
    """A top, services of 25 teams, teams."""
    found = [_group("ALL", None, "A large council", 0, 0)]
    for number in range(1, size):
        service = (number - 1) // 26 + 1
        if (number - 1) % 26 == 0:
            found.append(_group(f"S{service}", "ALL", f"Service {service}", 1, number))
        else:
            found.append(_group(f"T{number}", f"S{service}", f"Team {number}", 2, number))
    return found


def _group(
    code: str, parent: str | None, name: str, depth: int, position: int
) -> dict[str, object]:
    return {
        "code": code,
        "parent": parent,
        "names": {"en": name},
        "kind": "node",
        "teams": 1,
        "status": "shown",
        "combined_in": None,
        "depth": depth,
        "position": position,
        "attribute": None,
    }


def cells(asked: Instrument, codes: list[str], random: Random) -> Iterator[Cell]:
    for code in codes:
        base = random.randint(10, 60)
        invited = {"invited": base + 9}
        yield Cell(code, Subject.RESPONSE, "response", Status.SHOWN, base, invited)
        for item in asked.items:
            if random.random() < 0.1:
                yield Cell(code, Subject.ITEM, item.code, Status.WITHHELD)
                continue
            given = random.choices([option.value for option in item.options], k=base)
            counts = {option.value: given.count(option.value) for option in item.options}
            yield Cell(code, Subject.ITEM, item.code, Status.SHOWN, base, counts)
        for number in range(THEMES):
            by = {"negative": 5, "mixed": 2, "positive": 3}
            yield Cell(code, Subject.THEME, f"theme{number}", Status.SHOWN, base, by)


def draft(number: int, size: int) -> Draft:
    asked, tree = instrument(), groups(size)
    day = date(2026, 1, 12) + timedelta(days=30 * number)
    themes = {f"theme{n}": {"names": {"en": f"Theme {n}"}} for n in range(THEMES)}
    parts: dict[str, object] = {
        "wave": {
            "names": {"en": f"Round {number}"},
            "opens_on": day.isoformat(),
            "closes_on": day.isoformat(),
            "demonstration": True,
        },
        "instrument": asked.document(),
        "groups": tree,
        "pledge": {"threshold": 10, "sensitive_threshold": 20, "keep_days": 90},
        "frame": {"version": "v1", "themes": themes},
        "withheld": {},
    }
    codes = [str(group["code"]) for group in tree]
    found = list(cells(asked, codes, Random(number)))
    return Draft(
        f"2026-{number:02}", ReleaseKind.FIGURES, day, cast("dict[str, Json]", parts), found
    )


def timed(name: str, act: Callable[[], bytes]) -> bool:
    start = perf_counter()
    size = len(act())
    took = perf_counter() - start
    limit = LIMITS.get(name, 30.0)
    print(f"{name:22} {took:6.2f} s  {size / 1000:10,.0f} kB  (at most {limit:.0f} s)")
    return took <= limit


def main() -> int:
    """Seven rounds, the last of a thousand groups."""
    with tempfile.TemporaryDirectory() as folder:
        engine = db.engine(f"sqlite:///{folder}/pulse.db")
        with Session(engine) as people:
            from surveys.reports import actions  # noqa: F401 - its tables are there too

            db.People.metadata.create_all(people.connection())
            for number in range(1, ROUNDS + 1):
                made = draft(number, GROUPS if number == ROUNDS else 30)
                publish.publish(people, Keyring(Path(folder)), made)
            people.commit()
            people.expunge_all()
            start = perf_counter()
            found = whole.read(people, f"2026-{ROUNDS:02}")
            print(
                f"{'reading the release':22} {perf_counter() - start:6.2f} s  {GROUPS} groups, {TOPICS} topics"
            )
            start = perf_counter()
            from surveys.exports import statistics

            print(f"{'loading gptables':22} {perf_counter() - start:6.2f} s")
            fits = [timed("workbook", lambda: statistics.file(found))]
            fits.append(timed("CSV", lambda: tidy.file(found)))
            fits.append(timed("codebook", lambda: measures.file(found)))
            board = paper.compose(people, found)
            fits.append(timed("board paper, PDF", lambda: paper_pdf.file(board)))
            fits.append(timed("board paper, Word", lambda: paper_word.file(board)))
        engine.dispose()
    return 0 if all(fits) else 1


if __name__ == "__main__":
    sys.exit(main())
