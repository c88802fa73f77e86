"""Files that others may open are refused by the setting that names them."""

from pathlib import Path

import pytest

from pulse.config import Settings
from pulse.safety import files
from tests.pulse.safety.named import names


def read(home: Path, **given: str) -> Settings:
    return Settings.read({"PULSE_DATA": str(home), **given})


@pytest.mark.parametrize(
    ("path", "mode", "found"),
    [
        ("", 0o755, ["PULSE_DATA"]),
        ("", 0o770, ["PULSE_DATA"]),
        ("", 0o700, []),
        ("secret-key", 0o640, ["PULSE_DATA"]),
        ("keys", 0o750, ["PULSE_KEYS"]),
        ("keys/wave", 0o640, ["PULSE_KEYS"]),
        ("keys/wave", 0o604, ["PULSE_KEYS"]),
        ("keys/wave", 0o400, []),
        ("pulse.db", 0o644, []),
    ],
)
def test_files_that_others_may_open(home: Path, path: str, mode: int, found: list[str]) -> None:
    given = read(home)
    (home / "keys").mkdir(mode=0o700)
    for file in ("keys/wave", "pulse.db"):
        (home / file).touch(mode=0o600)
    (home / path).chmod(mode)
    assert names(files.findings(given)) == found


@pytest.mark.parametrize(
    ("folder", "file", "found"),
    [
        (0o755, 0o644, ["PULSE_DATABASE_URL", "PULSE_BALLOT_URL"]),
        (0o700, 0o644, []),
        (0o755, 0o600, []),
        (0o750, 0o660, ["PULSE_DATABASE_URL", "PULSE_BALLOT_URL"]),
    ],
)
def test_databases_that_others_may_open(
    home: Path, folder: int, file: int, found: list[str]
) -> None:
    place = home.parent / "databases"
    place.mkdir()
    urls = {}
    for name in ("DATABASE", "BALLOT"):
        path = place / f"{name}.db"
        path.touch()
        path.chmod(file)
        urls[f"PULSE_{name}_URL"] = f"sqlite:///{path}"
    place.chmod(folder)
    assert names(files.findings(read(home, **urls))) == found
