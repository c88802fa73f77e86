"""Colour: whether white letters can be read on it, the nearest one on which they can, and the shades that go with it.

Contrast as WCAG 2.2 defines it (relative luminance of sRGB, 1.4.3): 4.5 to 1 for text.
"""

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

Rgb: TypeAlias = tuple[int, int, int]

#: What white text on it, and it as text on white, need.
READABLE: Final = 4.5
_WHITE: Final[Rgb] = (255, 255, 255)
_BLACK: Final[Rgb] = (0, 0, 0)
_WRITTEN: Final = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_STEPS: Final = 200


def read(typed: str) -> Rgb | None:
    """As a style sheet writes it, #0f4c5c or #05c; None for anything else."""
    found = _WRITTEN.fullmatch(typed.strip())
    if found is None:
        return None
    digits = found[1] if len(found[1]) > 3 else "".join(digit * 2 for digit in found[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def written(colour: Rgb) -> str:
    """#0f4c5c."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def contrast(one: Rgb, other: Rgb) -> float:
    """1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_readable(colour: Rgb, on: Rgb = _WHITE) -> bool:
    """Whether one can be read on the other."""
    return contrast(colour, on) >= READABLE


def nearest(colour: Rgb, on: Rgb = _WHITE) -> Rgb:
    """The same colour with as little black as makes it readable; itself where it is."""
    mixed = (mix(colour, _BLACK, step / _STEPS) for step in range(_STEPS + 1))
    return next(each for each in mixed if is_readable(each, on))


def mix(colour: Rgb, other: Rgb, share: float) -> Rgb:
    """``share`` of the other, 0 to 1, channel by channel."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def shades(brand: Rgb) -> Mapping[str, str]:
    """What pages paint with, by the name it has in assets/styles/_council.scss."""
    surface = mix(brand, _WHITE, 0.93)
    return {
        "brand": written(brand),
        "link": written(nearest(brand, surface)),
        "link-hover": written(mix(brand, _BLACK, 0.45)),
        "surface": written(surface),
        "surface-border": written(mix(brand, _WHITE, 0.5)),
        "chosen": written(mix(brand, _WHITE, 0.88)),
    }


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
