"""The room of papers: each is listed and handed out, with facts that equal the pledge in force."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pulse.access.account import StaffAccount
from pulse.access.permissions import Role
from pulse.office import paper, paper_facts
from pulse.office.paper import PAPERS, NoSuchPaper
from pulse.wording import custody_sentence, day, hour, results_sentence
from surveys.credentials import key_document, keys
from surveys.fieldwork import leavers, organisation
from surveys.fieldwork.pledge import KEYHOLDERS, NETWORK, Pledge
from surveys.fieldwork.waves import State, Wave
from tests.house_client import HouseClient
from tests.surveys.exports.papers import words_of_word
from tests.surveys.fieldwork import made_up


def account(people: Session, role: Role, number: int, *, active: bool = True) -> None:
    people.add(
        StaffAccount(
            email=f"{role}{number}@w.example",
            name="Una",
            role=role,
            password="none",
            active=active,
            failures=0,
            fs_uniquifier=f"{role}{number}",
        )
    )
    people.flush()


def words(client: HouseClient, name: str) -> str:
    """A paper as Word, and that Markdown says the same."""
    word = words_of_word(client.get(f"/office/papers/{name}.docx").data)
    text = client.get(f"/office/papers/{name}.md").text
    for said in re.findall(r"\d+ (?:days|people)|\d+ [A-Z][a-z]+ \d{4}", text):
        assert said in word, said
    return word


def test_every_paper_is_listed_with_a_sentence_and_two_files(
    office: HouseClient, staffed: None
) -> None:
    page = BeautifulSoup(office.get("/office/papers").text, "html.parser").main
    assert [h.get_text() for h in page.select("h2")] == [one.title for one in PAPERS]
    assert all(one.purpose in " ".join(page.get_text(" ").split()) for one in PAPERS)
    links = [a["href"] for a in page.select("li a")]
    assert links == [
        f"/office/papers/{one.name}.{ending}" for one in PAPERS for ending in ("docx", "md")
    ]
    for link in links:
        answer = office.get(link)
        assert answer.status_code == 200
        assert link.rpartition("/")[2] in answer.headers["Content-Disposition"]
        assert answer.data


@pytest.mark.parametrize("one", PAPERS, ids=lambda one: one.name)
def test_a_document_opens_with_headings_language_title_and_nobodys_name(
    office: HouseClient, staffed: None, one: paper.Paper
) -> None:
    read = Document(io.BytesIO(office.get(f"/office/papers/{one.name}.docx").data))
    said = read.core_properties
    assert (said.title, said.language) == (one.title, "en-GB")
    assert (said.author, said.last_modified_by) == ("", "")
    styles = [p.style.name for p in read.paragraphs]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") >= 4


def test_the_facts_are_those_of_the_key_document_of_the_open_round(
    people: Session, ballot: Session, opened: Wave
) -> None:
    made_up.wave(people, "2027-02", opens=opened.opens_on + timedelta(80), **_later(opened))
    promised = key_document.read(keys.find(ballot, opened.code).key_document)
    pledge = Pledge.from_document(promised.pledge)
    facts = paper_facts.known(people)
    assert paper_facts.in_force(people) is opened
    assert facts["threshold"] == str(pledge.threshold)
    assert facts["comment threshold"] == str(pledge.comment_threshold)
    assert facts["sensitive threshold"] == str(pledge.sensitive_threshold)
    assert facts["days kept"] == str(pledge.keep_days)
    assert facts["custody level"] == str(pledge.custody)
    assert facts["last day"] == day(promised.closes_on)
    assert facts["results"] == f"{day(promised.releases_on)} at {hour(promised.release_hour)}"
    assert facts["last day of keeping"] == day(opened.shreds_on)
    assert facts["who can open the answers"] == custody_sentence(by_keyholders=False)
    assert facts["who may open the results"] == results_sentence(on_network=False)
    assert set(facts) | {"comment readers"} == set(paper_facts.NAMES)


def _later(wave: Wave) -> dict[str, object]:
    return {
        "closes": wave.closes_on + timedelta(80),
        "releases": wave.releases_on + timedelta(80),
        "turn": 2,
    }


def test_sentences_about_thresholds_and_days_follow_the_pledge(
    office: HouseClient, people: Session, staffed: None
) -> None:
    wave = made_up.wave(people)
    wave.pledge_document = Pledge(
        threshold=13,
        comment_threshold=17,
        sensitive_threshold=29,
        keep_days=41,
        results_for=NETWORK,
        custody=KEYHOLDERS,
    ).document()
    wave.invites, wave.texts, wave.reminders = True, True, [5, 10]
    people.commit()
    notice = words(office, "privacy-notice")
    for said in (
        "No figure rests on fewer than 13 people",
        f"until {day(wave.shreds_on)}, 41 days after the close",
        "organisation’s network alone",
        "Three keyholders (union, employer, an outsider) hold the key",
        "is sent a personal link, or by text message",
        f"and {leavers.KEPT} days after",
        "Two reminders go to everybody alike.",
        "Monday 7 December 2026 at 9am",
        "What is your role?",
    ):
        assert said in notice, said
    assessment = words(office, "data-protection-impact-assessment")
    assert "fewer than 13 people. Sensitive questions need 29" in assessment
    assert "unless 17 people" in assessment
    assert "Custody level 2." in assessment
    for one in PAPERS:
        text = words(office, one.name)
        assert "[Pulse:" not in text
        assert "Westerby" in text


def test_the_round_in_force_is_the_open_one_else_the_next_else_the_last(people: Session) -> None:
    assert paper_facts.in_force(people) is None
    made_up.staffed(people)
    first = made_up.wave(people, "2026-11")
    second = made_up.wave(people, "2027-02", **_dates(first, 80))
    third = made_up.wave(people, "2027-05", **_dates(first, 170))
    assert paper_facts.in_force(people) is first
    first.move(State.STOPPED)
    assert paper_facts.in_force(people) is second
    third.state = State.OPEN
    assert paper_facts.in_force(people) is third
    third.state, second.state = State.RELEASED, State.RELEASED
    assert paper_facts.in_force(people) is third


def _dates(wave: Wave, days: int) -> dict[str, object]:
    shift = timedelta(days)
    return {
        "opens": wave.opens_on + shift,
        "closes": wave.closes_on + shift,
        "releases": wave.releases_on + shift,
    }


def test_what_is_not_known_yet_is_a_gap_for_the_council(office: HouseClient) -> None:
    page = office.get("/office/papers").text
    assert "Plan a round first" in page
    notice = words(office, "privacy-notice")
    for name in ("organisation", "days kept", "threshold"):
        assert f"[Council: {name}]" in notice
    assert "[Pulse:" not in notice


def test_accounts_that_clear_are_counted_and_not_named(people: Session) -> None:
    account(people, Role.UNION, 1)
    account(people, Role.UNION, 2)
    account(people, Role.UNION, 3, active=False)
    account(people, Role.DIRECTOR, 1)
    assert paper_facts.known(people)["comment readers"] == (
        "2 accounts of the role “Union representative”"
    )
    account(people, Role.PSW, 1)
    assert paper_facts.known(people)["comment readers"].endswith(
        " and 1 account of the role “Principal social worker”"
    )


def test_a_demonstrations_papers_say_so(
    office: HouseClient, people: Session, staffed: None
) -> None:
    assert "made-up council" not in words(office, "joint-agreement")
    asking = organisation.the(people)
    assert asking is not None
    asking.demonstration = True
    people.commit()
    for ending in ("docx", "md"):
        content = office.get(f"/office/papers/joint-agreement.{ending}").data
        text = words_of_word(content) if ending == "docx" else content.decode()
        assert "From a demonstration: a made-up council." in text


def test_a_paper_that_is_not_there_is_a_plain_refusal(
    office: HouseClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert office.get("/office/papers/will.docx").status_code == 404
    assert office.get("/office/papers/README.md").status_code == 404
    monkeypatch.setattr(paper, "FOLDER", tmp_path)
    with pytest.raises(NoSuchPaper, match="docs/templates"):
        _ = PAPERS[0].template
    answer = office.get("/office/papers/joint-agreement.docx")
    assert answer.status_code == 404
    assert "not on this server" in answer.text


@pytest.mark.parametrize("name", ["A|B", "# **A**\n\n- b", "\x00\ud800", "Tŷ’r Ŵyl"])
def test_no_name_of_an_organisation_breaks_a_document(name: str) -> None:
    one = paper.find("joint-agreement")
    read, plain = (
        Document(io.BytesIO(one.word({"organisation": said}))) for said in (name, "Westerby")
    )
    assert len(read.paragraphs) == len(plain.paragraphs)
    assert len(read.tables) == len(plain.tables)


@given(st.text(min_size=1))
def test_no_name_of_an_organisation_breaks_a_text(name: str) -> None:
    one = paper.find("joint-agreement")
    lines = one.markdown({"organisation": name}).split("\n")
    assert len(lines) == len(one.template.split("\n"))


@pytest.mark.parametrize("name", ["A|B", "<b>x</b>", "*A* `b` [c](d)", "\\"])
def test_no_sign_in_a_name_is_markdown(name: str) -> None:
    line = paper.find("joint-agreement").markdown({"organisation": name}).split("\n")[2]
    assert re.sub(r"\\(.)", r"\1", line).startswith("> **For your own adviser")
    said = re.sub(r"\\(.)", r"\1", line).partition("For ")[2]
    assert said.rpartition("legal advice.** For ")[2].startswith(name)
    assert not re.search(r"(?<!\\)[|<`]", line.replace("\\\\", "").removeprefix("> "))
