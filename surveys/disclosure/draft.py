"""Drafting: from a wave's evidence to the release that may be published of it. The same evidence, the same bytes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from surveys.canonical import Json
from surveys.disclosure import certificate
from surveys.disclosure.arrange import Arrangement, arrange
from surveys.disclosure.difference import Family
from surveys.disclosure.evidence import Evidence
from surveys.disclosure.suppress import Pattern, Suppressor
from surveys.disclosure.tabulate import Tally
from surveys.fieldwork.waves import Wave
from surveys.releases.document import Cell, Draft, rows
from surveys.releases.release import Kind, Status


@dataclass(frozen=True)
class Built:
    """A draft, and what is needed to attribute comments later: comment item -> groups they may be attributed to."""

    draft: Draft
    arrangement: Arrangement
    attribution: dict[str, Family]


def figures(
    evidence: Evidence,
    wave: Wave,
    *,
    published_on: date,
    demonstration: bool,
    method: str | None = None,
    coarser: Mapping[str, int] | None = None,
) -> Built:
    """The figures of the wave: groups, cells, and the parts that explain them.

    ``method``: the versions that an earlier build named, where it is to be repeated. ``coarser``: item -> how much less of
    it is to be shown than could be, in steps (``suppress.COARSEST``). Raises NotSolved.
    """
    arrangement = arrange(
        evidence.tree,
        evidence.respondents,
        wave.pledge.threshold,
        attributes=evidence.instrument.attributes,
        depths=evidence.depths,
    )
    suppressor = Suppressor(arrangement, wave.pledge)
    patterns = suppressor.items(evidence.instrument, evidence.items, coarser or {})
    cells = tuple(_cells(evidence, suppressor, patterns))
    proven = certificate.of(
        arrangement,
        patterns,
        evidence,
        wave.pledge,
        method=method,
        coarser=coarser or {},
    )
    said = about(wave, published_on=published_on, demonstration=demonstration)
    parts = {"wave": said, **_parts(evidence, wave, arrangement, cells), "protection": proven}
    attribution = {
        item: suppressor.attribution(evidence.commenting, item)
        for item in evidence.commenting.by_item
    }
    draft = Draft(wave.code, Kind.FIGURES, published_on, parts, cells=cells)
    return Built(draft, arrangement, attribution)


def _parts(
    evidence: Evidence, wave: Wave, arrangement: Arrangement, cells: Sequence[Cell]
) -> dict[str, Json]:
    return {
        "instrument": cast(Json, wave.instrument_document),
        "pledge": cast(Json, wave.pledge_document),
        "withheld": _withheld(arrangement, cells),
        "frame": _frame(evidence),
        **rows("groups", arrangement.groups),
    }


def _cells(
    evidence: Evidence, suppressor: Suppressor, patterns: Mapping[str, Pattern]
) -> Iterator[Cell]:
    headcounts: Tally = {(g.code,): g.headcount for g in evidence.tree if g.is_block}
    yield from suppressor.responses(evidence.respondents, headcounts)
    for item in evidence.instrument.closed:
        yield from suppressor.item_cells(item, evidence.items[item.code], patterns[item.code])
    sensitive = {theme.code: theme.sensitive for theme in evidence.frame.themes}
    yield from suppressor.themes(evidence.commenting, sensitive)


def about(wave: Wave, *, published_on: date, demonstration: bool) -> Json:
    """The part "wave"."""
    return {
        "code": wave.code,
        "names": wave.names,
        "opens_on": wave.opens_on.isoformat(),
        "closes_on": wave.closes_on.isoformat(),
        "released_on": published_on.isoformat(),
        "release_hour": wave.release_hour,
        "demonstration": demonstration,
        "replaces": None,
    }


def _withheld(arrangement: Arrangement, cells: Sequence[Cell]) -> Json:
    """How much is withheld, by kind and without reasons: a reason could say what the figure was."""
    hidden = Counter(cell.subject.value for cell in cells if cell.status is Status.WITHHELD)
    groups = sum(not group.shown for group in arrangement.groups)
    return {"group": groups, **{subject: hidden[subject] for subject in sorted(hidden)}}


def _frame(evidence: Evidence) -> Json:
    themes = evidence.frame.themes
    return {
        "version": evidence.frame.version,
        "fingerprint": evidence.frame.fingerprint,
        "themes": {
            theme.code: {"names": dict(theme.name), "sensitive": theme.sensitive}
            for theme in themes
        },
    }
