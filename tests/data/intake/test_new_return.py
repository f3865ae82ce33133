"""From entries to what is filed: nil, not applicable, and the sums over centres and payments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from data.intake import new_return
from data.intake.entries import Context, Entries
from data.intake.layout import FACILITIES
from data.model import Kind, Pillar, Status
from data.store.house import House
from data.store.new_return import Observation
from tests.data.intake import forms

CENTRE = {"name": "Rumah Aman", "kind": "shelter", "operator": "ngo", "beds": 9, "residents": 4, "bed_nights": 400}
MONEY = {"source": "A foundation", "source_kind": "foundation", "status": "signed", "amount": 500, "currency": "IDR"}


def entries(house: House, typed: Mapping[str, object], register: Mapping[str, str] | None = None) -> Entries:
    context = Context(
        catalogue=house.catalogue,
        country=house.country,
        world="demo",
        layout=forms.form(house).layout,
        register=register or {},
    )
    return Entries(forms.reading(forms.empty(house), typed), context)


def totals(house: House, typed: Mapping[str, object]) -> dict[str, Observation]:
    made = new_return.observations(
        entries(house, typed), catalogue=house.catalogue, country=house.country, quarter=forms.QUARTER
    )
    return {each.measure: each for each in made if each.dimension == "total"}


def values(house: House, typed: Mapping[str, object]) -> dict[str, float | None]:
    return {measure: each.value for measure, each in totals(house, typed).items()}


def test_a_blank_is_no_row_zero_is_one_and_tb_is_not_expected(house: House) -> None:
    found = totals(house, {"PRT-01": 0, "PRT-02": "TB"})
    assert {m: (o.value, o.status) for m, o in found.items()} == {
        "PRT-01": (0.0, Status.REPORTED),
        "PRT-02": (None, Status.NOT_EXPECTED),
    }


@pytest.mark.parametrize("pillar", list(Pillar))
def test_nothing_to_report_makes_flows_nil_and_leaves_the_rest_missing(house: House, pillar: Pillar) -> None:
    found = totals(house, {f"nil|{pillar.value}": "Yes"})
    parts = house.catalogue.typed_parts(pillar, forms.QUARTER)
    assert set(found) == {part.measure for part in parts if part.kind is Kind.FLOW}
    assert {(o.value, o.status) for o in found.values()} <= {(0.0, Status.NIL)}
    where = forms.cell(forms.empty(house), f"nil|{pillar.value}")
    assert {o.cell for o in found.values()} <= {where}


def test_a_stock_that_is_typed_counts_beside_nothing_to_report(house: House) -> None:
    found = totals(house, {"nil|protection": "Yes", "PRT-14": 5, "PRT-02": "TB"})
    assert (found["PRT-14"].value, found["PRT-14"].status) == (5, Status.REPORTED)
    assert found["PRT-02"].status is Status.NOT_EXPECTED
    assert found["PRT-01"].status is Status.NIL
    assert "PRO-01" not in found


def test_extra_numbers_are_kept_under_measures_of_their_own_and_blank_ones_are_not(house: House) -> None:
    found = values(house, {"PRO-10x": 2, "PRT-14x": 0, "nil|policy": "Yes"})
    assert {m: found.get(m) for m in ("PRO-10x", "PRT-14x", "PRT-14y", "POL-05x")} == {
        "PRO-10x": 2,
        "PRT-14x": 0,
        "PRT-14y": None,
        "POL-05x": None,
    }
    shown = {part.measure for each in house.catalogue.indicators.values() for part in each.parts}
    assert not shown & {"PRO-10x", "PRT-14x"}


def test_the_most_residents_of_a_centre_are_kept_as_their_sum(house: House) -> None:
    rows = {f"facilities#{n}": {**CENTRE, "name": f"House {n}", "peak_residents": 6} for n in (1, 2)}
    assert values(house, rows)["PRT-16x"] == 12
    assert "PRT-16x" not in values(house, {**rows, "facilities#3": {**CENTRE, "name": "House 3"}})
    assert all("peak_residents" not in row for row in new_return.facility_rows(entries(house, rows), "IDR"))


def test_a_row_s_own_total_is_no_part(house: House) -> None:
    made = new_return.observations(
        entries(house, {"PRT-02": 2, "PRT-02|nationality#1": {"row": "IDN", "M.adult": 2, "=": 2}}),
        catalogue=house.catalogue,
        country=house.country,
        quarter=forms.QUARTER,
    )
    assert [(o.dimension, o.item, o.value) for o in made] == [("total", "", 2), ("nationality", "IDN.M.adult", 2)]


def test_parts_carry_their_row_and_items(house: House) -> None:
    typed = {"PRT-02": 7, "PRT-02|nationality#3": {"row": "Myanmar", "M.adult": 7}, "PRT-02|movement|internal": 0}
    made = new_return.observations(
        entries(house, typed), catalogue=house.catalogue, country=house.country, quarter=forms.QUARTER
    )
    parts = {(o.dimension, o.item): (o.value, o.cell) for o in made if o.dimension != "total"}
    empty = forms.empty(house)
    assert parts == {
        ("nationality", "MMR.M.adult"): (7, forms.cell(empty, "PRT-02|nationality#3.M.adult")),
        ("movement", "internal"): (0, forms.cell(empty, "PRT-02|movement|internal")),
    }


def test_beds_are_summed_over_the_centres_that_are_not_closed(house: House) -> None:
    typed = {
        "facilities#1": CENTRE | {"state": "open"},
        "facilities#2": CENTRE | {"name": "Rumah Dua", "beds": 5, "state": "suspended"},
        "facilities#3": {"name": "Rumah Lama", "kind": "shelter", "operator": "ngo", "state": "closed"},
    }
    found = totals(house, typed)
    assert (found["PRT-16a"].value, found["PRT-16b"].value, found["PRT-16c"].value) == (14, 8, 800)
    assert found["PRT-16a"].cell == "E7:E8"


def test_a_centre_that_says_nothing_makes_the_sum_missing_not_smaller(house: House) -> None:
    typed = {
        "facilities#1": CENTRE | {"state": "open"},
        "facilities#2": CENTRE | {"name": "Rumah Dua", "bed_nights": None, "state": "open"},
    }
    assert {m: v for m, v in values(house, typed).items() if m.startswith("PRT-16")} == {"PRT-16a": 18, "PRT-16b": 8}


def test_a_known_centre_on_which_nobody_reported_makes_the_sums_missing(house: House) -> None:
    known = {"code": "32.02-C1", "name": "Rumah Lama", "kind": "shelter", "operator": "ngo", "state": "open"}
    typed = {"facilities#1": known, "facilities#2": CENTRE | {"state": "open"}}
    assert "PRT-16a" not in values(house, typed)
    rows = new_return.facility_rows(entries(house, typed, {"Rumah Lama": "32.02-C1"}), "IDR")
    assert [row["name"] for row in rows] == ["Rumah Aman"]


def test_no_centre_is_no_sum_because_nobody_said_that_there_is_none(house: House) -> None:
    assert values(house, {"PRT-02": 0}) == {"PRT-02": 0}


def test_givers_money_counts_in_the_quarter_of_its_signature_and_of_its_arrival(house: House) -> None:
    inside, before = dt.date(2026, 8, 1), dt.date(2026, 6, 30)
    typed = {
        "funding#1": MONEY | {"signed_on": inside},
        "funding#2": MONEY | {"amount": 70, "status": "received", "signed_on": before, "received_on": inside},
        "funding#3": MONEY | {"amount": 9000, "status": "pledged", "signed_on": inside},
        "funding#4": MONEY | {"amount": 8000, "status": "lapsed", "signed_on": inside},
        "funding#5": MONEY | {"amount": 7000, "source_kind": "district", "signed_on": inside},
        "funding#6": MONEY | {"amount": 6000, "signed_on": before},
    }
    assert values(house, typed) == {"PAR-06a": 500, "PAR-06b": 70}


def test_money_in_another_currency_is_never_added(house: House) -> None:
    inside = dt.date(2026, 8, 1)
    typed = {
        "funding#1": MONEY | {"signed_on": inside},
        "funding#2": MONEY | {"amount": 3, "currency": "USD", "signed_on": inside},
    }
    assert values(house, typed) == {"PAR-06b": 0}
    rows = new_return.funding_rows(entries(house, typed), "IDR", {})
    assert [(row["amount"], row["currency"]) for row in rows] == [(500, "IDR"), (3, "USD")]


def test_a_payment_finds_its_centre_by_the_name_on_the_other_sheet(house: House) -> None:
    typed = {
        "facilities#1": CENTRE | {"code": "32.02-C1", "name": "Renamed", "state": "open"},
        "facilities#2": CENTRE | {"name": "Known", "state": "open"},
        "facilities#3": CENTRE | {"name": "New", "state": "open"},
        "funding#1": MONEY | {"facility": "RENAMED"},
        "funding#2": MONEY | {"facility": "known"},
        "funding#3": MONEY | {"facility": "new"},
        "funding#4": MONEY,
    }
    register = {"Old name": "32.02-C1", "Known": "32.02-C2"}
    rows = new_return.funding_rows(entries(house, typed, register), "IDR", register)
    assert [row["facility"] for row in rows] == ["32.02-C1", "32.02-C2", "New", None]


def test_what_stands_in_no_currency_is_in_the_country_s_own(house: House) -> None:
    typed = {"facilities#1": CENTRE | {"state": "open"}, "funding#1": MONEY | {"currency": None}}
    found = entries(house, typed)
    assert new_return.facility_rows(found, "IDR")[0]["currency"] == "IDR"
    assert new_return.funding_rows(found, "IDR", {})[0]["currency"] == "IDR"
    assert found.tables[FACILITIES][0].values["currency"] is None


def test_every_ratio_names_two_typed_measures(house: House) -> None:
    typed = {p.measure for i in house.catalogue.indicators.values() for p in i.parts if p.kind is not Kind.RATIO}
    found = house.catalogue.ratios
    assert found["POL-09"] == ("POL-09b", "POL-09a")
    assert {part for pair in found.values() for part in pair} <= typed
