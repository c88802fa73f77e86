"""Attacks 18 and 20: what a gap says. In a file: a number where none should be; the rest is tested where it is made."""

from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.reading import NUMBERS, rows

PROPERTY = "test_who_answers_decides_what_is_shown_not_what_they_say"


def stage_pattern(_known: Known, trial: Trial) -> None:
    """18: one file cannot show whether other answers had left other gaps."""
    trial.refused(
        "One file cannot show it: the groups are chosen from who answered, not from what they said "
        f"(`{PROPERTY}`)."
    )


def stage(known: Known, trial: Trial) -> None:
    """20: a withheld row that holds any number. Pages, tables and pictures are read by ``scan``."""
    release = known.release
    for cell in rows(release.parts, "cells"):
        trial.tried += 1
        held = [name for name in NUMBERS if cell.get(name) is not None]
        if cell.get("status") == "withheld" and held:
            figure = release.figure(cell)
            trial.find(figure, f"{figure} is marked as withheld and holds a number.")
