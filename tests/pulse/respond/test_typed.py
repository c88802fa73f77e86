"""What was typed: any text survives the way from page to page, and strange fields do no harm."""

from hypothesis import given
from hypothesis import strategies as st

from pulse.respond.questionnaire import hidden
from pulse.respond.typed import Typed
from surveys.fieldwork import programme
from tests.filled_form import filled
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


def test_an_answer_that_is_not_offered_is_left_out_and_nothing_else_is_lost(worker: Worker) -> None:
    worker.script = True
    worker.opens().taps(role="king", caseload_safe="agree", not_asked="The duty system is broken.")
    assert worker.page.status_code == 422
    assert "was answered with something it does not offer" in worker.error()
    assert "We left that answer out; everything else you typed is still here." in worker.error()
    assert "The duty system is broken." in worker.text
    assert worker.soup.select("input[name=caseload_safe][value=agree][checked]")
    assert 'value="king"' not in worker.page.text
    worker.taps()
    assert worker.heading == "Check your answers"


def test_two_answers_where_one_fits_are_left_out(worker: Worker) -> None:
    worker.script = True
    worker.opens().taps(role=["manager", "senior"], not_asked="Kept.")
    assert "takes one answer" in worker.error()
    assert "Kept." in worker.text


def test_an_impossible_answer_is_told_on_its_own_step(worker: Worker) -> None:
    worker.opens()
    first = worker.heading
    worker.taps(caseload_safe="king", not_asked="The duty system is broken.")
    assert worker.page.status_code == 422
    assert worker.heading == first
    assert "does not offer" in worker.error()
    assert worker.soup.select_one("input[name=not_asked]")["value"] == "The duty system is broken."
    assert 'value="king"' not in worker.page.text


def test_an_impossible_answer_of_another_step_is_told_at_the_check(worker: Worker) -> None:
    carried = {"code": worker.code, "role": "king", "not_asked": "The duty system is broken."}
    worker.page = worker.client.post("/answer/check", data={**carried, "caseload_safe": "agree"})
    assert worker.page.status_code == 422
    assert "does not offer" in worker.error()
    assert worker.soup.select_one("input[name=not_asked]")["value"] == "The duty system is broken."
    worker.taps()
    assert worker.heading == "Check your answers"
    assert "The duty system is broken." in worker.text


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
