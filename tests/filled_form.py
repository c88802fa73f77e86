"""A form as it stands on a page: where it goes and what it holds before anybody types."""

from dataclasses import dataclass

from lxml.html import document_fromstring


@dataclass(frozen=True)
class Filled:
    """What a browser would send if one pressed the button at once; no button's own value."""

    action: str
    method: str
    fields: dict[str, object]


def filled(html: str, action: str | None = None) -> Filled:
    """The form with this action, or the page's only one. Raises LookupError."""
    page = document_fromstring(html)
    for template in page.findall(".//template"):
        template.drop_tree()  # nothing in it can be sent
    fit = [form for form in page.forms if action is None or form.get("action") == action]
    if len(fit) != 1:
        offered = [form.get("action") for form in page.forms]
        raise LookupError(f"{len(fit)} forms fit action={action!r}; the page has {offered}")
    form = fit[0]
    fields: dict[str, object] = {}
    for name, value in form.form_values():
        if name in fields:
            before = fields[name]
            fields[name] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            fields[name] = value
    return Filled(str(form.get("action")), form.method.lower(), fields)
