"""Withdrawals: what comment readers ask to withdraw, and the two who decide on it."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from pulse import outbox
from pulse.access import account, audit
from pulse.access.fresh import fresh
from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import desk, speaker, taken
from pulse.stewards.ask_withdrawal import TELL
from pulse.stewards.door import door
from pulse.stewards.marked import marked
from surveys.clearing import withdraw, withdrawal
from surveys.clearing.withdrawal import Withdrawal
from surveys.exports import comments
from surveys.exports.comments import Told
from surveys.exports.words import WITHDRAWN
from surveys.releases import shelf, withdrawn
from surveys.reports import rounds
from surveys.reports.rounds import Round

#: The job that publishes what is agreed.
JOB = "withdraw"


@door.get("/comments/withdrawals", endpoint="withdrawals")
@requires(*STEWARDS)
def all_withdrawals() -> str:
    """Every request, the latest first, without a word of a comment. Raises OnlyTheWhole."""
    known = _whole()
    every = withdrawal.every(people())
    return render_template(
        "stewards/withdrawals.html",
        open=[row for row in every if row.is_open],
        past=[row for row in every if not row.is_open],
        gone=withdrawn.places(people()),
        rounds={each.release.wave: each.label for each in known},
        reasons=WITHDRAWN,
        names=speaker.NAMES,
    )


@door.get("/comments/withdrawals/<int:number>", endpoint="withdrawal")
@requires(*STEWARDS)
def one_withdrawal(number: int) -> str:
    """One request; its comment while it is open and whoever looks may read it. Raises OnlyTheWhole, NoSuchRequest."""
    known = _whole()
    row = withdrawal.find(people(), number)
    email = account.logged_in().email
    return render_template(
        "stewards/withdrawal.html",
        row=row,
        comment=_readable(row, known),
        round=next((e.label for e in known if e.release.wave == row.wave), row.wave),
        reason=WITHDRAWN[row.reason],
        published=row.place in withdrawn.places(people()),
        taken=taken.of_wave(people(), row.wave, shelf.find(people(), row.release).published_on),
        marked=marked,
        names=speaker.NAMES,
        may_decide=row.is_open and row.asked_side is not speaker.side() and row.asked_by != email,
        may_take_back=row.is_open and row.asked_by == email,
    )


@door.post("/comments/withdrawals/<int:number>/agree")
@requires(*STEWARDS)
@fresh(page="stewards.withdrawal")
def agree_withdrawal(number: int) -> Response:
    """Agree for the other side; a job withdraws it at once. Raises NotYourOwnHand, NeedsTheOtherSide, NotOpen."""
    _whole()
    row = withdraw.agree(people(), number, speaker.own_voice())
    outbox.enqueue(people(), JOB, row.wave, again=True)
    return _done(row, "withdrawing agreed", "Agreed. It is withdrawn within a few minutes.")


@door.post("/comments/withdrawals/<int:number>/refuse")
@requires(*STEWARDS)
@fresh(page="stewards.withdrawal")
def refuse_withdrawal(number: int) -> Response:
    """Say no: the comment stays. Raises what agreeing raises."""
    _whole()
    row = withdraw.refuse(people(), number, speaker.own_voice())
    return _done(row, "withdrawing refused", "You have refused. The comment stays.")


@door.post("/comments/withdrawals/<int:number>/take-back")
@requires(*STEWARDS)
def take_back_withdrawal(number: int) -> Response:
    """Whoever asked asks no more. Raises NotYours, NotOpen."""
    row = withdraw.take_back(people(), number, account.logged_in().email)
    return _done(row, "withdrawing taken back", "Taken back. The comment stays.")


def _done(row: Withdrawal, act: str, said: str) -> Response:
    """Write down what was done, never to which words, and tell whoever asked."""
    by = account.logged_in().email
    audit.record(people(), by, act, f"round {row.wave}, request {row.id}")
    if by != row.asked_by:
        outbox.enqueue(people(), TELL, str(row.id))
    people().commit()
    flash(said, "done")
    return redirect(url_for("stewards.withdrawal", number=row.id))


def _whole() -> tuple[Round, ...]:
    """The rounds. Raises OnlyTheWhole."""
    known = rounds.load(people())
    speaker.demand_whole(desk.mine(), known)
    return known


def _readable(row: Withdrawal, known: tuple[Round, ...]) -> Told | None:
    """Its comment, for whom its author chose. Somebody else can agree without reading it."""
    own = desk.mine()
    if not row.is_open or row.reader not in own.readers:
        return None
    found = withdraw.comment_at(people(), row.release, row.position, own.readers)
    return comments.tell([found], known)[0]
