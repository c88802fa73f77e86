"""The round that the tests of commands plan, and its days."""

from datetime import date

OPENS, AFTER, RELEASES = date(2026, 11, 16), date(2026, 11, 30), date(2026, 12, 7)
PLAN = (
    "wave",
    "plan",
    "2026-11",
    "--opens",
    "2026-11-16",
    "--closes",
    "2026-11-29",
    "--releases",
    "2026-12-07",
)
