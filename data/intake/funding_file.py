"""A file of funding, read: agreements, rates, costs and centres, or everything that is wrong, with sheet and cell.

A workbook holds any of the tables, each on a sheet of its own, told by its headings; a file of text holds one. Nothing
in a file is passed over: a sheet that is none of the tables, a heading that is none of a table's and a value without a
heading are told like everything else that is wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.funding.faults import Fault, cost_faults, fact_faults, faults, rate_faults
from data.funding.vocabulary import (
    GOVERNMENT,
    AgreedTranche,
    Agreement,
    CostKind,
    CostLine,
    Earmark,
    ExchangeRate,
    FacilityFacts,
    Instrument,
    SourceKind,
)
from data.intake.funding_cells import AGREEMENT, TRANCHE, Value
from data.intake.funding_rows import Row, Wrong, read_rows


@dataclass(frozen=True, slots=True)
class FundingFile:
    """What a file of funding says.

    Attributes:
        agreements: in the order of the file.
        rows: of each agreement the rows it stands in, the first being its own.
        others: the rows of costs and centres.
        wrong: everything that is wrong; then nothing of it may be kept.
    """

    agreements: tuple[Agreement, ...]
    rows: Mapping[str, tuple[Row, ...]]
    rates: tuple[ExchangeRate, ...]
    costs: tuple[CostLine, ...]
    centres: tuple[FacilityFacts, ...]
    others: tuple[Row, ...]
    wrong: tuple[Wrong, ...]

    def told(self, code: str, fault: Fault) -> Wrong:
        """What an agreement names and the store does not know: in its first row, as all that is said of it once."""
        return _told(self.rows[code][0], fault)

    def elsewhere(self, fault: Fault) -> Wrong:
        """A fault of a cost or of a centre where it stands: the first row that says what is wrong."""
        said = fault.values.get("found")
        return _told(next(row for row in self.others if row.values.get(fault.field) == said), fault)


def read_funding(name: str, content: bytes, *, today: dt.date) -> FundingFile:
    """Read a workbook (.xlsx) or a file of text (.csv).

    Args:
        name: the file's name, by which its kind is told and a file of text is called.
        content: its bytes.
        today: the day by which a date in a sentence is recent.

    Raises:
        UnreadableFunding: if it can be opened as neither.
    """
    rows, wrong = read_rows(name, content, today=today)
    agreements, standing = _agreements(rows["agreements"], wrong)
    for kind, key in KEYS.items():
        wrong += _twice(rows[kind], key)
    rates = [ExchangeRate(**_plain(row)) for row in rows["rates"]]
    costs = [CostLine(**_cost(row)) for row in rows["costs"]]
    centres = [FacilityFacts(**_facts(row)) for row in rows["centres"]]
    for row, rate in zip(rows["rates"], rates, strict=True):
        wrong += [_told(row, fault) for fault in rate_faults(rate, today=today)]
    for row, cost in zip(rows["costs"], costs, strict=True):
        wrong += [_told(row, fault) for fault in cost_faults(cost)]
    for row, told in zip(rows["centres"], centres, strict=True):
        wrong += [_told(row, fault) for fault in fact_faults(told)]
    return FundingFile(
        agreements=tuple(agreements),
        rows=standing,
        rates=tuple(rates),
        costs=tuple(costs),
        centres=tuple(centres),
        others=(*rows["costs"], *rows["centres"]),
        wrong=tuple(wrong),
    )


KEYS = {
    "rates": ("currency", "in_currency", "dated"),
    "costs": ("facility", "quarter", "cost_kind", "fixed"),
    "centres": ("facility",),
}
"""By which columns a row says what it is about: no two rows of a file say two things of the same."""


def _twice(rows: Sequence[Row], key: Sequence[str]) -> Iterator[Wrong]:
    first: dict[tuple[Value, ...], Row] = {}
    for row in rows:
        before = first.setdefault(tuple(row.values.get(name) for name in key), row)
        if before is not row:
            values = {"sheet": before.sheet, "row": before.number}
            yield Wrong(row.sheet, row.cell(key[0]), "ledger.file.row_twice", values)


def _agreements(rows: Sequence[Row], wrong: list[Wrong]) -> tuple[list[Agreement], dict[str, tuple[Row, ...]]]:
    standing: dict[str, list[Row]] = {}
    for row in rows:
        standing.setdefault(str(row.values["code"]), []).append(row)
    found: list[Agreement] = []
    for code, (first, *more) in standing.items():
        for row in more:
            differs = [n for n in AGREEMENT if row.values.get(n) not in (None, first.values.get(n))]
            wrong += [Wrong(row.sheet, row.cell(name), "ledger.file.differs", {"code": code}) for name in differs]
        agreement = _agreement(first, (first, *more))
        at_fault = list(faults(agreement))
        told = [row for row in (first, *more) if _has_tranche(row)] or [first]
        wrong += [_told(first if each.tranche is None else told[each.tranche], each) for each in at_fault]
        found.append(agreement)
    return found, {code: tuple(each) for code, each in standing.items()}


def _agreement(first: Row, rows: Sequence[Row]) -> Agreement:
    said: dict[str, Any] = {name: first.values.get(name) for name in AGREEMENT}
    kind = SourceKind(said["source_kind"])
    usual = Instrument.APPROPRIATION if kind in GOVERNMENT else Instrument.GRANT
    if kind is SourceKind.IN_KIND:
        usual = Instrument.IN_KIND
    said |= {
        "source_kind": kind,
        "instrument": Instrument(said["instrument"] or usual),
        "earmark": Earmark(said["earmark"] or Earmark.NONE),
        "cost_kind": said["cost_kind"] and CostKind(said["cost_kind"]),
        "public": bool(said["public"]),
        "donor": said["donor"] or "",
        "link": said["link"] or "",
    }
    return Agreement(**said, tranches=tuple(_tranche(row) for row in rows if _has_tranche(row)))


def _has_tranche(row: Row) -> bool:
    return any(row.values.get(name) is not None for name in TRANCHE)


def _tranche(row: Row) -> AgreedTranche:
    said: dict[str, Any] = {name: row.values.get(name) for name in TRANCHE if name != "tranche"}
    amount = row.values.get("tranche")
    if amount is None:  # then it is what came, or nothing that can be kept
        amount = said["received"] if said["received"] is not None else -1.0
    return AgreedTranche(**said | {"amount": amount, "condition": said["condition"] or ""})


def _plain(row: Row) -> dict[str, Any]:
    return dict(row.values)


def _cost(row: Row) -> dict[str, Any]:
    said = dict(row.values)
    kind = CostKind(str(said.pop("cost_kind")))
    return said | {"kind": kind}


def _facts(row: Row) -> dict[str, Any]:
    said = {"opened_on": None} | dict(row.values)
    return said | {"serves": tuple(str(said.get("serves") or "").replace(",", " ").casefold().split())}


def _told(row: Row, fault: Fault) -> Wrong:
    name = {"amount": "tranche"}.get(fault.field, fault.field) if fault.tranche is not None else fault.field
    return Wrong(row.sheet, row.cell(name), f"ledger.wrong.{fault.key}", fault.values)
