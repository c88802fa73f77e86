"""Attack 15: comments and their themes. A comment stands in a supplement, its round's figures were published before; what is
withdrawn is one of these comments.
"""

from collections.abc import Iterator, Mapping

from surveys.disclosure.attacks import withdrawn
from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.reading import Reading, Row, number, row, rows, text

SERVICE_DEPTH = 1
READERS = frozenset({"union", "union_psw", "directors"})


def stage(known: Known, trial: Trial) -> None:
    """Every comment: opened by its author, from where enough commented, in no team, and no word that is hidden in it.

    Themes' counts are rows like any other: attacks 1 and 4 have tried them.
    """
    release = known.release
    withdrawn.stage_places(known, trial)
    figures = next(iter(known.figures), None)
    trial.tried += sum(
        len(held) for (subject, _), held in release.measures.items() if subject == "theme"
    )
    for comment in rows(release.parts, "comments"):
        code = text(comment, "group_code")
        figure = f"a comment attributed to {code}"
        trial.tried += 1
        for sentence in _of_itself(comment, figure):
            trial.find(figure, sentence)
        if figures is None:
            trial.find(figure, f"{figure} stands without the figures of its round.")
            continue
        for sentence in _of_its_place(figures, code, figure):
            trial.find(figure, sentence)


def _of_itself(comment: Row, figure: str) -> Iterator[str]:
    if comment.get("reader") not in READERS:
        yield f"{figure} was not opened to any reader by its author."
    for phrase in _phrases(comment):
        if phrase.casefold() not in text(comment, "text").casefold():
            yield f"{figure}: a theme's phrase holds words the text hides."


def _of_its_place(figures: Reading, code: str, figure: str) -> Iterator[str]:
    group = figures.groups.get(code, {})
    depth = number(group, "depth")
    shown = group.get("status") == "shown" and figures.attribute(code) is None
    if not shown or depth is None or depth > SERVICE_DEPTH:
        yield f"{figure} names a team, or a group that is not shown."
    commented = [
        number(held[code], "base") or 0
        for (subject, _), held in figures.measures.items()
        if subject == "theme" and code in held
    ]
    if max(commented, default=0) < figures.threshold("comment_threshold"):
        yield f"{figure}: too few people commented there."


def _phrases(comment: Row) -> Iterator[str]:
    for theme in row(comment, "themes").values():
        found = theme.get("phrases") if isinstance(theme, Mapping) else None
        yield from map(str, found if isinstance(found, list) else ())
