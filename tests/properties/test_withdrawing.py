"""Whatever is published and withdrawn, in whatever order: the chain holds, and readers get what is published and not withdrawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from surveys import db
from surveys.comments.readers import Reader
from surveys.disclosure import withdraw
from surveys.disclosure.withdraw import CannotWithdraw
from surveys.keyring import Keyring
from surveys.releases import manifest, publish, release_file, shelf, withdrawn
from surveys.releases.document import Comment
from surveys.releases.release import Kind
from surveys.releases.withdrawn import Reason, Withdrawn
from tests.databases import load_tables
from tests.surveys.releases import drafts

WAVES = ("2026-08", "2026-11")
Place = tuple[int, int]

#: The round, and how many comments a supplement of it brings; or the places that one withdraws.
publishing = st.tuples(st.sampled_from(WAVES), st.integers(1, 3))
places = st.lists(st.tuples(st.integers(0, 8), st.integers(-1, 3)), min_size=1, max_size=3)
steps = st.lists(publishing | st.tuples(st.sampled_from(WAVES), places), min_size=1, max_size=8)


@given(steps)
@settings(max_examples=40)
def test_readers_get_what_is_published_and_not_withdrawn(
    taken: list[tuple[str, int | list[Place]]],
) -> None:
    published: dict[Place, str] = {}
    gone: set[Place] = set()
    with shelved() as (people, keyring):
        for wave, what in taken:
            number = _last(people) + 1
            if isinstance(what, int):
                told = [comment(wave, number, position) for position in range(what)]
                publish.publish(people, keyring, replace(drafts.supplement(wave), comments=told))
                published |= {(number, each.position): wave for each in told}
            elif _withdraws(people, keyring, wave, what):
                assert all(published.get(place) == wave for place in what)
                assert not gone & set(what)
                assert len(set(what)) == len(what)
                gone |= set(what)
            else:
                wrong = [p for p in what if published.get(p) != wave or p in gone]
                assert wrong or len(set(what)) < len(what)
                assert _last(people) == number - 1
        read = shelf.comments(people, tuple(Reader), None)
        assert {(each.release, each.position) for each in read} == set(published) - gone
        assert not any(text_of(*place) in repr(read) for place in gone)
        assert list(withdrawn.faults(people)) == []
        _chain_holds(people)


def _withdraws(people: Session, keyring: Keyring, wave: str, where: list[Place]) -> bool:
    lines = withdrawn.part(Withdrawn(*place, Reason.AUTHOR.value) for place in where)
    try:
        withdraw.supplement(people, keyring, shelf.of_wave(people, wave), lines)
    except CannotWithdraw:
        return False
    return True


def _chain_holds(people: Session) -> None:
    before = None
    for number in range(1, _last(people) + 1):
        saved = release_file.export(people, number, with_comments=True)
        assert manifest.verify(saved, previous=before).ok
        before = saved


def _last(people: Session) -> int:
    return max(each.number for kind in Kind for each in shelf.releases(people, kind))


def comment(wave: str, number: int, position: int) -> Comment:
    return Comment(position, wave, "S1", "open", "directors", text_of(number, position), {})


def text_of(number: int, position: int) -> str:
    return f"Words {number}:{position}."


@contextmanager
def shelved() -> Iterator[tuple[Session, Keyring]]:
    """A people database in memory with the figures of both rounds, in which enough people commented."""
    load_tables()
    engine = db.engine("sqlite://")
    db.People.metadata.create_all(engine)
    with TemporaryDirectory() as folder, Session(engine) as people:
        keyring = Keyring(Path(folder))
        for wave in WAVES:
            publish.publish(people, keyring, drafts.figures(wave))
        yield people, keyring
    engine.dispose()
