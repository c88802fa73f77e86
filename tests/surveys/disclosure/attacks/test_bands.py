"""Bands: ranges of exposed people, alone and within one another."""

import pytest

from surveys.disclosure.attack import Outcome, attack, survey
from surveys.disclosure.attacks.bands import width
from tests.surveys.disclosure.attacks import made
from tests.surveys.disclosure.attacks.made import Parts

SHARES = {"under_10": (0.0, 0.1), "10_24": (0.1, 0.25), "25_plus": (0.25, 1.1)}


@pytest.mark.parametrize("base", range(20, 61))
@pytest.mark.parametrize("band", SHARES)
def test_a_band_leaves_the_people_that_its_share_leaves(base: int, band: str) -> None:
    low, high = SHARES[band]
    possible = [n for n in range(base + 1) if low <= n / base < high]
    assert width(band, base) == (possible[0], possible[-1])


def bands(**shown: tuple[int, str]) -> Parts:
    """A release in which these groups have a band of a sensitive question: group -> base and band."""
    parts = made.release()
    item = {"code": "bullied", "kind": "single", "sensitive": True, "options": []}
    parts["instrument"]["items"].append(item)
    for code, (base, band) in shown.items():
        cell = {"group_code": code, "subject": "item", "measure": "bullied", "counts": None}
        parts["cells"].append(cell | {"status": "band", "base": base, "band": band})
    parts["cells"].sort(key=lambda c: (c["group_code"], c["subject"], c["measure"]))
    return parts


def bounds(parts: Parts) -> Outcome:
    return next(one for one in survey(parts) if one.number == "16")


def test_two_services_that_fill_the_whole_organisation_s_band_are_told() -> None:
    """Of 50 under 10 % are four at most; of 25 and of 20 between 10 % and 24 % are three at least, and two."""
    told = bands(ALL=(50, "10_24"), S1=(25, "25_plus"), S2=(25, "10_24"))
    assert bounds(told).details == ()
    told = bands(ALL=(40, "under_10"), S1=(20, "under_10"), S2=(20, "10_24"))
    assert bounds(told).outcome == "nothing found"
    told = bands(ALL=(41, "under_10"), S1=(20, "10_24"), S2=(21, "under_10"))
    assert bounds(told).outcome == "nothing found"
    told = bands(ALL=(41, "under_10"), S1=(20, "10_24"), S2=(20, "10_24"))
    assert bounds(told).details[:2] == (
        "bullied (item), Group ALL: the bands together leave 4 people exposed.",
        "bullied (item), Group S1: the bands together leave 2 people exposed.",
    )


def test_bands_by_an_answer_narrow_one_another_in_the_same_way() -> None:
    told = bands(
        **{"ALL": (41, "under_10"), "role=manager": (20, "10_24"), "role=sw": (20, "10_24")}
    )
    assert any("Group role=sw: the bands together leave 2" in one for one in bounds(told).details)


def test_a_band_is_no_reason_to_refuse() -> None:
    assert attack(bands(ALL=(88, "under_10"), S1=(46, "under_10"), S2=(42, "under_10"))) == ()


def test_bands_that_contradict_each_other_leave_nothing() -> None:
    assert not bounds(bands(ALL=(40, "under_10"), S1=(20, "25_plus"), S2=(20, "25_plus"))).refuses
