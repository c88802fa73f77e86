"""What asks for a second look comes first, and what is in Welsh is marked for a reader of Welsh."""

from sqlalchemy.orm import Session

from tests.house_client import HouseClient
from tests.pulse.stewards import stock
from tests.pulse.stewards.hands import PAGE, press, said
from tests.pulse.stewards.stock import waits

PLAIN, MASKED, WELSH, DOUBTFUL = (
    waits("1", "Too many forms, every day"),
    waits("2", "My [name] cancels supervision"),
    waits("3", "Mae gormod o achosion gyda ni ac mae pawb wedi blino"),
    waits("4", "I asked Grace & <b>Hope</b> about it"),
)
ORDER = ("Mae gormod", "I asked Grace", "cancels supervision", "Too many forms")


def fill(people: Session) -> None:
    stock.fill(people, PLAIN, MASKED, WELSH, DOUBTFUL)


def test_doubtful_comments_come_first_then_those_with_something_hidden(
    people: Session, union: HouseClient
) -> None:
    fill(people)
    assert "2 of them come first" in said(union.get("/stewards/"))
    page = said(union.get(PAGE))
    for text in ORDER:
        assert text in page.split('id="comment"')[1].split("</section>")[0]
        key = next(e.key for e in (PLAIN, MASKED, WELSH, DOUBTFUL) if text in e.text)
        page = press(union, key, "approve")
    assert "You have read every comment" in page


def test_what_to_look_at_twice_is_named(people: Session, union: HouseClient) -> None:
    fill(people)
    page = said(union.get(f"{PAGE}?at={DOUBTFUL.key}"))
    assert "Look twice at: “Grace”, “Hope”" in page
    assert "Look twice" not in said(union.get(f"{PAGE}?at={PLAIN.key}"))


def test_a_welsh_comment_is_marked_for_a_reader_of_welsh(
    people: Session, union: HouseClient
) -> None:
    fill(people)
    queue = said(union.get("/stewards/"))
    assert "1 seems to be in Welsh</a>: for a reader of Welsh" in queue
    assert f"at={WELSH.key}" in queue
    assert "It seems to be in Welsh." in said(union.get(f"{PAGE}?at={WELSH.key}"))
    assert "Welsh" not in said(union.get(f"{PAGE}?at={PLAIN.key}"))


def test_leaving_one_for_later_goes_through_all_and_round_again(
    people: Session, union: HouseClient
) -> None:
    fill(people)
    seen, address = [], PAGE
    for _ in ORDER:
        page = union.get(address).get_data(as_text=True)
        section = page.split('id="comment"')[1].split("</section>")[0]
        seen.append(next(text for text in ORDER if text in section))
        address = page.split(">Leave it for later<")[0].rpartition('href="')[2].split('"')[0]
        address = address.replace("&amp;", "&").partition("#")[0]
    assert tuple(seen) == ORDER
    assert "Mae gormod" in union.get(address).get_data(as_text=True).split('id="comment"')[1]
