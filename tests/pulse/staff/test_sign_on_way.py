"""The way to the provider and back: nothing of it is used twice, by another browser, or on behalf of another provider."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse import create_app
from pulse.access import moment, sign_on, single_sign_on
from pulse.config import Unsafe
from tests.house_client import HouseClient
from tests.pulse.staff.conftest import Wait
from tests.pulse.staff.forms import fill, words
from tests.pulse.staff.provider import Provider
from tests.pulse.staff.signing_on import GRANTS, back, is_refused, settings
from tests.pulse.staff.signing_on import sign_on as go


def test_what_came_back_is_used_once(visitor: HouseClient, provider: Provider) -> None:
    page = back(visitor)
    assert fill(visitor, page).location == "/director/"
    assert fill(visitor, page).status_code == 400  # a form of the session before
    assert visitor.get(page.request.full_path).status_code == 422


def test_a_code_is_not_taken_twice_even_with_the_cookie_of_before(
    visitor: HouseClient,
    provider: Provider,
    app: Flask,
) -> None:
    page = back(visitor)
    cookie = visitor.get_cookie("pulse_staff", path="/")
    assert cookie is not None
    before = cookie.value
    fill(visitor, page)
    thief = app.test_client()
    thief.set_cookie("pulse_staff", before)
    assert is_refused(fill(thief, page))


def test_what_came_back_to_one_browser_is_nothing_in_another(
    app: Flask,
    visitor: HouseClient,
    provider: Provider,
) -> None:
    page = back(visitor)
    other = app.test_client()
    assert isinstance(other, HouseClient)
    said = {name: page.request.args[name] for name in ("state", "code", "iss")}
    assert is_refused(fill(other, back(other), **said))


@pytest.mark.parametrize(
    "says",
    [
        {"state": "another"},
        {"state": ""},
        {"code": ""},
        {"code": "made-up"},
        {"iss": "https://evil.example"},
        {"iss": ""},
    ],
    ids=str,
)
def test_a_way_back_that_is_not_ours_is_refused(
    visitor: HouseClient,
    provider: Provider,
    says: dict[str, str],
) -> None:
    provider.says = says
    assert is_refused(go(visitor))


def test_somebody_who_gave_up_there_is_told_so(visitor: HouseClient, provider: Provider) -> None:
    visitor.get("/staff/single-sign-on")
    said = visitor.get("/staff/single-sign-on/back?error=access_denied&state=x")
    assert said.status_code == 422
    assert "You were not logged in there" in words(said)


def test_nobody_comes_back_who_never_went(visitor: HouseClient, provider: Provider) -> None:
    said = visitor.get("/staff/single-sign-on/back?code=x&state=y")
    assert said.status_code == 422


def test_a_log_in_that_takes_too_long_begins_anew(
    visitor: HouseClient,
    provider: Provider,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = back(visitor)
    minute = moment.minute()
    monkeypatch.setattr(moment, "minute", lambda: minute + 16)
    assert is_refused(fill(visitor, page))


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://council.example/token"},
        {"jwks_uri": "ftp://127.0.0.1/keys"},
        {"authorization_endpoint": None},
    ],
    ids=str,
)
def test_a_provider_that_describes_itself_wrongly_is_not_gone_to(
    visitor: HouseClient,
    provider: Provider,
    described: dict[str, object],
) -> None:
    provider.described = described
    said = visitor.get("/staff/single-sign-on")
    assert said.status_code == 409
    assert "Single sign-on did not work" in words(said)


def test_confirming_asks_the_provider_for_a_new_log_in_of_the_same_person(
    visitor: HouseClient,
    provider: Provider,
    wait: Wait,
    people: Session,
) -> None:
    """The minute hand stands at 2026: tokens are dated by it."""
    second = int((moment.now() - moment.now().__class__(1970, 1, 1)).total_seconds())
    provider.claims = {"iat": second, "exp": second + 300, "auth_time": second}
    go(visitor)
    wait(6)
    second += 360
    provider.claims = {"iat": second, "exp": second + 300, "auth_time": second - 3_600}
    page = visitor.get("/staff/confirm?next=/staff/account")
    assert "Log in again with Westerby account" in words(page)
    again = "?again=1&next=/staff/account"
    assert is_refused(go(visitor, again))
    assert provider.asked[-1]["prompt"] == "login"
    assert provider.asked[-1]["max_age"] == "0"
    provider.claims["auth_time"] = second - 10
    assert go(visitor, again).location == "/staff/account"
    provider.person |= {"sub": "sam", "email": "sam@council.example"}
    assert "That was somebody else" in words(go(visitor, again))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"PULSE_OIDC_ISSUER": "http://login.council.example"}, "beginning with https://"),
        ({"PULSE_OIDC_ISSUER": "https://login.example?x=1"}, "beginning with https://"),
        ({"PULSE_OIDC_ISSUER": "login.council.example"}, "beginning with https://"),
        ({"PULSE_OIDC_CLIENT_SECRET": ""}, "so PULSE_OIDC_CLIENT_SECRET must be, too"),
        ({"PULSE_OIDC_GROUPS": "/nowhere"}, "must be a file such as"),
    ],
    ids=str,
)
def test_a_setting_that_others_could_use_stops_the_start(
    tmp_path: Path, change: dict[str, str], message: str
) -> None:
    file = tmp_path / "groups.json"
    file.write_text(json.dumps(GRANTS))
    given = settings("https://login.example", file) | {"PULSE_DATA": str(tmp_path)} | change
    with pytest.raises(Unsafe, match=message):
        create_app(given)


@pytest.mark.parametrize(
    "listed", ["", "{}", "[]", '[{"group": "a"}]', '[{"group": "", "role": "psw"}]', "[1]"]
)
def test_a_file_of_groups_that_says_nothing_stops_the_start(tmp_path: Path, listed: str) -> None:
    file = tmp_path / "groups.json"
    file.write_text(listed)
    with pytest.raises(Unsafe, match="PULSE_OIDC_GROUPS must"):
        single_sign_on._read(settings("https://login.example", file))


def test_a_group_that_is_listed_twice_stops_the_start(tmp_path: Path) -> None:
    file = tmp_path / "groups.json"
    file.write_text(json.dumps([*GRANTS, {"group": "g-dir", "role": "psw"}]))
    with pytest.raises(Unsafe, match="each group once"):
        single_sign_on._read(settings("https://login.example", file))


def test_without_a_provider_there_is_no_such_page(app: Flask) -> None:
    plain = app.test_client()
    assert plain.get("/staff/single-sign-on").status_code == 404
    assert "Log in with" not in plain.get("/staff/log-in").text.replace("Log in with it", "")


def test_no_algorithm_without_a_key_of_the_provider_is_taken() -> None:
    assert not [name for name in sign_on.ALGORITHMS if name == "none" or name.startswith("HS")]
