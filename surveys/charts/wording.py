"""The words that stand for a chart where it cannot be seen."""

from collections.abc import Sequence

from surveys.charts.point import WHY_WITHHELD, Bar, Point
from surveys.charts.scale import Scale


def describe(points: Sequence[Point], scale: Scale) -> str:
    """Every point in one sentence each."""
    return " ".join(_sentence(point, scale) for point in points) or "No rounds yet."


def describe_bar(bar: Bar, options: Sequence[str]) -> str:
    """Every option's share of one bar in a sentence."""
    if bar.shares is None:
        return f"{bar.label}: {WHY_WITHHELD}."
    parts = ", ".join(f"{name} {share}%" for name, share in zip(options, bar.shares, strict=False))
    return f"{bar.label}: {parts}{answers(bar.base, ', ')}."


def answers(base: int | None, before: str = "", counted: str = "answers") -> str:
    """ "34 answers", or nothing where the base is unknown."""
    if base is None:
        return ""
    return f"{before}{base} {counted.removesuffix('s') if base == 1 else counted}"


def _sentence(point: Point, scale: Scale) -> str:
    if point.value is None:
        return f"{point.label}: {point.why}."
    interval = ""
    if point.low is not None and point.high is not None:
        interval = f" (between {scale.words(point.low)} and {scale.words(point.high)})"
    return f"{point.label}: {scale.words(point.value)}{interval}{answers(point.base, ', ', scale.counted)}."
