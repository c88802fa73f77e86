"""Sides: on whose behalf a keyholder agrees. Two of them, so never the employer alone, must agree to promise less."""

from enum import StrEnum
from typing import Final


class Side(StrEnum):
    """One keyholder each."""

    UNION = "union"
    EMPLOYER = "employer"
    #: Somebody whom union and employer both name.
    OUTSIDER = "outsider"


#: On pages.
SIDE_NAMES: Final = {
    Side.UNION: "The union",
    Side.EMPLOYER: "The employer",
    Side.OUTSIDER: "An outsider whom both name",
}

#: Whose agreement it takes: to promise less, and to promise more.
TWO: Final = 2
ONE: Final = 1
