"""What the office decides about every round alike: its hour, how people are asked, and what they are promised."""

from typing import cast

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError

from pulse.notify import notify
from pulse.number_field import NumberField
from surveys.fieldwork.pledge import EVERYONE, FLOOR, KEYHOLDERS, NETWORK, SERVER, Pledge
from surveys.governance.rules import Rules

LINKS, TEXTS, SLIPS = "links", "texts", "slips"


class RulesForm(FlaskForm):
    """Fields of a round and of the programme."""

    release_hour = SelectField(
        "Hour of the results",
        widget=GovSelect(),
        description="Everybody sees the results at this hour, London time.",
        choices=[SelectChoice(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
    )
    invites = SelectField(
        "How people are asked",
        widget=GovSelect(),
        description="Nobody can tell whose answers are whose, whichever way they come.",
        choices=[
            SelectChoice(
                LINKS, "A personal link by e-mail; a paper slip where there is no address"
            ),
            SelectChoice(
                TEXTS,
                "The same, and a text message where there is a mobile number and no e-mail address",
            ),
            SelectChoice(SLIPS, "Paper slips for everybody"),
        ],
        default=LINKS,
    )
    reminders = StringField(
        "Reminders",
        widget=GovTextInput(),
        description="Days after the first day, such as 5, 10. At most two; everybody gets the same. Empty for none.",
        default="5, 10",
    )
    threshold = NumberField(
        "Fewest people behind a figure",
        widget=GovTextInput(),
        description="More protects better. Fewer than the rules say takes two keyholders.",
        validators=[
            InputRequired("Enter the fewest people behind a figure"),
            NumberRange(FLOOR, 100, f"This must be a number from {FLOOR} to 100"),
        ],
    )
    keep_days = NumberField(
        "Days until raw answers are destroyed",
        widget=GovTextInput(),
        description="Counted from the last day. Fewer protects better.",
        validators=[
            InputRequired("Enter the days until raw answers are destroyed"),
            NumberRange(1, 365, "This must be a number from 1 to 365"),
        ],
    )
    custody = SelectField(
        "Who can open the answers",
        widget=GovSelect(),
        description="Workers are told which. Keyholders protect better: then no key to what was sent lies on the server.",
        choices=[
            SelectChoice(SERVER, "This server, after the close"),
            SelectChoice(KEYHOLDERS, "Two of three keyholders: union, employer, outsider"),
        ],
        coerce=int,
        default=SERVER,
    )
    results_for = SelectField(
        "Who can open the results",
        widget=GovSelect(),
        description="Workers are told which. Your proxy keeps others out: set it there too.",
        choices=[
            SelectChoice(EVERYONE, "Everyone, without a log-in"),
            SelectChoice(NETWORK, "The organisation’s network alone, without a log-in"),
        ],
        default=EVERYONE,
    )

    def pledge(self, rules: Rules) -> Pledge:
        """What workers are promised; what the form does not ask is as the rules have it. Raises WeakPledge."""
        threshold = cast("int", self.threshold.data)
        return Pledge(
            threshold=threshold,
            comment_threshold=max(rules.pledge.comment_threshold, threshold),
            sensitive_threshold=max(rules.pledge.sensitive_threshold, threshold),
            keep_days=cast("int", self.keep_days.data),
            results_for=self.results_for.data,
            custody=self.custody.data,
        )

    def validate_reminders(self, field: StringField) -> None:
        """Numbers, or nothing."""
        if not all(part.isdecimal() for part in _parts(field.data)):
            raise ValidationError("Write days as numbers, such as 5, 10")

    def validate_invites(self, field: SelectField) -> None:
        """Text messages need a way to send them."""
        account = notify()
        if field.data == TEXTS and not (account and account.text_template):
            raise ValidationError(
                "No way for text messages is set. Choose another way, or set up GOV.UK Notify first"
            )

    @property
    def asks_by_link(self) -> bool:
        """Whether somebody gets a personal link."""
        return bool(self.invites.data != SLIPS)

    @property
    def asks_by_text(self) -> bool:
        """Whether a text message goes to those without an e-mail address."""
        return bool(self.invites.data == TEXTS)

    def days_of_reminders(self) -> list[int]:
        """As they were typed; none where nobody has a link."""
        return (
            []
            if self.invites.data == SLIPS
            else [int(part) for part in _parts(self.reminders.data)]
        )


def _parts(typed: str | None) -> list[str]:
    return (typed or "").replace(",", " ").split()
