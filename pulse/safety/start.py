"""The check at the start: all findings, and who does not start with which.

A real survey starts with none. A demonstration, where nothing is anybody's answer, starts with most.
"""

from collections.abc import Iterator, Sequence

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from pulse.config import Settings, Unsafe
from pulse.extensions import Store
from pulse.safety import files, log_in, postgres, process, settings
from pulse.safety.finding import Finding, lines

#: Flask's own server, for whoever writes Pulse.
DEVELOPMENT = Finding("flask run", "it logs the address and time of each request; use gunicorn")


def findings(app: Flask) -> Sequence[Finding]:
    """Everything that is unsafe about this process, a demonstration or not."""
    return list(_findings(app))


def refuse_unsafe(app: Flask, *more: Finding) -> None:
    """Raise Unsafe, with a line for each finding. The settings of a test are the test's own business."""
    store: Store = app.extensions["pulse"]
    found = [*more, *findings(app)] if store.settings.of_environment else []
    if not _is_earnest(store):
        found = [one for one in found if one.always]
    if found:
        raise Unsafe(
            f"{lines(found)}\nPulse does not start like this. `flask check` shows this list again."
        )


def refuse_unsafe_server(app: Flask) -> None:
    """The same for a process that answers requests; commands set things right, so they start."""
    command = click.get_current_context(silent=True)
    if command is None:
        refuse_unsafe(app)
    elif command.info_name == "run":
        refuse_unsafe(app, DEVELOPMENT)


def _findings(app: Flask) -> Iterator[Finding]:
    store: Store = app.extensions["pulse"]
    yield from settings.findings(store.settings)
    yield from files.findings(store.settings)
    yield from process.findings(app)
    yield from log_in.findings(app)
    if store.settings.database_url is not None:
        yield from postgres.findings(store.settings, "people", store.people)
    if store.settings.ballot_url is not None:
        yield from postgres.findings(store.settings, "ballot", store.ballot)


def _is_earnest(store: Store) -> bool:
    """Whether somebody's answers are, or may come to be, in here. In doubt it is."""
    known: Settings = store.settings
    if known.database_url is None:
        return not known.demonstration
    made_up = _holds_a_demonstration(store)
    return not known.demonstration if made_up is None else not made_up


def _holds_a_demonstration(store: Store) -> bool | None:
    """None where nobody has set anything up yet, or the database does not answer."""
    from surveys.fieldwork import organisation

    try:
        with Session(store.people) as people:
            if organisation.is_real(people):
                return False
            return True if organisation.the(people) else None
    except SQLAlchemyError:
        return None
    finally:
        store.people.dispose()
