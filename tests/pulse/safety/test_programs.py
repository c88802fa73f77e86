"""The programs themselves, with an unsafe setting: they end, and say why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pulse.gunicorn_process import running

ROOT = Path(__file__).resolve().parents[3]


def ended(home: Path, *program: str, **given: str) -> tuple[int, str]:
    """The exit code and the complaint of a program that is not to start."""
    environment = {"PATH": os.environ["PATH"], "PORT": "0", "PULSE_DATA": str(home), **given}
    done = subprocess.run(
        [sys.executable, "-m", *program], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    return done.returncode, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "program", [("gunicorn", "wsgi:app"), ("flask", "run", "-p0"), ("flask", "jobs", "tick")]
)
def test_neither_website_nor_job_runner_starts(home: Path, program: tuple[str, ...]) -> None:
    code, said = ended(home, *program, PULSE_ADDRESS="http://pulse.example")
    assert code == 1
    assert "PULSE_ADDRESS: plain http" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_the_development_server_serves_no_real_survey(home: Path) -> None:
    code, said = ended(home, "flask", "run", "-p0")
    assert code == 1
    assert said.startswith("flask run: it logs the address")


@pytest.mark.slow
def test_other_commands_start_so_that_things_can_be_set_right(home: Path) -> None:
    code, said = ended(home, "flask", "db", "upgrade", PULSE_ADDRESS="http://pulse.example")
    assert (code, said) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"GUNICORN_CMD_ARGS": "--access-logfile=-"}, "gunicorn accesslog"),
        ({"GUNICORN_CMD_ARGS": "--reload"}, "gunicorn reload"),
        ({"GUNICORN_CMD_ARGS": "--log-level=debug"}, "gunicorn loglevel"),
    ],
)
def test_gunicorn_with_an_unsafe_setting_does_not_start(
    home: Path, given: dict[str, str], name: str
) -> None:
    code, said = ended(home, "gunicorn", "wsgi:app", **given)
    assert code == 1
    assert f"\n{name}: " in f"\n{said}"


@pytest.mark.slow
def test_gunicorn_with_a_file_of_its_own_does_not_start_with_an_access_log(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "other.py").write_text('accesslog = "-"\npreload_app = True\n')
    code, said = ended(home, "gunicorn", "-c", str(tmp_path / "other.py"), "wsgi:app")
    assert code == 1
    assert said.startswith("gunicorn accesslog: ")


@pytest.mark.slow
def test_a_safe_server_starts_and_leaves_no_picture_of_its_memory(home: Path) -> None:
    with running({"PULSE_DATA": str(home)}) as serving:
        limits = Path(f"/proc/{serving.pid}/limits").read_text()
    assert "Max core file size        0                    0 " in limits
    assert serving.said == ""
