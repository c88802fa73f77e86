"""One log-in with the provider: the way there, the way back, and everything that is checked of what it says.

OpenID Connect, authorization code flow, with PKCE, state and nonce. Authlib and joserfc do the protocol; here is what must
hold. Whatever does not is refused in one sentence, and the log gets the kind of fault alone.
"""

import hmac
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final, cast

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import Response
from requests.exceptions import RequestException

from pulse.access import moment
from pulse.access.single_sign_on import Provider, is_safe
from surveys.errors import Refusal

log = logging.getLogger("pulse")

#: Signatures that are taken. Neither "none" nor one by a secret that both sides know.
ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"]
#: Seconds: until a silent provider counts as none; by which clocks may differ; for which a log-in may take its time.
_WAIT: Final = 10
_LEEWAY: Final = 60
_PATIENCE_MINUTES: Final = 15
#: Seconds within which somebody must have logged in there when we ask for it anew.
_ANEW: Final = 300
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class SignOnFailed(Refusal):
    """The provider did not say who this is, or not so that it can be believed."""

    def __init__(self, kind: str) -> None:
        log.error("single sign-on refused: %s", kind)
        super().__init__(
            "Single sign-on did not work. Nothing was changed. Try again; if it happens again, tell your IT service."
        )


@dataclass(frozen=True)
class Begun:
    """What the browser's own cookie keeps until somebody comes back; each is used once."""

    state: str
    nonce: str
    verifier: str
    minute: int
    #: asked to log in anew there, although logged in
    anew: bool


@dataclass(frozen=True)
class Identity:
    """Who the provider says this is."""

    issuer: str
    subject: str
    email: str
    name: str
    groups: tuple[str, ...]


def begin(provider: Provider, back: str, *, anew: bool = False) -> tuple[str, Begun]:
    """Where to send the browser, and what to remember. ``back``: our own address. Raises SignOnFailed."""
    known = _discover(provider)
    begun = Begun(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(64),
        minute=moment.minute(),
        anew=anew,
    )
    more = {"prompt": "login", "max_age": "0"} if anew else {}
    address, _ = _client(provider, known, back).create_authorization_url(
        known["authorization_endpoint"],
        state=begun.state,
        nonce=begun.nonce,
        code_verifier=begun.verifier,
        **more,
    )
    return str(address), begun


def finish(provider: Provider, back: str, begun: Begun, said: Mapping[str, str]) -> Identity:
    """Who came back. ``said``: state, code and perhaps iss, as the provider sent them. Raises SignOnFailed."""
    if not hmac.compare_digest(said.get("state", "").encode(), begun.state.encode()):
        raise SignOnFailed("another state")
    if moment.minute() - begun.minute > _PATIENCE_MINUTES:
        raise SignOnFailed("it took too long")
    known = _discover(provider)
    _demand_same_issuer(provider, known, said.get("iss"))
    token = _fetch(provider, known, back, begun, said.get("code", ""))
    claims = _claims(provider, known, begun, token)
    return _identity(provider, claims)


def _discover(provider: Provider) -> Mapping[str, Any]:
    """The provider's own description; asked anew each time, so that a changed key is known at once."""
    known = _get(provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if known.get("issuer") != provider.issuer:
        raise SignOnFailed("the description names another issuer")
    if not all(is_safe(str(known.get(name, ""))) for name in _ENDPOINTS):
        raise SignOnFailed("the description names an address without https")
    return known


def _get(address: str) -> Mapping[str, Any]:
    try:
        with OAuth2Session() as line:
            answer: Response = line.get(
                address, withhold_token=True, timeout=_WAIT, allow_redirects=False
            )
        found = answer.json() if answer.status_code == 200 else None
    except (RequestException, ValueError):
        raise SignOnFailed("the provider does not answer") from None
    if not isinstance(found, dict):
        raise SignOnFailed("the provider's answer is no description")
    return found


def _client(provider: Provider, known: Mapping[str, Any], back: str) -> OAuth2Session:
    ways = known.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    basic = "client_secret_basic" in ways
    return OAuth2Session(
        provider.client_id,
        provider.client_secret,
        token_endpoint_auth_method="client_secret_basic" if basic else "client_secret_post",
        scope="openid profile email",
        redirect_uri=back,
        code_challenge_method="S256",
    )


def _demand_same_issuer(provider: Provider, known: Mapping[str, Any], said: str | None) -> None:
    """RFC 9207: an answer of another provider is not taken for one of ours."""
    must = known.get("authorization_response_iss_parameter_supported") is True
    if said != provider.issuer and (must or said):
        raise SignOnFailed("an answer of another issuer")


def _fetch(provider: Provider, known: Mapping[str, Any], back: str, begun: Begun, code: str) -> str:
    if not code:
        raise SignOnFailed("no code")
    try:
        with _client(provider, known, back) as line:
            got = line.fetch_token(
                known["token_endpoint"],
                code=code,
                grant_type="authorization_code",
                code_verifier=begun.verifier,
                timeout=_WAIT,
                allow_redirects=False,
            )
        return str(got["id_token"])
    except (AuthlibBaseError, RequestException, ValueError, KeyError, TypeError):
        raise SignOnFailed("the code was not taken") from None


def _claims(
    provider: Provider, known: Mapping[str, Any], begun: Begun, token: str
) -> Mapping[str, Any]:
    """What the signed token says, if the provider signed it, for us, for this log-in, and now."""
    seconds = int(moment.now().replace(tzinfo=UTC).timestamp())
    try:
        keys = KeySet.import_key_set(cast("Any", _get(str(known["jwks_uri"]))))
        read = jwt.decode(token, keys, algorithms=ALGORITHMS)
        claims = CodeIDToken(
            read.claims,
            read.header,
            {"iss": {"essential": True, "value": provider.issuer}},
            {"client_id": provider.client_id, "nonce": begun.nonce},
        )
        claims.validate(now=seconds, leeway=_LEEWAY)
    except (JoseError, AuthlibBaseError, ValueError, KeyError, TypeError) as fault:
        raise SignOnFailed(type(fault).__name__) from None
    said: Mapping[str, Any] = read.claims
    heard = said["aud"] if isinstance(said["aud"], list) else [said["aud"]]
    if heard != [provider.client_id]:
        raise SignOnFailed("a token for somebody else")
    since = said.get("auth_time")
    if begun.anew and not (isinstance(since, int) and seconds - since <= _ANEW):
        raise SignOnFailed("not logged in anew")
    return said


def _identity(provider: Provider, said: Mapping[str, Any]) -> Identity:
    """Entra ID's ``sub`` differs by application; its ``oid`` in its ``tid`` is the person for good."""
    lasting = [str(said[name]) for name in ("tid", "oid") if said.get(name)]
    subject = "|".join(lasting) if len(lasting) == 2 else str(said.get("sub", ""))
    email = str(said.get("email") or said.get("preferred_username") or "").strip().lower()
    groups = said.get(provider.claim)
    if not subject or "@" not in email:
        raise SignOnFailed("no subject or e-mail address")
    return Identity(
        issuer=provider.issuer,
        subject=subject[:255],
        email=email[:254],
        name=str(said.get("name") or email)[:200],
        groups=tuple(map(str, groups)) if isinstance(groups, list) else (),
    )
