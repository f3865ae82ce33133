"""Broken and hostile workbooks, made from a filled form of ours: what goes wrong in its cells, sheets and parts.

Each is called as in the collection of such files that some keep beside the project (`LIMA_SHARED`), and says what the
intake must answer.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.fuzz.file_bytes import packed, parts_of
from tests.data.intake import forms

FOLDER = Path(__file__).parent / "made_elsewhere"
ORIGINAL = (FOLDER / "original.xlsx").read_bytes()
COUNT, PARTED, MONEY, NAME = "PRT-01", "PRT-02", "POL-07", "facilities#1.name"
"""A count without parts, one with parts, an amount, and a name."""
BOOK, LINKS, STRINGS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"
SHEETS = "xl/worksheets/sheet{}.xml"
TITLES = load_workbook(io.BytesIO(ORIGINAL), read_only=True).sheetnames
TAGS = SHEETS.format(len(TITLES))


@dataclass(frozen=True)
class Sample:
    """A workbook and what must be answered.

    Attributes:
        code: what is found; empty: it is taken.
        value: what would be filed for `COUNT`.
        names: words that the answer must have.
    """

    make: Callable[[], bytes]
    code: str = ""
    value: float | None = None
    names: tuple[str, ...] = ()
    note: str = ""
    upload_name: str = field(default="laporan.xlsx")


def part(address: str) -> str:
    """The part of the sheet on which an address stands."""
    return SHEETS.format(TITLES.index(forms.spot(ORIGINAL, address)[0]) + 1)


def at(address: str) -> str:
    """The cell of an address."""
    return forms.cell(ORIGINAL, address)


def replaced(changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """The form with parts written otherwise."""
    parts = parts_of(ORIGINAL)
    for name, change in changes.items():
        after = change(parts[name].decode())
        assert after != parts[name].decode(), name
        parts[name] = after.encode()
    return packed(parts)


def cell(address: str, inside: str, kind: str = "") -> Callable[[], bytes]:
    """The form with something else in a cell."""
    where = at(address)
    says = f' t="{kind}"' if kind else ""

    def change(sheet: str) -> str:
        pattern = rf'<c r="{where}"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)'
        return re.sub(pattern, lambda found: f'<c r="{where}"{found[1]}{says}>{inside}</c>', sheet, count=1)

    return lambda: replaced({part(address): change})


def typed(address: str, text: str) -> Callable[[], bytes]:
    """The form with a text in a cell."""
    from xml.sax.saxutils import escape

    return cell(address, f'<is><t xml:space="preserve">{escape(text)}</t></is>', "inlineStr")


def number(value: str, address: str = COUNT) -> Callable[[], bytes]:
    """The form with a number in a cell."""
    return cell(address, f"<v>{value}</v>")


def after_data(more: str, address: str = COUNT) -> Callable[[], bytes]:
    """The form with something behind the cells of a sheet."""
    return lambda: replaced({part(address): lambda sheet: sheet.replace("</sheetData>", f"</sheetData>{more}", 1)})


def in_rows(more: str, address: str = COUNT) -> Callable[[], bytes]:
    """The form with one more row."""
    return lambda: replaced({part(address): lambda sheet: sheet.replace("</sheetData>", f"{more}</sheetData>", 1)})


def book(change: Callable[[str], str]) -> Callable[[], bytes]:
    """The form with the list of its sheets and names written otherwise."""
    return lambda: replaced({BOOK: change})


def fact(key: str, says: str, kind: str = "inlineStr") -> Callable[[], bytes]:
    """The form with something else said by its hidden sheet."""

    def make() -> bytes:
        opened = forms.opened(ORIGINAL)
        for row in opened["_lima"].iter_rows(max_col=3, max_row=20):
            if row[1].value == key:
                row[2].value = float(says) if kind == "n" else says
        return forms.saved(opened)

    return make


def with_sheet(title: str, state: str) -> bytes:
    """The form with one more sheet."""
    opened = forms.opened(ORIGINAL)
    more = opened.create_sheet(title)
    more["A1"], more.sheet_state = "Rapat koordinasi", state
    return forms.saved(opened)


def hidden_column() -> bytes:
    """The form with the column of the numbers hidden."""
    opened = forms.opened(ORIGINAL)
    sheet, letters, _ = forms.spot(ORIGINAL, COUNT)
    opened[sheet].column_dimensions[letters].hidden = True
    return forms.saved(opened)


def lost_column() -> bytes:
    """The form without the column of the numbers, references to it broken as programs break them."""
    sheet = forms.spot(ORIGINAL, COUNT)[0]
    return replaced({TAGS: lambda tags: re.sub(rf"<f>'{sheet}'!\$?C\$?\d+</f>", f"<f>'{sheet}'!#REF!</f>", tags)})


def other_case() -> bytes:
    """The form with a sheet's name in capitals and with a space behind it."""
    title = forms.spot(ORIGINAL, COUNT)[0]
    return replaced({BOOK: lambda said: said.replace(f'name="{title}"', f'name="{title.upper()} "')})


