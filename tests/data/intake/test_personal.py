"""Personal data in a workbook: found wherever it stands, named by place and kind, never repeated; nothing else is."""

from __future__ import annotations

import datetime as dt
import functools
import json
import random
import re
from collections.abc import Mapping

import pytest

from benchmarks.personal import clean, places
from data.catalogue import load_catalogue
from data.countries import load_country
from data.intake.findings import Finding, Severity, grouped, verdict
from data.intake.gate.opening import open_safely
from data.intake.marks import LEAD, marks_of
from data.intake.personal import Hit, Own, Part, Text, collect, findings_of, look, own_form, personal_data
from data.intake.personal.look import Context
from data.words import languages, words

TODAY = dt.date(2026, 10, 15)
NIK = "3271046504930002"


@pytest.fixture(scope="module")
def own() -> Own:
    return own_form(load_catalogue(None), load_country("IDN", None), today=TODAY)


@functools.cache
def filled() -> tuple[clean.Blank, Mapping[str, bytes]]:
    return clean.filled(random.Random(1))  # noqa: S311 - chance, not secrets


def workbook() -> places.Workbook:
    blank, parts = filled()
    return places.Workbook(blank, dict(parts), random.Random(1))  # noqa: S311 - chance, not secrets


def found(book: places.Workbook, own: Own) -> list[Hit]:
    return personal_data(book.parts, own=own, today=TODAY, file_name=book.file_name)


def kinds(said: str | float, context: Context = Context.UNKNOWN, part: Part = Part.CELL) -> set[str]:
    hits = look([Text(said, part, "Sheet", "C7")], context=lambda _: context, today=TODAY)
    return {hit.kind for hit in hits}


@pytest.mark.parametrize("place", places.TEXT_PLACES)
def test_a_text_is_looked_at_wherever_it_stands_and_not_repeated(place: str, own: Own) -> None:
    book = workbook()
    places.TEXT_PLACES[place](book, f"korban {NIK}")
    hits = found(book, own)
    assert {hit.kind for hit in hits} == {"nik"}
    sheet, cell = book.expected
    assert {hit.sheet for hit in hits} == {sheet or hits[0].sheet}
    assert {hit.cell for hit in hits} == {cell}
    told = [repr(hits), *(group.message for lang in languages() for group in grouped(findings_of(hits), lang))]
    told += [repr(finding) for finding in findings_of(hits)]
    assert not [said for said in told if NIK[:8] in said]


@pytest.mark.parametrize("place", places.NUMBER_PLACES)
def test_a_number_is_looked_at_wherever_it_stands(place: str, own: Own) -> None:
    book = workbook()
    places.NUMBER_PLACES[place](book, 3271046504930000.0)
    assert [(hit.kind, hit.sheet, hit.cell) for hit in found(book, own)] == [("nik", *book.expected)]


def test_a_day_of_birth_shown_as_a_date_is_found(own: Own) -> None:
    book = workbook()
    places.date_cell(book, 36_000.0)
    assert [(hit.kind, hit.sheet, hit.cell) for hit in found(book, own)] == [("birth_date", *book.expected)]


@pytest.mark.parametrize("place", ["text_cell", "comment", "text_box", "property", "file_name", "hidden_sheet"])
def test_what_the_gate_lets_through_is_what_is_looked_at(place: str, own: Own) -> None:
    book = workbook()
    places.TEXT_PLACES[place](book, "hubungi 0812-3456-7890")
    parts = open_safely(clean.packed(book.parts)).parts
    assert {hit.kind for hit in personal_data(parts, own=own, today=TODAY, file_name=book.file_name)} == {"phone"}


def test_a_sheet_whose_name_is_a_hit_is_called_by_its_number(own: Own) -> None:
    book = workbook()
    places.sheet_name(book, NIK)
    book.parts["xl/worksheets/sheet77.xml"] = book.parts["xl/worksheets/sheet77.xml"].replace(
        b"tidak ada", NIK.encode()
    )
    hits = found(book, own)
    assert {(hit.part, hit.cell) for hit in hits} == {(Part.SHEET_NAME, None), (Part.CELL, "C5")}
    assert {hit.sheet for hit in hits} == {"#10"}


def test_a_finding_stops_and_names_kind_and_place_in_both_languages(own: Own) -> None:
    book = workbook()
    places.comment(book, "korban AB (17 th)")
    findings = findings_of(found(book, own))
    assert verdict(findings) == "stop"
    assert [(finding.sheet, finding.cell) for finding in findings] == [book.expected]
    assert "in a comment" in findings[0].message("en")
    assert "dalam komentar" in findings[0].message("id")


