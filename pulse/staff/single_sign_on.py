"""Single sign-on: to the provider and back. Coming back asks for one tap, because looking at a page writes nothing here."""

from dataclasses import asdict

from flask import abort, current_app, redirect, render_template, request, url_for
from flask import session as cookie
from flask_security import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from pulse.access import session, sign_on, single_sign_on
from pulse.access.sign_on import Begun, SignOnFailed
from pulse.access.single_sign_on import Provider
from pulse.extensions import people
from pulse.staff import arrival
from pulse.staff.arrival import Refused
from pulse.staff.door import door
from pulse.staff.onward import HOME, let_in, safe

#: What a provider sends back, and the most letters of each that are looked at.
_SAID = ("state", "code", "iss")
_LONGEST = 4_000


@door.get("/single-sign-on")
def go() -> Response:
    """Send the browser to the provider. ``?again=1``: to show that it is still the same person."""
    provider = _provider()
    anew = request.args.get("again") == "1" and current_user.is_authenticated
    address, begun = sign_on.begin(provider, _back(), anew=anew)
    cookie["begun"] = asdict(begun) | {"next": safe(request.args.get("next"))}
    return redirect(address)


@door.get("/single-sign-on/back")
def come_back() -> Response | str | tuple[str, int]:
    """What the provider says, to be sent on with a tap."""
    provider = _provider()
    if request.args.get("error") or not cookie.get("begun"):
        cookie.pop("begun", None)
        return _refused("You were not logged in there, or it took too long. Try again."), 422
    said = {name: request.args.get(name, "")[:_LONGEST] for name in _SAID}
    return render_template("staff/come_back.html", said=said, provider=provider)


@door.post("/single-sign-on/back")
def arrive() -> Response | tuple[str, int]:
    """Check what the provider says, and let in whom its groups let in. What was begun is used up, whatever comes."""
    provider, kept = _provider(), cookie.pop("begun", None)
    if not FlaskForm().validate_on_submit() or not isinstance(kept, dict):
        return _refused("You were not logged in there, or it took too long. Try again."), 422
    onward = kept.pop("next")
    said = {name: request.form[name] for name in _SAID if request.form.get(name)}
    try:
        who = sign_on.finish(provider, _back(), Begun(**kept), said)
    except SignOnFailed as fault:
        return _refused(str(fault)), 422
    found = arrival.arrive(people(), provider, who)
    people().commit()
    if isinstance(found, Refused):
        return _refused(found.value), 403
    if not kept["anew"]:
        return let_in(found, "by single sign-on", onward)
    if not current_user.is_authenticated or current_user.id != found.id:
        return _refused("That was somebody else. Log out first."), 403
    session.confirm()
    return redirect(onward or HOME[found.role])


def _provider() -> Provider:
    return single_sign_on.provider() or abort(404)


def _back() -> str:
    """The address that the provider knows: built from our own, never from what a request says."""
    return str(current_app.config["PULSE_ADDRESS"]) + url_for("staff.come_back")


def _refused(why: str) -> str:
    return render_template("staff/not_let_in.html", why=why)
