"""A small made-up organisation: Westerby, two services, five teams, and what its HR system exports."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from surveys.fieldwork import groups, headcounts, plan, programme
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.waves import Wave

UNITS = """unit_id,parent_id,name
W,,Westerby
A,W,Adults
A1,A,Harbour Team
A2,A,Mill Team
C,W,Children
C1,C,Duty Team
C2,C,Court Team
C3,C,Bridge Team
"""

#: Title above the header, semicolons, byte order mark, a quoted line break; the header is on line 3.
EXPORT = """Westerby HR extract;;;;;
;;;;;
Employee No;Name;Work Email;Mobile;Team;Job Title
101;Siân O’Brien-Łukasz;Sian.Obrien@Westerby.example;07700 900101;Harbour Team;Social Worker
102;Ben Nowak;ben.nowak@westerby.example;07700 900102;  HARBOUR   team ;Social Worker
103;Ann Day;ann.day at westerby.example;07700 900103;A2;"Senior
Social Worker"
104;Bo Field;;;Mill Team;Social Worker
105;Cy Gray;;07700 900105;Duty Team;Social Worker
106;Di Hall;di.hall@westerby.example;;Project Phoenix;Social Worker
102;Ben Nowak;BEN.NOWAK@WESTERBY.EXAMPLE;07700 900102;Court Team;Social Worker
;Ed Innes;ed@westerby.example;;Duty Team;
108;;fay@westerby.example;;Duty Team;
109;Gil Jay;duty@westerby.example;ask reception;Duty Team;
110;Hal Kent;duty@westerby.example;;Duty Team;
111;Siân O’Brien-Łukasz;sian.obrien@westerby.example;;Duty Team;
"""

SIZES: Mapping[str, int] = {"W": 11, "A1": 12, "A2": 14, "C1": 11, "C2": 4, "C3": 7}


def units(people: Session, text: str = UNITS) -> None:
    """The organisation of UNITS."""
    groups.apply(people, groups.plan_import(people, text))


def staffed(people: Session, sizes: Mapping[str, int] = SIZES) -> None:
    """UNITS with this many people in each."""
    if people.get(ReportingGroup, "W") is None:
        units(people)
    for code, size in sizes.items():
        people.add_all(
            Worker(staff_number=f"{code}-{n}", name=f"Worker {n}", group_code=code)
            for n in range(size)
        )
    people.flush()


def wave(
    people: Session,
    code: str = "2026-11",
    *,
    opens: date = date(2026, 11, 16),
    closes: date = date(2026, 11, 29),
    releases: date = date(2026, 12, 7),
    turn: int = 1,
) -> Wave:
    """A planned wave that asks this turn of the programme: the second has two comments."""
    return plan.plan(
        people,
        code=code,
        names={"en": f"Round {code}"},
        opens_on=opens,
        closes_on=closes,
        releases_on=releases,
        release_hour=9,
        instrument=programme.instrument_for(turn),
        pledge=Pledge(),
    )


def confirmed(people: Session, planned: Wave) -> Wave:
    """The wave, with today's headcounts proposed by one person and confirmed by another."""
    proposed = headcounts.propose(people, planned, "office@westerby.example")
    headcounts.confirm(people, planned, "union@westerby.example", seen=proposed.fingerprint)
    return planned
