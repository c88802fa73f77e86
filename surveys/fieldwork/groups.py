"""Reporting groups: the organisation's tree of services and teams, as it is today.

A wave freezes its own copy when it opens (``surveys.fieldwork.tree``); nothing here changes a wave that has opened.
"""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.db import People


class ReportingGroup(People):
    """A node of the organisation: the whole, a service, a team."""

    __tablename__ = "reporting_group"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("reporting_group.code"))
    #: Language -> name, "en" always there.
    names: Mapped[dict[str, str]]
    #: The order of the office's file, so that every list of groups is the same everywhere.
    position: Mapped[int]
    #: A closed team keeps its row, for the history of earlier waves.
    active: Mapped[bool] = mapped_column(default=True)
