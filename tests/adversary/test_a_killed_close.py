"""A close that was killed on its way is done again to its end: no link, and no key that could make or sign one, stays."""

from pathlib import Path

import pytest
from flask import Flask

from surveys.credentials import links
from surveys.fieldwork import invitations
from surveys.responses import sweep
from tests.adversary import people
from tests.adversary.conftest import SEED
from tests.adversary.real import CODE, RealWave


class Killed(BaseException):
    """No handler catches this one, as none catches SIGKILL."""


@pytest.mark.parametrize(
    ("room", "step"), [(links, "forget_keys"), (invitations, "forget_key"), (sweep, "wipe")]
)
def test_a_killed_close_is_finished_when_it_is_done_again(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: object, step: str
) -> None:
    wave = RealWave(app, people.plan(SEED, 2, range(10, 11)))
    wave.open()
    with monkeypatch.context() as patched:
        patched.setattr(room, step, _killed)
        with pytest.raises(Killed):
            wave.close()
    wave.close()
    assert {path.name for path in (tmp_path / "keys").iterdir()} == {f"{CODE}.seal"}


def _killed(*_: object) -> None:
    raise Killed
