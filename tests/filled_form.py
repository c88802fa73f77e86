"""A form as it stands on a page: where it goes and what it holds before anybody types."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag


@dataclass(frozen=True)
class Filled:
    """What a browser would send if one pressed the button at once; no button's own value."""

    action: str
    method: str
    fields: dict[str, object]


def filled(html: str, action: str | None = None) -> Filled:
    """The form with this action, or the page's only one. Raises LookupError."""
    page = BeautifulSoup(html, "html.parser")
    for template in page.find_all("template"):
        template.decompose()  # nothing in it can be sent
    forms = page.find_all("form")
    fit = [form for form in forms if action is None or form.get("action") == action]
    if len(fit) != 1:
        offered = [form.get("action") for form in forms]
        raise LookupError(f"{len(fit)} forms fit action={action!r}; the page has {offered}")
    form = fit[0]
    fields: dict[str, object] = {}
    for name, value in _held(form):
        if name in fields:
            before = fields[name]
            fields[name] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            fields[name] = value
    return Filled(str(form.get("action")), str(form.get("method", "get")).lower(), fields)


def _held(form: Tag) -> Iterator[tuple[str, str]]:
    for control in form.find_all(["input", "textarea", "select"]):
        name = str(control.get("name", ""))
        if not name or control.has_attr("disabled"):
            continue
        yield from ((name, value) for value in _values(control))


def _values(control: Tag) -> list[str]:
    if control.name == "textarea":
        return [control.get_text()]
    if control.name == "select":
        options = control.find_all("option")
        chosen = [one for one in options if one.has_attr("selected")] or options[:1]
        return [str(one.get("value", one.get_text())) for one in chosen]
    kind = str(control.get("type", "text"))
    if kind in {"submit", "button", "image", "reset", "file"}:
        return []
    if kind in {"radio", "checkbox"}:
        return [str(control.get("value", "on"))] if control.has_attr("checked") else []
    return [str(control.get("value", ""))]
