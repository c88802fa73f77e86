"""What tests of the check at the start need."""

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder for what has no other place."""
    return tmp_path / "home"
