"""A whole number, refused in plain words, and once."""

from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import StopValidation


class NumberField(IntegerField):
    """What is no number is said to be none; whether it is too large is then not asked."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. Nothing typed is left to the validators."""
        if not valuelist or not valuelist[0].strip():
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a whole number, such as 30") from None

    def pre_validate(self, form: FlaskForm) -> None:  # noqa: ARG002 - WTForms gives it
        """Raises StopValidation."""
        if self.process_errors:
            raise StopValidation
