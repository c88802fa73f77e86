"""What must hold of every plan for any organisation's counts. README.md has it in words."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from surveys.disclosure import corners, regions
from surveys.disclosure.attacks.linear import derivable
from surveys.disclosure.audit import audit
from surveys.disclosure.planning import pattern_file
from surveys.disclosure.planning.counted import Counted, read
from surveys.disclosure.planning.plan import Family, Key, groups, plan
from tests.properties.organisations import combined, organisations, shown, small_sets

pytestmark = pytest.mark.slow

K = st.integers(2, 7)
FAMILIES = st.sampled_from(list(Family))


@settings(max_examples=150, deadline=None)
@given(organisations(), K, FAMILIES)
def test_no_shown_group_has_fewer_than_k_people(counted: Counted, k: int, family: Family) -> None:
    planned = plan(counted, k, family)
    assert all(planned.bases[key] >= k for key in shown(planned))
    whole = sum(counted.people.values())
    assert (Key(counted.top) in shown(planned)) == (whole >= k)


@settings(max_examples=100, deadline=None)
@given(organisations(cells=8), K, FAMILIES)
def test_no_set_of_fewer_than_k_people_can_be_derived(
    counted: Counted, k: int, family: Family
) -> None:
    planned = plan(counted, k, family)
    assert list(small_sets(counted, shown(planned), k)) == []
    assert planned.least is None or planned.least >= k


@settings(max_examples=100, deadline=None)
@given(organisations(), K, FAMILIES)
def test_each_combined_group_is_needed(counted: Counted, k: int, family: Family) -> None:
    planned = plan(counted, k, family)
    members = groups(counted, Family.FULL)
    known = {key.name: members[key] for key in shown(planned)}
    assert derivable(known, dict(counted.people.items()), k) == ()
    for key in combined(planned):
        assert derivable({**known, key.name: members[key]}, dict(counted.people.items()), k)


@settings(max_examples=100, deadline=None)
@given(organisations(), K)
def test_a_plan_is_never_worse_than_the_greedy_one(counted: Counted, k: int) -> None:
    members = groups(counted, Family.FULL)
    sizes = {key: sum(counted.people[cell] for cell in cells) for key, cells in members.items()}
    assume(sizes[Key(counted.top)] >= k)
    names = {key.name: key for key in members}
    known = {key.name: cells for key, cells in members.items() if sizes[key] >= k}
    hidden = 0
    while found := derivable(known, dict(counted.people.items()), k):
        used = [name for name, _ in found[0].combination if name != counted.top]
        del known[min(used, key=lambda name: (sizes[names[name]], name))]
        hidden += 1
    assert len(combined(plan(counted, k))) <= hidden


@settings(max_examples=60, deadline=None)
@given(organisations(), K, FAMILIES, st.randoms(use_true_random=False))
def test_the_order_of_rows_leaves_no_trace(
    counted: Counted, k: int, family: Family, chance: random.Random
) -> None:
    units = [f"{code},{parent or ''}" for code, parent in counted.parents.items()]
    people = [f"{unit},{role}" for (unit, role), n in counted.people.items() for _ in range(n)]
    written = []
    for _ in range(2):
        files = ("\n".join(["unit_id,parent_id", *units]), "\n".join(["unit_id,role", *people]))
        found = read(files[0].encode(), files[1].encode(), ["role"])
        planned = plan(found, k, family)
        written.append(
            pattern_file.write(planned)
            + pattern_file.certificate(planned, found, k=k, family=family)
        )
        chance.shuffle(units)
        chance.shuffle(people)
    assert written[0] == written[1]


@settings(max_examples=100, deadline=None)
@given(organisations(), K, st.data())
def test_more_people_in_a_shown_place_never_reveal_a_small_group(
    counted: Counted, k: int, data: st.DataObject
) -> None:
    before = plan(counted, k)
    large = [
        cell for cell in counted.people if Key(cell[0]) in shown(before) and counted.people[cell]
    ]
    assume(large)
    cell = data.draw(st.sampled_from(large))
    more = replace(counted, people=Counter(counted.people) + Counter({cell: k}))
    after = plan(more, k)
    for key in shown(after):
        assert after.bases[key] >= k
    for key, base in before.bases.items():
        if base < k and after.bases[key] == base:
            assert key not in shown(after)


@settings(max_examples=150, deadline=None)
@given(organisations(), K)
def test_audit_and_attack_agree_though_they_share_nothing(counted: Counted, k: int) -> None:
    members = groups(counted, Family.FULL)
    large = {
        key.name: cells
        for key, cells in members.items()
        if sum(counted.people[cell] for cell in cells) >= k
    }
    tree = {key.name for key in members if not key.attribute}
    audited = audit(large, counted.people, k, tree=tree)
    attacked = derivable(large, dict(counted.people.items()), k)
    assert bool(audited.attacks) == bool(attacked)
    if attacked:
        assert audited.least == min(int(one.size + 1e-6) for one in attacked)


@settings(max_examples=150, deadline=None)
@given(organisations())
def test_the_quick_proof_never_promises_more_than_the_programme_finds(counted: Counted) -> None:
    members = {key.name: cells for key, cells in groups(counted, Family.FULL).items()}
    found = regions.of(members, counted.people)
    tree = frozenset(name for name in members if "=" not in name)
    bounds = corners.bounds(found, tree, enough=10_000)
    exact = derivable(members, dict(counted.people.items()), 10_000)
    assert len(exact) == len(bounds)
    assert sum(bounds) <= sum(one.size for one in exact) + 1e-6
    assert min(bounds, default=0) <= min((one.size for one in exact), default=0) + 1e-6
