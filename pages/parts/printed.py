"""What the command line prints: one JSON object a line, or a plain line for people. Not known is null."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping

import pandas as pd

from data.intake.personal import name_shown
from data.intake.receive import Examination
from data.model import Country, Language, Level, Part
from data.settings import Overlay
from data.store.new_return import Receipt
from data.words import ENGLISH
from metrics import uncertainty
from metrics.centre import Thresholds
from pages.parts import centre_sureness
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice, written

Line = dict[str, object]


def examined(path: str | None, examination: Examination, language: Language, content: Overlay | None = None) -> Line:
    """An examined workbook; without a path one that is no file, because it was made here."""
    return {
        "file": name_shown(path, examination.findings) if path else None,
        "verdict": examination.verdict,
        "district": examination.place.code if examination.place else None,
        "quarter": str(examination.quarter) if examination.quarter else None,
        "findings": [
            {
                "code": found.code,
                "severity": found.severity.value,
                "sheet": found.sheet,
                "cell": found.cell,
                "message": found.message(language, content),
            }
            for found in examination.findings
        ],
    }


def filed(line: Line, receipt: Receipt | None) -> Line:
    """An examined workbook and its receipt, or nulls where it was not filed."""
    return line | {
        "revision": receipt.revision if receipt else None,
        "receipt": receipt.receipt if receipt else None,
        "replaces": receipt.replaces if receipt else None,
    }


def value_lines(values: pd.DataFrame, country: Country, parts: tuple[Part, ...]) -> Iterator[Line]:
    """Values, one line a place and part; the part is named only where the indicator has several.

    `shown` is the value as a page writes it: a released 0 is `<5`.
    """
    voice, known = Voice(ENGLISH, country.currency), {part.measure: part for part in parts}
    for row in values.to_dict("records"):
        line: Line = {"place": row["place"], "name": country.places[row["place"]].name}
        if len(parts) > 1:
            line["part"] = row["measure"]
        yield line | {
            "value": plain(row["value"]),
            "shown": written(
                row,
                known[row["measure"]],
                above=country.places[row["place"]].level is not Level.DISTRICT,
                voice=voice,
            ),
            "status": row["status"],
            "reporting": int(row["reporting"]),
            "expected": int(row["expected"]),
        }


def centre_line(centre: Centre) -> Line:
    """A centre with its beds, burn, cash-out month and status."""
    ahead, position = centre.ahead, centre.position
    return {
        "facility": centre.code,
        "kind": centre.kind,
        "name": centre.name or None,
        "place": centre.place.code,
        "beds": plain(position.beds),
        "currency": position.currency,
        "burn": plain(ahead.burn),
        "secured": plain(ahead.secured_12m),
        "cash_out_month": f"{ahead.cash_out:%Y-%m}" if ahead.cash_out else None,
        "status": ahead.risk.value,
        "reasons": [reason.value for reason in ahead.reasons],
    }


def centre_money(centre: Centre, *, as_of: dt.date, thresholds: Thresholds) -> Line:
    """Every figure of a centre's money on a day, and between which months its end lies."""
    ahead, position = centre.ahead, centre.position
    alone = uncertainty.received_only(position, as_of=as_of, payments=centre.payments, thresholds=thresholds)
    found = centre_sureness.span(centre, as_of, thresholds)
    return {
        "as_of": as_of.isoformat(),
        "sheet": str(position.sheet_quarter) if position.sheet_quarter else None,
        "cash": plain(ahead.cash),
        "net_burn": plain(ahead.net_burn),
        "cash_out": ahead.cash_out.isoformat() if ahead.cash_out else None,
        "months": plain(ahead.cash_out_months),
        "runway": plain(ahead.runway_months),
        "gap": plain(ahead.gap_12m),
        "gap_share": plain(ahead.gap_share),
        "concentration": plain(ahead.concentration),
        "main_source": ahead.main_source,
        "cost_per_bed_night": plain(centre_sureness.bed_night(centre)),
        "received_only_month": _month(alone.cash_out),
        "earliest_month": _month(found.earliest) if found else None,
        "latest_month": _month(found.latest) if found else None,
        "payments_from": "ledger" if centre.from_ledger else "sheet",
    }


def plain(value: object) -> int | float | None:
    """A number as JSON should show it: whole numbers without a point, nothing for not known."""
    if not isinstance(value, int | float) or math.isnan(value):
        return None
    return int(value) if float(value).is_integer() else float(value)


def for_people(line: Mapping[str, object]) -> str:
    """A line for a reader at a terminal."""
    told = {key: value for key, value in line.items() if not isinstance(value, list)}
    if "shown" in told:
        told.pop("value")
    return "\t".join("" if value is None else str(value) for value in told.values())


def _month(day: dt.date | None) -> str | None:
    return f"{day:%Y-%m}" if day else None
