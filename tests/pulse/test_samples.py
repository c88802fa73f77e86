"""docs/samples: what a proxy and a machine in front of Pulse must be told stands there."""

import re
from pathlib import Path

import pytest

from pulse.config import Door

SAMPLES = Path(__file__).resolve().parents[2] / "docs" / "samples"
NGINX = re.sub(r"#.*", "", (SAMPLES / "nginx.conf").read_text())
UNITS = {path.stem: path.read_text() for path in (SAMPLES / "systemd").glob("*.service")}
#: Headers that say who somebody is.
TELLING = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via", "User-Agent", "Referer")


def servers() -> list[str]:
    """The blocks of the https hosts: the public one, then the one inside."""
    return [part for part in re.split(r"\n    server \{", NGINX) if "listen 443" in part]


def location(server: str, name: str) -> str:
    found = re.search(rf"location {re.escape(name)} \{{(.*?)\n        \}}", server, re.DOTALL)
    assert found, name
    return found[1]


def test_the_proxy_logs_nothing() -> None:
    assert re.findall(r"\b(?:access|error)_log [^;]+;", NGINX) == [
        "error_log /dev/null crit;",
        "access_log off;",
    ]
    assert "log_format" not in NGINX
    assert "limit_req" not in NGINX  # it remembers addresses


@pytest.mark.parametrize("header", TELLING)
def test_the_proxy_hands_on_nothing_that_tells_who_somebody_is(header: str) -> None:
    for server in servers():
        assert f'proxy_set_header {header} "";' in server
    assert "$remote_addr" not in NGINX
    assert "$proxy_add_x_forwarded_for" not in NGINX
    assert "proxy_protocol" not in NGINX


def test_no_place_loses_the_headers_of_its_host() -> None:
    """A location with a proxy_set_header of its own loses all those of its server."""
    for block in re.findall(r"location [^{]+\{(.*?)\n        \}", NGINX, re.DOTALL):
        assert "proxy_set_header" not in block


def test_the_public_host_takes_no_cookie_and_no_staff() -> None:
    public, inside = servers()
    assert 'proxy_set_header Cookie "";' in public
    assert 'proxy_set_header Cookie "";' not in inside
    assert "return 404;" in location(public, "~ ^/(staff|director|stewards|checks|office|api)(/|$)")
    assert "deny all;" in inside


def test_answers_are_handed_in_at_a_door_of_their_own() -> None:
    cast = location(servers()[0], "= /cast")
    assert "proxy_pass http://pulse_cast;" in cast
    assert "limit_except POST { deny all; }" in cast
    for header in ("ETag", "Last-Modified", "Set-Cookie"):
        assert f"proxy_hide_header {header};" in cast


@pytest.mark.parametrize(
    "line",
    [
        "proxy_max_temp_file_size 0;",
        "client_body_buffer_size 1m;",
        "client_max_body_size 1m;",
        "proxy_request_buffering on;",
        "worker_rlimit_core 0;",
        "ssl_session_tickets off;",
        "proxy_next_upstream off;",
        "server_tokens off;",
    ],
)
def test_the_proxy_keeps_bodies_and_sessions_in_memory(line: str) -> None:
    assert line in NGINX


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    "line",
    ["UMask=0077", "LimitCORE=0", "MemorySwapMax=0", "ProtectSystem=strict", "NoNewPrivileges=yes"],
)
def test_every_process_keeps_to_itself(unit: str, line: str) -> None:
    assert line in UNITS[unit].splitlines()


def test_the_ballots_door_has_a_user_of_its_own_and_reaches_no_key() -> None:
    users = {name: re.findall(r"^User=(\S+)", unit, re.MULTILINE) for name, unit in UNITS.items()}
    assert users.pop("pulse-cast") == ["pulse-cast"]
    assert list(users.values()) == [["pulse"]] * 3
    assert "PULSE_KEYS" not in UNITS["pulse-cast"]
    assert "InaccessiblePaths=" in UNITS["pulse-cast"]


def test_the_processes_together_open_every_door_once() -> None:
    opened = re.findall(r"PULSE_DOORS=(\S+)", "\n".join(UNITS.values()))
    doors = ",".join(opened).split(",")
    doors.remove(Door.WATCH)  # the website and the inside each answer for themselves
    assert sorted(doors) == sorted(Door)


@pytest.mark.parametrize("page", ["/health", "/ready", "/metrics"])
def test_what_is_for_operators_is_not_on_the_public_host(page: str) -> None:
    public, _ = servers()
    assert "return 404;" in location(public, "~ ^/(health|ready|metrics)$")
