"""What changes between two returns: every cell that differs and no other, with the four states told apart."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import Catalogue
from data.intake import receive
from data.intake.difference import Change, Content, Kind, counts, difference, said_by, what_changes
from data.model import Status
from data.store.engine import reading
from data.store.house import House
from data.store.new_return import Observation
from data.store.said import Said, said_in
from tests.data.intake import forms
from tests.data.intake.test_receive import CENTRE, OFFICER

PAYMENT = {"source": "Fund", "source_kind": "donor", "status": "pledged", "amount": 500}
MORE = {
    "PRT-02": 7,
    "PRT-02|sex_age|F.adult": 4,
    "PRT-02|sex_age|F.child": 3,
    "PRO-07": "TB",
    "PRT-04": 0,
    "facilities#1": CENTRE,
    "funding#1": PAYMENT | {"facility": "Rumah Aman"},
}


def told(changes: list[Change]) -> dict[tuple[str, str, str], tuple[object, object]]:
    return {
        (c.subject, c.dimension, c.item): ((c.before.value, c.before.status.value), (c.now.value, c.now.status.value))
        for c in changes
    }


@pytest.fixture
def changed(own_house: House) -> object:
    """File a workbook, and say what another would change."""

    def change(**typed: object) -> list[Change]:
        def examine(more: dict[str, object]) -> receive.Examination:
            answers = {"payment_without_date": "Not known.", "blank_cell": "Lost."}
            content = forms.filled(forms.empty(own_house), forms.answered(own_house) | MORE | more)
            examined = receive.examine(content, house=own_house)
            assert examined.verdict != "stop", [f.message("en") for f in examined.findings]
            if not more:
                receive.file(examined, house=own_house, by=OFFICER, answers=answers)
            return examined

        examine({})
        return what_changes(own_house, examine(typed))

    return change


def test_the_same_numbers_in_another_file_change_nothing(changed: object, own_house: House) -> None:
    assert changed(**{"PRT-02": 7.0}) == []  # type: ignore[operator]


def test_each_cell_that_differs_is_named_with_what_stood_there(changed: object, own_house: House) -> None:
    found = changed(  # type: ignore[operator]
        **{
            "PRT-02": 9,
            "PRT-02|sex_age|F.adult": None,
            "PRT-02|sex_age|M.adult": 6,
            "PRO-07": 0,
            "PRT-04": "TB",
            "facilities#1.beds": 12,
            "funding#1.amount": 700,
        }
    )
    total = ("total", "")
    assert told(found) == {
        ("PRT-02", *total): ((7, "reported"), (9, "reported")),
        ("PRT-02", "sex_age", "F.adult"): ((4, "reported"), (None, "missing")),
        ("PRT-02", "sex_age", "M.adult"): ((None, "missing"), (6, "reported")),
        ("PRT-04", *total): ((0, "reported"), (None, "not_expected")),
        ("PRO-07", *total): ((None, "not_expected"), (0, "reported")),
        ("Rumah Aman", "beds", ""): ((9, "reported"), (12, "reported")),
        ("Fund", "amount", ""): ((500, "reported"), (700, "reported")),
    }
    assert counts(found) == {Kind.CHANGED: 5, Kind.ADDED: 1, Kind.REMOVED: 1}
    empty = forms.empty(own_house)
    where = {(c.subject, c.dimension): (c.sheet, c.cell) for c in found if c.dimension in ("total", "beds", "amount")}
    for subject, address in {"PRT-02": "PRT-02", "Rumah Aman": "facilities#1.beds", "Fund": "funding#1.amount"}.items():
        sheet, letters, row = forms.spot(empty, address)
        assert (sheet, f"{letters}{row}") in [there for (of, _), there in where.items() if of == subject]


def test_nothing_to_report_differs_from_a_zero_that_was_counted(changed: object) -> None:
    zeros = dict.fromkeys(("PRO-01", "PRO-05", "PRO-07", "PRO-08", "PRO-09", "PRO-10"))
    found = told(changed(**zeros, **{"nil|prosecution": "Yes"}))  # type: ignore[operator]
    assert found["PRO-01", "total", ""] == ((0, "reported"), (0, "nil"))
    assert found["PRO-07", "total", ""] == ((None, "not_expected"), (0, "nil"))


def test_a_centre_and_a_payment_that_are_gone_are_gone_in_every_cell(changed: object) -> None:
    gone = {f"facilities#1.{key}": None for key in CENTRE} | {f"funding#1.{key}": None for key in PAYMENT}
    found = changed(**gone, **{"funding#1.facility": None})  # type: ignore[operator]
    rows = [c for c in found if c.table]
    assert {c.kind for c in rows} == {Kind.REMOVED}
    assert {c.subject for c in rows} == {"Rumah Aman", "Fund"}
    assert {c.dimension for c in rows if c.subject == "Fund"} == {*PAYMENT, "facility", "currency"}


def test_what_is_filed_is_what_the_workbook_said(changed: object, own_house: House) -> None:
    content = forms.filled(forms.empty(own_house), forms.answered(own_house) | MORE)
    examined = receive.examine(content, house=own_house)
    answers = {"payment_without_date": "Not known."}
    receipt = receive.file(examined, house=own_house, by=OFFICER, answers=answers)
    with reading(own_house.engine) as connection:
        filed = said_in(connection, receipt.return_id)
    assert difference(filed, said_by(examined, {}), own_house.catalogue) == []


def payment(row: int, **more: object) -> dict[str, object]:
    usual: dict[str, object] = {"facility": None, "currency": "IDR", "sheet": "Funding", "row": row}
    return usual | PAYMENT | more


def test_a_payment_that_moved_to_another_row_is_the_same(house: House) -> None:
    before = Said(payments=[payment(7, amount=1), payment(8, amount=2)])
    now = Said(payments=[payment(7, amount=2), payment(9, amount=1)])
    assert difference(before, now, house.catalogue) == []


def test_of_two_payments_of_one_source_only_the_changed_one_is_told(house: House) -> None:
    before = Said(payments=[payment(7, amount=1), payment(8, amount=2)])
    due = dt.date(2026, 12, 1)
    now = Said(payments=[payment(7, amount=2), payment(8, amount=3, due_on=due)])
    assert [(c.dimension, c.before, c.now, c.cell[1:]) for c in difference(before, now, house.catalogue)] == [
        ("amount", Content(1, Status.REPORTED), Content(3, Status.REPORTED), "8"),
        ("due_on", Content(), Content(due, Status.REPORTED), "8"),
    ]


observed = st.dictionaries(
    st.sampled_from(["PRT-02", "PRT-04", "PRO-01", "POL-05"]),
    st.sampled_from([(0.0, Status.REPORTED), (3.0, Status.REPORTED), (0.0, Status.NIL), (None, Status.NOT_EXPECTED)]),
)


def said(values: dict[str, tuple[float | None, Status]]) -> Said:
    return Said([Observation(m, "total", "", value, status, "S", "C1") for m, (value, status) in values.items()])


@given(before=observed, now=observed)
def test_a_difference_is_what_differs_and_read_backwards_the_reverse(
    house: House, before: dict[str, tuple[float | None, Status]], now: dict[str, tuple[float | None, Status]]
) -> None:
    catalogue: Catalogue = house.catalogue
    forth, back = (difference(said(a), said(b), catalogue) for a, b in ((before, now), (now, before)))
    assert {c.subject for c in forth} == {m for m in {*before, *now} if before.get(m) != now.get(m)}
    assert [(c.subject, c.before, c.now) for c in back] == [(c.subject, c.now, c.before) for c in forth]
