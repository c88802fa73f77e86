"""The table of attacks in docs/disclosure.md is what the command makes of the demonstration council."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from surveys import clock

DOCUMENT = Path(__file__).parents[3] / "docs" / "disclosure.md"
BEGIN, END = "<!-- attacks: begin -->\n", "<!-- attacks: end -->"
COMMAND = ("release", "attack", "11", "--markdown")


@pytest.mark.slow
def test_the_table_in_the_docs_is_what_the_command_makes(app: Flask) -> None:
    run = app.test_cli_runner()
    with clock.at(date(2026, 11, 1), 12):
        assert run.invoke(args=["demo"]).exit_code == 0
        answer = run.invoke(args=COMMAND)
    assert answer.exit_code == 0
    document = DOCUMENT.read_text(encoding="utf-8")
    assert f"flask {' '.join(COMMAND)}" in document
    assert document.partition(BEGIN)[2].partition(END)[0] == answer.output
