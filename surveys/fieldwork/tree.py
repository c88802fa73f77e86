"""The frozen tree of a wave: the nodes and blocks that its ballots and its release are about.

A leaf is a block: a team, or small teams combined because the tree programme (``surveys.blocks``) found that their
headcounts would not protect them alone. Nobody answers in a set smaller than the pledge's threshold.
"""

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.db import People
from surveys.fieldwork.waves import Wave


class WaveGroup(People):
    """A node of a wave's tree, frozen when the wave opened."""

    __tablename__ = "wave_group"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(String(60))
    #: Language -> name. A combined block says what it is: "Other teams in Fostering, combined (3 teams)".
    names: Mapped[dict[str, str]]
    #: Codes of the reporting groups whose workers answer here directly; empty for a node that only has sub-nodes.
    units: Mapped[list[str]]
    #: Confirmed workers in this node, sub-nodes included.
    headcount: Mapped[int]
    #: True when ballots are cast here.
    is_block: Mapped[bool]
    position: Mapped[int]


def of(people: Session, wave: Wave) -> tuple[WaveGroup, ...]:
    """The wave's frozen tree in reading order; empty before it opened."""
    found = people.scalars(
        select(WaveGroup).where(WaveGroup.wave_id == wave.id).order_by(WaveGroup.position)
    )
    return tuple(found)
