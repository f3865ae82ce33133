"""The form in a real LibreOffice: filled as an officer fills it, with the Tab key, drop-downs and red cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl.utils import coordinate_to_tuple

from data.intake import receive
from data.intake.entries import Context, Entries
from data.intake.form import LastQuarter
from data.intake.layout import FIRST_INPUT, NIL_ROW, OPEN_ROW, SUM
from data.intake.new_return import facility_rows, funding_rows
from data.intake.template import template
from data.intake.workbook import read_workbook
from data.model import Pillar
from data.store.house import House
from data.words import text
from tests.data.intake import forms
from tests.office import Office

pytestmark = pytest.mark.libreoffice

Step = tuple[object, ...]

KNOWN = {"code": "32.02-C1", "name": "Rumah Lama", "kind": "shelter", "operator": "ngo", "state": "open"}

FILLED: dict[str, object] = {
    "POL-01": "yes",
    "POL-02": 3,
    "POL-02|meeting_type|full": 1,
    "POL-03": "no",
    "POL-04": "not_applicable",
    "POL-07": 12500000000,
    "POL-08": 2500000.5,
    "PRE-01": 4,
    "PRE-02": 120,
    "PRT-01": 9,
    "PRT-02": 7,
    **dict.fromkeys((f"PRT-02|sex_age|{sex}.{age}" for sex in "FMU" for age in ("child", "adult", "unknown")), 0),
    "PRT-02|sex_age|F.adult": 4,
    "PRT-02|sex_age|M.child": 3,
    "PRT-02|exploitation|fishing": 7,
    "PRT-02|exploitation|sexual": 2,
    "PRT-02|nationality#1.row": "IDN",
    "PRT-02|nationality#1.F.adult": 4,
    "PRT-02|nationality#2.row": "MMR",
    "PRT-02|nationality#2.M.child": 3,
    "PRT-04": "TB",
    "PRT-05": 0,
    "PRT-10": 1,
    "PRT-14": 5,
    "nil|prosecution": "yes",
    "PRO-10": 2,
    "PAR-02": 1,
    "PAR-07a": 3,
    "PAR-07b": 4,
    "facilities#1.beds": 9,
    "facilities#1.residents": 4,
    "facilities#1.cash": 90000000,
    "facilities#1.monthly_cost": 30000000,
    "facilities#2.name": "Rumah Baru",
    "facilities#2.kind": "options.recovery_centre",
    "facilities#2.operator": "options.local",
    "facilities#2.beds": 12,
    "facilities#2.residents": 0,
    "facilities#2.currency": "IDR",
    "facilities#2.state": "options.open",
    "funding#1.facility": "Rumah Baru",
    "funding#1.source": "Yayasan Contoh",
    "funding#1.source_kind": "options.foundation",
    "funding#1.status": "options.signed",
    "funding#1.amount": 5000000,
    "funding#1.signed_on": dt.date(2026, 8, 17),
    "funding#1.due_on": dt.date(2026, 12, 1),
}
"""A return: words of the drop-downs by their key."""


def drawn(house: House, folder: Path, language: str) -> tuple[bytes, Path]:
    form = forms.form(house, language=language, last=LastQuarter(values={"PRT-02": 5}, facilities=[KNOWN]))
    content, path = template(form), folder / "form.xlsx"
    path.write_bytes(content)
    return content, path


def worded(value: object, language: str, house: House) -> str:
    """What an officer types."""
    nationalities = {item.key: item for item in house.catalogue.dimensions["nationality"].rows}
    if isinstance(value, str) and value in nationalities:
        return nationalities[value].labels[language]
    if isinstance(value, str) and (value in ("yes", "no", "not_applicable") or value.startswith("options.")):
        return text(f"workbook.{value}", language)
    return str(value)


def typing(content: bytes, typed: Mapping[str, object], language: str, house: House) -> list[Step]:
    spots = {address: forms.spot(content, address) for address in typed}
    return [
        ("type", sheet, f"{letters}{row}", worded(typed[address], language, house))
        for address, (sheet, letters, row) in spots.items()
    ]


def sheets(language: str) -> list[str]:
    return [text(f"workbook.sheets.{key}", language) for key in (*Pillar, "facilities", "funding")]


def ready_cell(content: bytes, language: str) -> str:
    cover = forms.opened(content).worksheets[0]
    labels = {cell.value: cell.row for (cell,) in cover.iter_rows(max_col=1)}
    return f"B{labels[text('workbook.cover.ready', language)]}"


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_return_filled_in_libreoffice_is_clean_and_says_what_was_typed(
    office: Office, house: House, tmp_path: Path, language: str
) -> None:
    content, path = drawn(house, tmp_path, language)
    start, ready = text("workbook.sheets.cover", language), ready_cell(content, language)
    before, *answers = office.run(
        ("open", path),
        ("show", start, ready),
        *typing(content, FILLED, language, house),
        ("show", start, ready),
        *(("invalid", sheet) for sheet in sheets(language)),
        ("save", tmp_path / "filled.xlsx"),
        ("close",),
    )
    core = len(forms.form(house).layout.core_slots)
    assert before == f"{core + 2} {text('workbook.cover.still_open', language)}"  # and a known centre's beds and people
    assert answers == [text("workbook.cover.is_ready", language), *["no"] * 7]

    saved = (tmp_path / "filled.xlsx").read_bytes()
    # The district's centre is known in no database here: its code is the only thing that may be found wanting.
    examined = receive.examine(saved, house=house)
    assert {found.code for found in examined.findings} == {"unknown_code"}
    read = read_workbook(saved)
    context = Context(house.catalogue, house.country, "demo", forms.form(house).layout)
    entries = Entries(read, context)
    for measure, entry in entries.totals.items():
        typed = FILLED.get(measure)
        expected = {"yes": 1, "no": 0, "not_applicable": None, "TB": None}.get(str(typed), typed)
        assert entry.number == expected, measure
    parts = {(p.measure, each.item): each.entry.number for p, _, found in entries.dimensions() for each in found}
    assert (parts["PRT-02", "IDN.F.adult"], parts["PRT-02", "MMR.M.child"]) == (4, 3)
    assert (parts["PRT-02", "F.adult"], parts["PRT-02", "fishing"]) == (4, 7)
    assert entries.is_nil(Pillar.PROSECUTION)
    old, new = facility_rows(entries, "IDR")
    assert (old["code"], old["beds"], old["cash"], new["kind"]) == ("32.02-C1", 9, 90_000_000, "recovery_centre")
    [payment] = funding_rows(entries, "IDR", {})
    assert payment["facility"] == "Rumah Baru"
    assert (payment["amount"], payment["signed_on"], payment["due_on"]) == (
        5_000_000,
        dt.date(2026, 8, 17),
        dt.date(2026, 12, 1),
    )
    calculated = forms.opened(saved, values=True)
    sheet, _, row = forms.spot(content, "PRT-02|sex_age|F.child")
    assert calculated[sheet].cell(row, SUM).value == 7
    assert calculated[start][ready].value == text("workbook.cover.is_ready", language)


def test_a_filled_return_with_a_known_centre_is_filed(office: Office, own_house: House, tmp_path: Path) -> None:
    content = forms.empty(own_house)
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    typed = {address: value for address, value in FILLED.items() if not address.startswith("facilities#1")}
    office.run(("open", path), *typing(content, typed, "en", own_house), ("save", tmp_path / "filled.xlsx"), ("close",))
    examined = receive.examine((tmp_path / "filled.xlsx").read_bytes(), house=own_house)
    assert examined.findings == ()
    assert (examined.totals["PRT-02"].value, examined.totals["PRO-07"].value) == (7, 0)


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "a word for a number": ({"PRT-02": "seven"}, "invalid"),
    "fewer than none": ({"PRT-02": -3}, "invalid"),
    "half a person": ({"PRT-02": 2.5}, "invalid"),
    "a dash": ({"PRT-02|sex_age|F.adult": "-"}, "invalid"),
    "neither yes nor no": ({"POL-01": "maybe"}, "invalid"),
    "no nationality": ({"PRT-02|nationality#1.row": "Atlantis"}, "invalid"),
    "no kind of centre": ({"facilities#1.kind": "a big house"}, "invalid"),
    "half a bed": ({"facilities#1.beds": 9.5}, "invalid"),
    "no date": ({"funding#1.due_on": "soon"}, "invalid"),
    "no currency": ({"funding#1.currency": "rupees"}, "invalid"),
    "a centre that is not there": ({"funding#1.facility": "Somewhere"}, "invalid"),
    "parts over the total": ({"PRT-06": 3, "PRT-06|sex_age|F.adult": 4}, "open"),
    "parts without a total": ({"PRT-06|sex_age|F.adult": 4}, "open"),
    "rows that are fewer than the total": (
        {"PRT-01": 3, "PRT-01|nationality#1.row": "Indonesia", "PRT-01|nationality#1.F.adult": 2},
        "open",
    ),
    "a row of nobody": ({"PRT-01": 2, "PRT-01|nationality#1.F.adult": 2}, "open"),
    "one kind over all": ({"PRT-02": 3, "PRT-02|exploitation|fishing": 4}, "open"),
    "numbers where there is nothing to report": ({"nil|prosecution": "Yes", "PRO-01": 2}, "open"),
    "a centre without people": ({"facilities#1.name": "Rumah", "facilities#1.beds": 9}, "open"),
    "money without an amount": ({"funding#1.source": "Somebody"}, "open"),
    "signed money without a day": (
        {
            "funding#1.source": "Somebody",
            "funding#1.source_kind": "Foundation",
            "funding#1.status": "Signed",
            "funding#1.amount": 5,
        },
        "open",
    ),
}


def test_what_is_wrong_is_seen_while_it_is_typed(office: Office, house: House, tmp_path: Path) -> None:
    """One thing after the other is typed into one form, and each is put right before the next."""
    content = forms.empty(house)
    (tmp_path / "form.xlsx").write_bytes(content)
    answered = forms.answered(house)
    ready = ("show", "Start", ready_cell(content, "en"))
    steps: list[Step] = []
    for typed, kind in WRONG.values():
        invalid = ("invalid", forms.spot(content, next(iter(typed)))[0])
        before = {address: answered.get(address, "") for address in typed}
        steps += [*typing(content, typed, "en", house), invalid if kind == "invalid" else ready]
        steps += [*typing(content, before, "en", house), invalid, ready]
    whole, *answers = office.run(
        ("open", tmp_path / "form.xlsx"), *typing(content, answered, "en", house), ready, *steps, ("close",)
    )
    assert whole == "Ready to send"
    assert answers[1::3] == ["no"] * len(WRONG)
    assert answers[2::3] == [whole] * len(WRONG)
    missed = [
        name
        for (name, (_, kind)), answer in zip(WRONG.items(), answers[::3], strict=True)
        if answer != "yes" and not (kind == "open" and "still open" in answer)
    ]
    assert missed == []


LEGAL: dict[str, list[object]] = {
    "PRT-02": [0, 7, 1234, "TB", "tb", "n/a", "N/A"],
    "PRT-02|sex_age|F.adult": [0, 12, "TB"],
    "PRT-02|nationality#6.M.unknown": [0, 3],
    "POL-07": [0, 12500000000, 1250.75, "TB"],
    "facilities#12.beds": [0, 30],
    "facilities#12.cash": [0, 12500000.5],
    "facilities#12.closed_on": ["2026-08-31"],
    "funding#20.amount": [0, 99.5],
    "funding#20.until": ["2027-12-31"],
}


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_rule_refuses_what_is_legal(office: Office, house: House, tmp_path: Path, language: str) -> None:
    content = forms.empty(house, language)
    (tmp_path / "form.xlsx").write_bytes(content)
    options = {
        "POL-01": [text(f"workbook.{key}", language) for key in ("yes", "no", "not_applicable")],
        "nil|policy": [text("workbook.yes", language)],
        "PRT-02|nationality#6.row": [item.labels[language] for item in house.catalogue.dimensions["nationality"].rows],
        "facilities#12.state": [text(f"workbook.options.{key}", language) for key in ("open", "suspended", "closed")],
        "facilities#12.currency": ["IDR", "USD", "EUR"],
        "funding#20.status": [text(f"workbook.options.{key}", language) for key in ("pledged", "signed", "received")],
    }
    steps: list[Step] = []
    for address, values in (LEGAL | options).items():
        sheet, letters, row = forms.spot(content, address)
        for value in values:
            steps += [("type", sheet, f"{letters}{row}", value), ("invalid", sheet)]
    answers = office.run(("open", tmp_path / "form.xlsx"), *steps, ("close",))
    refused = [step[3] for step, answer in zip(steps[::2], answers, strict=True) if answer != "no"]
    assert refused == []


def test_the_tab_key_alone_reaches_every_input_cell_and_nothing_else(
    office: Office, house: House, tmp_path: Path
) -> None:
    content = forms.empty(house)
    (tmp_path / "form.xlsx").write_bytes(content)
    book = forms.opened(content)
    inputs = {
        sheet.title: {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
        for sheet in book.worksheets[1:-1]
    }
    answers = iter(
        office.run(
            ("open", tmp_path / "form.xlsx"), *(("tab", name, len(cells)) for name, cells in inputs.items()), ("close",)
        )
    )
    for name, cells in inputs.items():
        visited = [next(answers).replace("$", "") for _ in cells]
        assert set(visited) == cells, name
        places = [coordinate_to_tuple(cell) for cell in visited]
        assert places == sorted(places), name


def test_labels_and_sums_are_locked_and_inputs_are_not(office: Office, house: House, tmp_path: Path) -> None:
    content = forms.empty(house)
    (tmp_path / "form.xlsx").write_bytes(content)
    sheet, letters, row = forms.spot(content, "PRT-02")
    cells = (f"A{row}", f"{letters}{OPEN_ROW}", f"{letters}{row}", f"{letters}{NIL_ROW}")
    steps = (("locked", sheet, cell) for cell in cells)
    assert office.run(("open", tmp_path / "form.xlsx"), *steps, ("close",)) == ["yes", "yes", "no", "no"]


def test_cells_are_found_after_rows_were_inserted_and_sheets_renamed(
    office: Office, house: House, tmp_path: Path
) -> None:
    content = forms.empty(house)
    (tmp_path / "form.xlsx").write_bytes(content)
    typed = forms.answered(house) | {"PRT-02": 7, "PRT-06": 2, "PRT-02|nationality#1.row": "Indonesia"}
    typed |= {"PRT-02|nationality#1.F.adult": 4, "PRT-02|nationality#6.row": "Myanmar"}
    typed |= {"PRT-02|nationality#6.F.adult": 3, "facilities#2.name": "Rumah"}
    sheet, _, row = forms.spot(content, "PRT-02|nationality#3.row")
    office.run(
        ("open", tmp_path / "form.xlsx"),
        *typing(content, typed, "en", house),
        ("insert", sheet, NIL_ROW + 1),
        ("insert", sheet, row + 1),
        ("rename", sheet, "Bu Tini's own (2)"),
        ("save", tmp_path / "moved.xlsx"),
        ("close",),
    )
    read = read_workbook((tmp_path / "moved.xlsx").read_bytes())
    assert read.lost == ()
    found = read.cells["PRT-02"]
    _, letters, before = forms.spot(content, "PRT-02")
    assert (found.value, found.sheet, found.address) == (7, "Bu Tini's own (2)", f"{letters}{before + 1}")
    assert read.cells["PRT-06"].value == 2
    named = [(cells["row"].value, cells["F.adult"].value) for cells in read.rows["PRT-02|nationality"]]
    assert named == [("Indonesia", 4), ("Myanmar", 3)]


def test_a_deleted_row_is_told_not_taken_for_blank(office: Office, house: House, tmp_path: Path) -> None:
    content = forms.filled(forms.empty(house), forms.answered(house))
    (tmp_path / "form.xlsx").write_bytes(content)
    sheet, _, row = forms.spot(content, "PRT-02")
    office.run(("open", tmp_path / "form.xlsx"), ("delete", sheet, row), ("save", tmp_path / "cut.xlsx"), ("close",))
    [found] = receive.examine((tmp_path / "cut.xlsx").read_bytes(), house=house).findings
    assert (found.code, found.values["names"]) == ("cell_lost", "Victims identified (confirmed)")


@pytest.mark.parametrize("language", ["en", "id"])
def test_it_prints_on_a_reasonable_number_of_pages(office: Office, house: House, tmp_path: Path, language: str) -> None:
    (tmp_path / "form.xlsx").write_bytes(forms.empty(house, language))
    office.run(("open", tmp_path / "form.xlsx"), ("print", tmp_path / "form.pdf"), ("close",))
    pages = (tmp_path / "form.pdf").read_bytes().count(b"/Type/Page/")
    assert 15 <= pages <= 30


def test_a_filled_cell_of_money_is_shown_whole(office: Office, house: House, tmp_path: Path) -> None:
    content = forms.empty(house)
    (tmp_path / "form.xlsx").write_bytes(content)
    sheet, letters, row = forms.spot(content, "POL-07")
    cell = f"{letters}{row}"
    [shown] = office.run(
        ("open", tmp_path / "form.xlsx"), ("type", sheet, cell, 12500000000), ("show", sheet, cell), ("close",)
    )
    assert shown == "12,500,000,000"
    assert forms.opened(content)[sheet].cell(row, FIRST_INPUT).alignment.shrink_to_fit
