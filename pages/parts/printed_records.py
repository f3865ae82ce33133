"""What the command line prints of what is kept: a receipt, the log, a backup. It knows no figures and no workbooks."""

from __future__ import annotations

import json
from pathlib import Path

from data.model import Language
from data.store.audit import Examined
from data.store.backup import Manifest
from data.store.receipts import Filed
from data.words import text


def receipt_line(found: Filed, sha256: str | None = None) -> dict[str, object]:
    """What was filed under a receipt and what became of it; with a digest whether that is the file."""
    receipt = found.receipt
    line: dict[str, object] = {
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


def examined_log(found: Examined) -> dict[str, object]:
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
