"""`flask staff`: accounts, from the command line."""

import secrets

import click
from flask.cli import with_appcontext

from pulse.access import account, audit
from pulse.access.permissions import Role
from pulse.cli.saying import plainly
from pulse.extensions import people


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
    """Add an account and print its first password.

    \b
    Example:  flask staff add jo@council.example --name "Jo Reed" --role office
    """
    password = secrets.token_urlsafe(12)
    made = account.create(
        people(), email=_address(email), name=name, role=Role(role), password=password, scope=scope
    )
    audit.record(people(), "command line", "account added", f"{made.email}, {made.role}")
    people().commit()
    click.echo(f"{made.email} can log in at /staff/log-in with the password {password}")


def _address(email: str) -> str:
    """The address as it is kept. Raises ClickException; nobody is asked whether it exists."""
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as fault:
        raise click.ClickException(f"“{email}” is not an e-mail address. {fault}") from None
    return checked.normalized
