"""What is shipped loads, keeps the house's own rules about wording, and holds nothing it may not."""

import re
from pathlib import Path

import pytest

from surveys.instruments.compose import compose
from surveys.instruments.instrument import Item, Kind
from surveys.instruments.loader import LIBRARY, library, load
from tests.surveys.instruments.builders import COMMENT, HEAD

FILES = sorted(LIBRARY.glob("*.yaml"))
ITEMS = {item.code: item for module in library().values() for item in module.items}
CLOSED = [item for item in ITEMS.values() if item.kind is not Kind.COMMENT]
HSE = (
    "Contains public sector information published by the Health and Safety Executive and licensed"
    " under the Open Government Licence v3.0."
)
RECALL = re.compile(r"last week|last month|last four weeks", re.IGNORECASE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_named_after_its_code_and_version(path: Path) -> None:
    module = load(path)
    assert path.name == f"{module.code}-v{module.version}.yaml"


def test_of_several_versions_the_newest_is_in_the_library(tmp_path: Path) -> None:
    for version in (2, 10, 9):
        text = HEAD.replace("version: 1", f"version: {version}") + COMMENT
        (tmp_path / f"example-v{version}.yaml").write_text(text, encoding="utf-8")
    assert library(tmp_path)["example"].version == 10


def test_no_code_is_used_by_two_modules() -> None:
    assert len(ITEMS) == sum(len(module.items) for module in library().values())


def test_a_new_version_never_changes_the_wording_of_an_old_item() -> None:
    for item in (item for path in FILES for item in load(path).items):
        assert ITEMS.get(item.code, item) == item


def test_the_core_is_the_seven_items_of_every_round() -> None:
    assert [item.code for item in library()["core"].items] == [
        "caseload_safe",
        "hours_over",
        "supervision_amount",
        "supervision_honest",
        "recording_useful",
        "managers_respond",
        "nobody_can_tell",
    ]


@pytest.mark.parametrize("code", sorted(set(library()) - {"core", "attributes"}))
def test_every_module_can_be_asked_with_the_core_and_the_attributes(code: str) -> None:
    modules = [library()[code], library()["attributes"]]
    instrument = compose("round", core=library()["core"], modules=modules)
    assert [item.code for item in instrument.attributes][-2:] == ["role", "employment"] or (
        library()[code].items[0].attribute
    )


@pytest.mark.parametrize("item", CLOSED, ids=lambda item: item.code)
def test_an_item_about_last_week_can_be_answered_by_who_was_away(item: Item) -> None:
    about_the_past = RECALL.search(item.text_in("en")) is not None
    assert not about_the_past or item.option("not_at_work").score is None


def test_one_scale_is_worded_alike_wherever_it_is_used() -> None:
    for first in ("strongly_disagree", "never"):
        wordings = {
            tuple((option.value, option.score, option.text_in("en")) for option in item.options[:5])
            for item in CLOSED
            if item.options[0].value == first
        }
        assert len(wordings) == 1


def test_sensitive_topics_are_flagged() -> None:
    assert {item.code for item in ITEMS.values() if item.sensitive} == {
        *("bullied", "harassed", "bullying_fair", "bullied_by", "in_12_months"),
        *("threats", "incident_support", "incident_review"),
        *("hse_harassment", "hse_friction", "hse_bullying", "hse_strained"),
    }


def test_bullying_and_harassment_are_each_defined() -> None:
    definitions = [ITEMS[code].definition for code in ("bullied", "harassed")]
    assert all(definitions)
    assert definitions[0] != definitions[1]


def test_who_bullies_is_asked_yearly_of_everybody_with_does_not_apply_first() -> None:
    item = ITEMS["bullied_by"]
    assert item.yearly
    assert item.follows is None
    assert item.options[0].value == "does_not_apply"


def test_the_follow_ups_of_an_incident_follow_the_incident() -> None:
    for code in ("incident_support", "incident_review"):
        follows = ITEMS[code].follows
        assert follows is not None
        assert follows.item == "threats"
        assert not {"none", "not_at_work"} & set(follows.values)


def test_every_hse_scale_is_whole_and_attributed() -> None:
    sizes = {code: len(m.items) for code, m in library().items() if code.startswith("hse_")}
    assert sizes == {
        "hse_demands": 8,
        "hse_control": 6,
        "hse_managers_support": 5,
        "hse_peer_support": 4,
        "hse_relationships": 4,
        "hse_role": 5,
        "hse_change": 3,
    }
    for code in sizes:
        instrument = compose("hse", core=library()["core"], modules=[library()[code]])
        assert instrument.attributions == (HSE,)


def test_demands_and_relationships_alone_are_reversed() -> None:
    scales = {item.construct for item in ITEMS.values() if item.reverse}
    assert scales == {"hse_demands", "hse_relationships"}
    for scale in scales:
        assert all(item.reverse for item in library()[str(scale)].items)


def test_doubtful_wordings_are_marked() -> None:
    marked = {item.code for item in ITEMS.values() if item.check_wording}
    assert marked == {
        *("hse_neglected_tasks", "hse_manager_helps", "hse_colleagues_support", "burnout"),
    }


def test_facts_are_not_opinions() -> None:
    facts = ("hours_over", "supervision_amount", "caseload_size", "learning_time", "it_hours_lost")
    assert not any(ITEMS[code].opinion for code in facts)
    assert ITEMS["caseload_safe"].opinion
    assert not ITEMS["caseload_size"].scored


@pytest.mark.parametrize("name", ["NPS", "eNPS", "NAQ", "UWES", "MBI", "COPSOQ", "Maslach"])
def test_nothing_is_shipped_that_is_not_ours_to_ship(name: str) -> None:
    shipped = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    assert not re.search(rf"\b{name}\b", shipped)


DOCS = (Path(__file__).parents[3] / "docs" / "instruments.md").read_text(encoding="utf-8")


def test_the_example_in_the_docs_loads(tmp_path: Path) -> None:
    example = DOCS.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "parking-v1.yaml").write_text(example, encoding="utf-8")
    parking = library(tmp_path)["parking"]
    assert [item.code for item in parking.items] == ["parked_yesterday", "parking_walk"]


def test_the_docs_name_every_topic_of_the_library() -> None:
    for code in library():
        assert f"`{code}`" in DOCS or code.startswith("hse_")
