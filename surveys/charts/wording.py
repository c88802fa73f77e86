"""The words that stand for a chart where it cannot be seen."""

from collections.abc import Sequence

from surveys.charts.point import Bar, Point, why_withheld
from surveys.charts.scale import Scale
from surveys.speech import say, say_many


def describe(points: Sequence[Point], scale: Scale) -> str:
    """Every point in one sentence each."""
    return " ".join(_sentence(point, scale) for point in points) or say("No rounds yet.")


def describe_bar(bar: Bar, options: Sequence[str]) -> str:
    """Every option's share of one bar in a sentence."""
    if bar.shares is None:
        return f"{bar.label}: {why_withheld()}."
    parts = ", ".join(f"{name} {share}%" for name, share in zip(options, bar.shares, strict=False))
    return f"{bar.label}: {parts}{answers(bar.base, ', ')}."


def answers(base: int | None, before: str = "", counted: str = "answers") -> str:
    """ "34 answers" (or comments), or nothing where the base is unknown."""
    if base is None:
        return ""
    if counted == "comments":
        return before + say_many("%(num)s comment", "%(num)s comments", base)
    return before + say_many("%(num)s answer", "%(num)s answers", base)


def _sentence(point: Point, scale: Scale) -> str:
    if point.value is None:
        return f"{point.label}: {point.why}."
    interval = ""
    if point.low is not None and point.high is not None:
        low, high = scale.words(point.low), scale.words(point.high)
        interval = " " + say("(between %(low)s and %(high)s)", low=low, high=high)
    return f"{point.label}: {scale.words(point.value)}{interval}{answers(point.base, ', ', scale.counted)}."
