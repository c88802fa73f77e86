"""Problems of a form: what stands in the summary on top and beside each field."""

from flask_wtf import FlaskForm


def of(form: FlaskForm) -> list[tuple[str, str]]:
    """Pairs of field id and message, in the order of the page; a problem of the whole form has no field."""
    found = [("", message) for message in form.form_errors]
    for field in form:
        found += [(getattr(field, "first_id", field.id), message) for message in field.errors]
    return found


def put(form: FlaskForm, name: str, message: str) -> None:
    """Put a message beside a field; where the form has no such field, above all of them."""
    if name in form:
        form[name].errors = [*form[name].errors, message]
    else:
        form.form_errors.append(message)
