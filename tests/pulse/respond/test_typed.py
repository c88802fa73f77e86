"""What was typed: any text survives the way from page to page, and strange fields do no harm."""

from hypothesis import given
from hypothesis import strategies as st

from pulse.respond.questionnaire import hidden
from pulse.respond.typed import Typed
from surveys.fieldwork import programme
from tests.filled_form import filled
from tests.pulse.respond.open_round import Open
from tests.pulse.respond.worker import Worker

INSTRUMENT = programme.instrument_for(2)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_survives_hidden_fields(text: str) -> None:
    typed = Typed.read({"code": ["x"], "not_asked": [text]})
    page = f'<form action="/">{hidden(typed.without([]))}</form>'
    again = Typed.read({name: [str(value)] for name, value in filled(page).fields.items()})
    assert again.fields == typed.fields


@given(st.text())
def test_any_text_can_be_encoded_afterwards(text: str) -> None:
    for values in Typed.read({"not_asked": [text]}).fields.values():
        assert all(value.encode() and "\x00" not in value for value in values if value)


def test_fields_that_nobody_asked_for_are_dropped() -> None:
    typed = Typed.read({"code": ["x"], "lastpass": ["secret"], "role": ["manager"]})
    assert dict(typed.only(INSTRUMENT).fields) == {"role": ("manager",)}


def test_an_answer_that_is_not_offered_is_refused(worker: Worker, asked: Open) -> None:
    worker.script = True
    worker.opens().taps(role="king")
    assert worker.page.status_code == 409


def test_a_step_that_does_not_exist_is_the_first(worker: Worker) -> None:
    worker.opens()
    for step, go in (("99", "next"), ("x", "next"), ("²", "back"), ("0", "99")):
        response = worker.client.post("/answer", data={"code": worker.code, "step": step, "go": go})
        assert response.status_code == 200


def test_back_leads_to_the_step_before_with_its_answers(worker: Worker) -> None:
    worker.opens()
    first = worker.heading
    worker.taps(caseload_safe="agree").taps("Back")
    assert worker.heading == first
    assert worker.soup.select("input[name=caseload_safe][value=agree][checked]")
