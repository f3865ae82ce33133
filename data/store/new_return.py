"""What is handed to the store when a return is filed, and the receipt that comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.model import Quarter, Status


@dataclass(frozen=True, slots=True)
class Observation:
    """One number of a return; see `data.model.OBSERVATIONS`."""

    measure: str
    dimension: str
    item: str
    value: float | None
    status: Status
    sheet: str
    cell: str


Value = str | float | int | bool | None


@dataclass(frozen=True)
class KeptFinding:
    """What a check found, as it is kept: plain values, no personal data, an empty text where there is no sheet or cell.

    Attributes:
        severity: one of `data.intake.findings.Severity`, or `noted` for what would be asked elsewhere.
        values: what fills the gaps of its sentence.
    """

    code: str
    severity: str
    sheet: str = ""
    cell: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class NewReturn:
    """A return that passed its checks, ready to be filed.

    Attributes:
        ratios: for each ratio measure its numerator's and denominator's measures.
        facility_rows: columns of `facility_quarters` without the return's id, with the facility's `code` (None for a
            new one), `name`, `kind` and `operator`.
        funding_rows: columns of `funding_lines` without the return's id; `facility` is a code, or a new one's name.
        content: the workbook as received, or None for a synthetic return of the demo world.
        findings: what its sender was shown; None where no checks looked at it, as at a synthetic return.
    """

    place: str
    quarter: Quarter
    by: str
    office: str
    at: dt.datetime
    template_version: str
    catalogue_version: str
    language: str
    observations: Sequence[Observation]
    ratios: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    facility_rows: Sequence[Mapping[str, object]] = ()
    funding_rows: Sequence[Mapping[str, object]] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    findings: Sequence[KeptFinding] | None = None


@dataclass(frozen=True)
class Receipt:
    """What the officer keeps as proof: which return it is, what it replaced, and how much it says.

    Attributes:
        replaces: the receipt of the revision before it.
        sha256: the digest of the file; None for a synthetic return of the demo world.
        numbers: how many numbers were filed, zeros among them.
        facilities, payments: how many rows of the facility and the funding sheet.
    """

    return_id: int
    place: str
    quarter: Quarter
    revision: int
    receipt: str
    replaces: str | None
    filed_at: dt.datetime
    sha256: str | None
    numbers: int = 0
    facilities: int = 0
    payments: int = 0
