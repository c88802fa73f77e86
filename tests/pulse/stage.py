"""A bare stage for the parts of pages: our templates and static files without the rest of the website."""

from flask import Flask, render_template_string

from pulse import brand, headers, language, look
from surveys.instruments.instrument import Follow, Instrument, Item, Kind, Option

CONTACTS = ({"name": "Samaritans", "phone": "116 123"},)
SCALE = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")


def stage() -> Flask:
    """An application that knows what every template relies on, and serves /static."""
    made = Flask("pulse.stage", static_folder=str(look.STATIC), static_url_path="/static")
    made.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    made.template_folder = str(look.STATIC.parent / "templates")
    made.context_processor(_known)
    headers.init_app(made)
    language.teach(made)
    return made


def _known() -> dict[str, object]:
    return {
        "organisation": "Northmoor Council",
        "demonstration": True,
        "static_url": look.static_url,
        "contacts": CONTACTS,
        "staff": None,
        "nav": None,
        "brand": brand.PLAIN,
        "csrf_token": lambda: "token",
    }


def draw(source: str, **context: object) -> str:
    """A template's text, rendered on the stage."""
    made = stage()
    with made.test_request_context("/"):
        return render_template_string(source, **context)


def part(component: str, call: str, **context: object) -> str:
    """What one component draws when it is called like this."""
    name = call.partition("(")[0]
    return draw(
        f'{{% from "components/{component}.html" import {name} %}}{{{{ {call} }}}}', **context
    )


def worker_page(content: str, *, title: str = "Answer") -> str:
    """The source of a worker's page with this content below its heading."""
    return (
        '{% extends "worker.html" %}{% block title %}' + title + "{% endblock %}"
        "{% block content %}<h1>" + title + "</h1>" + content + "{% endblock %}"
    )


def instrument() -> Instrument:
    """One item of every kind, and a follow-up."""
    scale = [Option(f"a{n}", {"en": text}, score=n) for n, text in enumerate(SCALE, start=1)]
    away = Option("away", {"en": "I was not at work"})
    kinds = [Option(v, {"en": v.title(), "cy": f"{v} cy"}) for v in ("phone", "online")]
    none = Option("none", {"en": "None of these"}, exclusive=True)
    yes_no = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))
    items = (
        Item("safe", Kind.SCALE, {"en": "My caseload is safe"}, (*scale, away)),
        Item("threats", Kind.MULTIPLE, {"en": "Threats", "cy": "Bygythiadau"}, (*kinds, none)),
        Item(
            "support",
            Kind.SINGLE,
            {"en": "I was offered support"},
            yes_no,
            follows=Follow("threats", ("phone", "online")),
        ),
        Item("more", Kind.COMMENT, {"en": "What should we know?"}),
    )
    return Instrument("test", 1, {"en": "Test"}, (), items)
