"""Words for what is sent to people: by which channel, which letter, how far it is."""

from enum import StrEnum


class Channel(StrEnum):
    """How somebody is written to."""

    EMAIL = "email"
    TEXT = "text"


class Kind(StrEnum):
    """Which letter of a wave."""

    INVITATION = "invitation"
    FIRST_REMINDER = "reminder_1"
    SECOND_REMINDER = "reminder_2"


class Fate(StrEnum):
    """How far a letter is."""

    WAITING = "waiting"
    #: Being handed over. One that is found so by another runner may have gone out or not.
    HANDING = "handing"
    HANDED = "handed"
    CAME_BACK = "came_back"
