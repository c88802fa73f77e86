"""`flask staff`: accounts, from the command line. Whoever runs the server can let anybody in, so each command is in the audit log."""

import secrets

import click
from flask.cli import with_appcontext

from pulse.access import account, audit, factor, lockout, single_sign_on, staff_session
from pulse.access.account import COMMAND_LINE, StaffAccount
from pulse.access.permissions import VOUCHED_FOR, Role
from pulse.cli.saying import plainly
from pulse.extensions import people
from surveys.errors import Refusal
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.restructure import NoSuchUnit
from surveys.governance import keyholders

#: Random bytes of a first password: 20 letters, more than the rules ask for.
_FIRST = 15


class NoProvider(Refusal):
    """Single sign-on is not set up."""


@click.group()
def staff() -> None:
    """Accounts of directors, stewards and the survey office."""


@staff.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option(
    "--scope", default=None, help="The unit whose comments this person reads. Default: all."
)
@with_appcontext
@plainly
def add(email: str, name: str, role: str, scope: str | None) -> None:
    """Add an account that works at once, and print its first password: the first of the office, and a way in when all else fails.

    \b
    Example:  flask staff add jo@council.example --name "Jo Reed" --role office
    """
    if scope is not None and people().get(ReportingGroup, scope) is None:
        raise NoSuchUnit(f"There is no unit with the unit_id {scope}.")
    password = secrets.token_urlsafe(_FIRST)
    made = account.create(
        people(), email=_address(email), name=name, role=Role(role), password=password, scope=scope
    )
    _done("account added", f"{made.email}, {made.role}")
    click.echo(f"{made.email} can log in at /staff/log-in with the password {password}")


@staff.command()
@click.argument("email")
@with_appcontext
@plainly
def unlock(email: str) -> None:
    """Let an account try again that rests after wrong passwords or codes.

    \b
    Example:  flask staff unlock jo@council.example
    """
    person = account.named(people(), email)
    lockout.wipe(person)
    _done("account unlocked", person.email)
    click.echo(f"{person.email} can be tried again.")


@staff.command("reset-factor")
@click.argument("email")
@with_appcontext
@plainly
def reset_factor(email: str) -> None:
    """Take a second factor away, and log out every device: somebody lost the phone and the recovery codes.

    \b
    Example:  flask staff reset-factor jo@council.example
    """
    person = account.named(people(), email)
    factor.remove(people(), person)
    ended = staff_session.end_all(people(), person)
    said = _wait_again(person)
    _done("second factor reset", person.email)
    click.echo(f"{person.email} has no second factor now; devices logged out: {ended}.{said}")


@staff.command()
@click.argument("email")
@with_appcontext
@plainly
def vouch(email: str) -> None:
    """Say that the right person holds a comment reader's account, where no other comment reader can yet.

    Never of an account that holds a key: another keyholder does that.

    \b
    Example:  flask staff vouch union@council.example
    """
    person = account.named(people(), email)
    keyholders.demand_unbound(people(), person.email)
    person.vouched_by = COMMAND_LINE
    _done("account confirmed", f"{person.email}, {person.role}")
    click.echo(f"{person.email} can go on.")


@staff.command("link")
@click.argument("email")
@click.option("--subject", required=True, help="Their lasting name there: sub, or tid|oid.")
@with_appcontext
@plainly
def link_(email: str, subject: str) -> None:
    """Let an account log in by single sign-on from now on, and with no password.

    \b
    Example:  flask staff link jo@council.example --subject "6c1f…|0b2e…"
    """
    provider = single_sign_on.provider()
    if provider is None:
        raise NoProvider("Single sign-on is not set up: PULSE_OIDC_ISSUER is empty.")
    person = account.named(people(), email)
    factor.remove(people(), person)
    staff_session.end_all(people(), person)
    account.link(people(), person, provider.issuer, subject)
    said = _wait_again(person)
    _done("account linked", f"{person.email} to {provider.issuer}")
    click.echo(f"{person.email} logs in by single sign-on now.{said}")


def _wait_again(person: StaffAccount) -> str:
    """Somebody new may hold a comment reader's or keyholder's account: it waits until that is confirmed."""
    if person.role not in VOUCHED_FOR:
        return ""
    person.vouched_by = None
    return " It waits until a comment reader, or flask staff vouch, confirms who holds it."


def _done(act: str, about: str) -> None:
    audit.record(people(), COMMAND_LINE, act, about)
    people().commit()


def _address(email: str) -> str:
    """The address as it is kept. Raises ClickException; nobody is asked whether it exists."""
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as fault:
        raise click.ClickException(f"“{email}” is not an e-mail address. {fault}") from None
    return checked.normalized
