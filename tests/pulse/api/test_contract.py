"""The description and the API agree: columns by comparison, everything else by requests that Schemathesis makes up."""

import json
import re
from pathlib import Path

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from sqlalchemy.orm import Session

from pulse.api import actions, figures, groups, releases, themes
from tests.pulse.api.conftest import Ask, MakeKey

ROOT = Path(__file__).resolve().parents[3]
FILE = ROOT / "pulse" / "api" / "openapi.json"
TABLES = {
    "releases": releases.COLUMNS,
    "groups": groups.COLUMNS,
    "figures": figures.COLUMNS,
    "themes": themes.COLUMNS,
    "actions": actions.COLUMNS,
}
#: Many enough to meet every parameter, few enough for a test, the same ones every time.
TRIES = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_the_description_names_the_columns_of_every_table_in_their_order() -> None:
    schemas = json.loads(FILE.read_bytes())["components"]["schemas"]
    for name, columns in TABLES.items():
        row = schemas[f"{name}_row"]
        assert tuple(row["properties"]) == columns
        assert tuple(row["required"]) == columns
        assert row["additionalProperties"] is False


def test_the_description_names_every_address_and_no_other(app: Flask) -> None:
    served = {
        re.sub(r"<(\w+)>", r"{\1}", rule.rule).removeprefix("/api/v1")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert set(json.loads(FILE.read_bytes())["paths"]) == served


def test_the_description_is_served_byte_for_byte_without_a_key(ask: Ask) -> None:
    said = ask("/openapi.json")
    assert said.data == FILE.read_bytes()
    assert said.content_type == "application/json"
    again = ask("/openapi.json", If_None_Match=said.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.slow
@pytest.mark.parametrize("brings", ["a key", "none", "one that is not valid"])
def test_requests_that_are_made_up_find_no_fault_and_nothing_undocumented(
    app: Flask, make_key: MakeKey, published: Session, brings: str
) -> None:
    keys = {"a key": make_key(), "one that is not valid": "pulse_" + "a" * 43}
    headers = {"Authorization": f"Bearer {keys[brings]}"} if brings in keys else {}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    seen = {
        operation.path: {
            status for mode in GenerationMode for status in _statuses(operation, mode, headers)
        }
        for operation in (found.ok() for found in schema.get_all_operations())
    }
    assert len(seen) == 2 * len(TABLES)
    for path, statuses in seen.items():
        assert statuses >= ({200, 400} if brings == "a key" else {401}), path


def _statuses(
    operation: schemathesis.APIOperation, mode: GenerationMode, headers: dict[str, str]
) -> set[int]:
    """Of made-up requests, good or bad ones, each answer of which is checked against the description."""
    seen = set[int]()

    @given(case=operation.as_strategy(mode))
    @TRIES
    def ask(case: schemathesis.Case) -> None:
        if "wave" in case.path_parameters and mode is GenerationMode.POSITIVE:
            case.path_parameters["wave"] = "2026-02"  # which nobody makes up
        answer = case.call(headers=headers)
        case.validate_response(answer, headers=headers)
        seen.add(answer.status_code)

    ask()
    return seen
