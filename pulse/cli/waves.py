"""`flask wave`: rounds and their days."""

from datetime import date, datetime

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from pulse import outbox
from pulse.access import audit
from pulse.cli.saying import plainly
from pulse.extensions import ballot, keyring, people, store
from surveys.fieldwork import programme, waves
from surveys.fieldwork.pledge import Pledge

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def wave() -> None:
    """Rounds: plan, open, close, and how they stand."""


@wave.command()
@click.argument("code")
@click.option("--opens", type=DAY, required=True, help="First day, as 2026-11-30.")
@click.option("--closes", type=DAY, required=True, help="Last day on which people can answer.")
@click.option(
    "--releases", type=DAY, required=True, help="Day on which everybody sees the results."
)
@click.option(
    "--hour",
    type=click.IntRange(0, 23),
    default=9,
    show_default=True,
    help="London hour of the release.",
)
@click.option("--name", default=None, help="What people call it. Default: the code.")
@click.option("--threshold", type=int, help="Fewest people behind a figure. Default: the rules’.")
@click.option(
    "--keep-days", type=int, help="Days until raw answers are destroyed. Default: the rules’."
)
@click.option(
    "--custody",
    type=click.IntRange(1, 2),
    help="Who can open the answers: 1, the server; 2, two of three keyholders (docs/ceremony.md). Default: the rules’.",
)
@click.option(
    "--results-for",
    type=click.Choice(["everyone", "network"]),
    help="Who may open the public results: said on the promise; the proxy keeps others out. Default: the rules’.",
)
@click.option(
    "--links/--slips",
    "invites",
    default=False,
    help="Ask everybody with an address by a personal link; slips for the others. Default: slips for all.",
)
@click.option(
    "--texts/--no-texts",
    default=False,
    help="With --links: a text message to those with a mobile number and no e-mail address.",
)
@click.option(
    "--remind",
    type=click.IntRange(1, 60),
    multiple=True,
    help="With --links: remind everybody so many days after the first day. At most twice.",
)
@with_appcontext
@plainly
def plan(
    code: str,
    opens: datetime,
    closes: datetime,
    releases: datetime,
    hour: int,
    name: str | None,
    threshold: int | None,
    keep_days: int | None,
    invites: bool,
    texts: bool,
    remind: tuple[int, ...],
    custody: int | None,
    results_for: str | None,
) -> None:
    """Plan a round with the questions whose turn it is. It can promise more than the rules in force, never less.

    \b
    Example:  flask wave plan 2026-12 --opens 2026-12-01 --closes 2026-12-14 --releases 2026-12-21
    """
    from surveys.governance import rounds

    made = rounds.plan_one(
        people(),
        code=code,
        names={"en": name or code},
        opens_on=opens.date(),
        closes_on=closes.date(),
        releases_on=releases.date(),
        release_hour=hour,
        instrument=programme.next_instrument(people()),
        invites=invites,
        texts=invites and texts,
        reminders=remind if invites else (),
        pledge=_pledge(opens.date(), threshold, keep_days, results_for, custody),
    )
    audit.record(people(), "command line", "round planned", made.code)
    people().commit()
    questions = f"{len(made.instrument.items)} questions"
    click.echo(f"Planned {made.code}: {questions}, opens {opens:%d %B %Y}.")


def _pledge(
    opens_on: date,
    threshold: int | None,
    keep_days: int | None,
    results_for: str | None,
    custody: int | None,
) -> Pledge:
    """What was said, and for the rest what the rules of that day say."""
    from surveys.governance import in_force

    rules = in_force.on(people(), opens_on).rules.pledge
    fewest = threshold or rules.threshold
    return Pledge(
        threshold=fewest,
        comment_threshold=max(rules.comment_threshold, fewest),
        sensitive_threshold=max(rules.sensitive_threshold, fewest),
        keep_days=rules.keep_days if keep_days is None else keep_days,
        results_for=results_for or rules.results_for,
        custody=custody or rules.custody,
    )


@wave.command("open")
@click.argument("code")
@with_appcontext
@plainly
def open_(code: str) -> None:
    """Open a round whose first day has come: freeze its units and rules, make its key.

    \b
    Example:  flask wave open 2026-12
    """
    from pulse.jobs import open_wave

    click.echo(open_wave.run(people(), ballot(), keyring(), code))


@wave.command()
@click.argument("code")
@with_appcontext
@plainly
def invite(code: str) -> None:
    """Send the letters of an open round that have not been sent: one to everybody asked by link.

    \b
    Example:  flask wave invite 2026-12
    """
    from pulse.jobs import runner

    # By the outbox, so that a runner that sends already is not joined by a second sender.
    waves.find(people(), code)
    outbox.enqueue(people(), "invite", code, again=True)
    people().commit()
    for line in runner.tick(store()):
        click.echo(line)


@wave.command()
@click.argument("code")
@with_appcontext
@plainly
def close(code: str) -> None:
    """Close a round whose last day has passed. No answer is taken after this.

    \b
    Example:  flask wave close 2026-12
    """
    from pulse.jobs import close_wave

    click.echo(close_wave.run(people(), ballot(), keyring(), code))


@wave.command()
@with_appcontext
@plainly
def status() -> None:
    """List the rounds and where each stands.

    \b
    Example:  flask wave status
    """
    found = people().scalars(select(waves.Wave).order_by(waves.Wave.opens_on)).all()
    for each in found:
        days = " · ".join(_day(day) for day in (each.opens_on, each.closes_on, each.releases_on))
        click.echo(f"{each.code:12} {each.state:10} opens, closes, results: {days}")
    if not found:
        click.echo("No round is planned yet. `flask wave plan --help` shows how.")


def _day(day: date) -> str:
    return f"{day:%d %b %Y}"
