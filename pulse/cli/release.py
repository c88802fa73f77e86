"""`flask release`: what is published."""

import json
from pathlib import Path

import click
from flask.cli import with_appcontext

from pulse.cli.saying import plainly
from pulse.extensions import ballot, keyring, people


@click.group()
def release() -> None:
    """Releases: build, publish, save and verify."""


@release.command()
@click.argument("code")
@with_appcontext
@plainly
def build(code: str) -> None:
    """Prepare a round's release: redact, tag, count, rehearse suppression and the attack. Publishes nothing.

    \b
    Example:  flask release build 2026-12
    """
    from pulse.jobs import prepare

    click.echo(prepare.run(people(), ballot(), keyring(), code))


@release.command()
@click.argument("code")
@with_appcontext
@plainly
def publish(code: str) -> None:
    """Publish a prepared round, at its announced hour or later.

    \b
    Example:  flask release publish 2026-12
    """
    from pulse.jobs import publish as job

    click.echo(job.run(people(), ballot(), keyring(), code))


@release.command()
@click.argument("code")
@with_appcontext
@plainly
def supplement(code: str) -> None:
    """Publish the comments that stewards have cleared since the last time.

    \b
    Example:  flask release supplement 2026-12
    """
    from pulse.jobs import supplement as job

    click.echo(job.run(people(), ballot(), keyring(), code))


@release.command()
@click.argument("number", type=int)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, writable=True, path_type=Path), required=True
)
@with_appcontext
@plainly
def save(number: int, output: Path) -> None:
    """Write release NUMBER to a file that anybody can verify.

    \b
    Example:  flask release save 7 -o pulse-release-7.json
    """
    from surveys.releases import release_file

    output.write_bytes(release_file.export(people(), number))
    click.echo(f"Release {number} is in {output}.")


@release.command()
@click.argument("code")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
@plainly
def files(code: str, folder: Path) -> None:
    """Make the files of a round's figures anew, into FOLDER, and compare them with those that are kept.

    \b
    Example:  flask release files 2026-12 pulse-2026-12
    """
    from surveys.exports import files as made_of
    from surveys.exports import kept

    made = made_of.make(people(), code)
    folder.mkdir(parents=True, exist_ok=True)
    names = {each.name for each in kept.of_rounds(people()).get(code, ())}
    for name, content in made.items():
        (folder / name).write_bytes(content)
        same = name in names and kept.content(people(), code, name) == content
        said = "as kept" if same else "other than kept" if name in names else "not kept yet"
        click.echo(f"{folder / name}: {len(content)} bytes, {said}.")


@release.command()
@with_appcontext
@plainly
def check() -> None:
    """Compare every published release in the database, comments included, with what was signed, and what is withdrawn with
    what was published.

    \b
    Example:  flask release check
    """
    from surveys.releases import manifest, release_file, shelf, withdrawn
    from surveys.releases.release import Kind

    published = [*shelf.releases(people(), Kind.FIGURES), *shelf.releases(people(), Kind.COMMENTS)]
    previous = None
    for number in sorted(each.number for each in published):
        held = release_file.export(people(), number)
        verdict = manifest.verify(held, previous=previous)
        if not verdict.ok:
            raise click.ClickException(f"Release {number}: {verdict.lines[-1]}")
        previous = held
    for fault in withdrawn.faults(people()):
        raise click.ClickException(fault)
    click.echo(f"Checked {len(published)}: every release is as it was signed, one after the other.")


@release.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--previous",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The release before, to check the chain.",
)
@click.option("--key", help="The public key you were given (64 hexadecimal digits).")
@plainly
def verify(file: Path, previous: Path | None, key: str | None) -> None:
    """Check a saved release: its parts, signature and place in the chain. Needs no database.

    \b
    Example:  flask release verify pulse-release-7.json --previous pulse-release-6.json
    """
    from surveys.releases import manifest

    verdict = manifest.verify(
        file.read_bytes(),
        public_key=bytes.fromhex(key) if key else None,
        previous=previous.read_bytes() if previous else None,
    )
    for line in verdict.lines:
        click.echo(line)
    if not verdict.ok:
        raise click.exceptions.Exit(1)
    click.echo(_promised(file.read_bytes()))


def _promised(content: bytes) -> str:
    """The four words that stood on every slip and link of the round, for whoever kept one."""
    from surveys.credentials import key_document

    said = json.loads(content)["parts"].get("protection", {}).get("key_document")
    if said is None:
        return "It names no key document: comments name none, nor do figures of older versions."
    words = key_document.words_for(bytes.fromhex(said))
    return f"Its round was promised as these four words say: {words}. Compare them with your slip."


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@release.command()
@click.argument("release", metavar="NUMBER_OR_FILE")
@click.option(
    "--earlier", type=_FILE, multiple=True, help="A release before it; as often as needed."
)
@click.option("--staff", type=_FILE, help="A staff list: lines of “group code,people”.")
@click.option("--markdown", is_flag=True, help="A table for docs/disclosure.md.")
@with_appcontext
@plainly
def attack(release: str, earlier: tuple[Path, ...], staff: Path | None, markdown: bool) -> None:
    """Attack a release as somebody would who has it, releases before it and perhaps a staff list.

    A number is a release that is published here: every release before it is known then. Ends with exit code 1 when
    anything is found for which it may not be published.

    \b
    Example:  flask release attack 7
              flask release attack pulse-release-7.json --earlier pulse-release-5.json
    """
    from surveys.disclosure.attack import survey
    from surveys.disclosure.attacks import file, table

    before = [path.read_bytes() for path in earlier]
    if release.isdecimal():
        *known, own = _published(int(release))
        before = [*known, *before]
    else:
        own = _bytes(release)
    people_of = file.staff(staff.read_bytes()) if staff else None
    outcomes = survey(
        file.parts(own),
        [file.parts(each) for each in before],
        people_of,
        supplements=file.numbered(before),
    )
    click.echo("\n".join((table.markdown if markdown else table.lines)(outcomes)))
    if any(outcome.refuses for outcome in outcomes):
        raise click.exceptions.Exit(1)


def _published(number: int) -> list[bytes]:
    """The release with this number and every one before it, comments included. Raises NoSuchRelease."""
    from surveys.releases import release_file, shelf
    from surveys.releases.release import Kind

    shelf.find(people(), number)
    published = [*shelf.releases(people(), Kind.FIGURES), *shelf.releases(people(), Kind.COMMENTS)]
    numbers = sorted(each.number for each in published if each.number <= number)
    return [release_file.export(people(), each, with_comments=True) for each in numbers]


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        raise click.ClickException(f"There is no file {path} that can be read.") from None
