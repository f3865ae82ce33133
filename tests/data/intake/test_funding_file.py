"""A file of funding is read whole, or everything that is wrong in it is told with sheet and cell."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from data.errors import UnreadableFunding
from data.funding.vocabulary import AgreedTranche, CostKind, Earmark, Instrument, SourceKind
from data.intake import receive
from data.intake.funding_cells import AGREEMENT, TABLES, TRANCHE
from data.intake.funding_file import FundingFile, read_funding
from data.model import Quarter
from data.words import languages, text

TODAY = dt.date(2026, 11, 20)
HEAD = "code,source,source_kind,currency,committed,signed_on,evidence,evidence_on,tranche,due_on,received,received_on"
ONE = "A-1,Partner A,donor,USD,100,2026-06-01,Letter 12,2026-06-01,60,2026-07-01,60,2026-07-03"


def csv(*lines: str, head: str = HEAD) -> FundingFile:
    return read_funding("grants.csv", "\n".join([head, *lines]).encode("utf-8"), today=TODAY)


def xlsx(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def told(found: FundingFile) -> list[tuple[str, str, str]]:
    return [(each.sheet, each.cell, each.key.partition(".")[2]) for each in found.wrong]


def test_an_agreement_of_two_payments_takes_two_rows() -> None:
    found = csv(ONE, "A-1,,,,,,,,40,2026-12-01,,")
    (one,) = found.agreements
    assert found.wrong == ()
    assert (one.committed, one.signed_on, one.instrument) == (100, dt.date(2026, 6, 1), Instrument.GRANT)
    assert (one.source_kind, one.earmark, one.public) == (SourceKind.DONOR, Earmark.NONE, False)
    came = dt.date(2026, 7, 3)
    assert one.tranches == (
        AgreedTranche(amount=60, due_on=dt.date(2026, 7, 1), received=60, received_on=came),
        AgreedTranche(amount=40, due_on=dt.date(2026, 12, 1)),
    )


def test_a_workbook_holds_every_table_and_the_names_of_any_language() -> None:
    day = dt.date(2026, 6, 1)
    head = [text(f"ledger.columns.{name}", "id") for name in ("code", "source", "source_kind", "currency")]
    head += [text(f"ledger.columns.{name}", "id") for name in ("planned", "planned_on", "evidence", "evidence_on")]
    kind = text("ledger.options.national", "id")
    content = xlsx(
        Dana=[head, ["B-1", "State budget", kind, "IDR", 5e9, day, "Budget law", day]],
        Kurs=[["currency", "in_currency", "dated", "rate", "source"], ["USD", "IDR", day, 15750.5, "Central bank"]],
        Biaya=[
            ["facility", "quarter", "cost_kind", "fixed", "amount", "currency", "evidence"],
            ["X-C1", "2026-Q3", "staff", "ya", 900, "USD", "Accounts"],
        ],
        Pusat=[["facility", "serves", "opened_on", "evidence"], ["X-C1", "women, girls", day, "Decree 5"]],
        Kosong=[],
    )
    found = read_funding("dana.xlsx", content, today=TODAY)
    assert found.wrong == ()
    (one,), (rate,), (cost,), (centre,) = found.agreements, found.rates, found.costs, found.centres
    assert (one.planned, one.instrument) == (5e9, Instrument.APPROPRIATION)
    assert (rate.rate, rate.dated) == (15750.5, day)
    assert (cost.quarter, cost.kind, cost.fixed) == (Quarter(2026, 3), CostKind.STAFF, True)
    assert (centre.serves, centre.opened_on) == (("women", "girls"), day)


@pytest.mark.parametrize(
    ("line", "cell", "key"),
    [
        (ONE.replace(",100,", ",1.234,"), "E2", "file.ambiguous"),
        (ONE.replace(",100,", ',"1,234",'), "E2", "file.no_number"),
        (ONE.replace(",100,", ",=50+50,"), "E2", "file.formula"),
        (ONE.replace(",100,", ",-100,"), "E2", "file.no_number"),
        (ONE.replace(",100,", ",,"), "E2", "wrong.amount_and_day"),
        (ONE.replace(",100,", ",50,"), "E2", "wrong.tranches_over_agreed"),
        (ONE.replace("2026-06-01,L", "01/06/2026,L"), "F2", "file.no_date"),
        (ONE.replace("donor", "bank"), "C2", "file.no_choice"),
        (ONE.replace("Partner A", ""), "B2", "file.missing"),
        (ONE.replace("USD", "dollars"), "D2", "wrong.no_currency"),
        (ONE.replace("USD", "U$D"), "D2", "wrong.no_currency"),
        (ONE.replace("Partner A", "Part\0ner"), "B2", "wrong.unprintable"),
        (ONE.replace("Letter 12", "Call +62 812 3456 7890"), "G2", "file.personal"),
        (ONE.replace(",60,2026-07-03", ",60,"), "L2", "wrong.amount_and_day"),
        (ONE + ",more", "M2", "file.no_heading"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(line: str, cell: str, key: str) -> None:
    found = csv(line)
    assert ("grants", cell, key) in told(found)
    assert len({each[1] for each in told(found)}) <= 2
    assert all(each.message(language) for each in found.wrong for language in languages())


def test_everything_that_is_wrong_is_told_at_once_and_nothing_personal_is_repeated() -> None:
    found = csv(ONE.replace("Letter 12", "Call +62 812 3456 7890"), ONE.replace("A-1", "A-2").replace("USD", "usd"))
    assert [each[1] for each in told(found)] == ["G2", "D3"]
    assert "812" not in found.wrong[0].message("en")


def test_two_rows_of_one_agreement_that_differ_are_told() -> None:
    found = csv(ONE, "A-1,Partner B,,,,,,,40,2026-12-01,,")
    assert told(found) == [("grants", "B3", "file.differs")]


@pytest.mark.parametrize("wrong", [ONE.replace(",100,", ",1.234,"), ONE.replace("A-1", "")])
def test_the_further_rows_of_an_agreement_whose_first_is_wrong_wait_for_it(wrong: str) -> None:
    further = "A-1,,,,,,,,40,2026-12-01,," if wrong.startswith("A-1") else ",,,,,,,,40,2026-12-01,,"
    found = csv(wrong, further, ONE.replace("A-1", "A-2"))
    assert [each.code for each in found.agreements] == ["A-2"]
    assert {told_of[1] for told_of in told(found)} <= {"E2", "A2", "A3", "B3", "C3", "D3", "G3", "H3"}
    assert told(found)[0][2] in ("file.ambiguous", "file.missing")


def test_an_amount_that_is_no_money_is_told_however_large_it_is() -> None:
    day = dt.date(2026, 6, 1)
    row = ["A-1", "Partner A", "donor", "USD", 1e308, day, "Letter 12", day, 1e308, day]
    content = xlsx(grants=[HEAD.split(",")[:10], row, ["A-1", *[None] * 7, 1e308, day]])
    assert told(read_funding("a.xlsx", content, today=TODAY)) == [
        ("grants", cell, "wrong.no_money") for cell in ("E2", "I2", "I3")
    ]


def test_nothing_in_a_file_is_passed_over() -> None:
    assert told(csv(ONE + ",x", head=f"{HEAD},colour")) == [
        ("grants", "M1", "file.unknown_heading"),
        ("grants", "M2", "file.no_heading"),
    ]
    assert ("grants", "M1", "file.heading_twice") in told(csv(ONE, head=f"{HEAD},code"))
    content = xlsx(Notes=[["Please read"], ["A", "B"]])
    assert told(read_funding("a.xlsx", content, today=TODAY)) == [("Notes", "A1", "file.no_table")]


RATES = "currency,in_currency,dated,rate,source"
CENTRES = "facility,serves,evidence"
COSTS = "facility,quarter,cost_kind,fixed,amount,currency,evidence"


@pytest.mark.parametrize(
    ("head", "lines", "told_of"),
    [
        (RATES, ["EUR,USD,2026-06-01,1.1,Bank", "EUR,USD,2026-06-01,1.2,Bank"], ["A3"]),
        (RATES, ["EUR,USD,2026-06-01,1.1,Bank", "EUR,USD,2026-06-02,1.2,Bank"], []),
        (CENTRES, ["X-C1,women,Decree", "X-C2,men,Decree", "X-C1,women,Decree"], ["A4"]),
        (COSTS, ["X-C1,2026-Q3,staff,yes,9,USD,Books", "X-C1,2026-Q3,staff,yes,8,USD,Books"], ["A3"]),
        (COSTS, ["X-C1,2026-Q3,staff,yes,9,USD,Books", "X-C1,2026-Q3,staff,no,8,USD,Books"], []),
    ],
)
def test_no_two_rows_of_a_file_say_two_things_of_the_same(head: str, lines: list[str], told_of: list[str]) -> None:
    assert told(csv(*lines, head=head)) == [("grants", cell, "file.row_twice") for cell in told_of]


@pytest.mark.parametrize(
    ("dated", "wrong"), [("2026-11-21", []), ("2026-11-22", [("grants", "C2", "wrong.rate_ahead")])]
)
def test_a_rate_is_of_no_day_ahead(dated: str, wrong: list[tuple[str, str, str]]) -> None:
    assert told(csv(f"EUR,USD,{dated},1.1,Bank", head=RATES)) == wrong


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_file_that_is_too_large_is_not_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "MEGABYTES", 0)
    with pytest.raises(UnreadableFunding) as refused:
        read_funding(name, HEAD.encode(), today=TODAY)
    assert "0 MB" in str(refused.value.values["reason"])


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_file_of_text_may_be_parted_by_other_signs(separator: str) -> None:
    content = "\n".join([HEAD, ONE]).replace(",", separator).encode("utf-8-sig")
    assert len(read_funding("a.CSV", content, today=TODAY).agreements) == 1


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", b"\xff\xfe\x00"), ("b.csv", b" \n"), ("a.xlsx", b"nothing"), ("a.pdf", b"%PDF")]
)
def test_what_cannot_be_opened_says_so(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableFunding):
        read_funding(name, content, today=TODAY)


def test_every_column_and_option_has_its_words() -> None:
    for language in languages():
        for table in TABLES.values():
            for name, column in table.items():
                assert text(f"ledger.columns.{name}", language)
                assert all(text(f"ledger.options.{option}", language) for option in column.options)
    assert not AGREEMENT.keys() & TRANCHE.keys()
