"""Files of a large release: seconds to make the workbook, the CSV and the board paper. Ends with 1 when one is too slow."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from sqlalchemy.orm import Session

from bench import large
from surveys import db
from surveys.exports import measures, paper, paper_pdf, paper_word, tidy, whole
from surveys.keyring import Keyring
from surveys.releases import publish

ROUNDS = 7
#: Seconds that each may take.
LIMITS = {"workbook": 3.5, "board paper, PDF": 2.0, "board paper, Word": 2.0}


def timed(name: str, act: Callable[[], bytes]) -> bool:
    start = perf_counter()
    size = len(act())
    took = perf_counter() - start
    limit = LIMITS.get(name, 30.0)
    print(f"{name:22} {took:6.2f} s  {size / 1000:10,.0f} kB  (at most {limit:g} s)")
    return took <= limit


def main() -> int:
    """Seven rounds, the last of a thousand groups."""
    with tempfile.TemporaryDirectory() as folder:
        engine = db.engine(f"sqlite:///{folder}/pulse.db")
        with Session(engine) as people:
            from surveys.reports import actions  # noqa: F401 - its tables are there too

            db.People.metadata.create_all(people.connection())
            for number in range(1, ROUNDS + 1):
                made = large.draft(number, large.GROUPS if number == ROUNDS else 30)
                publish.publish(people, Keyring(Path(folder)), made)
            people.commit()
            people.expunge_all()
            start = perf_counter()
            found = whole.read(people, large.wave(ROUNDS))
            print(
                f"{'reading the release':22} {perf_counter() - start:6.2f} s  {large.GROUPS} groups, {large.TOPICS} topics"
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
