"""The worker's road as a person walks it: by link, by slip, interrupted, refused. For every browser that `browsers.py` finds."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from bench.house import House
from bench.webdriver import Tab
from surveys.responses import envelope

#: A browser that nobody has used before, and its tab.
Visit = Callable[[], AbstractContextManager[Tab]]
Scenario = Callable[[House, Visit], None]

COMMENT = "My manager Karen Whitfield says there is no money. Ring 07700 900123."
MARKS = ["[name]", "[phone]"]
QUESTIONS, CHECK = "How work is going", "Check your answers"
THANKS = "Thank you. Your answers are in"
KEPT = "[localStorage.length, sessionStorage.length, document.cookie]"
WIDER = "document.documentElement.scrollWidth > innerWidth"


def by_link(house: House, visit: Visit) -> None:
    """A personal link: questions, a comment with a name and a number, check page, Send."""
    with visit() as tab:
        tab.goto(f"{house.address}/i#{_link(house)}")
        tab.reads("button", "Start")
        assert not house.wire.sent, "something was sent before a tap"
        _starts(tab)
        tab.reads("main", "Your answers will be counted in: North (23 people)")
        tab.gives("location.href", f"{house.address}/i")
        _answers_with_comment(tab)
        _sends(tab)
        tab.reads("main", "Your link is used")
        tab.gives(KEPT, [0, 0, ""])  # nothing stays on the phone
        tab.gives(WIDER, False)
    assert [one.path for one in house.wire.sent] == ["/i/group", "/i/sign", "/cast"]
    _is_sealed(house)
    assert (house.ballots(), house.signed()) == (1, 1)


def by_slip(house: House, visit: Visit) -> None:
    """A slip's code, sealed in the browser: from the scanned address to Send."""
    code = house.round.codes[0]
    with visit() as tab:
        tab.goto(f"{house.address}/answer#{code}")
        tab.gives("document.getElementById('code').value", code)
        tab.gives("location.href", f"{house.address}/answer")
        tab.press("Continue")
        tab.reads("h1", QUESTIONS)
        _answers_with_comment(tab)
        tab.press("Change my answers")
        tab.reads("h1", QUESTIONS)
        tab.gives("document.getElementById('not_asked').value", COMMENT)
        tab.press("Check your answers")
        _sends(tab)
    assert [one.path for one in house.wire.sent] == ["/answer", "/cast"]
    _is_sealed(house)
    assert house.ballots() == 1


def goes_on(house: House, visit: Visit) -> None:
    """The page is thrown away after Start: the message's link, or the browser's list, goes on."""
    with visit() as tab:
        link = f"{house.address}/i#{_link(house)}"
        tab.goto(link)
        _starts(tab)
        tab.reload()
        _starts(tab)
        for address in (link, f"{house.address}/i"):
            tab.goto("about:blank")
            tab.goto(address)
            _starts(tab)
        assert house.signed() == 1
        tab.choose("By phone")
        tab.press("Check your answers")
        _sends(tab)
    assert (house.ballots(), house.signed()) == (1, 1)


def lost_signature(house: House, visit: Visit) -> None:
    """The signature is lost on its way: the page says so, and another Start gets the same again."""
    with visit() as tab:
        house.wire.lost.add("/i/sign")
        tab.goto(f"{house.address}/i#{_link(house)}")
        tab.press("Start")
        tab.reads("[role=alert]", "You are not connected")
        assert house.signed() == 1
        house.wire.lost.clear()
        tab.reload()
        _starts(tab)
    assert house.signed() == 1


def lost_receipt(house: House, visit: Visit) -> None:
    """The receipt is lost on its way: another Send does no harm."""
    with visit() as tab:
        tab.goto(f"{house.address}/i#{_link(house)}")
        _starts(tab)
        tab.choose("By phone")
        tab.press("Check your answers")
        tab.reads("h1", CHECK)
        house.wire.lost.add("/cast")
        tab.press("Send my answers")
        tab.reads("[role=alert]", "still on this page")
        assert house.ballots() == 1
        house.wire.lost.clear()
        _sends(tab)
    assert house.ballots() == 1


def opened_twice(house: House, visit: Visit) -> None:
    """A link that another phone has opened is refused in words."""
    link = f"{house.address}/i#{_link(house)}"
    with visit() as tab:
        tab.goto(link)
        _starts(tab)
    with visit() as tab:
        tab.goto(link)
        tab.press("Start")
        tab.reads("[role=alert]", "has been opened before")
    assert house.signed() == 1


def used_code(house: House, visit: Visit) -> None:
    """A used code is refused after the check page, and the answers come along to another code."""
    code, another = house.round.codes[:2]
    with visit() as tab:
        tab.goto(f"{house.address}/answer#{code}")
        tab.press("Continue")
        tab.reads("h1", QUESTIONS)
        tab.choose("By phone")
        tab.press("Check your answers")
        tab.reads("h1", CHECK)
        house.spend(code)
        tab.press("Send my answers")
        tab.reads(".govuk-error-message", "This code has been used")
        tab.write("code", another)
        tab.press("Continue")
        tab.reads("h1", CHECK)
        tab.reads("main", "By phone")
        _sends(tab)
    assert house.ballots() == 2


ROAD: tuple[Scenario, ...] = (
    by_link,
    goes_on,
    lost_signature,
    lost_receipt,
    opened_twice,
    by_slip,
    used_code,
)


def _link(house: House) -> str:
    return house.round.links["north"][0]


def _starts(tab: Tab) -> None:
    tab.press("Start")
    tab.reads("h1", QUESTIONS)


def _answers_with_comment(tab: Tab) -> None:
    """One answer and one comment; the check page shows it as it will be read."""
    tab.choose("By phone")
    tab.write("not_asked", COMMENT)
    tab.press("Check your answers")
    tab.reads("h1", CHECK)
    assert tab.texts("mark.pulse-mask") == MARKS
    tab.reads("main", "By phone")


def _sends(tab: Tab) -> None:
    tab.press("Send my answers")
    tab.reads("h1", THANKS)


def _is_sealed(house: House) -> None:
    cast = house.wire.sent[-1]
    assert cast.length == envelope.SIZE
    assert not cast.telling, f"sent along: {cast.telling}"
