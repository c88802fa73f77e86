"""A person with a slip: reads the form that is on the page, answers it in their own way, checks it and sends it.

What they answered is remembered here and nowhere else, so that published figures can be counted again from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from bench.council import WentWrong
from bench.form import Control, Follows, Form
from bench.visitor import Page, Visitor

PREFER_NOT = "prefer_not"
READER = "-reader"
THANKS = "Your answers are in"


@dataclass
class Person:
    """One slip, and how its holder answers. ``mood``: 0 to 1, where on a list their answers tend to lie."""

    code: str
    block: str
    #: all on one page, as with script; else in steps
    one_page: bool
    chance: Random
    mood: float = 0.5
    #: what they write into the boxes for own words, in their order, and whom they let read it ("" for no choice)
    remarks: tuple[str, ...] = ()
    reader: str = ""
    given: dict[str, list[str]] = field(default_factory=dict)
    follows: dict[str, Follows] = field(default_factory=dict)
    #: the form that was sent, to be sent again
    sent: list[tuple[str, str]] = field(default_factory=list)
    #: what the check page said
    checked: str = ""
    acknowledged: bool = False
    _boxes: list[str] = field(default_factory=list)

    def answer(self, visitor: Visitor) -> None:
        """From the code page to the thank-you page. Raises WentWrong."""
        self.acknowledged = self.send(visitor, self.fill_in(visitor))

    def fill_in(self, visitor: Visitor) -> Page:
        """The check page, after all questions; now and then a change of mind on the way."""
        page = self.reach(visitor, self._open(visitor))
        if self.chance.random() < 0.05:
            page = self.reach(visitor, self._change(visitor, page))
        return page

    def send(self, visitor: Visitor, check: Page) -> bool:
        """Send what the check page holds. Raises WentWrong unless it is acknowledged."""
        sealed = check.form("/answer/send")
        self.sent, self.checked = sealed.filled({}), check.text
        visitor.submit(check, sealed, self.sent, None).expect(THANKS)
        if visitor.cookies:
            raise WentWrong("A worker was given a cookie.")
        return True

    def answers(self) -> dict[str, list[str]]:
        """What counts of it: nothing that was not said, no follow-up of an answer not given, no own words."""
        said = {
            item: values
            for item, values in self.given.items()
            if values and PREFER_NOT not in values and not self._is_own_words(item)
        }
        return {item: values for item, values in said.items() if self._applies(item, said)}

    @property
    def comments(self) -> list[str]:
        """Whom each comment that was written is for, by the choice of its author."""
        return [
            (self.given[f"{item}{READER}"] or ["topic_only"])[0]
            for item, values in self.given.items()
            if f"{item}{READER}" in self.given and any(values)
        ]

    def _open(self, visitor: Visitor) -> Page:
        page = visitor.get("/answer")
        found = page.form("/answer")
        script = ["1"] if self.one_page else [""]
        typed = found.filled({"code": [self._typed()], "script": script})
        return visitor.submit(page, found, typed, None)

    def _typed(self) -> str:
        """The code as people type it."""
        ways = (self.code, self.code.lower(), self.code.replace("-", " "), self.code + " ")
        return self.chance.choice(ways)

    def reach(self, visitor: Visitor, page: Page) -> Page:
        """Answer page after page until the check page."""
        for _ in range(60):
            if page.has_form("/answer/send"):
                return page
            asked = page.form("/answer")
            self._answer_page(asked)
            onward = next((b for b in asked.buttons(asked.action) if b.value == "next"), None)
            if page.status != 200 or onward is None:
                raise WentWrong(f"No way on from {page.path}: {page.status}, {page.text[:300]}")
            page = visitor.submit(page, asked, asked.filled(self.given, onward), onward)
        raise WentWrong("The questions do not end.")

    def _change(self, visitor: Visitor, check: Page) -> Page:
        """Press one of the buttons that lead back to the questions."""
        found = check.form("/answer/send")
        button = self.chance.choice(found.buttons("/answer"))
        return visitor.submit(check, found, found.filled({}, button), button)

    def _answer_page(self, asked: Form) -> None:
        for item, options in asked.choices().items():
            if item.endswith(READER):
                continue
            if options[0].follows:
                self.follows[item] = options[0].follows
            self.given[item] = self._choose(item, options)
        for item in asked.texts():
            if item not in self._boxes:
                self._boxes.append(item)
            number = self._boxes.index(item)
            remark = self.remarks[number] if number < len(self.remarks) else ""
            self.given[item] = [remark]
            self.given[f"{item}{READER}"] = [self.reader] if remark and self.reader else []

    def _choose(self, item: str, options: Sequence[Control]) -> list[str]:
        if not self._applies(item, self.given):
            # without script the follow-up stands there, and some people answer it all the same
            stray = not self.one_page and self.chance.random() < 0.05
            return [self.chance.choice(options).value] if stray else []
        luck = self.chance.random()
        if luck < 0.06:
            return []
        if luck < 0.10:
            return [PREFER_NOT]
        real = [option for option in options if option.value != PREFER_NOT]
        if options[0].kind == "checkbox":
            return self._several(real)
        return [self._near_mood(real).value]

    def _several(self, options: Sequence[Control]) -> list[str]:
        alone = [option.value for option in options if option.alone]
        others = [option.value for option in options if not option.alone]
        if alone and self.chance.random() < 0.4:
            return [self.chance.choice(alone)]
        return self.chance.sample(others, self.chance.randint(1, min(3, len(others))))

    def _near_mood(self, options: Sequence[Control]) -> Control:
        spot = self.chance.gauss(self.mood, 0.25) * len(options)
        return options[min(max(int(spot), 0), len(options) - 1)]

    def _applies(self, item: str, said: dict[str, list[str]]) -> bool:
        follows = self.follows.get(item)
        return follows is None or not follows[1].isdisjoint(said.get(follows[0], ()))

    def _is_own_words(self, item: str) -> bool:
        return item.endswith(READER) or f"{item}{READER}" in self.given
