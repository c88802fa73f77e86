"""Every way in which a token can lie, each told by a provider that really answers; each is refused in one sentence."""

import time

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy.orm import Session

from pulse.access import account
from tests.house_client import HouseClient
from tests.pulse.staff.provider import CLIENT, KEY, SECRET, STRANGER, Provider, signed
from tests.pulse.staff.signing_on import is_refused, sign_on

LIES = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "for somebody else": {"aud": "another-client"},
    "for somebody else too": {"aud": [CLIENT, "another-client"]},
    "authorised another": {"azp": "another-client"},
    "of another issuer": {"iss": "https://evil.example"},
    "over": {"exp": int(time.time()) - 3_600},
    "without an end": {"exp": None},
    "of tomorrow": {"iat": int(time.time()) + 86_400},
    "not yet": {"nbf": int(time.time()) + 86_400},
    "of nobody": {"sub": None},
    "without an address": {"email": None},
    "with a number for an end": {"exp": "soon"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_not_for_this_log_in_is_refused(
    visitor: HouseClient, provider: Provider, people: Session, lie: str, caplog
) -> None:
    provider.claims = LIES[lie]  # type: ignore[assignment]
    said = sign_on(visitor)
    if lie in ("of tomorrow",):
        assert said.status_code in {302, 422}
    else:
        assert is_refused(said)
        assert account.every(people) == ()
    assert "dee" not in caplog.text.lower()


def _unsigned(claims: dict[str, object]) -> str:
    _, body, _ = signed(claims).split(".")
    return f"eyJhbGciOiJub25lIn0.{body}."


def _by_secret(claims: dict[str, object]) -> str:
    """Signed with what both sides know, or with the public key as if it were a secret."""
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET), algorithms=["HS256"])


def _by_public_key(claims: dict[str, object]) -> str:
    public = OctKey.import_key(KEY.as_pem(private=False))
    return jwt.encode({"alg": "HS256", "kid": "one"}, claims, public, algorithms=["HS256"])


def _changed(claims: dict[str, object]) -> str:
    head, _, signature = signed(claims).split(".")
    _, body, _ = signed(claims | {"groups": ["g-office"]}).split(".")
    return f"{head}.{body}.{signature}"


@pytest.mark.parametrize(
    "sign",
    [
        _unsigned,
        _by_secret,
        _by_public_key,
        _changed,
        lambda claims: signed(claims, STRANGER),
        lambda claims: "no token",
        lambda claims: "",
    ],
    ids=[
        "unsigned",
        "by a secret",
        "by the public key",
        "changed",
        "by a stranger",
        "no token",
        "empty",
    ],
)
def test_a_token_that_the_provider_did_not_sign_is_refused(
    visitor: HouseClient, provider: Provider, people: Session, sign
) -> None:
    provider.sign = sign
    assert is_refused(sign_on(visitor))
    assert account.every(people) == ()