def test_author_company_and_account_are_never_a_finding(own: Own) -> None:
    book = workbook()
    core, app = book.parts["docProps/core.xml"].decode(), book.parts["docProps/app.xml"].decode()
    book.parts["docProps/core.xml"] = core.replace(">Lima<", ">siti.contoh@example.org<").encode()
    company = "<Company>Jl. Contoh 5, 0812-3456-7890</Company></Properties>"
    book.parts["docProps/app.xml"] = app.replace("</Properties>", company).encode()
    places.comment(book, "sudah diperiksa")
    comments = book.parts["xl/comments77.xml"].decode()
    book.parts["xl/comments77.xml"] = comments.replace("<author>Petugas", "<author>siti.contoh@example.org").encode()
    assert book.parts["docProps/core.xml"].count(b"@") == 2
    assert found(book, own) == []


@pytest.mark.parametrize("number", range(len(clean.COUNTRIES) * 2))
def test_our_own_form_is_clean_in_every_country_and_language(number: int) -> None:
    blank = clean.blanks()[number]
    country = blank.form.country
    mine = own_form(load_catalogue(None), country, today=TODAY)
    assert personal_data(blank.parts, own=mine, today=TODAY, file_name="lima.xlsx") == []


def test_no_sentence_of_form_and_catalogue_looks_personal(own: Own) -> None:
    catalogue = load_catalogue(None)
    said = [each for language in languages() for key, each in words(language).items() if key.startswith("workbook.")]
    said = [each for each in said if each not in own.sentences]
    for indicator in catalogue.indicators.values():
        said += [*indicator.names.values(), *indicator.definition.values(), *indicator.note.values(), *indicator.basis]
        said += [name for part in indicator.parts for name in part.names.values()]
    for dimension in catalogue.dimensions.values():
        items = [item for axis in (*dimension.axes, dimension.rows) for item in axis]
        said += [*dimension.labels.values(), *(label for item in items for label in item.labels.values())]
    assert {each: kinds(each) for each in said if kinds(each)} == {}


def test_no_place_of_a_register_looks_personal() -> None:
    named = {place.name for iso3 in clean.COUNTRIES for place in load_country(iso3, None).places.values()}
    around = ("{}", "UPTD PPA {}", "Rumah Aman {}", "APBD {} 2026")
    assert {each for name in named for each in (text.format(name) for text in around) if kinds(each)} == set()


def test_the_day_on_which_the_form_is_due_is_ours(own: Own) -> None:
    book = workbook()
    due = [text for text in collect(book.parts).texts if re.search(r"O[ck]to\w+ 2026", str(text.said))]
    assert due
    assert look(due, own=own.sentences, today=TODAY) == []
    assert look(due, today=TODAY) != []


def test_a_ministry_s_own_words_may_hold_its_own_number(own: Own) -> None:
    helpdesk = "Pertanyaan: 021-3456789, tppo@example.go.id"
    text = Text(helpdesk, Part.CELL, "Mulai", "A40")
    assert look([text], own=own.sentences | {helpdesk}, today=TODAY) == []
    assert look([text], own=own.sentences, today=TODAY) != []


AMOUNTS = ["Rp 880.101.140.000", "880.101.140.000", "880,101,140,000", "880101141234", "Rp. 880.101.141.234,00"]


@pytest.mark.parametrize("amount", [*AMOUNTS, 880101141234.0, 999_999_999_999.0, 123456789.5])
def test_an_amount_among_money_is_no_identity_number(amount: str | float) -> None:
    assert kinds(amount, Context.MONEY) == set()


@pytest.mark.parametrize("context", [Context.COUNT, Context.TEXT, Context.UNKNOWN])
def test_the_same_digits_elsewhere_are_one(context: Context) -> None:
    assert kinds(880101141234.0, context) == {"nric"}
    assert kinds("880101141234", context) == {"nric"}


@pytest.mark.parametrize("context", list(Context))
def test_sixteen_digits_are_no_amount_anywhere(context: Context) -> None:
    assert kinds(3271046504930000.0, context) == {"nik"}
    assert kinds(9999999999999999.0, context) == {"long_number"}


