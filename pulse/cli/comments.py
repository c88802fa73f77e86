"""`flask comments`: redaction and themes for any file."""

from pathlib import Path

import click

from pulse.cli.saying import plainly, progress


@click.group()
def comments() -> None:
    """Redact and tag comments."""


@comments.command()
@click.argument(
    "source", metavar="IN", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.argument(
    "target", metavar="OUT", type=click.Path(dir_okay=False, writable=True, path_type=Path)
)
@click.option("--text", "column", required=True, help="The column that holds the comments.")
@plainly
def tag(source: Path, target: Path, column: str) -> None:
    """Redact and tag the comments in a CSV of your own. Needs no database and keeps nothing.

    OUT has the columns of IN, and beside them redacted_text, themes, polarity_<theme> (-1, 0, 1), evidence, redactions.

    \b
    Example:  flask comments tag exit_interviews.csv tagged.csv --text Comment
    """
    from surveys.comments import table

    counts = table.tag_csv(source, target, column=column, progress=progress("Tagging"))
    click.echo(
        f"{counts.rows} rows, {counts.with_theme} with a theme, {counts.redactions} words hidden. "
        f"Written to {target}. It still holds the columns of your file, the comments as they were "
        "among them: remove those before you pass it on."
    )
    for theme, rows in sorted(counts.themes.items(), key=lambda pair: (-pair[1], pair[0])):
        click.echo(f"{rows:6}  {theme}")
