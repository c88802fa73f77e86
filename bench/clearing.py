"""Comment readers at work: they clear comments through the forms, publish them, read them and take them away as CSV."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench import form
from bench.council import WentWrong
from bench.form import Control, Form
from bench.visitor import Page, Visitor

#: A comment on comment readers' pages, and on directors'.
_WRITTEN = re.compile(
    r'<p class="(?:[^"]*pulse-written[^"]*"[^>]*|govuk-body" id="comment-\d+")>(.*?)</p>', re.DOTALL
)
DONE = "You have read every comment of this round"


@dataclass
class Cleared:
    """What was decided. Texts are as they were approved; ``whole``: those in which no more was hidden."""

    approved: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    topic_only: int = 0

    @property
    def count(self) -> int:
        return len(self.approved) + self.topic_only


def clear(reader: Visitor, wave: str, cleared: Cleared, *, until: int) -> None:
    """Decide on comment after comment: most are approved, in every fifth a word is hidden first."""
    page = reader.get(f"/stewards/clear/{wave}")
    while cleared.count < until:
        if DONE in page.text:
            raise WentWrong(f"Only {cleared.count} comments could be cleared.")
        hide = cleared.count % 5 == 4
        if hide:
            page = _hide_a_word(reader, page)
        cleared.approved.append(written(page))
        if not hide:
            cleared.whole.append(written(page))
        page = _press(reader, page, "/approve")


def count_by_topic_only(asking: Visitor, agreeing: Visitor, wave: str, cleared: Cleared) -> None:
    """One reader asks that nobody reads a comment, the other agrees."""
    page = asking.get(f"/stewards/clear/{wave}")
    wanted = written(page)
    _press(asking, page, "/topic-only", {"reason": ["harm"]}).expect("another reader must agree")
    queue = agreeing.get("/stewards")
    link = next(link for link in queue.links if "?at=" in link)
    page = agreeing.get(link)
    if written(page) != wanted:
        raise WentWrong("The link to what another reader asks leads to another comment.")
    _press(agreeing, page, "/topic-only").expect("Counted by topic only")
    cleared.topic_only += 1


def publish(reader: Visitor, wave: str) -> None:
    """Ask for what is cleared to be published."""
    page = reader.get("/stewards")
    action = f"/stewards/clear/{wave}/publish"
    button = page.form(action)
    reader.submit(page, button, button.filled({}), None).expect("Asked for")


def take_away(reader: Visitor) -> tuple[list[str], list[list[str]]]:
    """Header and rows of the CSV in the file that this reader can download."""
    page = reader.get("/stewards/comments")
    button = page.form("/stewards/comments.zip")
    file = reader.submit(page, button, button.filled({}), None)
    if file.content_type != "application/zip":
        raise WentWrong(f"The download is no ZIP: {file.content_type}")
    with zipfile.ZipFile(io.BytesIO(file.body)) as parts:
        text = parts.read("comments.csv").decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    return header, rows


def written(page: Page) -> str:
    """The comment on a page of one."""
    return written_on(page)[0]


def written_on(page: Page) -> list[str]:
    """Every comment on a page."""
    return [form.text(found) for found in _WRITTEN.findall(page.html)]


def _hide_a_word(reader: Visitor, page: Page) -> Page:
    asked = _form(page, "/hide")
    words = asked.choices()["word"]
    chosen = words[len(words) // 2].value
    return _send(reader, page, asked, {"word": [chosen]}).expect("Hidden")


def _press(
    reader: Visitor, page: Page, ending: str, given: dict[str, Sequence[str]] | None = None
) -> Page:
    done = _send(reader, page, _form(page, ending), given or {})
    if done.status != 200:
        raise WentWrong(f"{ending} answered {done.status}: {done.text[:300]}")
    return done


def _send(reader: Visitor, page: Page, asked: Form, given: dict[str, Sequence[str]]) -> Page:
    button: Control | None = None
    return reader.submit(page, asked, asked.filled(given, button), button)


def _form(page: Page, ending: str) -> Form:
    for one in form.forms(page.html):
        if one.action.endswith(ending):
            return one
    raise WentWrong(f"{page.path} has no form that ends in {ending}.")
