"""What every answer of the server says to the browser, and the one thing it will not talk over: plain http.

Keeps docs/promise.md#no-trace: no referrer, no cache, no frame, nothing from elsewhere.
"""

from collections.abc import MutableMapping

from flask import Flask, Response, abort, request

#: Nothing inline, nothing from another host.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}

_ALWAYS_LOCAL = (*ALWAYS.items(), ("Cache-Control", "no-store"))
_ALWAYS_SECURE = (*_ALWAYS_LOCAL, ("Strict-Transport-Security", "max-age=31536000"))

_LOCAL = ("localhost", "127.0.0.1", "[::1]")


def frames_own(response: Response) -> Response:
    """A page that may hold another of ours in a frame: the office's look at a phone."""
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


def framed_by_own(response: Response) -> Response:
    """A page that another of ours may hold in a frame, and nobody else's."""
    policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def init_app(app: Flask) -> None:
    app.before_request(_refuse_plain_http)
    app.after_request(_add)


def add_to_static(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    """WhiteNoise answers before Flask does, so static files get their headers here."""
    for name, value in ALWAYS.items():  # wsgiref's Headers has no update()
        headers[name] = value


def _add(response: Response) -> Response:
    present = {name.lower() for name, _ in response.headers}
    wanted = _ALWAYS_SECURE if request.is_secure else _ALWAYS_LOCAL
    response.headers.extend([line for line in wanted if line[0].lower() not in present])
    return response


def _refuse_plain_http() -> None:
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if not request.is_secure and host not in _LOCAL:
        abort(400, "This page needs a secure connection. Use the address that begins with https://")
