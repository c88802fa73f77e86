"""A union representative and a principal social worker, each logged in."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access.permissions import Role
from surveys.coding import frames
from surveys.comments.readers import Reader
from tests.house_client import HouseClient
from tests.pulse.stewards import stock
from tests.pulse.stewards.stock import comment, waits
from tests.pulse.stewards.withdrawing import enter
from tests.surveys.coding import small_frame


@pytest.fixture
def union(app: Flask, people: Session, today: date) -> HouseClient:
    return stock.log_in(app, people, Role.UNION)


@pytest.fixture
def psw(app: Flask, people: Session, today: date) -> HouseClient:
    return stock.log_in(app, people, Role.PSW)


@pytest.fixture
def waiting(people: Session) -> Session:
    """Three comments; the last is for the union alone."""
    themes = {"caseload": stock.CASELOAD}
    stock.fill(
        people,
        waits("a", "I hold too many cases, ask Joan Smith & <b>Joan</b>", themes=themes),
        waits("b", "My [name] cancels\nsupervision"),
        waits("c", "For the union", reader=Reader.UNION),
    )
    return people


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the lists of themes that Pulse comes with: a small one."""
    folder = tmp_path / "frames"
    folder.mkdir()
    (folder / "v1.yaml").write_text(small_frame.TEXT)
    monkeypatch.setattr(frames, "_SHIPPED", folder)
    return folder


@pytest.fixture
def shelf(people: Session, tmp_path: Path) -> Session:
    """Published comments on parking and desks, and one that waits."""
    stock.release(
        people,
        tmp_path / "keys",
        comment(0, "No parking at <b>all</b>"),
        comment(1, "Parking, says the union", reader=Reader.UNION),
        *(comment(number, f"The hot desk, {number}") for number in range(2, 14)),
    )
    stock.fill(people, waits("a", "Parking that waits to be cleared"))
    return people


@pytest.fixture
def out(people: Session, tmp_path: Path) -> Session:
    """Three published comments; the last is for the union alone."""
    stock.release(
        people,
        tmp_path / "keys",
        comment(0, "The forms of the Harbour case"),
        comment(1, "Parking <b>again</b> \x0b"),
        comment(2, "Nobody but the union", reader=Reader.UNION),
    )
    return people


@pytest.fixture
def una(app: Flask, out: Session, today: date) -> HouseClient:
    return enter(app, out, Role.UNION)


@pytest.fixture
def pat(app: Flask, out: Session, today: date) -> HouseClient:
    return enter(app, out, Role.PSW)
