"""The walk of one wave through all of Pulse, stage after stage, each at its announced day and hour.

Nothing of the project's own code is called: commands are run, pages are fetched, forms are filled in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench import clearing, crowd, refusals, screenshots
from bench.clearing import Cleared
from bench.council import Council, WentWrong
from bench.counts import Counts
from bench.links import look, look_round_office
from bench.office import Days, Staff, number, open_wave, print_slips
from bench.person import Person
from bench.recount import recount
from bench.visitor import Page, Visitor

CLEARED = 20
#: Whose comments a role may read, by the choice of the author.
MAY_READ = {"psw": ("union_psw", "directors"), "director": ("directors",)}


@dataclass
class Walk:
    """One wave. ``release``: the number its figures will have."""

    council: Council
    staff: Staff
    days: Days
    chance: Random
    release: int
    counts: Counts = field(default_factory=Counts)
    slips: dict[str, tuple[str, ...]] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    free: list[tuple[str, str]] = field(default_factory=list)
    late: tuple[Person, Page] | None = None
    approved: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.days.code

    @property
    def handed_in(self) -> int:
        return sum(person.acknowledged for person in self.people)

    def open(self) -> None:
        """Planned, opened on its day, slips printed; before that nobody can answer."""
        with self.council.serving(f"{self.days.before}T12"):
            Visitor(self.council.port).get("/answer").expect(refusals.NONE_OPEN)
        said = open_wave(self.council, self.days, self.staff)
        print(said)
        self.slips = print_slips(self.council, self.days)
        made = sum(map(len, self.slips.values()))
        self.counts.add("slips, read from the PDF", made, number(said, "people"), "flask wave open")
        self.counts.add("of them different", len(set().union(*self.slips.values())), made)

    def answer(self, wanted: int, remarks: Sequence[str]) -> None:
        """People answer on the first and on the last day; what must be refused is refused in between."""
        everybody = crowd.gather(self.slips, wanted=wanted, remarks=remarks, chance=self.chance)
        self.free = crowd.unused(self.slips, everybody)
        self.chance.shuffle(self.free)
        self.people, half = everybody, len(everybody) // 2
        with self.council.serving(f"{self.days.opens}T12"):
            crowd.answer(everybody[:half], self.council.port)
            for tried, person in refusals.while_open(
                self.council.port, everybody[:half], self.free
            ):
                print(f"tried: {tried}")
                self.people = [*self.people, *([person] if person else [])]
        print(f"a day too early: {self.council.refuses('wave', 'close', self.code)}")
        with self.council.serving(f"{self.days.closes}T23"):
            waiting = [person for person in self.people if not person.acknowledged]
            crowd.answer(waiting, self.council.port)
            self.late = refusals.check_page(self.council.port, *self.free[3])
            pages = look_round_office(self.council.port, self.staff)
        print(f"{pages} pages of the office answer while the round is open")
        one_page = sum(person.one_page for person in self.people)
        self.counts.add("handed in and thanked for", self.handed_in, len(self.people))
        print(f"{one_page} on one page, {len(self.people) - one_page} in steps")

    def count(self) -> None:
        """Closed, opened, prepared: the same number each time. Before the hour nobody sees anything."""
        self.council.clock = f"{self.days.after}T08"
        print(f"before the close: {self.council.refuses('box', 'open', self.code)}")
        closed = self.council.flask("wave", "close", self.code)
        self._add(
            "cast: in the box at the close", number(closed, "answers are"), "flask wave close"
        )
        with self.council.serving(f"{self.days.after}T09"):
            if self.late is None:
                raise WentWrong("Nobody was late.")
            for tried in refusals.when_closed(self.council.port, self.people, self.free, self.late):
                print(f"tried after the close: {tried}")
        opened = self.council.flask("box", "open", self.code)
        print(opened)
        self._add("cast, as the opening found it", number(opened, "cast"), "flask box open")
        self._add("opened", number(opened, "opened"), "flask box open")
        written = sum(len(person.comments) for person in self.people)
        self.counts.add("comments written and opened", number(opened, "comments"), written)
        again = self.council.flask("box", "open", self.code)
        self._add("opened, asked a second time", number(again, "opened"), "flask box open")
        built = self.council.flask("release", "build", self.code)
        print(built)
        self._add("tabulated", number(built, "answers tabulated"), "flask release build")

    def release_on_its_hour(self) -> None:
        """An hour early nobody sees a figure; on the hour everybody does."""
        with self.council.serving(f"{self.days.releases}T08"):
            print(f"an hour early: {self.council.refuses('release', 'publish', self.code)}")
            print(f"jobs, an hour early: {self.council.flask('jobs', 'tick') or 'nothing is due'}")
            pages = look(self.council.port, self.staff)
            # Stewards clear before the release, and /promise names the keys of every round; neither shows a figure.
            figures = {
                path: page
                for path, page in pages.items()
                if "/stewards" not in path and path != "/promise"
            }
            early = [path for path, page in figures.items() if self.code in page.text + path]
            self.counts.add("pages that show it an hour early", len(early), 0, f"of {len(figures)}")
        self.council.clock = f"{self.days.releases}T09"
        print(self.council.flask("release", "publish", self.code))
        print(f"once more: {self.council.flask('release', 'publish', self.code)}")

    def count_again(self) -> None:
        """The saved file, verified and counted a second time from what people answered."""
        file = self.save(self.release)
        invited = {block: len(codes) for block, codes in self.slips.items()}
        found = recount(file, self.people, invited)
        self._add("base of the whole in the release", found.whole, "the saved file")
        print(f"counted again: {found.cells} figures shown, {found.withheld} withheld")
        for difference in found.differences[:20]:
            print(f"✗ {difference}")
        self.counts.add(
            "figures that differ or rest on too few", len(found.differences), 0, "recount"
        )

    def clear(self) -> None:
        """Two readers clear comments through the forms and publish them; everybody finds theirs."""
        cleared, port = Cleared(), self.council.port
        with self.council.serving(f"{self.days.releases}T10"):
            union, psw = (self.staff.enter(port, role) for role in ("union", "psw"))
            clearing.clear(psw, self.code, cleared, until=8)
            clearing.count_by_topic_only(psw, union, self.code, cleared)
            clearing.clear(union, self.code, cleared, until=CLEARED)
            clearing.publish(union, self.code)
            print(self.council.flask("jobs", "tick"))
        self.counts.add("comments cleared", cleared.count, CLEARED, "the stewards' forms")
        checked = " ".join(person.checked for person in self.people)
        foreign = [text for text in cleared.whole if text not in checked]
        for text in foreign:
            print(f"✗ not as its author checked it: {text}")
        self.counts.add("of them not as their author checked them", len(foreign), 0)
        self.approved += cleared.approved

    def read(self, pictures: Path | None) -> None:
        """The union's list and file hold what was approved, others what their authors opened to them."""
        with self.council.serving(f"{self.days.releases}T11"):
            union = self.staff.enter(self.council.port, "union")
            header, rows = clearing.take_away(union)
            print(f"CSV: {', '.join(header)}")
            texts = [row[header.index("comment")] for row in rows]
            self.counts.add("comments in the union's CSV", len(rows), len(self.approved))
            same = sorted(map(_folded, texts)) == sorted(self.approved)
            self.counts.add("with the approved texts", same, True)
            for role in ("psw", "director"):
                self._readers(role)
            pages = look(self.council.port, self.staff)
            print(f"{len(pages)} pages of directors, comment readers and everybody answer")
            if pictures:
                screenshots.take(self.council.port, self.staff, pictures)

    def _readers(self, role: str) -> None:
        """Nobody reads a comment whose author did not open it to them."""
        path = {"psw": "/stewards/comments", "director": "/director/comments"}[role]
        page = self.staff.enter(self.council.port, role).get(path)
        found = clearing.written_on(page)
        self.counts.add(f"comments the {role} reads", bool(found), True, f"{len(found)}")
        mine = " ".join(
            person.checked
            for person in self.people
            if not set(person.comments).isdisjoint(MAY_READ[role])
        )
        closed = [text for text in found if "[" not in text and text not in mine]
        self.counts.add(f"comments the {role} should not read", len(closed), 0, path)

    def save(self, release: int) -> Path:
        """A release's file, verified, with its place in the chain."""
        file = self.council.data / f"release-{release}.json"
        print(self.council.flask("release", "save", str(release), "-o", str(file)))
        before = file.with_name(f"release-{release - 1}.json")
        chain = ["--previous", str(before)] if before.exists() else []
        print(self.council.flask("release", "verify", str(file), *chain))
        return file

    def _add(self, step: str, found: int, source: str) -> None:
        self.counts.add(step, found, self.handed_in, source)


def _folded(text: str) -> str:
    return " ".join(text.split())
