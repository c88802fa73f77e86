"""Keyholders who have made two keys, at their saved page without a network."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pulse.pages import ceremony
from tests.browser.keyholders import Keyholders, Made, public_keys
from tests.chromium import watched


@pytest.fixture(scope="session")
def made(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("keyholders")
    saved = folder / "pulse-keyholders.html"
    saved.write_bytes(ceremony.content())
    with watched(chromium) as new_page:
        people = Keyholders(new_page, saved)
        files, sheets = people.make(2)
        people.page.get_by_role("link", name="Go on without a rehearsal").click()
        people.see("The file for the survey office")
        assert "no sheet was tried" in people.page.inner_text("main")
        public = people.save("Save the file of public keys")
        assert json.loads(public.read_text())["tested"] == []
    return Made(saved, files, sheets, public_keys(public))


@pytest.fixture
def three(made: Made, new_page: Callable[..., Page]) -> Keyholders:
    return Keyholders(new_page, made.page)


@pytest.fixture
def box(made: Made, tmp_path: Path) -> Callable[..., Path]:
    def write(content: bytes) -> Path:
        file = tmp_path / "box.txt"
        file.write_bytes(content)
        return file

    return write
