"""The promise in full, as docs/promise.md has it, with the numbers and days of the open round."""

from flask import render_template

from pulse.extensions import ballot, people_to_read
from pulse.pages import ceremony, key_documents, promised, ruled
from pulse.pages.door import door


@door.get("/promise")
def promise() -> str:
    """The seven sentences, who could break them, and the four words to compare."""
    return render_template(
        "pages/promise.html",
        promised=promised.open_now(ballot()),
        rounds=key_documents.every(ballot()),
        page_fingerprint=ceremony.fingerprint(),
        ruled=ruled.now(people_to_read()),
    )
