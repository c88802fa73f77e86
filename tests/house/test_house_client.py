"""The inspecting client catches each kind of bad page, and lets a good one through."""

import base64
import hashlib

import pytest
from flask import Flask, Response, redirect, request

from tests.house_client import BadPage, HouseClient
from tests.page_faults import faults

POLICY = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def a_page(body: str = "", *, title: str = "Your round - Pulse", h1: str = "Your round") -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{h1}</h1>{body}</body></html>"
    )


def faults_of(body: str, *, path: str = "/staff", policy: str = POLICY) -> str:
    return "\n".join(faults(a_page(body), path=path, content_security_policy=policy))


def test_a_good_page_has_no_faults() -> None:
    good = (
        '<form action="/staff/x" method="post"><input type="hidden" name="csrf_token" value="t">'
        '<label for="a">Name</label><input id="a" name="a"><label><input type="radio" name="b"> Yes'
        '</label><button type="submit">Save</button></form><img src="/static/i.svg" alt="">'
        '<p class="withheld">Withheld, too few answers</p><svg><title>A chart</title></svg>'
    )
    assert faults_of(good) == ""


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p><div></p></div>", "malformed HTML"),
        ("<h1>Another</h1>", "2 h1 headings"),
        ('<p id="a"></p><p id="a"></p>', "id 'a' is used 2 times"),
        ('<p aria-describedby="nowhere"></p>', "points to nothing"),
        ('<input name="age">', "has no label"),
        ('<label for="a"></label><input id="a" name="age">', "has no label"),
        ('<select name="s"><option>x</option></select>', "has no label"),
        ('<a href="/x"></a>', "without words"),
        ('<img src="/x.png">', "has no alt"),
        ("<form></form>", "no action"),
        ('<form action="/x" method="post"></form>', "no csrf_token"),
        ("<script>alert(1)</script>", "inline <script>"),
        ("<style>p { color: red }</style>", "inline <style>"),
        ('<p style="color: red">x</p>', "inline style="),
        ('<p onclick="x()">x</p>', "inline onclick="),
        ('<a href="javascript:x()">x</a>', "javascript: address"),
        ('<script src="https://elsewhere.example/x.js"></script>', "fetches from elsewhere"),
        ('<img alt="" src="//elsewhere.example/x.png">', "fetches from elsewhere"),
        ('<p class="cell withheld">3.4</p>', "a number in a withheld"),
        ('<p class="withheld">too <b>few</b> 4</p>', "a number in a withheld"),
        ('<p class="withheld" aria-label="4 answers">withheld</p>', "a number in a withheld"),
        ('<p class="withheld"><span data-base="4">withheld</span></p>', "a number in a withheld"),
    ],
)
def test_a_bad_page_is_caught(body: str, fault: str) -> None:
    assert fault in faults_of(body)


def test_a_page_without_a_language_is_caught() -> None:
    page = a_page().replace(' lang="en"', "")
    assert faults(page, path="/") == ["<html> names no language"]


def test_a_heading_that_is_not_in_the_title_is_caught() -> None:
    assert "is not in the title" in faults(a_page(title="Pulse"), path="/")[0]


def test_a_workers_form_must_not_ask_for_a_token() -> None:
    form = '<form action="/answer" method="post"><input type="hidden" name="csrf_token" value="t"></form>'
    assert "wants a cookie" in faults_of(form, path="/answer")


def test_an_inline_script_is_allowed_by_its_digest_or_its_nonce() -> None:
    digest = base64.b64encode(hashlib.sha256(b"go()").digest()).decode()
    assert faults_of("<script>go()</script>", policy=f"script-src 'sha256-{digest}'") == ""
    assert faults_of('<script nonce="n1">go()</script>', policy="script-src 'nonce-n1'") == ""
    assert "inline" in faults_of('<script nonce="n2">go()</script>', policy="script-src 'nonce-n1'")


@pytest.fixture
def a_site() -> Flask:
    """A site of one page at every path; tests change its headers."""
    site = Flask(__name__)
    site.test_client_class = HouseClient
    site.config["headers"] = dict(HEADERS)

    @site.get("/", defaults={"path": ""})
    @site.get("/<path:path>")
    def show(path: str) -> Response:
        return Response(a_page(), headers=site.config["headers"])

    @site.get("/form")
    def form() -> Response:
        body = (
            '<form action="/saved" method="post"><input type="hidden" name="csrf_token" value="t">'
            '<label>Name <input name="name" value="old"></label>'
            '<label><input type="radio" name="size" value="s"> S</label>'
            '<label><input type="radio" name="size" value="m" checked> M</label>'
            '<button name="do" value="it">Save</button></form>'
        )
        return Response(a_page(body), headers=site.config["headers"])

    @site.post("/saved")
    def saved() -> Response:
        said = sorted(request.form.items(multi=True))
        return Response(a_page(f"<p>{said}</p>"), headers=site.config["headers"])

    return site


def test_a_form_is_sent_as_a_browser_would(a_site: Flask) -> None:
    client = a_site.test_client()
    assert isinstance(client, HouseClient)
    answer = client.send(client.get("/form"), {"name": ["new", "newer"]})
    sent = [("csrf_token", "t"), ("name", "new"), ("name", "newer"), ("size", "m")]
    assert str(sent) in answer.get_data(as_text=True)


def test_a_form_that_is_not_there_cannot_be_sent(a_site: Flask) -> None:
    client = a_site.test_client()
    assert isinstance(client, HouseClient)
    with pytest.raises(LookupError, match="/saved"):
        client.send(client.get("/form"), {}, action="/elsewhere")


def test_a_good_site_is_let_through(a_site: Flask) -> None:
    assert a_site.test_client().get("/answer").status_code == 200


@pytest.mark.parametrize("missing", list(HEADERS))
def test_a_missing_header_is_caught(a_site: Flask, missing: str) -> None:
    del a_site.config["headers"][missing]
    with pytest.raises(BadPage, match=missing):
        a_site.test_client().get("/staff")


@pytest.mark.parametrize("bad", ["script-src 'unsafe-inline'", "img-src *", "style-src https:"])
def test_a_lax_policy_is_caught(a_site: Flask, bad: str) -> None:
    a_site.config["headers"]["Content-Security-Policy"] = f"{POLICY}; {bad}"
    with pytest.raises(BadPage, match="allows"):
        a_site.test_client().get("/staff")


@pytest.mark.parametrize(
    "path", ["/", "/answer", "/answer/check", "/promise", "/results/2026", "/how-it-works"]
)
def test_a_cookie_on_a_workers_page_is_caught(a_site: Flask, path: str) -> None:
    a_site.config["headers"]["Set-Cookie"] = "who=you"
    with pytest.raises(BadPage, match="sets a cookie"):
        a_site.test_client().get(path)


def test_staff_pages_may_set_a_cookie(a_site: Flask) -> None:
    a_site.config["headers"]["Set-Cookie"] = "session=x"
    assert a_site.test_client().get("/director/").status_code == 200


def test_pages_on_the_way_are_inspected_too(a_site: Flask) -> None:
    @a_site.get("/answer/go")
    def go() -> Response:
        answer = redirect("/promise")
        answer.headers.update({**HEADERS, "Set-Cookie": "who=you"})
        return answer  # type: ignore[return-value]

    with pytest.raises(BadPage, match="/answer/go"):
        a_site.test_client().get("/answer/go", follow_redirects=True)
