"""What stands in a cell: every way in which people and programs write a value, the legal, the odd and the broken."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

NUMBERS = (
    *(
        "0",
        "1",
        "7",
        "7.0",
        "7.5",
        "-7",
        "+7",
        "00012",
        "1e3",
        "1E309",
        "1E-300",
        ".5",
        "5.",
        "-0",
        " 7 ",
        "7 ",
        "0x10",
    ),
    *("1_0", "1,5", "6.9999999999999991", "1.0000000000000002", "9007199254740993", "123456789012345678", "NaN", "INF"),
    *("12500000000.456", "0.1", "0.30000000000000004", "46251", "46251.5", "1", "2958466", "-1E5", "", "\n7\n"),
)
TEXTS = (
    *("7", "12", "1.234", "1,234", "12,5", "1\u00a0234", "1\u202f234", "1.234.567", "\uff11\uff12", "\u0661\u0662"),
    *(
        "-",
        "\u2014",
        "+7",
        "\u22123",
        "(7)",
        "7*",
        "XII",
        "\u00bd",
        "\u00b2",
        "7\u200b",
        "\u202e21",
        "TB",
        "tb",
        "n/a",
        "",
    ),
    *(
        "yes",
        "Yes ",
        "Ya",
        "ya",
        "TRUE",
        "#REF!",
        "#N/A",
        "=1+1",
        "'7",
        " 7 ",
        "7\n",
        "\t7",
        "7\u00a0",
        "1 2",
        "7 orang",
    ),
    *("_x0037_", "_x0037_2", "7_x000D_", "_x005F_x0037_", "1e3", "7.0", "7,0", "1.234,56", "1,234.56", "Rp 7", "100%"),
    *(
        "2026-08-17",
        "17/08/2026",
        "1 Agustus 2026",
        "2026-8-7",
        "46251",
        "<b>7</b>",
        "7&8",
        "Rumah  Aman",
        "Rumah_x0041_",
    ),
    *("@SUM(1+1)*cmd|' /C calc'!A0", "{{7*7}}", "7" * 40, "x" * 40_000, "\ufeff7", "7\u0301", "IDR", "usd", "O", "l2"),
)
FORMULAS = (
    *(
        "3+4",
        "SUM(1,6)",
        "7",
        '"7"',
        "TRUE",
        "1/0",
        "NA()",
        "RAND()",
        "TODAY()",
        "INDIRECT(&quot;A1&quot;)",
        "A1",
        "1=1",
    ),
    *(
        "[1]Sheet!A1",
        "WEBSERVICE(&quot;http://127.0.0.1:9/&quot;)",
        "cmd|&quot; /C calc&quot;!A0",
        "NOW()-NOW()",
        "{7;8}",
    ),
    *("IF(1,,2)", "LAMBDA(x,x)(7)", "_xlfn.CONCAT(7)", "1+", "7%", "DATE(2026,8,17)"),
)
KINDS = ("n", "s", "str", "b", "e", "d", "inlineStr", "N", "", "x")
CELL = r'<(?:\w+:)?c r="{address}"[^>]*?(?:/>|>.*?</(?:\w+:)?c>)'
STYLE = re.compile(r' s="(\d+)"')

Made = Callable[[random.Random], tuple[str, str]]
"""Gives the kind that a cell says it has, and what stands in it."""


def with_value(sheet: str, address: str, *, formats: int, chance: random.Random) -> str:
    """A sheet in which a cell holds something else.

    Args:
        sheet: its part.
        address: the cell; nothing is changed where the sheet has none there.
        formats: how many formats of cells there are.
        chance: draws what.
    """
    found = re.search(CELL.format(address=address), sheet, re.DOTALL)
    if not found:
        return sheet
    kind, inside = chance.choice(WAYS)(chance)
    style = STYLE.search(found[0])
    number = chance.randrange(formats + 1) if chance.random() < 0.15 else int(style[1]) if style else 0
    said = "" if chance.random() < 0.02 else f' r="{address.lower() if chance.random() < 0.01 else address}"'
    cell = f'<c{said} s="{number}"{f" t={kind!r}" if kind else ""}>{inside}</c>'
    return sheet[: found.start()] + cell * (2 if chance.random() < 0.01 else 1) + sheet[found.end() :]


def laid_over(sheet: str, address: str, chance: random.Random) -> str:
    """A sheet on which something is laid over a cell, or its row or column is hidden, moved or numbered otherwise."""
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()  # type: ignore[union-attr]
    above = f"{letters}{max(1, int(row) - 1)}:{address}"
    number = str(chance.choice((1, int(row) - 1, int(row) + 1, 10**6)))
    choices: Mapping[str, Callable[[], str]] = {
        "merged": lambda: _after_data(sheet, f'<mergeCells count="1"><mergeCell ref="{above}"/></mergeCells>'),
        "row hidden": lambda: sheet.replace(f'<row r="{row}"', f'<row r="{row}" hidden="1"', 1),
        "column hidden": lambda: sheet.replace(
            "<sheetData>", '<cols><col min="1" max="9" hidden="1"/></cols><sheetData>', 1
        ),
        "row numbered": lambda: sheet.replace(f'<row r="{row}"', f'<row r="{number}"', 1),
        "row unnumbered": lambda: sheet.replace(f'<row r="{row}"', "<row", 1),
        "cells unnumbered": lambda: re.sub(rf' r="[A-Z]+{row}"', "", sheet),
        "all unnumbered": lambda: re.sub(r'<(row|c) r="[A-Z]*\d+"', r"<\1", sheet),
        "array": lambda: sheet.replace(f'r="{address}"', f'r="{address}" cm="1"', 1),
        "filtered": lambda: _after_data(sheet, f'<autoFilter ref="A1:{address}"/>'),
    }
    return chance.choice(list(choices.values()))()


def _after_data(sheet: str, more: str) -> str:
    return sheet.replace("</sheetData>", f"</sheetData>{more}", 1)


def _number(chance: random.Random) -> tuple[str, str]:
    return chance.choice(("", "", "n")), f"<v>{chance.choice(NUMBERS)}</v>"


def _inline(chance: random.Random) -> tuple[str, str]:
    return "inlineStr", f'<is><t xml:space="preserve">{escape(chance.choice(TEXTS))}</t></is>'


def _in_runs(chance: random.Random) -> tuple[str, str]:
    """A text of several fonts, with a reading aid for what is written."""
    one, other = (escape(chance.choice(TEXTS)) for _ in range(2))
    return "inlineStr", chance.choice(
        (
            f"<is><r><t>{one}</t></r><r><rPr><b/></rPr><t>{other}</t></r></is>",
            f'<is><t>{one}</t><rPh sb="0" eb="1"><t>{other}</t></rPh><phoneticPr fontId="0"/></is>',
            f"<is><t>{one}</t><r><t>{other}</t></r></is>",
            f"<is><t>{one}</t><t>{other}</t></is>",
            f"<is><r><t>{one}</t></r><x><t>{other}</t></x></is>",
            "<is></is>",
            "<is><t/></is>",
        )
    )


def _text(chance: random.Random) -> tuple[str, str]:
    return "str", f"<v>{escape(chance.choice(TEXTS))}</v>"


def _shared(chance: random.Random) -> tuple[str, str]:
    return "s", f"<v>{chance.choice((0, 1, 5, 20, 10**6, -1))}</v>"


def _formula(chance: random.Random) -> tuple[str, str]:
    result = chance.choice(("", "<v></v>", "<v>7</v>", "<v>99</v>", "<v>#REF!</v>", "<v>TB</v>"))
    more = chance.choice(("", "", ' t="array" ref="A1:Z9"', ' t="shared" si="0"', ' t="shared" si="0" ref="A1:Z9"'))
    formula = f"<f{more}>{chance.choice(FORMULAS)}</f>"
    return chance.choice(("", "", "str", "b", "e")), result + formula if chance.random() < 0.1 else formula + result


def _of_a_kind(chance: random.Random) -> tuple[str, str]:
    values = (*NUMBERS, *TEXTS[:30], "1", "TRUE", "#DIV/0!", "2026-08-17", "2026-08-17T10:00:00", "10:30")
    return chance.choice(KINDS), f"<v>{escape(chance.choice(values))}</v>"


def _odd(chance: random.Random) -> tuple[str, str]:
    return chance.choice(
        (
            ("", "<v>7</v><v>8</v>"),
            ("", "<v>7<x/>8</v>"),
            ("", "<v>7<!-- 8 -->9</v>"),
            ("", "7"),
            ("", "<v>7</v>8"),
            ("inlineStr", "<v>0</v><is><t>7</t></is>"),
            ("", "<is><t>7</t></is>"),
            ("str", "<is><t>7</t></is>"),
            ("", "<v>7</v><extLst><ext><v>9</v></ext></extLst>"),
            ("", '<v xml:space="preserve"> 7 </v>'),
            ("inlineStr", "<is><t>1<!-- -->2</t></is>"),
        )
    )


WAYS: tuple[Made, ...] = (
    _number,
    _number,
    _inline,
    _inline,
    _in_runs,
    _text,
    _shared,
    _formula,
    _formula,
    _of_a_kind,
    _odd,
)
"""Each draws another sort of content."""
