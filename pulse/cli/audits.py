"""`flask wave save-audit` and `flask wave audit`: a closed round's audit, and its recount with the key document alone."""

from pathlib import Path
from unicodedata import category

import click
from flask.cli import with_appcontext

from pulse.cli.saying import plainly
from pulse.extensions import ballot, people
from surveys.credentials import keys, recount
from surveys.credentials.recount import Recount
from surveys.errors import Refusal

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
#: Kinds of characters that say something to the terminal and nothing to a reader; halves of letters.
_PAINTS = ("Cc", "Cf", "Cs", "Zl", "Zp")
_HEAD = ("people", "links", "signed", "by link", "slips", "by slip", "answers")


class DoesNotAddUp(Refusal):
    """The audit is wrong somewhere; the sentences above say where."""


@click.command("save-audit")
@click.argument("code")
@click.option("-o", "--output", type=_NEW_FILE, required=True)
@click.option("--keys", "keys_to", type=_NEW_FILE, default=None, help="Save the key document too.")
@with_appcontext
@plainly
def save_audit(code: str, output: Path, keys_to: Path | None) -> None:
    """Write the audit of a closed round to a file that anybody can recount.

    \b
    Example:  flask wave save-audit 2026-12 -o audit.json --keys keys.json
    """
    from surveys.responses import audit as audits

    found = audits.find(people(), code)
    output.write_bytes(found.content)
    if keys_to:
        keys_to.write_bytes(found.key_document)
    click.echo(
        f"The audit of {code} is in {output}{f', its keys in {keys_to}' if keys_to else ''}."
    )


@click.command("audit")
@click.argument("file", type=_FILE)
@click.option(
    "--keys", "keys_from", type=_FILE, default=None, help="Its key document. Default: ours."
)
@with_appcontext
@plainly
def audit_(file: Path, keys_from: Path | None) -> None:
    """Recount an audit with the round's key document; with --keys no database is needed. Exit code 1 if it is wrong.

    \b
    Example:  flask wave audit audit.json --keys keys.json
    """
    content = file.read_bytes()
    document = keys_from.read_bytes() if keys_from else _ours(content)
    found = recount.recount(content, document)
    _print(found)
    for fault in found.faults:
        _say(f"✗ {fault}")
    if found.faults:
        raise DoesNotAddUp(_plain(f"The audit of {found.wave} does not add up."))
    click.echo(
        f"✓ {found.by_link} responses by link: each shows a right that its block’s key has signed, none twice.\n"
        f"✓ {found.cast} answers of {found.headcount} people, in no block more answers than people.\n"
        f"  {found.by_slip} responses by slip are counted, not proved: a slip leaves nothing to recount."
    )


def _ours(content: bytes) -> bytes:
    return keys.find(ballot(), recount.read(content).wave).key_document


def _print(found: Recount) -> None:
    """The table, and what to compare before believing it."""
    _say(f"Round {found.wave}, {found.name}")
    click.echo("")
    click.echo(f"Key document: {found.four_words}\n              {found.sha256}")
    click.echo("Compare the four words with the poster or a slip. If they differ, stop here.\n")
    width = max([5, *(len(line.name) for line in found.lines)])
    click.echo("  ".join([f"{'Block':{width}}", *_HEAD]))
    for line in found.lines:
        c = line.count
        links = f"{c.links}" + (f"−{c.given_up}" if c.given_up else "")
        cells = (c.headcount, links, c.signed, line.by_link, c.slips_printed, c.slips_used, c.cast)
        shown = [f"{cell:>{len(head)}}" for cell, head in zip(cells, _HEAD, strict=True)]
        _say("  ".join([f"{line.name:{width}}", *shown]))
    click.echo("")


def _say(line: str) -> None:
    click.echo(_plain(line))


def _plain(line: str) -> str:
    """One line, whatever stood in the files: nothing in it moves, hides or colours what we say."""
    return "".join("�" if category(c) in _PAINTS else c for c in line)
