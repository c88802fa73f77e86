"""How staff log in: a real survey does not start where a stolen password alone would be enough."""

from pathlib import Path

import pytest

from pulse import create_app
from pulse.safety import log_in, settings
from pulse.safety.start import findings
from tests.pulse.safety.named import names
from tests.pulse.safety.test_settings import read


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("", []),
        ("required", []),
        ("all", []),
        ("office,union,psw,keyholder", []),
        ("office,union,psw", ["PULSE_SECOND_FACTOR"]),
        ("none", ["PULSE_SECOND_FACTOR"]),
        ("office, union", ["PULSE_SECOND_FACTOR"]),
        ("director", ["PULSE_SECOND_FACTOR"]),
    ],
)
def test_a_second_factor_of_whoever_stands_for_a_round(
    home: Path, written: str, found: list[str]
) -> None:
    app = create_app({"PULSE_DATA": str(home), "PULSE_SECOND_FACTOR": written})
    assert names(log_in.findings(app)) == found
    assert [one.name for one in findings(app) if one.name == "PULSE_SECOND_FACTOR"] == found
    app.extensions["pulse"].dispose()


def test_a_role_that_is_none_stops_the_start(home: Path) -> None:
    from pulse.config import Unsafe

    with pytest.raises(Unsafe, match="knows no role called chief"):
        create_app({"PULSE_DATA": str(home), "PULSE_SECOND_FACTOR": "office,chief"})


def test_a_secret_of_single_sign_on_where_nobody_logs_in(home: Path) -> None:
    given = {"PULSE_DOORS": "respond,results", "PULSE_OIDC_CLIENT_SECRET": "x"}
    assert names(settings.findings(read(home, **given))) == ["PULSE_OIDC_CLIENT_SECRET"]
