"""Every check of the folder, by the examples beside this file: what triggers it in which cell, and what does not.

An example types into a return in which every core number is answered (`typed`), or into an empty form (`empty`).
`facts` changes what the hidden sheet says, `lost` takes cells away, `sheets` adds sheets (true: hidden), `claimed` is
what the sender says they send,
`register` the centres that are known, `world` what the database is, `before` and `typed_before` what was reported in
earlier quarters, `accepted` what of it is accepted, where that is not all. `at` names the cells of the findings;
without it the finding is about the workbook as a whole. What is `asked` is a question though its check says stop
elsewhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from data.intake import checks, checks_run
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.history import History
from data.intake.reading import Reading
from data.model import Quarter
from data.rules import Rule
from data.store.house import House
from data.words import languages, words
from tests.data.intake import forms

FOLDER = Path(__file__).parent / "checks"
CODES = sorted(path.stem for path in Path(checks.__file__).parent.glob("[!_]*.py"))

CODE = re.compile(r"\b[A-Z]{3}-\d\d")
"""The code of an indicator: what a clerk sees in a message is a cell and a name."""

Example = Mapping[str, Any]


def examples(kind: str) -> list[Any]:
    return [
        pytest.param(path.stem, example, id=f"{path.stem}: {example['what']}")
        for path in sorted(FOLDER.glob("*.yaml"))
        for example in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader).get(kind, ())
    ]


def findings(house: House, example: Example) -> list[Finding]:
    empty = forms.empty(house)
    typed = ({} if example.get("empty") else forms.answered(house)) | example.get("typed", {})
    read = forms.reading(empty, typed)
    read = without(replace(read, facts={**read.facts, **example.get("facts", {})}), example.get("lost", ()))
    read = replace(read, others=tuple((title, hidden) for title, hidden in example.get("sheets", {}).items()))
    claimed = example.get("claimed", {})
    context = Context(
        catalogue=house.catalogue,
        country=house.country,
        world=example.get("world", "demo"),
        layout=forms.form(house).layout,
        place=house.country.places[claimed["place"]] if "place" in claimed else None,
        quarter=Quarter.parse(claimed["quarter"]) if "quarter" in claimed else None,
        register=example.get("register", {}),
        history=history(example),
        file_name=example.get("file_name", ""),
        today=dt.date.fromisoformat(example["today"]) if "today" in example else None,
    )
    return checks_run.run(Entries(read, context), context)


def without(read: Reading, lost: Sequence[str]) -> Reading:
    """What would be read if the cells of these tags were gone from the workbook."""
    cells = {tag: cell for tag, cell in read.cells.items() if tag not in lost}
    rows = {
        block: tuple({key: cell for key, cell in row.items() if f"{block}|*{key}" not in lost} for row in filled)
        for block, filled in read.rows.items()
        if f"{block}|last" not in lost
    }
    return replace(read, cells=cells, rows=rows, lost=tuple(lost))


def history(example: Example) -> History:
    """What was reported before: `before` lists the values of a measure, the newest first."""
    totals, usual = (
        {
            measure: {forms.QUARTER - ago: value for ago, value in enumerate(values, start=1) if value is not None}
            for measure, values in each.items()
        }
        for each in (example.get("before", {}), example.get("accepted", example.get("before", {})))
    )
    cells = {tuple(f"{key}||".split("|")[:3]): value for key, value in example.get("typed_before", {}).items()}
    signed = {tuple(key.split("|")): amount for key, amount in example.get("signed", {}).items()}
    return History(totals, cells, usual, peers=example.get("peers", {}), signed=signed)  # type: ignore[arg-type]


def test_a_complete_return_has_no_finding(house: House) -> None:
    assert findings(house, {}) == []


def test_every_check_has_its_examples_and_no_example_is_left_over() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == CODES
    assert sorted(checks_run.all_checks()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_check_says_what_it_is(code: str) -> None:
    check = checks_run.all_checks()[code]
    assert check.__doc__.split("\n")[0].endswith(".")
    assert check.SEVERITY in Severity
    assert check.STAGE in Stage
    told = yaml.load((FOLDER / f"{code}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    assert told["found"]
    assert told["not_found"]
    for language in languages():
        assert words(language)[f"findings.{code}"]
        if check.SEVERITY is Severity.ASK:
            assert words(language)[f"submit.questions.{code}"]


@pytest.mark.parametrize(("code", "example"), examples("found"))
def test_it_is_found(house: House, code: str, example: Example) -> None:
    found = findings(house, example)
    assert {each.code for each in found} == {code}
    assert {each.severity for each in found} == {checks_run.all_checks()[code].SEVERITY}
    empty = forms.empty(house)
    expected = [(forms.spot(empty, address)[0], forms.cell(empty, address)) for address in example.get("at", [])]
    assert [(each.sheet, each.cell) for each in found] == (expected or [(None, None)])
    assert example["says"] in found[0].message("en")
    for message in (each.message(language) for language in languages() for each in found):
        assert "{" not in message
        assert not CODE.search(message)


@pytest.mark.parametrize(("code", "example"), examples("not_found"))
def test_it_is_not_found(house: House, code: str, example: Example) -> None:
    assert code not in {each.code for each in findings(house, example)}


@pytest.mark.parametrize(("code", "example"), examples("asked"))
def test_it_is_asked_about(house: House, code: str, example: Example) -> None:
    found = findings(house, example)
    assert [(each.code, each.severity) for each in found] == [(code, Severity.ASK)]
    assert [each.cell for each in found] == [forms.cell(forms.empty(house), address) for address in example["at"]]
    for language in languages():
        assert words(language)[f"submit.questions.{code}"]


def beta(house: House, code: str, until: str) -> House:
    """The house with one rule in trial until a day."""
    rules = house.catalogue.rules
    tried = replace(rules.get(code, Rule(code, ())), beta_until=dt.date.fromisoformat(until))
    return replace(house, catalogue=replace(house.catalogue, rules={**rules, code: tried}))


@pytest.mark.parametrize(("today", "severity"), [("2027-03-31", Severity.NOTE), ("2027-04-01", Severity.STOP)])
def test_a_rule_that_is_being_tried_only_notes_until_its_day(house: House, today: str, severity: Severity) -> None:
    more_completed = {"typed": {"POL-09a": 1, "POL-09b": 2}, "today": today}
    found = findings(beta(house, "completed_over_scheduled", "2027-03-31"), more_completed)
    assert [(each.code, each.severity) for each in found] == [("completed_over_scheduled", severity)]


def test_any_rule_of_rows_may_be_tried_but_never_whether_a_cell_can_be_read(house: House) -> None:
    parts = {"typed": {"PRT-02": 7, "PRT-02|sex_age|F.adult": 8}, "today": "2027-01-01"}
    tried = beta(house, "parts_not_total", "2027-03-31")
    assert [each.severity for each in findings(tried, parts)] == [Severity.NOTE]
    unreadable = {"typed": {"PRT-02": "-"}, "today": "2027-01-01"}
    assert [each.severity for each in findings(beta(house, "dash", "2027-03-31"), unreadable)] == [Severity.STOP]


def test_a_district_that_did_not_exist_in_the_quarter_is_unknown(house: House) -> None:
    place = replace(house.country.places[forms.PLACE], valid_from=forms.QUARTER.last_day + dt.timedelta(days=1))
    later = replace(house, country=replace(house.country, places={**house.country.places, place.code: place}))
    assert [each.code for each in findings(later, {})] == ["unknown_district"]


def test_a_workbook_of_elsewhere_is_not_looked_through(house: House) -> None:
    both = {"facts": {"country": "TLS"}, "typed": {"PRT-02": "seven"}}
    assert {each.code for each in findings(house, both)} == {"other_country"}


def test_one_upload_tells_everything(house: House) -> None:
    """Cells that cannot be read, sums that do not hold and numbers that do not fit together, all at once."""
    careless = {
        "typed": {
            "PRT-02": "seven",
            "PRT-01": "-",
            "POL-08": "1.234",
            "PRT-04": 3,
            "PRT-06": 4,
            "PRT-07": 2,
            "PRT-07|sex_age|F.adult": 5,
            "PRO-07": 7,
            "PRO-05": 2,
            "facilities#1": {"name": "Rumah Aman", "kind": "shelter", "operator": "ngo", "state": "opened", "beds": 4},
        },
        "before": {"PRO-10": [1]},
        "sheets": {"Notes": True},
        "file_name": "TW I 2020.xlsx",
    }
    assert {each.code for each in findings(house, careless)} == {
        *("hidden_sheet", "quarters_differ"),
        *("not_a_number", "dash", "ambiguous_number", "not_in_list"),
        *("parts_not_total", "service_over_assisted"),
    }
    careless["file_name"] = "TW III 2026.xlsx"
    assert {each.code for each in findings(house, careless)} >= {"hidden_sheet", "dash", "decided_over_charged"}


def test_a_total_that_cannot_be_read_is_not_called_empty(house: House) -> None:
    found = findings(house, {"typed": {"PRT-06": "many", "PRT-06|sex_age|F.adult": 4}})
    assert [each.code for each in found] == ["not_a_number"]


def test_a_total_with_which_no_breakdown_agrees_is_told_once(house: House) -> None:
    sexes, kinds = {"PRT-02|sex_age|F.adult": 8}, {"PRT-02|identifying_agency|police": 8}
    [found] = findings(house, {"typed": {"PRT-02": 7, **sexes, **kinds}})
    assert (found.code, found.values["sum"]) == ("parts_not_total", "8")
    assert all(forms.cell(forms.empty(house), tag) in str(found.values["cells"]) for tag in (*sexes, *kinds))


def test_a_row_that_stands_twice_makes_no_sums_wrong(house: House) -> None:
    parts = {
        "PRT-02": 5,
        "PRT-02|sex_age|F.adult": 5,
        **{f"PRT-02|sex_age|{each}": 0 for each in ("F.child", "M.adult")},
    }
    rows = {f"PRT-02|nationality#{n}": {"row": "KAZ", "F.adult": count, "=": count} for n, count in ((1, 2), (2, 3))}
    assert [each.code for each in findings(house, {"typed": parts | rows})] == ["row_twice"]


@pytest.mark.parametrize(
    "lost",
    [
        *("PRT-02|sex_age|F.adult", "PRT-02|nationality|*F.adult", "PRT-02|nationality|last", "nil|policy"),
        *("facilities|*name", "facilities|*beds", "facilities|last", "funding|*amount"),
    ],
)
def test_of_cells_that_were_deleted_nothing_else_is_said(house: House, lost: str) -> None:
    parts = {f"PRT-02|sex_age|{each}": 0 for each in ("F.child", "M.child")}
    parts |= {"PRT-02": 5, "PRT-02|sex_age|F.adult": 2, "PRT-02|sex_age|M.adult": 3}
    rows = {"PRT-02|nationality#1": {"row": "KAZ", "F.adult": 2, "M.adult": 3, "=": 5}}
    centre = {"name": "Rumah Aman", "kind": "shelter", "operator": "ngo", "state": "open", "beds": 4, "residents": 3}
    payment = {"facility": "Rumah Aman", "source": "Dinas", "source_kind": "district", "status": "pledged", "amount": 9}
    typed = {**parts, **rows, "facilities#1": centre, "funding#1": payment}
    assert findings(house, {"typed": typed}) == []
    assert [each.code for each in findings(house, {"typed": typed, "lost": [lost]})] == ["cell_lost"]


def test_a_number_that_has_to_be_put_right_is_not_asked_about_as_well(house: House) -> None:
    wrong = {"typed": {"PRT-01": 3, "PRT-02": 7, "PRT-02|sex_age|F.adult": 8}}
    assert [each.code for each in findings(house, wrong)] == ["parts_not_total"]
    right = {"typed": {"PRT-01": 3, "PRT-02": 7, "PRT-02|sex_age|F.adult": 7}}
    assert [each.code for each in findings(house, right)] == ["confirmed_over_screened"]
