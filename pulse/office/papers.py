"""The papers a council needs: the list, and each as Word and as Markdown."""

from flask import Response, render_template

from pulse.access.permissions import Role, requires
from pulse.download import download
from pulse.extensions import people
from pulse.office import paper, paper_facts
from pulse.office.door import door
from surveys.exports.prose_word import Logo
from surveys.fieldwork import branding, organisation


@door.get("/papers")
@requires(Role.OFFICE)
def papers() -> str:
    """Every paper with what it is for, and the round whose facts they have."""
    return render_template(
        "office/papers.html", papers=paper.PAPERS, wave=paper_facts.in_force(people())
    )


@door.get("/papers/<name>.docx")
@requires(Role.OFFICE)
def paper_word(name: str) -> Response:
    """A Word document, its gaps marked. Raises NoSuchPaper."""
    facts = paper_facts.known(people())
    made = paper.find(name).word(facts, made_up=_made_up(), logo=_logo())
    return download(made, f"{name}.docx")


@door.get("/papers/<name>.md")
@requires(Role.OFFICE)
def paper_markdown(name: str) -> Response:
    """The same as text. Raises NoSuchPaper."""
    made = paper.find(name).markdown(paper_facts.known(people()), made_up=_made_up())
    return download(made.encode(), f"{name}.md")


def _logo() -> Logo | None:
    own = branding.of(people())
    return Logo(own.logo, own.logo_alt or "") if own and own.logo else None


def _made_up() -> bool:
    asking = organisation.the(people())
    return asking is not None and asking.demonstration
