"""National plans: what is shipped, what is refused, and which plan a quarter is judged by."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.content import check_content
from data.countries import country_codes
from data.errors import BadCountry
from data.model import Pillar, Quarter
from data.plans.checking import plan_problems
from data.plans.law import load_instruments
from data.plans.reading import examine_plans, load_plans
from data.plans.vocabulary import Phase, PlanStatus, SourceStatus, Standing, plan_for, successors
from data.settings import Overlay, read_settings
from data.store.house import open_house

PLAN = """
names: {en: A plan, id: Sebuah rencana}
status: adopted
starts: "2026-01-01"
ends: "2030-12-31"
source: act
sources: {act: {title: {en: An act, id: Sebuah undang-undang}, status: in_force}}
"""


def written(folder: Path, says: str, name: str = "tls/plan/pan-2026-2030.yaml") -> Path:
    file = folder / "countries" / name
    file.parent.mkdir(parents=True)
    file.write_text(says, "utf-8")
    return folder


def codes() -> dict[str, set[str]]:
    indicators = load_catalogue().indicators
    return {
        "measures": {part.measure for each in indicators.values() for part in each.parts},
        "indicators": set(indicators),
    }


@pytest.mark.parametrize("iso3", country_codes())
def test_what_is_shipped_is_in_order(iso3: str) -> None:
    assert plan_problems(iso3, **codes()) == ()
    assert load_plans(iso3)


@pytest.mark.parametrize("iso3", country_codes())
def test_nothing_invented_is_shipped_but_for_the_demo_world(iso3: str) -> None:
    real, demo = load_plans(iso3), load_plans(iso3, demo=True)
    assert [plan for plan in real if plan.status is PlanStatus.INVENTED] == []
    assert [plan.key for plan in demo if plan not in real] == [iso3.lower()]
    assert all(source.status is not SourceStatus.INVENTED for plan in real for source in plan.sources)


def test_indonesia_s_six_strategies_under_the_five_pillars() -> None:
    [plan] = load_plans("IDN")
    assert [(each.number, *each.pillars) for each in plan.objectives] == [
        ("1", Pillar.PREVENTION),
        ("2", Pillar.PROTECTION),
        ("3", Pillar.PROTECTION),
        ("4", Pillar.POLICY),
        ("5", Pillar.PROSECUTION),
        ("6", Pillar.PARTNERSHIP),
    ]
    assert (plan.source.number, plan.ends) == ("Perpres 19/2023", dt.date(2024, 12, 31))
    assert not any(target.by_year for target in plan.targets.values())


def test_malaysia_s_four_pillars_and_nine_goals_of_which_one_is_known() -> None:
    third, fourth = load_plans("MYS")
    goals = [each for each in third.objectives if each.number.isdigit()]
    assert len(third.objectives) - len(goals) == 4
    assert [each.number for each in goals] == list("123456789")
    assert [each.number for each in goals if each.names] == ["5"]
    assert fourth.status is PlanStatus.DRAFT


def test_a_draft_is_no_plan_to_be_judged_by() -> None:
    plans = load_plans("MYS")
    found = plan_for(plans, Quarter(2026, 3))
    assert found is not None
    assert (found.key, found.phase(Quarter(2026, 3))) == ("naptip-3", Phase.ENDED)
    assert [each.key for each in successors(plans, found)] == ["naptip-4"]


def test_the_plan_of_a_quarter() -> None:
    [pan] = load_plans("TLS")
    assert [pan.phase(Quarter(*each)) for each in ((2025, 4), (2026, 1), (2030, 4), (2031, 1))] == [
        Phase.NOT_BEGUN,
        Phase.RUNNING,
        Phase.RUNNING,
        Phase.ENDED,
    ]
    assert plan_for([pan], Quarter(2025, 4)) is pan
    assert plan_for([], Quarter(2025, 4)) is None
    demo = plan_for(load_plans("TLS", demo=True), Quarter(2026, 3))
    assert demo is not None
    assert demo.status is PlanStatus.INVENTED


def test_issued_without_its_document_is_not_proven() -> None:
    [plan] = load_plans("IDN")
    found = {each.names["en"]: each.standing(dt.date(2026, 9, 30)) for each in plan.milestones}
    assert found["National plan of action adopted"] is Standing.PROVEN
    assert found["Procedure of integrated services for victims laid down"] is Standing.UNPROVEN  # no day
    assert found["Technical guide to recording and reporting data launched"] is Standing.UNPROVEN  # no number
    assert found["Plan for 2025-2029 adopted"] is Standing.OVERDUE
    assert plan.milestones[-1].standing(dt.date(2024, 12, 31)) is Standing.OPEN


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("source: other\n", "sources: there is no 'other' among them"),
        ('ends: "2025-02-30"\n', "ends: '2025-02-30' is no day"),
        ('ends: "2025-12-31"\n', "ends: 2025-12-31 is before 2026-01-01"),
        ("status: wished\n", "status: 'wished' is not one of adopted, draft, invented"),
        (
            "milestones:\n- {key: a, names: {en: A, id: A}, pillar: policy, state: issued, source: act, bodies: [x]}\n",
            "bodies: ",
        ),
        ("objectives:\n- {number: '1', source: act}\n- {number: '1', source: act}\n", "objectives.1: stands twice"),
        ("objectives:\n- {number: '1', source: act, within: '7'}\n", "there is no objective '7'"),
        ("targets: {PRT-10: {since: 2025-Q4, source: act}}\n", "since is the quarter of a baseline"),
        ("targets: {PRT-10: {by_year: {'2026': 5}}}\n", "targets.PRT-10.source: is missing"),
        ("targets: {XYZ-99: {by_year: {'2026': 5}, source: act}}\n", "targets.XYZ-99: no measure has this code"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_key(tmp_path: Path, says: str, told: str) -> None:
    key = says.partition(":")[0]
    kept = "".join(line for line in PLAN.splitlines(keepends=True) if not line.startswith(f"{key}:"))
    problems = [str(each) for each in check_content(written(tmp_path, kept + says))]
    assert problems
    assert all("plan/pan-2026-2030.yaml" in problem for problem in problems)
    assert any(told in problem for problem in problems)


def test_a_ministry_s_own_plan_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    says = PLAN + "targets: {PRT-10: {baseline: 4, since: 2025-Q4, by_year: {'2026': 9, '2027': 12}, source: act}}\n"
    [plan], problems = examine_plans("TLS", Overlay(written(tmp_path, says)))
    assert problems == ()
    assert (plan.names["en"], plan.targets["PRT-10"].by_year) == ("A plan", {2026: 9, 2027: 12})
    assert check_content(tmp_path) == ()


def test_lima_does_not_start_with_a_wrong_plan(tmp_path: Path) -> None:
    content = written(tmp_path / "content", PLAN + "targets: {XYZ-99: {baseline: 1, source: act}}\n")
    with pytest.raises(BadCountry, match="XYZ-99: no measure has this code"):
        open_house(read_settings({"LIMA_VAR": str(tmp_path), "COUNTRY": "TLS", "LIMA_CONTENT": str(content)}))


def test_articles_that_no_indicator_speaks_to_are_blind_spots() -> None:
    found = {each.key: [article.number for article in each.blind_spots] for each in load_instruments("IDN")}
    assert "6(1)" in found["palermo"]
    assert "46" in found["uu-21-2007"]
    assert "58" not in found["uu-21-2007"]
    assert found["kuhp-2023"] == []


@pytest.mark.parametrize("iso3", country_codes())
def test_numbers_of_articles_known_from_memory_alone_say_that_they_are_to_be_checked(iso3: str) -> None:
    by_key = {
        each.key: {article.number: article.to_be_checked for article in each.articles}
        for each in load_instruments(iso3)
    }
    assert [number for number, to_be_checked in by_key["actip"].items() if not to_be_checked] == ["12"]
    assert all(to_be_checked for number, to_be_checked in by_key["palermo"].items() if number != "9")


def test_a_law_that_names_an_unknown_indicator_is_refused(tmp_path: Path) -> None:
    articles = "articles: [{number: '1', subject: {en: A, id: A}, indicators: [XYZ-99]}]\n"
    says = f"names: {{en: A law, id: Undang-undang}}\n{articles}"
    problems = check_content(written(tmp_path, says, "tls/instruments/law.yaml"))
    assert [str(each) for each in problems] == ["instruments/law.yaml: 1: no indicator has the code XYZ-99"]


def test_what_is_said_of_a_law_for_one_country_is_read_there_alone() -> None:
    notes = {
        iso3: next(each.note["en"] for each in load_instruments(iso3) if each.key == "actip") for iso3 in ("IDN", "TLS")
    }
    assert "Timor-Leste" not in notes["IDN"]
    assert notes["TLS"] == f"{notes['IDN']} Whether Timor-Leste is bound by it was not verified."