def test_a_round_number_in_a_foreign_table_is_an_amount_and_in_a_count_cell_is_none() -> None:
    assert kinds(150_000_000.0) == set()
    assert kinds(150_000_000.0, Context.COUNT) != set()


def test_numbers_that_lost_their_zeros_are_known() -> None:
    assert kinds(10203141234.0, Context.COUNT) == {"nric"}
    assert kinds(81234567890.0, Context.COUNT) == {"phone"}
    assert kinds(99_999_999.0, Context.COUNT) == set()


def test_a_date_belongs_in_a_date_column_only() -> None:
    assert kinds("2026-09-30", Context.DATE) == set()
    assert kinds("2026-09-30", Context.TEXT) == {"birth_date"}
    assert kinds("lahir 12-05-1998 di Contoh, anak kedua", Context.DATE) == {"birth_date"}


def test_a_recent_date_in_the_name_of_a_file_tells_when_it_was_made() -> None:
    assert kinds("Laporan 12 Oktober 2026", part=Part.FILE_NAME) == set()
    assert kinds("Laporan 12 Oktober 2006", part=Part.FILE_NAME) == {"birth_date"}
    assert kinds("Laporan 12 Oktober 2026", part=Part.COMMENT) == {"birth_date"}


def test_a_mark_of_ours_is_no_note_of_theirs(own: Own) -> None:
    finding = Finding("not_a_date", Severity.STOP, "Fasilitas", "L7", {"found": "kemarin"})
    mark = marks_of([finding], "id")[0].said
    for said, expected in ((f"{LEAD}{mark}", []), (f"{LEAD}{mark}\nlahir 12-05-1998", ["birth_date"])):
        book = workbook()
        places.comment(book, said)
        assert [hit.kind for hit in found(book, own)] == expected


def test_what_our_form_says_travels_to_the_worker_unchanged(own: Own) -> None:
    assert Own.from_json(json.loads(json.dumps(own.to_json()))) == own


def test_pictures_cannot_be_looked_through(own: Own) -> None:
    book = workbook()
    places.text_box(book, "Catatan")
    picture = {"xl/media/image1.png": b"\x89PNG", "docProps/thumbnail.jpeg": b"\xff\xd8"}
    book.parts |= picture
    book.relate("xl/drawings/drawing77.xml", "image", "../media/image1.png")
    assert found(book, own) == [Hit("picture", Part.DRAWING, book.expected[0])]


def test_old_drawings_that_are_no_xml_are_read_all_the_same(own: Own) -> None:
    book = workbook()
    vml = f"<xml><v:shape><v:textbox><div>hubungi<br>{NIK}</div></v:textbox></v:shape></xml>"
    book.parts["xl/drawings/vmlDrawing1.vml"] = vml.encode()
    assert {hit.kind for hit in found(book, own)} == {"nik"}


def test_prefixes_and_cells_without_address_are_no_hiding_place(own: Own) -> None:
    book = workbook()
    _, part = book.sheet()
    text = f"<x:row><x:c/><x:c/><x:c t='str'><x:v>{NIK}</x:v></x:c></x:row>"
    space = f"xmlns:x='{places.MAIN}'"
    book.parts[part] = f"<x:worksheet {space}><x:sheetData>{text}</x:sheetData></x:worksheet>".encode()
    assert {(hit.kind, hit.cell) for hit in found(book, own)} == {("nik", "C1")}


def test_what_repeats_another_cell_is_told_of_that_cell() -> None:
    parts: Mapping[str, bytes] = workbook().parts
    copied = collect(parts).repeats["_lima"]
    assert len(copied) > 300
    assert all(sheet != "_lima" for sheet, _ in copied.values())


def test_a_sample_of_the_bench(own: Own) -> None:
    from benchmarks.personal.__main__ import measure_clean, measure_planted

    planted, refused = measure_planted(72, "test"), measure_clean(6, "test")
    assert planted.share >= 0.97, planted.report(20)
    assert refused.refused == []


def test_a_hidden_column_hides_nothing(own: Own) -> None:
    book = workbook()
    name, part = book.sheet()
    row = '<row r="400"><c r="Q400" t="inlineStr"><is><t>hubungi 0812-3456-7890</t></is></c></row>'
    book.change(part, "</sheetData>", f"{row}</sheetData>")
    book.change(part, "<sheetData>", '<cols><col min="17" max="17" hidden="1" width="9"/></cols><sheetData>')
    assert [(hit.kind, hit.sheet, hit.cell) for hit in found(book, own)] == [("phone", name, "Q400")]
