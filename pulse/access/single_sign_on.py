"""Single sign-on: which provider, and which of its groups is which role here.

Settings: PULSE_OIDC_ISSUER, PULSE_OIDC_CLIENT_ID, PULSE_OIDC_CLIENT_SECRET, PULSE_OIDC_GROUPS (a file),
PULSE_OIDC_CLAIM ("groups"), PULSE_OIDC_NAME (what the button says). docs/accounts.md has the file and Entra ID.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast
from urllib.parse import urlsplit

from flask import Flask, current_app

from pulse.access.permissions import Role
from pulse.config import Unsafe

_LOCAL: Final = ("localhost", "127.0.0.1", "::1")
_NEEDED: Final = ("PULSE_OIDC_CLIENT_ID", "PULSE_OIDC_CLIENT_SECRET", "PULSE_OIDC_GROUPS")


@dataclass(frozen=True)
class Grant:
    """What a group of the provider stands for. ``scope``: a unit's code, or none for the whole organisation."""

    group: str
    role: Role
    scope: str | None


@dataclass(frozen=True, repr=False)
class Provider:
    """The one provider that is trusted; its secret stands in no log."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    claim: str
    #: in the order of the file: the first that somebody is in counts
    grants: tuple[Grant, ...]

    def grant(self, groups: Iterable[str]) -> Grant | None:
        """What somebody in these groups may do here; None: nothing."""
        has = set(groups)
        return next((each for each in self.grants if each.group in has), None)


def init_app(app: Flask, source: Mapping[str, str] | None) -> None:
    """Read the settings. Raises Unsafe for a provider that others could speak for, or a file that says nothing."""
    given = os.environ if source is None else source
    app.extensions["pulse_provider"] = _read(given) if given.get("PULSE_OIDC_ISSUER") else None


def provider() -> Provider | None:
    """None where staff log in with passwords alone."""
    return cast("Provider | None", current_app.extensions["pulse_provider"])


def is_safe(address: str) -> bool:
    """https, or this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)


def _read(given: Mapping[str, str]) -> Provider:
    issuer = given["PULSE_OIDC_ISSUER"]
    if not is_safe(issuer) or urlsplit(issuer).query or urlsplit(issuer).fragment:
        raise Unsafe(
            "PULSE_OIDC_ISSUER must be the provider's address, beginning with https://. Over plain http anybody on the "
            "way could log in as anybody."
        )
    missing = [name for name in _NEEDED if not given.get(name)]
    if missing:
        raise Unsafe(f"PULSE_OIDC_ISSUER is set, so {' and '.join(missing)} must be, too.")
    return Provider(
        issuer=issuer,
        client_id=given["PULSE_OIDC_CLIENT_ID"],
        client_secret=given["PULSE_OIDC_CLIENT_SECRET"],
        name=given.get("PULSE_OIDC_NAME", "your organisation’s account"),
        claim=given.get("PULSE_OIDC_CLAIM", "groups"),
        grants=_grants(Path(given["PULSE_OIDC_GROUPS"])),
    )


def _grants(file: Path) -> tuple[Grant, ...]:
    try:
        listed = json.loads(file.read_text(encoding="utf-8"))
        grants = tuple(
            Grant(str(each["group"]), Role(each["role"]), each.get("scope") or None)
            for each in listed
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise Unsafe(
            'PULSE_OIDC_GROUPS must be a file such as [{"group": "…", "role": "director", "scope": "A"}], '
            f"with a role of {', '.join(Role)}."
        ) from None
    names = [each.group for each in grants]
    if not grants or not all(names) or len(set(names)) < len(names):
        raise Unsafe("PULSE_OIDC_GROUPS must name at least one group, and each group once.")
    return grants
