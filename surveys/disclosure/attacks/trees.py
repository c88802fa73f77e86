"""Attack 22: two trees on one wave, or one person in two teams: then a sum counts somebody twice, or not."""

from collections.abc import Iterator

from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.reading import REST, Reading, number
from surveys.disclosure.attacks.shape import duplicates


def stage(known: Known, trial: Trial) -> None:
    """One top, every group below one parent that is there, no ring, and a hidden group counted in a shown one."""
    release = known.release
    for code in duplicates(release, "groups", ("code",)):
        trial.find(f"the group {code}", f"The group {code} stands twice in the tree.")
    tops = [code for code in release.tree if release.groups[code].get("parent") is None]
    if release.groups and len(tops) != 1:
        trial.find("the tree", "The groups do not hang from one whole organisation.")
    for code in release.groups:
        trial.tried += 1
        for sentence in _group(release, code):
            trial.find(f"the group {release.name(code)}", f"{release.name(code)} {sentence}")
    for other in known.same_wave:
        trial.tried += 1
        if _tree(release) != _tree(other):
            trial.find("the tree", "The round is published already, with another tree.")


def _group(release: Reading, code: str) -> Iterator[str]:
    group = release.groups[code]
    parent = group.get("parent")
    if parent is not None and parent not in release.groups:
        yield "lies in a group that is not there."
    if parent is not None and release.top not in list(release.above(code)):
        yield "does not hang from the whole organisation."
    if (number(group, "depth") or 0) < 0:
        yield "has a depth below nought."
    if group.get("combined_in") is not None:
        yield from _home(release, code, str(group["combined_in"]))


def _home(release: Reading, code: str, combined: str) -> Iterator[str]:
    """A hidden group belongs to a group it hangs from, or to the remainder of one."""
    attribute = release.attribute(code)
    if attribute is not None:
        # An answer that nobody gave has no remainder to be counted in.
        if combined not in (f"{attribute}={REST}", release.top):
            yield "is counted in a group of another kind."
        return
    home = release.groups.get(combined, {})
    if release.groups[code].get("status") == "shown" or home.get("status") != "shown":
        yield "is counted in a group that is not shown, or is shown itself."
        return
    remainder = home.get("kind") == "combined"
    if (home.get("parent") if remainder else combined) not in list(release.above(code)):
        yield "is counted in another part of the organisation."


def _tree(release: Reading) -> set[tuple[str, object]]:
    return {(code, release.groups[code].get("parent")) for code in release.nodes()}
