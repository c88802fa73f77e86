"""The made-up council: its units and its roster, written as the files a real one would hand in."""

import csv
import io
from collections.abc import Iterable
from random import Random

NAME = "Northmoor Council"

#: Service -> (code, how many teams)
SERVICES = (
    ("A", "Assessment and Front Door", 10),
    ("B", "Safeguarding and Court", 12),
    ("C", "Children in Care and Leaving Care", 10),
    ("D", "Fostering and Adoption", 8),
    ("E", "Disability and Early Help", 9),
    ("F", "Adults and Mental Health", 11),
)

TREES = (
    "Alder Ash Aspen Beech Birch Cedar Cherry Elder Elm Hazel Holly Juniper Larch Lime Maple Oak "
    "Pine Poplar Rowan Spindle Walnut Willow Yew"
).split()

FIRST = (
    "Aisha Alan Amara Ben Bethan Carys Chloe Chidi Daniel Dawn Ewa Farah Femi Gareth Grace Hamza "
    "Helen Imran Jakub Joanne Kezia Leah Liam Maria Megan Mohammed Niamh Nia Olu Owen Priya Rachel "
    "Rhys Ruth Sana Sian Simon Tariq Tomasz Will Yusuf Zara"
).split()

LAST = (
    "Adeyemi Ahmed Bailey Begum Carter Chowdhury Davies Evans Fraser Gill Green Hughes Iqbal Jones "
    "Kaur Khan Kowalska Lewis Morgan Nowak Okafor Owen Patel Price Roberts Shah Singh Taylor Walsh "
    "Williams Wright Zielinska"
).split()

#: Sizes of teams, 3 to 35, drawn again and again: mostly small, a few large.
SIZES = (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 20, 22, 24, 26, 28, 31, 35)

TITLES = (
    ("Social Worker", 52),
    ("Senior Social Worker", 14),
    ("Advanced Practitioner", 8),
    ("ASYE Social Worker", 12),
    ("Social Work Assistant", 9),
    ("Team Manager", 5),
)


def units() -> str:
    """units.csv, as the office uploads it."""
    rows: list[tuple[str, ...]] = [("unit_id", "parent_id", "name"), ("council", "", NAME)]
    rows += [(code, "council", name) for code, name, _ in SERVICES]
    rows += [(code, service, name) for code, service, name in _teams()]
    return _csv(rows, ",")


def roster(random: Random) -> str:
    """HR's export: a title line, then semicolons."""
    rows: list[tuple[str, ...]] = [
        ("Employee No", "Name", "Work Email", "Mobile", "Team", "Job Title", "Contract")
    ]
    titles, weights = zip(*TITLES, strict=True)
    number = 20_000
    for index, (_, _, team) in enumerate(_teams()):
        for _ in range(SIZES[(index * 7 + 3) % len(SIZES)]):
            number += 1
            first, last = random.choice(FIRST), random.choice(LAST)
            mail = f"{first}.{last}{number}@northmoor.example".lower()
            title = random.choices(titles, weights)[0]
            agency = number % 8 == 0  # agency staff have no mailbox of the council's
            contract = "Agency" if agency else "Permanent"
            address = "" if agency else mail
            rows.append((f"N{number}", f"{first} {last}", address, "", team, title, contract))
    return f"{NAME} HR extract;;;;;;\n" + _csv(rows, ";")


def _teams() -> list[tuple[str, str, str]]:
    """(code, service code, name) of every team; a tree is used once in a service."""
    made = []
    for place, (service, name, count) in enumerate(SERVICES):
        for number in range(count):
            tree = TREES[(place * 5 + number) % len(TREES)]
            made.append((f"{service}{number + 1:02}", service, f"{name.split()[0]} {tree} Team"))
    return made


def _csv(rows: Iterable[tuple[str, ...]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()
