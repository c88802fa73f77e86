"""A date in three boxes, day, month and year, as GOV.UK asks for dates."""

from collections.abc import Callable, Sequence
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import Field

PARTS = ("day", "month", "year")


class DayField(Field):
    """A date. ``typed`` keeps what was typed in each box, also when it is no date."""

    data: date | None

    @property
    def typed(self) -> dict[str, str]:
        return self._typed

    @property
    def first_id(self) -> str:
        return f"{self.id}-day"

    def process(
        self,
        formdata: "MultiDict[str, str] | None",
        data: object = None,
        extra_filters: Sequence[Callable[[object], object]] | None = None,  # noqa: ARG002 - WTForms gives it
    ) -> None:
        """Read the three boxes of a sent form, or the date the page begins with."""
        self.process_errors: list[str] = []
        given = data if isinstance(data, date) else self.default
        self.data = given if isinstance(given, date) else None
        self._typed = _parts(self.data)
        if formdata:
            self._typed = {part: formdata.get(f"{self.name}-{part}", "").strip() for part in PARTS}
            self._read()

    def _read(self) -> None:
        self.data = None
        if not any(self._typed.values()):
            self.process_errors.append(f"Enter {self.label.text.lower()}")
            return
        try:
            day, month, year = (int(self._typed[part]) for part in PARTS)
            self.data = date(year, month, day)
        except (ValueError, OverflowError):  # 31 February; the year 10 to the 30th
            self.process_errors.append(f"{self.label.text} must be a real date, such as 16 11 2026")


def _parts(day: date | None) -> dict[str, str]:
    if day is None:
        return dict.fromkeys(PARTS, "")
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