def counted_from_1904() -> bytes:
    """The form as an old Mac wrote it: days are counted from another day on, and are the same days."""
    opened = forms.opened(ORIGINAL)
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    opened.epoch = CALENDAR_MAC_1904
    return forms.saved(opened)


def prefixed() -> bytes:
    """The form with a prefix on every element of its sheet."""

    def change(sheet: str) -> str:
        named = re.sub(r"<(/?)([A-Za-z]+)(?=[\s/>])", r"<\1x:\2", sheet)
        return re.sub(r' xmlns="', ' xmlns:x="', named, count=1)

    return replaced({part(COUNT): change})


def unnumbered() -> bytes:
    """The form with a sheet whose rows and cells do not say where they stand; its cells have no gaps then."""
    return replaced({part(COUNT): lambda sheet: re.sub(r'<(row|c) r="[A-Z]*\d+"', r"<\1", sheet)})


def without_styles() -> bytes:
    """The form without the part of its formats."""
    parts = parts_of(ORIGINAL)
    del parts[STYLES]
    parts[LINKS] = re.sub(rb"<Relationship [^>]*styles[^>]*/>", b"", parts[LINKS])
    parts["[Content_Types].xml"] = re.sub(rb"<Override [^>]*styles[^>]*/>", b"", parts["[Content_Types].xml"])
    return packed(parts)


def macro_workbook() -> bytes:
    """The form saved with a macro in it."""
    parts = parts_of(ORIGINAL)
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
    kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    usual = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(usual, kind)
    return packed(parts)


def row_again(inside: str) -> Callable[[], bytes]:
    """The form with the row of the count twice."""
    row = re.sub(r"\D", "", at(COUNT))
    return in_rows(f'<row r="{row}"><c r="{at(COUNT)}">{inside}</c></row>')


def two_of_a_nationality() -> bytes:
    """The form with a nationality in two rows, with different numbers."""
    first = forms.opened(ORIGINAL)[forms.spot(ORIGINAL, PARTED)[0]][at(f"{PARTED}|nationality#1.row")].value
    return forms.filled(ORIGINAL, {f"{PARTED}|nationality#2.row": first})


def lying_count() -> bytes:
    """The form as another program saved it, and it says that it has four milliards of texts."""
    parts = parts_of((FOLDER / "exceljs.xlsx").read_bytes())
    before = parts[STRINGS]
    parts[STRINGS] = re.sub(rb'uniqueCount="[0-9]+"', b'uniqueCount="4294967295"', before)
    assert parts[STRINGS] != before
    return packed(parts)


def as_sent() -> bytes:
    """The form as it was filled."""
    return ORIGINAL


TEXTS = {
    "str_csv_at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "str_csv_plus": "+cmd|' /C calc'!A0",
    "str_html_img": "<img src=x onerror=alert(1)>",
    "str_markdown_link": "[klik](javascript:alert(1)) ![](http://127.0.0.1:9/p.png)",
    "str_template": "{{7*7}} ${7*7} {0.__class__} %s%n",
}
"""Names of a centre that are only letters to us."""
NAMES = "".join(f'<definedName name="n{number}">1</definedName>' for number in range(100_000))
MERGES = "".join(f'<mergeCell ref="A{number}:B{number}"/>' for number in range(1, 100_001))

