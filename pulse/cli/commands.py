"""Every command, hung on `flask`."""

from flask import Flask

from pulse.cli import (
    box,
    ceremony,
    check,
    comments,
    databases,
    demo,
    groups,
    jobs,
    release,
    roster,
    slips,
    staff,
    waves,
)


def init_app(app: Flask) -> None:
    for group in (
        databases.db,
        groups.groups,
        roster.roster,
        waves.wave,
        slips.slips,
        box.box,
        ceremony.ceremony,
        release.release,
        comments.comments,
        jobs.jobs,
        staff.staff,
    ):
        app.cli.add_command(group)
    app.cli.add_command(demo.demo)
    app.cli.add_command(check.check)
