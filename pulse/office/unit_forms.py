"""The forms by which one unit is changed, and what each does."""

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovSelect,
    GovSubmitInput,
    GovTextArea,
    GovTextInput,
)
from sqlalchemy.orm import Session
from wtforms import (
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from surveys.fieldwork import groups, restructure
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.unit_change import UnitChange

LOOK = "Show what this changes"
NONE = ""
#: Waits for HR's next file, whatever the rule says.
HELD = "-"


class ChangeForm(FlaskForm):
    """Every change is looked at before it is written. ``sure``: it was looked at."""

    sure = HiddenField()

    def offer(self, people: Session) -> None:
        """Put the units that can be chosen into its lists."""

    def apply(self, people: Session, code: str) -> UnitChange:
        """Do it, in this session. Raises BadChange."""
        raise NotImplementedError

    @property
    def was_shown(self) -> bool:
        """Whether what is asked for is what was looked at."""
        return True


class RenameForm(ChangeForm):
    """Another name."""

    name = StringField(
        "Name", widget=GovTextInput(), validators=[InputRequired("Enter the name of the unit")]
    )
    look = SubmitField(LOOK, widget=GovSubmitInput())

    def apply(self, people: Session, code: str) -> UnitChange:
        return restructure.rename(people, code, self.name.data or "")


class MoveForm(ChangeForm):
    """Under another unit."""

    parent = SelectField("Part of", widget=GovSelect())
    look = SubmitField(LOOK, widget=GovSubmitInput())

    def offer(self, people: Session) -> None:
        self.parent.choices = _choices(groups.whole(people))

    def apply(self, people: Session, code: str) -> UnitChange:
        return restructure.move(people, code, self.parent.data)


class SplitForm(ChangeForm):
    """Into teams that stand in it, with everybody's place: one rule for most, and a choice for each who goes elsewhere."""

    parts = TextAreaField(
        "The new teams",
        widget=GovTextArea(),
        description="A line each: the unit_id that HR will use, a space, the name. Such as C1N Duty Team North.",
        validators=[InputRequired("Write two teams or more, a line each")],
    )
    #: Code of the team for everybody who has no place of their own; empty: HR's next file.
    rest = HiddenField(default=NONE)
    #: "number code" of somebody with a place of their own; HELD for HR's next file.
    place = SelectMultipleField(validate_choice=False)
    #: ``rest`` and ``place`` as they were looked at.
    shown = HiddenField()
    look = SubmitField(LOOK, widget=GovSubmitInput())

    def apply(self, people: Session, code: str) -> UnitChange:
        return restructure.split(people, code, self.teams(), self._places(people, code))

    @property
    def was_shown(self) -> bool:
        return (self.shown.data or "") == self.chosen()

    def teams(self) -> list[tuple[str, str]]:
        """Code and name of each new team, as typed."""
        lines = (line.split(maxsplit=1) for line in (self.parts.data or "").splitlines())
        return [(line[0], line[1] if len(line) > 1 else "") for line in lines if line]

    def chosen(self) -> str:
        """The rule and every choice, in one line."""
        return "|".join([self.rest.data or "", *sorted(self.own().values())])

    def own(self) -> dict[str, str]:
        """Worker's number as text -> their own choice, as it was sent."""
        return {each.split()[0]: each for each in self.place.data or [] if each.strip()}

    def _places(self, people: Session, code: str) -> dict[int, str]:
        places = {}
        if self.rest.data:
            places = {one.id: self.rest.data for one in restructure.placed_in(people, code)}
        for number, choice in self.own().items():
            team = choice.partition(" ")[2]
            # A number that is none is nobody of this unit: the split is refused.
            worker = int(number) if number.isascii() and number.isdecimal() else 0
            if team == HELD:
                places.pop(worker, None)
            else:
                places[worker] = team
        return places


class CloseForm(ChangeForm):
    """No more asked as a unit of its own."""

    look = SubmitField(LOOK, widget=GovSubmitInput())

    def apply(self, people: Session, code: str) -> UnitChange:
        return restructure.close(people, code)


class MergeForm(ChangeForm):
    """Teams become a new one."""

    teams = SelectMultipleField("Teams to merge", widget=GovCheckboxesInput())
    name = StringField(
        "Name of the new team",
        widget=GovTextInput(),
        validators=[InputRequired("Enter the name of the new team")],
    )
    code = StringField(
        "unit_id of the new team",
        widget=GovTextInput(),
        description="As HR’s file will have it. A new one: with an old one a trend would run on with other people in it.",
        validators=[InputRequired("Enter the unit_id of the new team")],
    )
    parent = SelectField("Part of", widget=GovSelect())
    look = SubmitField(LOOK, widget=GovSubmitInput())

    def offer(self, people: Session) -> None:
        self.teams.choices = _choices(restructure.teams(people))
        teams = {unit.code for unit in restructure.teams(people)}
        others = [unit for unit in groups.whole(people) if unit.code not in teams]
        self.parent.choices = [
            SelectChoice(NONE, "What the first of them is part of"),
            *_choices(others),
        ]

    def apply(self, people: Session, code: str) -> UnitChange:  # noqa: ARG002 - it is about several
        return restructure.merge(
            people,
            self.teams.data or [],
            code=(self.code.data or "").strip(),
            name=self.name.data or "",
            parent=self.parent.data,
        )


FORMS: dict[str, type[ChangeForm]] = {
    "rename": RenameForm,
    "move": MoveForm,
    "split": SplitForm,
    "close": CloseForm,
    "merge": MergeForm,
}


def _choices(units: list[ReportingGroup] | tuple[ReportingGroup, ...]) -> list[SelectChoice]:
    return [SelectChoice(unit.code, f"{unit.names['en']} ({unit.code})") for unit in units]
