"""The gate on the cells of a sheet and what is laid over them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.errors import (
    DamagedCell,
    DamagedSheet,
    DamagedWorkbook,
    FarCell,
    LongText,
    RepeatedCell,
    RepeatedRow,
    TooMuchInside,
    TooMuchOnSheet,
    UnreadableWorkbook,
)
from data.intake.gate import limits
from data.intake.gate.opening import open_safely
from data.intake.gate.ranges import address, box, column_number
from tests.data.intake.gate_files import (
    BOOK,
    MAIN,
    OFFICE,
    ROWS,
    SHEET,
    STRINGS,
    STYLES,
    TITLES,
    book,
    relationships,
    sheet,
    strings,
    styles,
    values,
    workbook,
)


def refused(content: bytes) -> UnreadableWorkbook:
    with pytest.raises(UnreadableWorkbook) as caught:
        open_safely(content)
    return caught.value


def with_rows(rows: str) -> bytes:
    return workbook({SHEET: sheet(rows)})


def cell(inside: str, more: str = "") -> str:
    return f'<row r="6"><c r="A6" {more}>{inside}</c></row>'


BAD_CELLS = {
    "a text before the first": (cell("<v>-1</v>", 't="s"'), "value"),
    "a text behind the last": (cell("<v>2</v>", 't="s"'), "shared_text"),
    "a text far behind": (cell("<v>4294967295</v>", 't="s"'), "value"),
    "a text by a broken number": (cell("<v>0.0</v>", 't="s"'), "value"),
    "no number": (cell("<v>NaN</v>"), "value"),
    "no end": (cell("<v>INF</v>"), "value"),
    "a number with a word": (cell("<v>7 people</v>"), "value"),
    "a number with a line": (cell("<v>1_000</v>"), "value"),
    "a number with a comma": (cell("<v>1,5</v>"), "value"),
    "a number in other digits": (cell("<v>\u0661\u0662</v>"), "value"),
    "a number of another base": (cell("<v>0x10</v>"), "value"),
    "a very long number": (cell(f"<v>{'9' * 5_000}</v>"), "value"),
    "neither yes nor no": (cell("<v>2</v>", 't="b"'), "value"),
    "no day": (cell("<v>yesterday</v>", 't="d"'), "value"),
    "no error": (cell("<v>error</v>", 't="e"'), "value"),
    "an unknown kind": (cell("<v>7</v>", 't="x"'), "kind"),
    "an unknown kind without value": (cell("", 't="x"'), "kind"),
    "two values": (cell("<v>7</v><v>99</v>"), "content"),
    "two formulas": (cell("<f>1</f><f>2</f><v>1</v>"), "content"),
    "a text beside a value": (cell("<v>7</v><is><t>99</t></is>"), "content"),
    "a value beside a text": (cell("<is><t>99</t></is><v>7</v>", 't="inlineStr"'), "content"),
    "a cell within it": (cell('<c r="B6"><v>1</v></c>'), "content"),
    "a format behind the last": (cell("<v>7</v>", 's="2"'), "format"),
    "a format before the first": (cell("<v>7</v>", 's="-1"'), "format"),
    "a format by name": (cell("<v>7</v>", 's="bold"'), "format"),
}


@pytest.mark.parametrize("case", BAD_CELLS)
def test_a_damaged_cell_is_named(case: str) -> None:
    rows, reason = BAD_CELLS[case]
    error = refused(with_rows(rows))
    assert type(error) is DamagedCell
    assert error.values == {"sheet": TITLES[0], "cell": "A6", "reason": reason}


GOOD_CELLS: dict[str, tuple[str, object]] = {
    "a number": (cell("<v>7</v>"), 7),
    "a broken number": (cell("<v>6.9999999999999991</v>"), 6.999999999999999),
    "a small number": (cell("<v>1.5E-7</v>"), 1.5e-7),
    "a number below zero": (cell("<v>-3</v>", 't="n"'), -3),
    "a number beyond all": (cell("<v>1E309</v>"), float("inf")),
    "blanks around a number": (cell("<v> 7\n</v>"), 7),
    "yes": (cell("<v>1</v>", 't="b"'), True),
    "an error": (cell("<v>#DIV/0!</v>", 't="e"'), "#DIV/0!"),
    "a newer error": (cell("<v>#SPILL!</v>", 't="e"'), "#SPILL!"),
    "a result in words": (cell("<v>so</v>", 't="str"'), "so"),
    "a shared text": (cell("<v>1</v>", 't="s"'), "Men"),
    "its own text": (cell("<is><t>own</t></is>", 't="inlineStr"'), "own"),
    "a text in several fonts": (
        cell("<is><r><rPr><b/></rPr><t>o</t></r><r><t>wn</t></r></is>", 't="inlineStr"'),
        "own",
    ),
    "a formula": (cell("<f>1+1</f><v>2</v>"), "=1+1"),
    "a formula never calculated": (cell("<f>1+1</f>"), "=1+1"),
    "without address": ('<row r="6"><c><v>7</v></c></row>', 7),
}


@pytest.mark.parametrize("case", GOOD_CELLS)
def test_what_a_cell_may_hold_is_let_through(case: str) -> None:
    rows, value = GOOD_CELLS[case]
    assert values(with_rows(rows))[TITLES[0]] == {"A6": value}


BAD_SHEETS = {
    "a row of no number": ('<row r="x"/>', "row"),
    "row zero": ('<row r="0"/>', "row"),
    "a row of a broken number": ('<row r="12.5"/>', "row"),
    "a row beyond all": ('<row r="99999999"/>', "row"),
    "something else among the rows": ('<c r="A1"/>', "row"),
    "something else among the cells": ('<row r="1"><v>7</v></row>', "row"),
    "a cell of row zero": ('<row r="1"><c r="A0"/></row>', "cell_address"),
    "a cell of no row": ('<row r="1"><c r="A"/></row>', "cell_address"),
    "a cell of no column": ('<row r="1"><c r="1"/></row>', "cell_address"),
    "a cell of no address": ('<row r="1"><c r=""/></row>', "cell_address"),
    "a cell in small letters": ('<row r="1"><c r="a1"/></row>', "cell_address"),
    "a cell of another row": ('<row r="1"><c r="A11"/></row>', "cell_address"),
    "a cell of a row that ends alike": ('<row r="2"><c r="A12"/></row>', "cell_address"),
    "a cell beyond all": ('<row r="1"><c r="ZZZZZZ1"/></row>', "cell_address"),
    "a range": ('<row r="1"><c r="A1:B1"/></row>', "cell_address"),
}


@pytest.mark.parametrize("case", BAD_SHEETS)
def test_a_sheet_whose_cells_are_nowhere_is_named(case: str) -> None:
    rows, reason = BAD_SHEETS[case]
    error = refused(with_rows(rows))
    assert (type(error), error.values) == (DamagedSheet, {"sheet": TITLES[0], "reason": reason})


def test_a_row_that_stands_twice_is_named() -> None:
    for rows in (ROWS + '<row r="2"/>', '<row r="2"/><row r="1"/><row/>', '<row r="1"/><row/><row r="2"/>'):
        error = refused(with_rows(rows))
        assert (type(error), error.values["sheet"], error.values["row"]) == (RepeatedRow, TITLES[0], 2)


def test_a_cell_that_stands_twice_is_named() -> None:
    for cells in ('<c r="B6"/><c r="B6"/>', '<c r="A6"/><c/><c r="B6"/>', '<c r="B6"/><c r="A6"/><c/>'):
        error = refused(with_rows(f'<row r="6">{cells}</row>'))
        assert (type(error), error.values["cell"]) == (RepeatedCell, "B6")


def test_rows_may_come_in_any_order_and_without_numbers() -> None:
    found = {"A1": 1, "B1": 2, "A2": 3, "C5": 5, "A6": 6}
    numbered = (
        '<row r="5"><c r="C5"><v>5</v></c></row><row r="6"><c r="A6"><v>6</v></c></row>'
        '<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>'
    )
    counted = (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
        '<row r="5"><c r="C5"><v>5</v></c></row><row><c><v>6</v></c></row>'
    )
    assert values(with_rows(numbered))[TITLES[0]] == found
    assert values(with_rows(counted))[TITLES[0]] == found


FAR = ("XFD1048576", "A1048576", "XFD1", "A10001", "GS1", "ZZ200")


@pytest.mark.parametrize("where", FAR)
@pytest.mark.parametrize("inside", ["<v>1</v>", "<is><t> </t></is>", "<f>1</f>"])
def test_something_far_outside_is_named(where: str, inside: str) -> None:
    row = where.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    kind = ' t="inlineStr"' if "<is>" in inside else ""
    error = refused(with_rows(f'<row r="{row}"><c r="{where}"{kind}>{inside}</c></row>'))
    assert (type(error), error.values["cell"]) == (FarCell, where)


@pytest.mark.parametrize("where", FAR)
@pytest.mark.parametrize(
    "blank", ['<c r="{}" s="1"/>', '<c r="{}"></c>', '<c r="{}"><v/></c>', '<c r="{}"><v></v></c>']
)
def test_a_format_far_outside_is_left_out_of_the_copy(where: str, blank: str) -> None:
    row = where.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    near = "" if row in ("1", "2") else ROWS
    first = '<c r="A1"><v>4</v></c>' if row == "1" else ""
    content = with_rows(f'{near}<row r="{row}" ht="9">{first}{blank.format(where)}</row>')
    safe = open_safely(content).content
    assert where.encode() not in safe
    assert values(content)[TITLES[0]] == (values(workbook())[TITLES[0]] if near else {"A1": 4})


def test_the_last_cell_within_reach_is_read() -> None:
    last = f"{address(limits.COLUMNS, 1)[:-1]}{limits.ROWS}"
    rows = f'<row r="{limits.ROWS}"><c r="{last}"><v>3</v></c></row>'
    error = refused(with_rows(rows))
    assert error.values == {"sheet": TITLES[0], "reason": "area"}
    rows = f'<row r="{limits.ROWS}"><c r="B{limits.ROWS}"><v>3</v></c></row>'
    assert values(with_rows(rows))[TITLES[0]] == {f"B{limits.ROWS}": 3}


def test_a_text_that_no_cell_can_hold_is_named() -> None:
    long = "x" * 32_768
    for changed in (
        {SHEET: sheet(cell(f"<is><t>{long}</t></is>", 't="inlineStr"'))},
        {SHEET: sheet(cell(f"<v>{long}</v>", 't="str"'))},
        {SHEET: sheet(cell("<v>1</v>", 't="s"')), STRINGS: strings("a", long)},
        {
            SHEET: sheet(cell("<v>1</v>", 't="s"')),
            STRINGS: strings("a", "long").replace("<t>long</t>", f"<r><t>{long[:20_000]}</t></r>" * 2),
        },
    ):
        error = refused(workbook(changed))
        assert (type(error), error.values["cell"], error.values["limit"]) == (LongText, "A6", 32_767)
    longest = {SHEET: sheet(cell(f"<is><t>{long[1:]}</t></is>", 't="inlineStr"'))}
    assert values(workbook(longest))[TITLES[0]] == {"A6": long[1:]}


# Too much of everything


def listed(name: str, inside: str) -> str:
    return f"<{name}>{inside}</{name}>"


def many(number: int, one: str) -> str:
    return "".join(one.replace("@", str(n)) for n in range(1, number + 1))


def rules(number: int, sqref: str = "A@") -> str:
    return many(
        number,
        f'<conditionalFormatting sqref="{sqref}"><cfRule type="expression" priority="@"><formula>A@&gt;1</formula>'
        "</cfRule></conditionalFormatting>",
    )


def drop_downs(number: int, sqref: str = "A@") -> str:
    one = f'<dataValidation type="list" sqref="{sqref}"><formula1>"a,b"</formula1></dataValidation>'
    return f"<dataValidations>{many(number, one)}</dataValidations>"


def merged(*ranges: str) -> str:
    return listed("mergeCells", "".join(f'<mergeCell ref="{each}"/>' for each in ranges))


LONG_FORMAT = f'<numFmt numFmtId="164" formatCode="{"[" * 600}"/>'
TOO_MUCH: dict[str, tuple[Callable[[], bytes], type[UnreadableWorkbook], str]] = {
    "cells": (lambda: with_rows(many(6_001, f'<row r="@">{"<c/>" * 10}</row>')), TooMuchOnSheet, "cells"),
    "joined cells": (
        lambda: workbook({SHEET: sheet(after=listed("mergeCells", many(1_001, '<mergeCell ref="A@:B@"/>')))}),
        TooMuchOnSheet,
        "merges",
    ),
    "cells in joined cells": (
        lambda: workbook({SHEET: sheet(after=merged("A40:XFD1048576"))}),
        TooMuchOnSheet,
        "merged_cells",
    ),
    "names": (
        lambda: workbook({BOOK: book(listed("definedNames", many(10_001, '<definedName name="n@">1</definedName>')))}),
        TooMuchInside,
        "names",
    ),
    "letters of a name": (
        lambda: workbook(
            {BOOK: book(f'<definedNames><definedName name="n">{"1+" * 9_999}</definedName></definedNames>')}
        ),
        TooMuchInside,
        "names",
    ),
    "formats": (lambda: workbook({STYLES: styles(20_001)}), TooMuchInside, "formats"),
    "parts of a format": (
        lambda: workbook({STYLES: styles().replace('<sz val="11"/>', "<b/>" * 150_001)}),
        TooMuchInside,
        "formats",
    ),
    "letters of a number format": (
        lambda: workbook({STYLES: styles().replace("<fonts ", f"<numFmts>{LONG_FORMAT}</numFmts><fonts ")}),
        TooMuchInside,
        "number_format",
    ),
    "texts": (lambda: workbook({STRINGS: strings(*map(str, range(100_001)))}), TooMuchInside, "strings"),
    "parts of texts": (
        lambda: workbook({STRINGS: strings("@").replace("<t>@</t>", "<r><t>a</t></r>" * 150_001)}),
        TooMuchInside,
        "strings",
    ),
    "parts of a cell's text": (
        lambda: with_rows(cell(f"<is>{'<r><t>a</t></r>' * 50_001}</is>", 't="inlineStr"')),
        TooMuchOnSheet,
        "runs",
    ),
    "letters that are shown": (
        lambda: workbook(
            {STRINGS: strings("x" * 32_000), SHEET: sheet(many(26, listed("row", '<c t="s"><v>0</v></c>' * 10)))}
        ),
        TooMuchOnSheet,
        "letters",
    ),
    "formulas that repeat": (
        lambda: with_rows(
            f'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A9999">{"1+" * 500}1</f></c></row>'
            + many(3_000, '<row><c><f t="shared" si="0"/></c></row>')
        ),
        TooMuchOnSheet,
        "shared_formulas",
    ),
    "comments": (lambda: commented(many(5_001, '<comment ref="A@"/>')), TooMuchOnSheet, "comments"),
    "something else": (
        lambda: workbook({SHEET: sheet(after=f"<extLst>{'<ext/>' * 100_001}</extLst>")}),
        TooMuchOnSheet,
        "sheet_tags",
    ),
}


def commented(comments: str) -> bytes:
    """A workbook with comments on its first sheet."""
    inside = f"<authors><author>a</author></authors>{listed('commentList', comments)}"
    part = f'<comments xmlns="{MAIN}">{inside}</comments>'
    links = relationships(("c", "comments", "../comments1.xml"))
    return workbook({"xl/comments1.xml": part, "xl/worksheets/_rels/sheet1.xml.rels": links})


@pytest.mark.parametrize("case", TOO_MUCH)
def test_too_much_of_anything_is_refused(case: str) -> None:
    made, kind, reason = TOO_MUCH[case]
    error = refused(made())
    assert (type(error), error.values["reason"]) == (kind, reason)
    assert kind is TooMuchInside or error.values["sheet"] == TITLES[0]


@pytest.mark.parametrize(
    "after",
    [
        *(
            rules(5_001),
            rules(1, " ".join(["A1"] * 20_001)),
            drop_downs(5_001),
            drop_downs(30, " ".join(["A1"] * 1_000)),
        ),
        rules(1).replace('priority="1"', 'priority="1" dxfId="7"'),
        rules(1).replace('priority="1"', 'priority="1" dxfId="-1"'),
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
        '<hyperlinks><hyperlink ref="A1" r:id="nowhere"/></hyperlinks>',
        '<hyperlinks><hyperlink ref="#REF!" location="A1"/></hyperlinks>',
        listed("hyperlinks", many(5_001, '<hyperlink ref="A@" location="A1"/>')),
        listed("headerFooter", listed("oddHeader", "&amp;&quot;" * 9_000)),
        '<tableParts count="1"><tablePart r:id="t"/></tableParts>',
        listed("rowBreaks", '<brk id="1"/>' * 9_000),
        '<picture r:id="nowhere"/>',
        '<x:AlternateContent xmlns:x="urn:x"><controls><control name="a"/></controls></x:AlternateContent>',
    ],
)
def test_what_the_reader_would_stumble_over_is_left_out_of_its_copy(after: str) -> None:
    content = workbook({SHEET: sheet(after=after)})
    name = after[1:].partition(" ")[0].partition(">")[0].removeprefix("x:")
    assert name.encode() not in open_safely(content).content
    assert values(content) == values(workbook())


@pytest.mark.parametrize("dimension", ["A1", "A1:B1", "A1:XFD1048576", "C9:D10", "nonsense", ""])
def test_a_size_that_is_not_true_is_left_out_of_the_copy(dimension: str) -> None:
    content = workbook({SHEET: sheet(before=f'<dimension ref="{dimension}"/>')})
    true = workbook({SHEET: sheet(before='<dimension ref="A1:C2"/>')})
    assert (b"<dimension" in open_safely(content).content) == (dimension == "C9:D10")
    assert b'<dimension ref="A1:C2"/>' in open_safely(true).content
    assert values(content) == values(true) == values(workbook())


@pytest.mark.parametrize("count", ["4294967295", "1", "-1", "many", "99999999999999999999"])
def test_a_number_of_texts_that_is_not_true_is_left_out_of_the_copy(count: str) -> None:
    content = workbook({STRINGS: strings("Women", "Men", counts=f' count="9" uniqueCount="{count}"')})
    assert (b"uniqueCount" in open_safely(content).content) == (count == "1")
    assert values(content) == values(workbook())
    true = workbook({STRINGS: strings("Women", "Men", counts=' count="2" uniqueCount="2"')})
    assert b'count="2" uniqueCount="2"' in open_safely(true).content


def test_joined_cells_end_where_the_reach_ends() -> None:
    content = workbook({SHEET: sheet(after=merged("A5:XFD5", "A7:B8", "ZZ1:ZZ9"))})
    copy = open_safely(content).content
    assert (b"A5:GR5" in copy, b"A7:B8" in copy, b"ZZ1" in copy) == (True, True, False)


@pytest.mark.parametrize("reference", ["A1:", "A0:B2", "B2:A1", "nonsense", "", "A:A"])
def test_joined_cells_that_are_nowhere_damage_the_sheet(reference: str) -> None:
    error = refused(workbook({SHEET: sheet(after=merged(reference))}))
    assert (type(error), error.values["reason"]) == (DamagedSheet, "merge")


@pytest.mark.parametrize(
    "after",
    [
        *("<sheetData/>", "<extLst><ext><row/></ext></extLst>", '<extLst><c r="A1"><v>9</v></c></extLst>'),
        f"<extLst><ext>{merged('A1:B2')}</ext></extLst>",
    ],
)
def test_cells_that_stand_elsewhere_damage_the_sheet(after: str) -> None:
    assert isinstance(refused(workbook({SHEET: sheet(after=after)})), DamagedWorkbook)


def test_comments_come_through_and_must_be_somewhere() -> None:
    text = '<comment ref="B1" authorId="0"><text><t>why</t></text></comment>'
    assert values(commented(text)) == values(workbook())
    assert type(refused(commented(text.replace("B1", "B0")))) is DamagedSheet
    assert type(refused(commented(text.replace("B1", "A1:B1")))) is DamagedSheet
    assert type(refused(commented(text.replace("B1", "XFD1048576")))) is FarCell


def test_print_areas_and_other_names_of_the_program_are_kept_from_the_reader() -> None:
    names = (
        '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">nonsense</definedName>'
        '<definedName name="mine" localSheetId="99">Figures!$A$1</definedName></definedNames>'
    )
    copy = open_safely(workbook({BOOK: book(names)})).content
    assert (b"Print_Titles" in copy, b"mine" in copy) == (False, True)


def test_sheets_that_point_nowhere_in_the_workbook_s_own_lists_are_opened() -> None:
    views = '<bookViews><workbookView activeTab="99" firstSheet="98"/></bookViews>'
    assert values(workbook({BOOK: book(before=views)})) == values(workbook())
    more = f'<pivotCaches xmlns:r="{OFFICE}"><pivotCache cacheId="1" r:id="nowhere"/></pivotCaches>'
    assert values(workbook({BOOK: book(more)})) == values(workbook())


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")]
)
def test_columns_have_letters(column: int, letters: str) -> None:
    assert (address(column, 12), column_number(letters)) == (f"{letters}12", column)


def test_ranges_are_read_strictly() -> None:
    assert str(box("$B$2:$C$9")) == "B2:C9"
    assert [box(each) for each in ("B2:A1", "B:C", "", "A1:B2:C3", "A1 B2")] == [None] * 5
