"""Paper: one of the papers that a council needs, from docs/templates, with what is known filled in.

docs/templates is the one source: people read it there, and the website reads it in the folder that it runs from.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from pulse.office.paper_facts import ROOT
from surveys import clock
from surveys.errors import Missing
from surveys.exports import prose, prose_word
from surveys.exports.prose import Kind, Part
from surveys.exports.prose_word import Logo

FOLDER: Final = ROOT / "docs" / "templates"

#: What Pulse fills in. The words are a name in ``paper_facts.NAMES``.
FACT: Final = re.compile(r"\[Pulse: ([^\[\]]+)\]")
#: What is left to the council.
GAP: Final = re.compile(r"\[Council: [^\[\]]+\]")

_MADE_UP: Final = "From a demonstration: a made-up council. Do not use this copy."


class NoSuchPaper(Missing):
    """There is no paper of that name, or its file is not on this machine."""


@dataclass(frozen=True)
class Paper:
    """A paper of the list: the name of its file, and what it is for, in a sentence."""

    name: str
    title: str
    purpose: str

    @property
    def template(self) -> str:
        """As it stands in docs/templates. Raises NoSuchPaper."""
        try:
            return (FOLDER / f"{self.name}.md").read_text(encoding="utf-8")
        except FileNotFoundError:
            raise NoSuchPaper(
                "The papers are not on this server. They belong in docs/templates, in the folder that Pulse runs from."
            ) from None

    def markdown(self, facts: Mapping[str, str], *, made_up: bool = False) -> str:
        """Markdown with every fact that is known; what is not becomes a gap for the council."""
        text = _filled(self.template, {name: _escaped(said) for name, said in facts.items()})
        title, _, rest = text.partition("\n")
        return f"{title}\n\n> **{_MADE_UP}**\n{rest}" if made_up else text

    def word(
        self, facts: Mapping[str, str], *, made_up: bool = False, logo: Logo | None = None
    ) -> bytes:
        """The same as a Word document. Facts go in after the text was read, so no sign in them means anything."""
        title, *rest = prose.parts(self.template)
        warned = (Part(Kind.BOX, f"**{_MADE_UP}**"),) if made_up else ()
        parts = [_filled_part(part, facts) for part in (title, *warned, *rest)]
        return prose_word.file(parts, title=self.title, day=clock.today(), gap=GAP, logo=logo)


PAPERS: Final = (
    Paper(
        "data-protection-impact-assessment",
        "Data protection impact assessment",
        "What is kept, for how long and who can see it, the risks and the measures, in the ICO’s seven steps.",
    ),
    Paper(
        "privacy-notice",
        "Privacy notice for the survey of social workers",
        "What you must tell the people you ask. It rests on public task, not on consent.",
    ),
    Paper(
        "union-data-sharing-agreement",
        "Data-sharing agreement between the council and the union",
        "What union representatives see as comment readers, witnesses and keyholders, and what both sides promise.",
    ),
    Paper(
        "joint-agreement",
        "Joint agreement on the use of the survey",
        "Nobody tries to identify a writer, and no comment or team score alone is used in a case against anybody.",
    ),
    Paper(
        "equality-impact-assessment",
        "Equality impact assessment",
        "Whom the survey might leave out or harm, what is done about it, and what is left to you.",
    ),
    Paper(
        "information-requests",
        "Replies to requests for information",
        "What subject access and freedom-of-information requests can find, what they cannot, and draft replies.",
    ),
    Paper(
        "accessibility-statement",
        "Accessibility statement",
        "How accessible these pages are (WCAG 2.2 AA), what is known not to be, and how they were tested.",
    ),
    Paper(
        "whistleblowing-note",
        "The survey and whistleblowing",
        "Why a comment is not a protected disclosure, and the ways that are.",
    ),
)


def find(name: str) -> Paper:
    """The paper of that name. Raises NoSuchPaper."""
    found = next((paper for paper in PAPERS if paper.name == name), None)
    if found is None:
        raise NoSuchPaper("There is no paper of that name.")
    return found


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return FACT.sub(lambda found: facts.get(found[1], f"[Council: {found[1]}]"), text)


def _filled_part(part: Part, facts: Mapping[str, str]) -> Part:
    rows = tuple(tuple(_filled(cell, facts) for cell in row) for row in part.rows)
    return replace(part, text=_filled(part.text, facts), rows=rows)


def _escaped(fact: str) -> str:
    """A fact in which no sign is Markdown."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", " ".join(fact.split()))
