"""Every command, hung on `flask`."""

from flask import Flask

from pulse.cli import (
    audit_log,
    audits,
    backup,
    box,
    ceremony,
    check,
    comments,
    databases,
    demo,
    disclosure,
    groups,
    headcounts,
    jobs,
    poster,
    release,
    roster,
    rules,
    shredded,
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
        rules.rules,
        slips.slips,
        box.box,
        ceremony.ceremony,
        release.release,
        disclosure.disclosure,
        comments.comments,
        jobs.jobs,
        staff.staff,
        audit_log.audit_log,
    ):
        app.cli.add_command(group)
    for command in (
        headcounts.propose,
        headcounts.confirm,
        poster.poster_,
        audits.save_audit,
        audits.audit_,
        shredded.shredded,
    ):
        waves.wave.add_command(command)
    app.cli.add_command(demo.demo)
    app.cli.add_command(check.check)
    app.cli.add_command(backup.backup)
    app.cli.add_command(backup.restore)
