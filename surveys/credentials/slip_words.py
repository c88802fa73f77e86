"""What slips, the page before them and the poster say, in one language at a time."""

from collections.abc import Mapping, Sequence
from datetime import date

from babel.dates import format_date

from surveys import speech
from surveys.canonical import Json
from surveys.credentials import typeset
from surveys.credentials.key_document import KeyDocument
from surveys.speech import ENGLISH, Speech, in_words, language, say


def day(on: date) -> str:
    """As in "Friday 4 December 2026"; in Welsh without the day of the week."""
    if language() == ENGLISH:
        return typeset.in_words(on)
    return format_date(on, "d MMMM y", locale=language())


def titles(languages: Sequence[Speech | None], names: Mapping[str, str]) -> dict[str, Json]:
    """Language -> the heading of the page before a block's slips."""
    found: dict[str, Json] = {}
    for each in languages:
        with speech.speaking(each):
            found[language()] = say("Slips for %(group)s", group=in_words(names))
    return found


def said(
    spoken: Speech | None,
    wave: KeyDocument,
    organisation: Mapping[str, str],
    *,
    shown: str,
    four_words: str,
) -> dict[str, Json]:
    """For sheet.typ: everything that slips and the page before them say in this language."""
    with speech.speaking(spoken):
        closes, name = day(wave.closes_on), in_words(wave.names)
        return {
            "language": language(),
            "alt": say("QR code that opens the questions with this code"),
            "draw": say("Draw one slip. Nobody knows which slip you drew."),
            "scan": say("Scan the square, or type the code at"),
            "round": say("%(round)s: answer until %(day)s.", round=name, day=closes),
            "four": say("Four words:"),
            "about": say(
                "%(organisation)s, %(round)s. Slips on the next pages:",
                organisation=in_words(organisation),
                round=name,
            ),
            "for_whom": say(
                "This page is for the person who hands the slips out. That should be somebody your "
                "colleagues trust and who does not manage them, such as a union representative."
            ),
            "steps": list(_steps(closes)),
            "compare": say(
                "The four words of this round are %(words)s. They are on every slip, and must be the "
                "same as on the poster and at %(address)s. If they are not, do not hand the slips "
                "out: tell the survey office.",
                words=four_words,
                address=shown,
            ),
        }


def _steps(closes: str) -> tuple[str, ...]:
    return (
        say("Cut the slips along the lines. Do not read, copy or photograph the codes."),
        say("Fold every slip, put all of them in a hat or an envelope, and mix them well."),
        say(
            "Let each person draw one slip themselves. Do not draw for anybody, and do not write "
            "down who drew one."
        ),
        say(
            "Each person takes one slip only. Whoever does not want to answer may draw one and "
            "throw it away."
        ),
        say(
            "Keep the slips that are left sealed in an envelope until %(day)s, in case somebody was "
            "away. Then destroy them unread. Do not count them.",
            day=closes,
        ),
        say("A slip that was lost cannot be replaced, because nobody knows whose it was."),
    )


def poster(
    spoken: Speech | None, wave: KeyDocument, organisation: Mapping[str, str]
) -> dict[str, Json]:
    """For poster.typ: everything that the poster says in this language."""
    with speech.speaking(spoken):
        hour = f"{wave.release_hour:02}:00"
        return {
            "language": language(),
            "organisation": in_words(organisation),
            "round": in_words(wave.names),
            "answer": say(
                "Answer from %(opens)s to %(closes)s, with the link in your message or with a paper "
                "slip. Everybody sees the results at the same moment: %(moment)s.",
                opens=day(wave.opens_on),
                closes=day(wave.closes_on),
                moment=f"{day(wave.releases_on)}, {hour}",
            ),
            "before": say("Before you answer, compare four words"),
            "same": say(
                "They must be the same on this poster, in your message or on your slip, and on the "
                "page where you answer."
            ),
            "differ": say(
                "If they differ, you were shown another page: do not answer, and tell your union."
            ),
            "alt": say("QR code that opens the promise page"),
            "promised": say("What is promised, and what is not"),
            "scan": say("Scan the square, or type"),
            "also": say("It also says what we cannot protect you from."),
            "custody": _custody(by_keyholders=wave.reading_key is not None),
            "nobody": say("Nobody has to answer, and you never have to say whether you did."),
            "union": say(
                "For the union representative: open the promise page yourself, on a telephone that "
                "is not your employer's, and compare the words before you hang this up."
            ),
            "compared": say("Compared by"),
            "on": say("on"),
        }


def _custody(*, by_keyholders: bool) -> str:
    if by_keyholders:
        return say(
            "Three keyholders have the key to the answers: one of the union, one of the employer, "
            "and an outsider whom both named. It takes two of them to open a round. The key was "
            "never on the server."
        )
    return say(
        "The server holds the key to the answers until they are opened. Whoever runs it could "
        "misuse that while the round is open."
    )
