"""Strategies: councils of any shape, who answers in them, and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from surveys.comments.code_frame import Polarity
from surveys.disclosure import draft
from surveys.disclosure.tabulate import Mention
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.tree import WaveGroup
from surveys.responses.reader import OpenedAnswers
from tests.surveys.disclosure import council

PLEDGE = Pledge(threshold=5, comment_threshold=5, sensitive_threshold=8)


@dataclass(frozen=True)
class Council:
    """A frozen tree, the opened answers and what comments mention."""

    tree: tuple[WaveGroup, ...]
    opened: tuple[OpenedAnswers, ...]
    mentions: tuple[Mention, ...]

    @property
    def blocks(self) -> list[str]:
        return [group.code for group in self.tree if group.is_block]

    def built(
        self, opened: Sequence[OpenedAnswers] | None = None, *, pledge: Pledge = PLEDGE
    ) -> draft.Built:
        given = self.opened if opened is None else opened
        return draft.figures(
            council.evidence(self.tree, given, self.mentions),
            council.wave(pledge=pledge),
            published_on=date(2026, 12, 1),
            demonstration=False,
        )

    def release(self, opened: Sequence[OpenedAnswers] | None = None) -> dict[str, Any]:
        return dict(self.built(opened).draft.documents())


def answers() -> st.SearchStrategy[dict[str, str | list[str]]]:
    """Any answers to the test instrument, blanks among them."""
    yes_or_no = st.sampled_from(["yes", "no"])
    return st.fixed_dictionaries(
        {},
        optional={
            "workload": st.sampled_from(council.FIVE),
            "tools": st.lists(st.sampled_from(["pc", "phone"]), max_size=2),
            "overtime": yes_or_no,
            "paid": yes_or_no,
            "bullied": yes_or_no,
            "role": st.sampled_from(["sw", "manager"]),
            "pension": yes_or_no,
        },
    )


@st.composite
def councils(draw: st.DrawFn) -> Council:
    """Up to four services with up to three teams each; mostly small teams, since these are what hurts."""
    services: dict[str, dict[str, int]] = {}
    for service in range(draw(st.integers(1, 4))):
        teams = draw(st.integers(0, 3))
        names = [f"S{service}T{team}" for team in range(teams)] or [""]
        services[f"S{service}"] = dict.fromkeys(names, 40)
    tree = tuple(council.tree(services))
    opened: list[OpenedAnswers] = []
    mentions: list[Mention] = []
    for group in tree:
        if group.is_block:
            number = draw(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 7, 9, 12]))
            kinds = draw(st.lists(answers(), min_size=1, max_size=3))
            opened += [OpenedAnswers(group.code, kinds[n % len(kinds)]) for n in range(number)]
            item = draw(st.sampled_from(["open", "forms"]))
            themes = draw(
                st.dictionaries(
                    st.sampled_from(["pay", "caseload", "aggression"]),
                    st.sampled_from(list(Polarity)),
                    max_size=2,
                )
            )
            mentions += [Mention(group.code, item, themes)] * draw(st.integers(0, number))
    return Council(tree, tuple(opened), tuple(mentions))
