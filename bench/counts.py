"""Counts: what a number was at each step, beside what it must be."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Count:
    """One row. ``source``: what said so."""

    step: str
    found: object
    wanted: object
    source: str = ""

    @property
    def right(self) -> bool:
        return self.found == self.wanted

    @property
    def number(self) -> str:
        return f"{self.found}" if self.right else f"{self.found}, must be {self.wanted}"


@dataclass
class Counts:
    """The rows of a table."""

    rows: list[Count] = field(default_factory=list)

    @property
    def right(self) -> bool:
        return all(row.right for row in self.rows)

    def add(self, step: str, found: object, wanted: object, source: str = "") -> None:
        self.rows.append(Count(step, found, wanted, source))

    def print(self) -> None:
        """The table, and whether every row is right."""
        steps = max(len(row.step) for row in self.rows)
        numbers = max(len(row.number) for row in self.rows)
        print()
        for row in self.rows:
            mark = " " if row.right else "✗"
            print(f"{mark} {row.step:{steps}}  {row.number:>{numbers}}  {row.source}".rstrip())
        print("\nEvery count agrees." if self.right else "\nCounts differ: see the rows with ✗.")
