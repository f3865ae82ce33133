"""Checked entries into what the store files: observations with their cells, centres and payments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from data.catalogue import Catalogue
from data.intake.entries import Entries
from data.intake.layout import CLOSED, FACILITIES, FUNDING, GIVERS, RECEIVED, SIGNED
from data.intake.numbers import Entry, Mark
from data.intake.table_rows import TableRow, centre_code, is_only_register
from data.model import Country, Kind, Part, Quarter, Status
from data.store.new_return import Observation


def observations(entries: Entries, *, catalogue: Catalogue, country: Country, quarter: Quarter) -> list[Observation]:
    """Every number of a return: typed totals and parts, zeros of nil pillars, and the sums of centres and payments."""
    return [
        *_totals(entries, catalogue),
        *_extras(entries),
        *_parts(entries),
        *_from_facilities(entries, catalogue),
        *_from_funding(entries, catalogue, currency=country.currency, quarter=quarter),
    ]


def facility_rows(entries: Entries, currency: str) -> list[dict[str, object]]:
    """The rows of the facility sheet on which somebody reported, in the store's columns."""
    return [
        {
            **{key: value for key, value in row.values.items() if key not in ONLY_CHECKED},
            "currency": row.values["currency"] or currency,
            "sheet": row.at.sheet,
            "row": row.row,
        }
        for row in entries.tables[FACILITIES]
        if not is_only_register(FACILITIES, row)
    ]


def funding_rows(entries: Entries, currency: str, register: Mapping[str, str]) -> list[dict[str, object]]:
    """The rows of the funding sheet, in the store's columns. A centre is named by its code where it has one."""
    codes = {
        str(row.values["name"]).casefold(): centre_code(row, register) or str(row.values["name"])
        for row in entries.tables[FACILITIES]
        if row.values["name"]
    }
    return [
        {
            **row.values,
            "facility": codes.get(str(row.values["facility"]).casefold()) if row.values["facility"] else None,
            "currency": row.values["currency"] or currency,
            "sheet": row.at.sheet,
            "row": row.row,
        }
        for row in entries.tables[FUNDING]
    ]


def _totals(entries: Entries, catalogue: Catalogue) -> Iterator[Observation]:
    for measure, entry in entries.totals.items():
        pillar = catalogue.indicator_of(measure).pillar
        if entry.mark is not Mark.BLANK:
            yield _observation(entry, measure, "total", "")
        elif entries.is_nil(pillar) and entries.typed[measure].kind is Kind.FLOW:
            cell = entries.nil[pillar].cell
            yield Observation(measure, "total", "", 0.0, Status.NIL, cell.sheet, cell.address)


def _extras(entries: Entries) -> Iterator[Observation]:
    """Numbers that were told beside the indicators, each under a measure of its own."""
    for measure, entry in entries.extras.items():
        if entry.mark is not Mark.BLANK:
            yield _observation(entry, measure, "total", "")


def _parts(entries: Entries) -> Iterator[Observation]:
    for part, dimension, parts in entries.dimensions():
        for each in parts:
            if each.entry.mark is not Mark.BLANK:
                yield _observation(each.entry, part.measure, dimension.key, each.item)


def _observation(entry: Entry, measure: str, dimension: str, item: str) -> Observation:
    status = Status.REPORTED if entry.mark is Mark.NUMBER else Status.NOT_EXPECTED
    return Observation(measure, dimension, item, entry.number, status, entry.cell.sheet, entry.cell.address)


ONLY_CHECKED = frozenset({"peak_residents", "received"})
"""Columns of the facility sheet that the checks need and that are not kept centre by centre; the workbook says them."""

COUNTED = {"committed": ("signed_on", (SIGNED, RECEIVED)), "received": ("received_on", (RECEIVED,))}
"""For each sum over the payments the date that puts a payment into the quarter, and the stages that count."""


def _derived(catalogue: Catalogue, table: str) -> Iterator[tuple[Part, str]]:
    for indicator in catalogue.indicators.values():
        for part in (*indicator.parts, *indicator.extras):
            if part.source.startswith(f"{table}."):
                yield part, part.source.split(".")[1]


def _from_facilities(entries: Entries, catalogue: Catalogue) -> Iterator[Observation]:
    """Sums over the centres that are not closed. Where one of them says nothing the sum is missing, not smaller."""
    rows = [row for row in entries.tables[FACILITIES] if row.values["state"] != CLOSED]
    for part, column in _derived(catalogue, FACILITIES):
        if not rows:
            continue
        known = [row.values[column] for row in rows]
        numbers = [float(value) for value in known if isinstance(value, int | float)]
        if len(numbers) == len(rows):
            first, last = rows[0].cells[column], rows[-1].cells[column]
            span = first.address if len(rows) == 1 else f"{first.address}:{last.address}"
            yield Observation(part.measure, "total", "", sum(numbers), Status.REPORTED, first.sheet, span)


def _from_funding(entries: Entries, catalogue: Catalogue, *, currency: str, quarter: Quarter) -> Iterator[Observation]:
    """What givers signed and what came from them in the quarter. A row in another currency makes the sum missing."""
    rows = entries.tables[FUNDING]
    if not rows:
        return
    for part, what in _derived(catalogue, FUNDING):
        column, stages = COUNTED[what]
        counted = [
            row
            for row in rows
            if row.values["source_kind"] in GIVERS and row.values["status"] in stages and _within(row, column, quarter)
        ]
        if all((row.values["currency"] or currency) == currency for row in counted):
            amounts = [float(str(row.values["amount"])) for row in counted]
            cell = (counted or rows)[0].cells["amount"]
            yield Observation(part.measure, "total", "", sum(amounts), Status.REPORTED, cell.sheet, cell.address)


def _within(row: TableRow, column: str, quarter: Quarter) -> bool:
    day = row.values[column]
    return isinstance(day, dt.date) and quarter.first_day <= day <= quarter.last_day
