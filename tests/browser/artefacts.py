"""Everything that is made of the last release. Pages are gathered by following links, as in ``test_every_page``."""

import html
import json
import re
from io import BytesIO
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit
from zipfile import ZipFile

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from pulse.access import account, api_key
from pulse.access.permissions import Role
from pulse.cli.demo import ACCOUNTS, PASSWORD
from surveys.exports import kept
from surveys.releases import release_file, shelf
from tests.browser import carried
from tests.filled_form import filled

_LINK = re.compile(r'<a [^>]*href="([^"]+)"')
#: Here something else begins: another group, another sentence. Within a row of a table nothing does.
_ENDS = re.compile(r"(</(?:p|option|li|label|dd|h[1-6]|caption|tr)>|\. (?=[A-Z]))")

ROOMS = {
    Role.DIRECTOR: ["/director/"],
    Role.UNION: ["/stewards/", "/checks/"],
    Role.OFFICE: ["/office/"],
}
COMMENTS = "/stewards/comments.zip"
_LETTERS = str.maketrans("0123456789", "abcdefghij")


def of_the_last_release(app: Flask) -> dict[str, bytes]:
    """Address -> what is there: everybody's pages, the rooms of staff, what can be downloaded, the saved release."""
    found = gathered(app.test_client(), "/results", "/promise", "/how-numbers-are-protected")
    for role, starts in ROOMS.items():
        staff = _logged_in(app, role)
        found |= gathered(staff, *starts)
        if role is Role.UNION:
            form = filled(staff.get("/stewards/comments").get_data(as_text=True), COMMENTS)
            parts = unpacked(staff.post(COMMENTS, data=form.fields).data)
            found |= {f"{COMMENTS}/{name}": content for name, content in parts.items()}
            assert found[f"{COMMENTS}/comments.csv"].count(b"\n") > 100
    with Session(app.extensions["pulse"].people) as people:
        release = shelf.latest(people)
        assert release is not None
        found["release"] = release_file.export(people, release.number)
    of_others = [a for a in found if "/files/" in a and f"/files/{release.wave}/" not in a]
    for address in of_others:  # another round hides other groups
        del found[address]
    for address in [each for each in found if "/files/" in each]:
        found[f"{address} as read"] = carried.lines(address, found[address])
        found[address] = carried.unpacked(found[address])
    rooms = ("/results/files/", "/director/files/")
    assert len([each for each in found if "as read" in each]) == len(kept.NAMES) * len(rooms)
    return {
        address: without_teams(content.decode("utf-8", "surrogateescape")).encode(
            "utf-8", "surrogateescape"
        )
        for address, content in found.items()
    }


def of_programs(app: Flask) -> dict[str, bytes]:
    """Address -> the table a program gets of the last release, a row a line; without the order of groups, which is a number."""
    with app.app_context(), Session(app.extensions["pulse"].people) as people:
        owner, release = account.find(people, ACCOUNTS[0][0]), shelf.latest(people)
        assert owner is not None
        assert release is not None
        _, key = api_key.make(people, owner, api_key.Wanted("attack 20", 30))
        people.commit()
    found, own = {}, {"Authorization": f"Bearer {key}"}
    for part in ("groups", "figures", "themes"):
        address = f"/api/v1/releases/{release.wave}/{part}"
        rows = app.test_client().get(address, headers=own).get_json()["rows"]
        assert rows
        told = [{k: v for k, v in row.items() if k != "position"} for row in rows]
        found[address] = "\n".join(json.dumps(row, ensure_ascii=False) for row in told).encode()
    return found


def gathered(client: FlaskClient, *starts: str) -> dict[str, bytes]:
    """Whatever links lead to below these addresses."""
    waiting, seen, found = list(starts), set[str](), dict[str, bytes]()
    while waiting:
        here = urldefrag(waiting.pop()).url
        split = urlsplit(here)
        new = _kinds(here)
        if new <= seen or split.netloc or not split.path.startswith(starts):
            continue
        seen |= new
        answer = client.get(here)
        assert answer.status_code == 200, here
        found[here] = answer.data
        if answer.mimetype == "text/html":
            links = _LINK.findall(answer.get_data(as_text=True))
            waiting += [urljoin(here, html.unescape(link)) for link in links]
            found[here] = a_record_a_line(answer.get_data(as_text=True))
    return found


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a ZIP file."""
    with ZipFile(BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def without_teams(held: str) -> str:
    """A combined group is named after the number of its teams, "(3 teams)": said in letters it is no number of answers."""
    return re.sub(r"\(\d+ teams\)", lambda found: found[0].translate(_LETTERS), held)


def _kinds(address: str) -> set[str]:
    """What is new in an address. Of topics × groups each topic and each group is looked at once; of filters each kind."""
    split = urlsplit(address)
    if split.path.startswith("/results/figures/"):
        return {split.path}
    if split.path.startswith(("/director/trends/", "/director/figures/")):
        return {split.path, split.query}
    if split.path.startswith("/stewards/"):
        return {f"{split.path} {sorted(parse_qs(split.query))}"}
    return {address}


def _logged_in(app: Flask, role: Role) -> FlaskClient:
    client = app.test_client()
    form = filled(client.get("/staff/log-in").get_data(as_text=True), None)
    email = next(email for email, _, has in ACCOUNTS if has is role)
    given = {**form.fields, "email": email, "password": PASSWORD}
    assert client.post("/staff/log-in", data=given).status_code == 302
    return client


def a_record_a_line(page: str) -> bytes:
    return _ENDS.sub("\\1\n", re.sub(r"\s+", " ", page)).encode()


def lines_of(release: bytes) -> bytes:
    """A saved release, each row behind the names of its group and its question."""
    parts = json.loads(release)["parts"]
    rows = [(row["group_code"], row["measure"], row) for row in parts["cells"]]
    deep = [{key: held for key, held in row.items() if key != "depth"} for row in parts["groups"]]
    rows += [(row["code"], "", row) for row in deep]
    return "\n".join(f"{code}: {of}: {json.dumps(row)}" for code, of, row in rows).encode()


def chosen(address: str) -> str | None:
    """The group that a page is about."""
    split = urlsplit(address)
    if split.path.startswith("/results/"):
        return split.path.removeprefix("/results/")
    return next(iter(parse_qs(split.query).get("group", [])), None)
