"""The work behind the pages: what runs, what waits, what failed and can be tried again, what was done last."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from pulse import outbox
from pulse.access import account, audit
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office.door import door
from pulse.outbox import JobState, OutboxJob

#: What each job does, as the office would say it.
IN_WORDS: Mapping[str, str] = {
    "plan_ahead": "Plan the next rounds",
    "propose": "Put the headcounts before a second person",
    "open_wave": "Open the round",
    "invite": "Send the letters",
    "returned": "Ask which letters came back",
    "close_wave": "Close the round",
    "open_box": "Open the answers",
    "take_result": "Take the keyholders’ result",
    "prepare": "Count the answers",
    "publish": "Publish the results",
    "make_files": "Make the files to download",
    "supplement": "Publish cleared comments",
    "withdraw": "Withdraw published comments",
    "tell_readers": "Write to comment readers",
    "shred": "Destroy the raw answers",
    "forget_leavers": "Forget who left long ago",
    "discard": "Destroy answers that nobody will read",
    "try_change": "Try a change to the themes",
    "look_for_missed": "Look for comments without a theme",
    "tell_keyholders": "Write to the keyholders",
    "tell_office": "Write to the office about what failed",
}
#: How many finished jobs the page lists.
LAST = 20


@dataclass(frozen=True)
class Shown:
    """A job in words."""

    id: int
    what: str
    about: str
    state: JobState
    tries: int
    trouble: str
    done_on: str

    @classmethod
    def of(cls, job: OutboxJob) -> "Shown":
        on = job.done_on
        return cls(
            id=job.id,
            what=IN_WORDS.get(job.name, job.name.replace("_", " ").capitalize()),
            about=job.about,
            state=job.state,
            tries=job.tries,
            trouble=job.trouble or "",
            done_on=f"{on.day} {on:%B %Y}" if on else "",
        )

    @property
    def can_be_asked_for(self) -> bool:
        """Failed, or waiting for another try."""
        return self.state is JobState.FAILED or (
            self.state is JobState.WAITING and bool(self.trouble)
        )


@door.get("/jobs")
@requires(Role.OFFICE)
def jobs() -> str:
    """Everything that is not done, and what was done last."""
    return render_template(
        "office/jobs.html",
        unfinished=[Shown.of(job) for job in outbox.unfinished(people())],
        finished=[Shown.of(job) for job in outbox.finished(people(), LAST)],
    )


@door.post("/jobs/<int:number>/again")
@requires(Role.OFFICE)
def try_again(number: int) -> Response:
    """Put a failed job back: the job runner takes it up within seconds."""
    if FlaskForm().validate_on_submit():
        job = outbox.again(people(), number)
        if job is None:
            flash("This job runs already, or is done.", "")
        else:
            shown = Shown.of(job)
            audit.record(
                people(),
                account.logged_in().email,
                "job asked for again",
                f"{job.name} {job.about}",
            )
            flash(f"“{shown.what}” ({shown.about}) is tried again.", "done")
        people().commit()
    return redirect(url_for("office.jobs"))
