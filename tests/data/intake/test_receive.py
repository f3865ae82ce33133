"""The whole way of a return: examined without writing anything, filed whole or not at all, by those who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from data.errors import FiledMeanwhile, NoReason, NotAllowed, NothingChecked, PersonalSentence, UnknownReceipt
from data.intake import receive
from data.intake.findings import Severity
from data.intake.known import form_for
from data.intake.marks import marks_of
from data.intake.personal import name_shown
from data.intake.template import template
from data.intake.worker import WORKER
from data.model import Quarter, Role, Status, Visitor
from data.store import audit, frames, tables
from data.store.engine import reading
from data.store.house import House
from data.words import text
from tests.data.intake import forms

OFFICER = Visitor("sukabumi@example.org", Role.TASKFORCE, frozenset({forms.PLACE}), "Task force")
NEIGHBOUR = Visitor("cianjur@example.org", Role.TASKFORCE, frozenset({"32.03"}), "Task force")
MINISTRY = Visitor("ministry@example.org", Role.REVIEWER)
DONOR = Visitor("donor@example.org", "donor")
Typed = Callable[..., bytes]
"""Gives a workbook with every core number answered, and more typed into it."""

CENTRE = {"name": "Rumah Aman", "kind": "shelter", "operator": "ngo", "beds": 9, "residents": 4, "state": "open"}


@pytest.fixture(scope="module")
def typed(house: House) -> Typed:
    made: dict[str, bytes] = {}

    def fill(**more: object) -> bytes:
        key = repr(sorted(more.items()))
        if key not in made:
            made[key] = forms.filled(forms.empty(house), forms.answered(house) | more)
        return made[key]

    return fill


def stored(house: House) -> dict[str, int]:
    """How many rows each table has that a return writes to."""
    counted = (
        tables.returns,
        tables.observations,
        tables.files,
        tables.audit,
        tables.district_values,
        tables.facilities,
    )
    with reading(house.engine) as connection:
        return {t.name: connection.execute(sa.select(sa.func.count()).select_from(t)).scalar_one() for t in counted}


def test_a_complete_workbook_is_clean_and_says_what_it_would_file(house: House, typed: Typed) -> None:
    content = typed(**{"PRT-02": 7, "PRT-02|sex_age|F.adult": 4, "PRO-07": "TB"})
    examined = receive.examine(content, house=house, visitor=OFFICER, quarter=forms.QUARTER)
    assert (examined.verdict, examined.findings, examined.replaces) == ("clean", (), None)
    assert examined.place is not None
    assert (examined.place.code, examined.quarter, examined.language) == (forms.PLACE, forms.QUARTER, "en")
    total = examined.totals["PRT-02"]
    assert (total.value, total.status, total.sheet, total.cell) == (
        7,
        Status.REPORTED,
        "3 Protection",
        forms.cell(forms.empty(house), "PRT-02"),
    )
    assert examined.totals["PRO-07"].status is Status.NOT_EXPECTED
    [part] = [o for o in examined.observations if o.dimension == "sex_age"]
    assert (part.measure, part.item, part.value) == ("PRT-02", "F.adult", 4)
    assert examined.catalogue_version == house.catalogue.version
    assert set(stored(house).values()) == {0}


@pytest.mark.parametrize("visitor", [NEIGHBOUR, DONOR, Visitor("", "public")])
def test_nobody_examines_a_workbook_of_another_district(house: House, typed: Typed, visitor: Visitor) -> None:
    with pytest.raises(NotAllowed):
        receive.examine(typed(**{"PRT-02": "seven"}), house=house, visitor=visitor)


def test_the_ministry_and_the_operator_examine_any(house: House, typed: Typed) -> None:
    for visitor in (MINISTRY, None):
        assert receive.examine(typed(), house=house, visitor=visitor).verdict == "clean"


@pytest.mark.parametrize(
    ("claimed", "code"),
    [({"place": "32.03"}, "other_district"), ({"quarter": Quarter(2026, 2)}, "other_quarter")],
)
def test_a_workbook_for_something_else_than_claimed_stops(
    house: House, typed: Typed, claimed: dict[str, object], code: str
) -> None:
    place = house.country.places[str(claimed["place"])] if "place" in claimed else None
    quarter = claimed.get("quarter")
    examined = receive.examine(typed(), house=house, place=place, quarter=quarter)  # type: ignore[arg-type]
    assert [found.code for found in examined.findings] == [code]
    assert examined.observations == ()


def test_a_workbook_of_another_country_is_told_so_even_where_codes_are_the_same(house: House, typed: Typed) -> None:
    elsewhere = replace(house, country=replace(house.country, iso3="XXX"))
    examined = receive.examine(typed(), house=elsewhere, visitor=NEIGHBOUR)
    assert [found.code for found in examined.findings] == [
        "other_country",
    ]
    assert examined.place is None


def test_a_workbook_of_the_demo_is_not_for_a_real_database(house: House, typed: Typed) -> None:
    real = replace(house, facts=replace(house.facts, world="real"))
    assert [found.code for found in receive.examine(typed(), house=real).findings] == ["other_world"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"P", "not_a_workbook"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "not_a_workbook"),
        (b"district,value\n32.02,7\n", "text_file"),
        (receive.COMPOUND + b"0" * 99, "not_a_workbook"),
        (receive.COMPOUND + b"0" * 99 + receive.ENCRYPTED_PART, "encrypted"),
        (receive.ZIP + b"0" * 99, "damaged_workbook"),
        (receive.ZIP + b"0" * (10 << 20), "too_large"),
    ],
)
def test_what_is_no_workbook_is_one_sentence(house: House, content: bytes, code: str) -> None:
    examined = receive.examine(content, house=house, visitor=OFFICER)
    [found] = examined.findings
    assert (found.code, examined.verdict, examined.place) == (code, "stop", None)
    assert "{" not in found.message("en") + found.message("id")


@pytest.mark.parametrize("name", ["return.xls", "return.xlsx.exe", "return\N{RIGHT-TO-LEFT OVERRIDE}xslx.xlsx"])
def test_a_name_that_hides_what_a_file_is_stops_it(house: House, typed: Typed, name: str) -> None:
    examined = receive.examine(typed(), house=house, visitor=OFFICER, file_name=name)
    assert [found.code for found in examined.findings] == ["odd_file_name"]
    assert examined.observations == ()
    assert receive.examine(typed(), house=house, file_name="C:\\Laporan Q3\\return (1).XLSX").verdict == "clean"


def test_the_content_of_a_file_says_more_than_its_name(house: House) -> None:
    [found] = receive.examine(b"district,value\n32.02,7\n", house=house, file_name="return.csv").findings
    assert found.code == "text_file"


def test_a_question_names_its_cells_and_is_asked_once(house: House, typed: Typed) -> None:
    examined = receive.examine(typed(**{"PRT-02": None, "PRT-04": None}), house=house)
    assert (examined.verdict, examined.questions) == ("ask", ("blank_cell",))
    assert len(examined.findings) == 2
    assert "PRT-02" not in examined.totals


def test_filing_stores_the_return_its_file_and_a_receipt(own_house: House, typed: Typed) -> None:
    content = typed(**{"PRT-02": 7})
    at = dt.datetime(2026, 10, 12, 8, 30, tzinfo=dt.UTC)
    examined = receive.examine(content, house=own_house, visitor=OFFICER)
    receipt = receive.file(examined, house=own_house, by=OFFICER, at=at)
    assert (receipt.revision, receipt.replaces, receipt.filed_at) == (1, None, at)
    assert receipt.sha256 == examined.sha256
    assert receipt.receipt.startswith("32.02-2026-Q3-R1-")
    with reading(own_house.engine) as connection:
        values = frames.values(connection, measures=["PRT-02"], quarters=[forms.QUARTER])
        [kept] = connection.execute(sa.select(tables.files.c.content)).scalars()
        [row] = connection.execute(sa.select(tables.returns)).mappings()
        assert audit.first_broken(connection) is None
    assert values[["place", "numerator", "status"]].values.tolist() == [["32.02", 7.0, "reported"]]
    assert kept == content
    assert (row["filed_by"], row["office"], row["language"]) == (OFFICER.email, "Task force", "en")
    assert row["catalogue_version"] == own_house.catalogue.version


def test_a_correction_replaces_the_return_and_the_same_file_has_the_same_receipt(
    own_house: House, typed: Typed
) -> None:
    first = receive.file(receive.examine(typed(), house=own_house), house=own_house, by=OFFICER)
    again = receive.examine(typed(), house=own_house)
    assert again.filed_as == first
    assert receive.file(again, house=own_house, by=OFFICER) == first
    examined = receive.examine(typed(**{"PRT-02": 7}), house=own_house)
    assert (examined.replaces, examined.filed_as) == (first.receipt, None)
    second = receive.file(examined, house=own_house, by=OFFICER)
    assert (second.revision, second.replaces) == (2, first.receipt)
    assert receive.examine(typed(), house=own_house).filed_as is None


def test_what_was_filed_with_answers_has_its_receipt_without_them(own_house: House, typed: Typed) -> None:
    asked, answers = typed(**{"PRT-02": None}), {"blank_cell": "The register was lost."}
    first = receive.file(receive.examine(asked, house=own_house), house=own_house, by=OFFICER, answers=answers)
    assert receive.file(receive.examine(asked, house=own_house), house=own_house, by=OFFICER) == first
    with pytest.raises(NotAllowed):
        receive.file(receive.examine(asked, house=own_house), house=own_house, by=NEIGHBOUR)


def test_a_retry_of_what_was_looked_at_before_has_the_same_receipt(own_house: House, typed: Typed) -> None:
    examined = receive.examine(typed(), house=own_house)
    assert receive.file(examined, house=own_house, by=OFFICER) == receive.file(examined, house=own_house, by=OFFICER)


def test_who_looked_before_another_filed_is_told_and_files_after_a_second_look(own_house: House, typed: Typed) -> None:
    mine = receive.examine(typed(**{"PRT-02": 7}), house=own_house)
    theirs = receive.file(receive.examine(typed(), house=own_house), house=own_house, by=MINISTRY)
    with pytest.raises(FiledMeanwhile) as told:
        receive.file(mine, house=own_house, by=OFFICER)
    assert told.value.values["receipt"] == theirs.receipt
    after = receive.file(receive.examine(mine.content, house=own_house), house=own_house, by=OFFICER)
    assert (after.revision, after.replaces) == (2, theirs.receipt)


@pytest.mark.parametrize(
    ("role", "places", "office"),
    [
        (Role.PROVINCE, frozenset({"32"}), "Office, for the task force of Kabupaten Sukabumi"),
        (Role.REVIEWER, frozenset(), "Office, for the task force of Kabupaten Sukabumi"),
        (Role.TASKFORCE, frozenset({"32.02", "32.03"}), "Office"),
    ],
)
def test_whoever_files_for_a_district_of_theirs_is_named_with_its_office(
    own_house: House, typed: Typed, role: Role, places: frozenset[str], office: str
) -> None:
    by = Visitor("somebody@example.org", role, places, "Office")
    receive.file(receive.examine(typed(), house=own_house, visitor=by), house=own_house, by=by)
    with reading(own_house.engine) as connection:
        assert connection.execute(sa.select(tables.returns.c.office)).scalar_one() == office


def test_the_office_that_filed_withdraws_with_a_reason_and_no_other(own_house: House, typed: Typed) -> None:
    receipt = receive.file(receive.examine(typed(), house=own_house), house=own_house, by=OFFICER).receipt
    for stranger in (NEIGHBOUR, DONOR, Visitor("", "public")):
        with pytest.raises(UnknownReceipt):
            receive.withdraw(receipt, house=own_house, by=stranger, reason="Not mine.")
    with pytest.raises(NoReason):
        receive.withdraw(receipt, house=own_house, by=OFFICER, reason=" ")
    assert receive.withdraw(receipt, house=own_house, by=OFFICER, reason="Wrong file.") is None
    assert receive.examine(typed(), house=own_house).replaces is None
    with reading(own_house.engine) as connection:
        assert frames.values(connection, measures=["PRT-02"], quarters=[forms.QUARTER]).empty


@pytest.mark.parametrize("said", ["Ask 0812 3456 7890.", "NIK 3202014506900003", "write to somebody@example.org"])
def test_an_answer_or_a_reason_by_which_a_person_could_be_found_is_not_kept(
    own_house: House, typed: Typed, said: str
) -> None:
    examined = receive.examine(typed(**{"PRT-02": None}), house=own_house)
    with pytest.raises(PersonalSentence) as told:
        receive.file(examined, house=own_house, by=OFFICER, answers={"blank_cell": said})
    assert said not in str(told.value)
    assert set(stored(own_house).values()) == {0}
    receipt = receive.file(receive.examine(typed(), house=own_house), house=own_house, by=OFFICER).receipt
    with pytest.raises(PersonalSentence):
        receive.withdraw(receipt, house=own_house, by=OFFICER, reason=said)
    assert receive.examine(typed(), house=own_house).filed_as is not None


def test_nothing_is_filed_before_every_question_is_answered(own_house: House, typed: Typed) -> None:
    examined = receive.examine(typed(**{"PRT-02": None}), house=own_house)
    for answers in ({}, {"blank_cell": "  "}, {"centre_blank": "The register was lost."}):
        with pytest.raises(NothingChecked) as told:
            receive.file(examined, house=own_house, by=OFFICER, answers=answers)
        assert told.value.values["codes"] == "blank_cell"
    assert set(stored(own_house).values()) == {0}
    receive.file(
        examined, house=own_house, by=OFFICER, answers={"blank_cell": " The register was lost. ", "other": "x"}
    )
    with reading(own_house.engine) as connection:
        assert connection.execute(sa.select(tables.answers.c.code, tables.answers.c.text)).all() == [
            ("blank_cell", "The register was lost.")
        ]


def test_what_says_stop_is_never_filed(own_house: House, typed: Typed) -> None:
    for content in (typed(**{"PRT-02": "seven"}), b"no workbook"):
        with pytest.raises(NothingChecked):
            receive.file(receive.examine(content, house=own_house), house=own_house, by=MINISTRY)
    assert set(stored(own_house).values()) == {0}


def test_an_examination_is_no_ticket_for_somebody_else(own_house: House, typed: Typed) -> None:
    examined = receive.examine(typed(), house=own_house, visitor=OFFICER)
    with pytest.raises(NotAllowed):
        receive.file(examined, house=own_house, by=NEIGHBOUR)
    assert set(stored(own_house).values()) == {0}


def test_a_return_that_fails_half_way_leaves_nothing(
    own_house: House, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on the disk")

    monkeypatch.setattr(audit, "append", full)
    examined = receive.examine(typed(**{"facilities#1": CENTRE}), house=own_house)
    with pytest.raises(OSError, match="no space"):
        receive.file(examined, house=own_house, by=OFFICER)
    assert set(stored(own_house).values()) == {0}


def test_the_next_form_knows_the_centre_its_payments_and_the_numbers(own_house: House, typed: Typed) -> None:
    money = {"facility": "rumah aman", "source": "A foundation", "source_kind": "foundation", "status": "signed"}
    content = typed(
        **{
            "PRT-02": 7,
            "facilities#1": CENTRE,
            "facilities#2": CENTRE | {"name": "Rumah Lama", "state": "closed", "beds": None, "residents": None},
            "funding#1": money | {"amount": 5_000_000, "due_on": dt.date(2026, 12, 1)},
            "funding#2": money
            | {"facility": None, "amount": 1, "status": "received", "received_on": dt.date(2026, 8, 1)},
        }
    )
    examined = receive.examine(content, house=own_house)
    assert examined.verdict == "clean"
    receive.file(examined, house=own_house, by=OFFICER)
    form = form_for(own_house, place=own_house.country.places[forms.PLACE], quarter=forms.QUARTER + 1, language="en")
    assert form.last.values["PRT-02"] == 7
    assert [(row["code"], row["name"]) for row in form.last.facilities] == [("32.02-C1", "Rumah Aman")]
    assert [(row["facility"], row["amount"]) for row in form.last.funding] == [("Rumah Aman", 5_000_000)]
    with reading(own_house.engine) as connection:
        closed = frames.facility_sheets(connection, until=forms.QUARTER).set_index("facility").loc["32.02-C2"]
    assert closed["state"] == "closed"

    # The next quarter's form, sent back as it came, asks about the centre; its numbers lead back to the same centre.
    drawn = template(form)
    again = forms.answered(own_house) | {"facilities#1.beds": 8, "facilities#1.residents": 0}
    asked = receive.examine(forms.filled(drawn, forms.answered(own_house)), house=own_house)
    assert "centre_blank" in asked.questions
    later = receive.examine(forms.filled(drawn, again), house=own_house)
    assert later.verdict == "clean"
    receive.file(later, house=own_house, by=OFFICER)
    with reading(own_house.engine) as connection:
        register = frames.facility_register(connection, places=[forms.PLACE])
        newest = frames.facility_sheets(connection, until=forms.QUARTER + 1).set_index("facility").loc["32.02-C1"]
    assert register["code"].tolist() == ["32.02-C1", "32.02-C2"]
    assert (newest["beds"], newest["quarter"]) == (8, "2026-Q4")


NUMBER = "3271046504930002"


def test_personal_data_stops_a_workbook_and_nothing_of_it_is_read_or_stored(
    own_house: House, typed: Typed, caplog: pytest.LogCaptureFixture
) -> None:
    sent = typed(**{"facilities#1": CENTRE | {"name": f"Rumah Aman, NIK {NUMBER}"}, "PRT-04": "seven"})
    examined = receive.examine(sent, house=own_house, visitor=OFFICER)
    [found] = examined.findings
    sheet, letters, row = forms.spot(sent, "facilities#1.name")
    assert (found.code, found.severity, found.sheet, found.cell) == (
        "personal_data",
        Severity.STOP,
        sheet,
        f"{letters}{row}",
    )
    assert (examined.place, examined.quarter, examined.observations, examined.facility_rows) == (None, None, (), ())
    with pytest.raises(NothingChecked):
        receive.file(examined, house=own_house, by=OFFICER)
    assert set(stored(own_house).values()) == {0}
    shown = repr(examined.findings) + "".join(found.message(language) for language in ("en", "id")) + caplog.text
    assert NUMBER not in shown
    [mark] = marks_of(examined.findings, "en")
    assert (mark.sheet, mark.cell, mark.severity) == (sheet, f"{letters}{row}", Severity.STOP)
    assert NUMBER not in mark.said


def test_personal_data_in_the_name_of_a_file_stops_it_and_is_not_repeated(house: House, typed: Typed) -> None:
    examined = receive.examine(typed(), house=house, visitor=OFFICER, file_name=f"korban {NUMBER}.xlsx")
    [found] = examined.findings
    assert (found.code, found.sheet, found.cell) == ("personal_data", None, None)
    assert text("personal.parts.file_name", "en") in found.message("en")
    assert NUMBER not in found.message("en") + repr(found)
    assert name_shown(f"inbox/{NUMBER}.xlsx", examined.findings) == "*.xlsx"
    assert name_shown("inbox/return.xlsx", receive.examine(b"", house=house).findings) == "inbox/return.xlsx"


def test_personal_data_is_looked_for_before_it_is_known_whose_form_it_is(house: House) -> None:
    book = forms.Workbook()
    book.worksheets[0]["B2"] = NUMBER
    [found] = receive.examine(forms.saved(book), house=house, visitor=OFFICER).findings
    assert (found.code, found.cell) == ("personal_data", "B2")


def test_a_mark_outside_of_our_form_or_in_no_cell_is_no_trouble(house: House) -> None:
    book = forms.opened(forms.empty(house))
    book.create_sheet("Catatan")["B2"] = NUMBER
    book.worksheets[1].oddFooter.left.text = f"korban {NUMBER}"
    sent = forms.saved(book)
    found = receive.examine(sent, house=house, file_name=f"{NUMBER}.xlsx").findings
    assert len(found) == 3
    copy = forms.opened(WORKER.mark(sent, marks_of(found, "id")))
    told = {(sheet.title, cell.coordinate) for sheet in copy for row in sheet for cell in row if cell.comment}
    assert told == {("Catatan", "B2")}
    assert NUMBER not in copy["Catatan"]["B2"].comment.text
    assert [
        each.message("en") for each in receive.examine(WORKER.mark(sent, marks_of(found, "id")), house=house).findings
    ] == [each.message("en") for each in found if "file" not in each.values["part"]]


def test_no_form_of_ours_is_refused_in_any_language_and_quarter(house: House) -> None:
    for language in ("en", "id"):
        for quarter in (Quarter(2024, 4), Quarter(2027, 1)):
            form = replace(forms.form(house, language=language), quarter=quarter)
            codes = {found.code for found in receive.examine(template(form), house=house).findings}
            assert "personal_data" not in codes
