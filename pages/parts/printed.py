"""What the command line prints: one JSON object a line, or a plain line for people. Not known is null."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from data.intake.personal import name_shown
from data.intake.receive import Examination
from data.model import Country, Language, Level, Part
from data.store.audit import Examined
from data.store.backup import Manifest
from data.store.new_return import Receipt
from data.store.receipts import Filed
from data.words import ENGLISH, text
from metrics import uncertainty
from metrics.centre import Thresholds
from pages.parts import centre_sureness
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice, written

Line = dict[str, object]


def examined(path: str | None, examination: Examination, language: Language, content: Path | None = None) -> Line:
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


def receipt_line(found: Filed, sha256: str | None = None) -> Line:
    """What was filed under a receipt and what became of it; with a digest whether that is the file."""
    receipt = found.receipt
    line: Line = {
        "receipt": receipt.receipt,
        "district": receipt.place,
        "quarter": str(receipt.quarter),
        "revision": receipt.revision,
        "filed_at": receipt.filed_at.isoformat(timespec="seconds"),
        "filed_by": found.by,
        "office": found.office or None,
        "numbers": receipt.numbers,
        "facilities": receipt.facilities,
        "payments": receipt.payments,
        "sha256": receipt.sha256,
        "standing": found.standing.value,
        "step": found.last.value,
        "counts_now": found.counts_now,
        "replaces": receipt.replaces,
        "ended_at": found.ended_at.isoformat(timespec="seconds") if found.ended_at else None,
        "reason": found.reason or None,
        "template": found.template_version,
        "catalogue": found.catalogue_version,
    }
    return line if sha256 is None else line | {"same_file": sha256 == receipt.sha256}


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


def examined_log(found: Examined) -> Line:
    """What a walk along the log found."""
    return {
        "whole": found.whole,
        "entries": found.entries,
        "head": found.head,
        "first_bad": found.bad,
        "fault": found.fault.value if found.fault else None,
    }


def log_sentences(found: Examined, published: str | None, language: Language) -> list[str]:
    """The same in sentences, with the advice to publish the head where none was given."""
    key = found.fault.value if found.fault else "whole"
    said = [text(f"audit.{key}", language, entries=found.entries, head=found.head, bad=found.bad)]
    return said if published else [*said, text("audit.told_by_head", language)]


def backup_lines(done: str, file: Path, held: Manifest, *, language: Language, as_json: bool) -> list[str]:
    """What a backup holds, after it was `made` or `restored`."""
    rows = {name: kept.rows for name, kept in held.tables.items()}
    if as_json:
        line = {"file": str(file), "schema": held.schema, "world": held.world, "country": held.country, "rows": rows}
        return [json.dumps(line | {"sums": held.sums, "entries": held.entries, "head": held.head})]
    counts = {
        "returns": rows["returns"],
        "observations": rows["observations"],
        "values": rows["district_values"],
        "measures": len(held.sums),
        "entries": held.entries,
    }
    return [
        text(f"backup.{done}", language, file=file),
        text("backup.holds", language, country=held.country, world=held.world, **counts),
        text("backup.head", language, head=held.head),
    ]


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
