"""Changes of a plan are kept with their reason, by those alone who may, and laid over the plan's file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import BadPlanChange, NotAllowed, NothingSaid
from data.model import Quarter, Role, Visitor
from data.plans.vocabulary import Plan, Standing
from data.settings import read_settings
from data.store import audit
from data.store.engine import data_version, reading
from data.store.house import House, open_house
from pages.parts import desk, plan_figures

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
PLAN, MEASURE = "pan-2026-2030", "PRO-07"
TOLD = {"plan": PLAN, "measure": MEASURE, "reason": "Agreed in the yearly meeting.", "at": AT}
PROOF = {
    "plan": PLAN,
    "milestone": "plan-approved",
    "document": "National Plan of Action",
    "number": "Resolution 12",
    "dated": dt.date(2025, 7, 25),
    "link": "https://example.org/plan.pdf",
    "reason": "Published in the journal.",
    "at": AT,
}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    found = open_house(read_settings({"LIMA_VAR": str(tmp_path), "COUNTRY": "TLS"}))
    yield found
    found.engine.dispose()


def plan(house: House) -> Plan:
    return next(each for each in plan_figures.plans(house) if each.key == PLAN)


def test_a_target_is_set_changed_and_taken_away_and_its_history_stays(house: House) -> None:
    for value in (12, 15, None):
        desk.set_target(house, REVIEWER, year=2027, value=value, **TOLD)  # type: ignore[arg-type]
        wanted = plan(house).targets[MEASURE].by_year
        assert wanted == ({2027: value} if value else {})
    changes, _ = plan_figures.history(house, PLAN)
    assert [each.value for each in changes] == [12, 15, None]
    assert {(each.by, each.reason, each.at) for each in changes} == {(REVIEWER.email, TOLD["reason"], AT)}


def test_a_baseline_is_set_with_its_quarter(house: House) -> None:
    desk.set_target(house, REVIEWER, since=Quarter(2025, 4), value=7, **TOLD)  # type: ignore[arg-type]
    target = plan(house).targets[MEASURE]
    assert (target.baseline, target.since) == (7, Quarter(2025, 4))


def test_a_proof_makes_a_milestone_proven(house: House) -> None:
    before = plan(house).milestones[0]
    assert before.standing(AT.date()) is Standing.UNPROVEN
    desk.prove(house, REVIEWER, **PROOF)  # type: ignore[arg-type]
    after = plan(house).milestones[0]
    assert (after.standing(AT.date()), after.evidence.number) == (Standing.PROVEN, "Resolution 12")
    desk.prove(house, REVIEWER, **PROOF | {"number": ""})  # type: ignore[arg-type]
    assert plan(house).milestones[0].standing(AT.date()) is Standing.UNPROVEN


def test_before_a_day_there_is_nothing_of_what_came_later(house: House) -> None:
    desk.set_target(house, REVIEWER, year=2027, value=12, **TOLD)  # type: ignore[arg-type]
    assert MEASURE not in plan(house.at_the_end_of(AT.date() - dt.timedelta(days=1))).targets
    assert MEASURE in plan(house.at_the_end_of(AT.date())).targets


def test_what_changes_a_plan_stands_in_the_log_and_is_on_every_page_at_once(house: House) -> None:
    with reading(house.engine) as connection:
        before = data_version(connection)
    desk.set_target(house, REVIEWER, year=2027, value=12, **TOLD)  # type: ignore[arg-type]
    desk.prove(house, REVIEWER, **PROOF)  # type: ignore[arg-type]
    with reading(house.engine) as connection:
        assert data_version(connection) == before + 2
        assert audit.examine(connection).whole


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.REVIEWER])
def test_nobody_else_changes_a_plan(house: House, role: Role) -> None:
    who = Visitor("somebody@example.org", role)
    with pytest.raises(NotAllowed):
        desk.set_target(house, who, year=2027, value=12, **TOLD)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        desk.prove(house, who, **PROOF)  # type: ignore[arg-type]
    assert plan_figures.history(house, PLAN) == ([], [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"plan": "other", "year": 2027, "value": 1},
        {"year": 2031, "value": 1},
        {"year": 2027, "value": -1},
        {"year": 2027, "value": float("nan")},
        {"year": 2027, "value": float("inf")},
        {"measure": "POL-01", "year": 2027, "value": 1.5},
        {"value": 1},
        {"year": 2027, "since": Quarter(2025, 4), "value": 1},
    ],
)
def test_what_is_no_target_is_not_kept(house: House, wrong: dict[str, object]) -> None:
    with pytest.raises(BadPlanChange):
        desk.set_target(house, REVIEWER, **TOLD | wrong)  # type: ignore[arg-type]
    assert plan_figures.history(house, PLAN) == ([], [])


@pytest.mark.parametrize("wrong", [{"milestone": "none"}, {"document": " "}, {"link": "javascript:alert(1)"}])
def test_what_is_no_proof_is_not_kept(house: House, wrong: dict[str, object]) -> None:
    with pytest.raises(BadPlanChange):
        desk.prove(house, REVIEWER, **PROOF | wrong)  # type: ignore[arg-type]


def test_a_change_needs_a_reason(house: House) -> None:
    with pytest.raises(NothingSaid):
        desk.set_target(house, REVIEWER, year=2027, value=1, **TOLD | {"reason": " "})  # type: ignore[arg-type]