SAMPLES: dict[str, Sample] = {
    "ok_base": Sample(as_sent, value=9),
    "err_div0": Sample(cell(COUNT, "<v>#DIV/0!</v>", "e"), "error_cell", names=(at(COUNT),)),
    "err_ref": Sample(cell(COUNT, "<v>#REF!</v>", "e"), "error_cell", names=(at(COUNT),)),
    "f_circular": Sample(cell(COUNT, f"<f>{at(COUNT)}+1</f>"), "uncalculated", names=(at(COUNT),)),
    "f_total_mismatch": Sample(number("99", PARTED), "parts_not_total", names=(at(PARTED),)),
    "num_arabic_digits": Sample(typed(COUNT, "\u0661\u0662"), value=12, note="read_as"),
    "num_dash": Sample(typed(COUNT, "-"), "dash", names=(at(COUNT),)),
    "num_float_noise": Sample(number("6.9999999999999991"), value=7),
    "num_inf_cell": Sample(number("1E309"), "error_cell", names=(at(COUNT),)),
    "num_minus_unicode": Sample(typed(COUNT, "\u22123"), "negative", names=(at(COUNT),)),
    "num_negative": Sample(number("-3"), "negative", names=(at(COUNT),)),
    "num_plus_sign": Sample(typed(COUNT, "+7"), "not_a_number", names=(at(COUNT),)),
    "num_roman": Sample(typed(COUNT, "XII"), "not_a_number", names=(at(COUNT),)),
    "num_text_narrow_nbsp": Sample(typed(COUNT, "1\u202f234"), value=1234, note="read_as"),
    "num_text_two_groups": Sample(typed(COUNT, "1.234.567"), "grouped_number", names=(at(COUNT),)),
    "num_with_footnote": Sample(typed(COUNT, "12*"), "not_a_number", names=(at(COUNT),)),
    "sem_budget_negative": Sample(number("-5", MONEY), "negative", names=(at(MONEY),)),
    "sem_district_code_number": Sample(fact("place", "32.02", "n"), value=9),
    "sem_dup_row_conflict": Sample(two_of_a_nationality, "row_twice", names=(at(f"{PARTED}|nationality#2.row"),)),
    "sem_quarter_5": Sample(fact("quarter", "2026-Q5"), "unknown_quarter", names=("Q5",)),
    "sem_year_2digit": Sample(fact("quarter", "26-Q3"), "unknown_quarter", names=("26-Q3",)),
    "lay_1904_dates": Sample(counted_from_1904, value=9),
    "lay_column_missing": Sample(lost_column, "cell_lost"),
    "lay_extra_hidden_sheet": Sample(lambda: with_sheet("Korban", "veryHidden"), "hidden_sheet", names=("Korban",)),
    "lay_hidden_col": Sample(hidden_column, value=9),
    "lay_other_form": Sample(lambda: forms.saved(forms.Workbook()), "old_template"),
    "lay_sheet_name_case": Sample(other_case, value=9),
    "extlink_in_count": Sample(cell(COUNT, "<f>[1]Sheet1!A1</f><v>7</v>"), "linked_cell", names=(at(COUNT),)),
    "extlink_webservice": Sample(
        in_rows('<row r="900"><c r="A900" t="str"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>x</v></c></row>'), value=9
    ),
    "active_dde_link": Sample(cell(COUNT, "<f>cmd|' /C calc'!A0</f><v>7</v>"), "linked_cell", names=(at(COUNT),)),
    "kind_xlsm_honest": Sample(macro_workbook, "macro_workbook", upload_name="laporan.xlsm"),
    "gen_absolute_targets": Sample(
        lambda: replaced(
            {LINKS: lambda said: said.replace('Target="/xl/', 'Target="/xl/./').replace("/./", "/../xl/")}
        ),
        value=9,
    ),
    "gen_prefixed_ns": Sample(prefixed, value=9),
    "str_1MB": Sample(typed(NAME, "x" * (1 << 20)), "long_text", names=(at(NAME),)),
    "str_rtl_override": Sample(typed(NAME, "Rumah \u202enama"), "hidden_letters", names=(at(NAME),)),
    **{name: Sample(typed(NAME, text), value=9) for name, text in TEXTS.items()},
    "cell_bad_refs": Sample(in_rows('<row r="900"><c r="ZZZZZZ99999999"><v>1</v></c></row>'), "damaged_sheet"),
    "dim_far_cell": Sample(in_rows('<row r="1048576"><c r="XFD1048576" s="1"/></row>'), value=9),
    "dim_too_small_declared": Sample(
        lambda: replaced({part(COUNT): lambda said: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:A1"', said)}),
        value=9,
    ),
    "merge_100k": Sample(after_data(f"<mergeCells>{MERGES}</mergeCells>"), "too_much_on_sheet"),
    "names_100k": Sample(
        book(lambda said: said.replace("<definedNames>", f"<definedNames>{NAMES}", 1)), "too_much_inside"
    ),
    "part_missing_styles": Sample(without_styles, value=9, note="read_as"),
    "part_rel_escape": Sample(
        lambda: replaced({LINKS: lambda said: re.sub(r'"[^"]*sheet1.xml"', '"../../../../etc/passwd"', said)}),
        "unsafe_workbook",
    ),
    "row_number_twice": Sample(row_again("<v>70</v>"), "repeated_row", names=(re.sub(r"\D", "", at(COUNT)),)),
    "sst_index_negative": Sample(cell(NAME, "<v>-1</v>", "s"), "damaged_cell", names=(at(NAME),)),
    "sst_lying_count": Sample(lying_count, value=9),
    "name_00": Sample(as_sent, value=9, upload_name="../../../../tmp/pwned_by_xlsx.xlsx"),
    "name_02": Sample(as_sent, value=9, upload_name="C:\\Windows\\x.xlsx"),
    "name_04": Sample(as_sent, "odd_file_name", upload_name="laporan\u202exslx.exe"),
    "name_06": Sample(as_sent, value=9, upload_name="CON.xlsx"),
    "name_08": Sample(as_sent, value=9, upload_name="<img src=x onerror=alert(1)>.xlsx"),
    "name_10": Sample(as_sent, value=9, upload_name="laporan.XLSX"),
    "name_12": Sample(as_sent, value=9, upload_name=".xlsx"),
}
"""Every sample by its name."""
UNSURE = {"rows_without_refs": unnumbered}
"""What may be refused, or taken with the same values."""
