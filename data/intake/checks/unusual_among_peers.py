"""Before a district's own series is long enough, its counts are held against districts of a like size (rule C-25)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.history import UNUSUAL
from data.intake.usual import FEWEST, far_among, most_among
from data.rules import Rule

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Counts far above those of districts of a like size, where few of the district's own quarters are accepted."""
    for measure in context.catalogue.rules.get(UNUSUAL, Rule(UNUSUAL, ())).measures:
        entry, peers = sheet.totals.get(measure), context.history.peers.get(measure, ())
        own = context.history.usual.get(measure, {})
        if entry is None or entry.number is None or len(own) >= FEWEST or not far_among(entry.number, peers):
            continue
        most = most_among(peers) or 0.0
        values = {"found": entry.number, "most": most}
        effect = (entry.number - most) / max(most, 1)
        yield Finding("unusual_among_peers", SEVERITY, entry.cell.sheet, entry.cell.address, values, effect=effect)
