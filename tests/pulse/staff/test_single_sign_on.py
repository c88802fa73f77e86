"""Single sign-on against a provider that really answers: who is let in, and as what."""

from flask import Flask
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from tests.house_client import HouseClient
from tests.pulse.office.inviting import log
from tests.pulse.staff.forms import make, words
from tests.pulse.staff.provider import Provider
from tests.pulse.staff.signing_on import sign_on


def test_somebody_in_a_group_gets_an_account_with_its_role_and_part(
    visitor: HouseClient, people: Session
) -> None:
    assert "Log in with Westerby account" in words(visitor.get("/staff/log-in"))
    said = sign_on(visitor, "?next=/director/trends")
    assert said.location == "/director/trends"
    assert visitor.get("/director/trends").status_code == 200
    made = account.named(people, "dee@council.example")
    assert (made.role, made.scope_code, made.name) == (Role.DIRECTOR, "A", "Dee Prakash")
    people.rollback()
    assert log(people) == [
        ("single sign-on", "account added", "dee@council.example, director, A"),
        ("dee@council.example", "logged in", "by single sign-on"),
    ]
    page = words(visitor.get("/staff/account"))
    assert "You log in with Westerby account" in page
    assert "Change your password" not in page


def test_what_is_asked_of_the_provider_is_bound_to_this_browser(
    visitor: HouseClient, provider: Provider
) -> None:
    sign_on(visitor)
    (asked,) = provider.asked
    assert asked["response_type"] == "code"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    assert asked["redirect_uri"] == "http://localhost:8000/staff/single-sign-on/back"


def test_somebody_in_no_group_that_counts_gets_no_account(
    visitor: HouseClient, provider: Provider, people: Session
) -> None:
    for groups in ([], ["x"], "g-dir", None, {"g-dir": 1}):
        provider.person["groups"] = groups
        said = sign_on(visitor)
        assert said.status_code == 403
        assert "You are in no group that may use Pulse" in words(said)
    assert account.every(people) == ()


def test_whoever_loses_the_group_is_out_at_the_next_log_in_and_everywhere(
    app: Flask, visitor: HouseClient, provider: Provider, people: Session
) -> None:
    sign_on(visitor)
    other = app.test_client()
    provider.person["groups"] = []
    assert sign_on(other).status_code == 403
    assert visitor.get("/director/").status_code == 302
    provider.person["groups"] = ["g-dir"]
    assert sign_on(other).location == "/director/"
    acts = [row[1] for row in log(people)]
    assert acts == [
        "account added",
        "logged in",
        "account suspended",
        "account opened again",
        "logged in",
    ]


def test_another_group_is_another_role_at_the_next_log_in(
    visitor: HouseClient, provider: Provider, people: Session
) -> None:
    sign_on(visitor)
    provider.person["groups"] = ["g-office"]
    assert sign_on(visitor).location == "/office/"
    assert visitor.get("/office/").status_code == 200
    assert visitor.get("/director/comments").status_code == 403


def test_the_employers_groups_do_not_say_who_is_a_comment_reader_of_the_union(
    visitor: HouseClient, provider: Provider
) -> None:
    provider.person["groups"] = ["g-union"]
    assert sign_on(visitor).location == "/stewards/"
    assert visitor.get("/stewards/").location == "/staff/account"


def test_an_account_that_the_office_closed_stays_closed(
    visitor: HouseClient, people: Session
) -> None:
    sign_on(visitor)
    account.named(people, "dee@council.example").close()
    people.commit()
    said = sign_on(visitor)
    assert said.status_code == 403
    assert "Your account here is closed" in words(said)


def test_an_e_mail_address_is_no_proof_of_who_somebody_is(
    app: Flask, visitor: HouseClient, people: Session, provider: Provider
) -> None:
    make(app, people, Role.DIRECTOR, email="dee@council.example")
    said = sign_on(visitor)
    assert said.status_code == 403
    assert "logs in with a password" in words(said)
    words_of = ("staff", "link", "dee@council.example", "--subject", "dee")
    assert app.test_cli_runner().invoke(args=list(words_of)).exit_code == 0
    assert sign_on(visitor).location == "/director/"
    provider.person["sub"] = "somebody-else"
    assert sign_on(visitor).status_code == 403


def test_in_entra_id_the_person_is_oid_in_tid(
    visitor: HouseClient, provider: Provider, people: Session
) -> None:
    provider.person |= {"oid": "0b2e", "tid": "6c1f"}
    sign_on(visitor)
    assert account.named(people, "dee@council.example").subject == "6c1f|0b2e"


def test_a_group_for_a_unit_that_is_not_here_lets_nobody_in(
    visitor: HouseClient, provider: Provider
) -> None:
    provider.person["groups"] = ["g-gone"]
    assert "a unit that is not here" in words(sign_on(visitor))
