"""A session without the slow work of a password: as after a log-in a moment ago."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from pulse.access import moment, staff_session
from pulse.access.account import StaffAccount

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def begin_session(people: Session, client: FlaskClient, person: StaffAccount) -> str:
    """Log this client in; returns what its cookie holds."""
    token = staff_session.begin(people, person, FIREFOX, by_single_sign_on=False)
    people.commit()
    now = moment.minute()
    with client.session_transaction("/staff/") as cookie:
        cookie["_user_id"] = person.fs_uniquifier
        cookie["_fresh"] = True
        cookie["pulse"] = {"token": token, "since": now, "seen": now, "fresh": now}
    people.rollback()
    return token
