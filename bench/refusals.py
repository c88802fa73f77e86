"""Ballots that must be refused, or acknowledged without being counted again; each through the real forms."""

from collections.abc import Iterator, Sequence
from random import Random

from bench.council import WentWrong
from bench.person import THANKS, Person
from bench.visitor import Page, Visitor

USED = "This code has been used"
UNKNOWN = "We do not know this code"
OVER = "This round is over"
BROKEN = "did not arrive whole"
COPIED = "have been sent by somebody else"
BLANK = "You have not answered anything yet"
NONE_OPEN = "No round is open now"
UNSENT = "Your answers were not sent"

Free = Sequence[tuple[str, str]]


def while_open(
    port: int, people: Sequence[Person], free: Free
) -> Iterator[tuple[str, Person | None]]:
    """What was tried, and the person whose answers were taken on the way, if any. ``free``: unused slips.

    Raises WentWrong when something else happens.
    """
    done = people[0]
    _try_code(port, done.code).expect(USED, 422)
    yield "a used code, typed again", None
    Visitor(port).post("/answer/send", done.sent).expect(THANKS)
    yield "the same ballot sent twice: acknowledged, not counted", None
    yield "two tabs with one code, other answers in each", _two_tabs(port, *free[0])
    _try_code(port, "ZZZZ-ZZZZ-ZZZZ-ZZZZ").expect(UNKNOWN, 422)
    yield "an unknown code", None
    _try_code(port, _typo(done.code)).expect(UNKNOWN, 422)
    yield "a code with one wrong letter", None
    _try_code(port, done.code[:-1]).expect(UNKNOWN, 422)
    yield "a code that is too short", None
    _blank(port, free[1][1])
    yield "no answer at all", None
    yield "a ballot cut short on the way, then the whole one", _cut_short(port, *free[1])
    yield "a copied ballot with an unused code, then one's own", _copied(port, done, *free[2])


def when_closed(
    port: int, people: Sequence[Person], free: Free, late: tuple[Person, Page]
) -> Iterator[str]:
    """What was tried after the close. ``late``: somebody who had the check page open when the round closed."""
    Visitor(port).post("/answer/send", people[0].sent).expect(THANKS)
    yield "a counted ballot sent again: acknowledged, not counted"
    Visitor(port).get("/answer").expect(NONE_OPEN)
    yield "the page for codes"
    opened_before = [("code", free[-1][1]), ("script", "")]
    Visitor(port).post("/answer", opened_before).expect(OVER, 422)
    yield "an unused code on a page opened before the close"
    person, check = late
    sealed = check.form("/answer/send")
    refused = (
        Visitor(port).post("/answer/send", sealed.filled({})).expect(UNSENT, 422).expect(OVER, 422)
    )
    _keeps(refused, person)
    yield "answers checked before the close, sent after it; they are still on the page"


def check_page(port: int, block: str, code: str) -> tuple[Person, Page]:
    """Somebody who has answered everything and not sent it."""
    person = _person(block, code, "late")
    return person, person.fill_in(Visitor(port))


def _two_tabs(port: int, block: str, code: str) -> Person:
    first, second = _person(block, code, "first"), _person(block, code, "second")
    check, other = first.fill_in(Visitor(port)), second.fill_in(Visitor(port))
    first.acknowledged = first.send(Visitor(port), check)
    sealed = other.form("/answer/send")
    refused = Visitor(port).post("/answer/send", sealed.filled({}))
    _keeps(refused.expect(UNSENT, 422).expect(USED, 422), second)
    return first


def _keeps(page: Page, person: Person) -> None:
    """Nothing that was typed is lost: it stands in the form that is shown instead."""
    held = {(c.name, c.value) for c in page.form("/answer").controls}
    lost = [
        item for item, values in person.answers().items() if not {(item, v) for v in values} <= held
    ]
    if lost:
        raise WentWrong(f"The page for a refused ballot has lost {lost}.")


def _blank(port: int, code: str) -> None:
    page = _try_code(port, code, one_page=True)
    asked = page.form("/answer")
    button = next(b for b in asked.buttons(asked.action) if b.value == "next")
    nobody = Visitor(port).submit(page, asked, asked.filled({}, button), button)
    nobody.expect(BLANK, 422)


def _cut_short(port: int, block: str, code: str) -> Person:
    person = _person(block, code, "cut")
    check = person.fill_in(Visitor(port))
    fields = dict(check.form("/answer/send").filled({}))
    broken = fields | {"ballot": fields["ballot"][:-400]}
    Visitor(port).post("/answer/send", list(broken.items())).expect(BROKEN, 422)
    person.acknowledged = person.send(Visitor(port), check)
    return person


def _copied(port: int, done: Person, block: str, code: str) -> Person:
    person = _person(block, code, "copied")
    check = person.fill_in(Visitor(port))
    copied = [(name, code if name == "code" else value) for name, value in done.sent]
    Visitor(port).post("/answer/send", copied).expect(COPIED, 422)
    person.acknowledged = person.send(Visitor(port), check)
    return person


def _person(block: str, code: str, seed: str) -> Person:
    return Person(code, block, True, Random(f"{seed} {code}"), 0.5)


def _try_code(port: int, code: str, *, one_page: bool = False) -> Page:
    visitor = Visitor(port)
    page = visitor.get("/answer")
    found = page.form("/answer")
    typed = found.filled({"code": [code], "script": ["1" if one_page else ""]})
    return visitor.submit(page, found, typed, None)


def _typo(code: str) -> str:
    return code[:-1] + ("7" if code[-1] != "7" else "8")
