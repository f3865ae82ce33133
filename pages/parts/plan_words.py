"""How a line of the scorecard is written: on the page Plan and on the two pages to take along. No Streamlit."""

from __future__ import annotations

import math
from collections.abc import Sequence

from data.catalogue import Catalogue
from data.model import Indicator, Part, Status
from metrics.progress import Band, Rule
from pages.parts import shown, summary
from pages.parts.plan_figures import Line
from pages.parts.shown import PERCENT, Voice

SIGNS = {Band.REACHED: "★", Band.ON_TRACK: "●", Band.BEHIND: "◐", Band.OFF_TRACK: "○", Band.AWAY: "▼"}
"""How a band looks: a shape, never its colour alone."""


def most_telling(lines: Sequence[Line], most: int) -> list[Line]:
    """The measures for which there is room: the judged ones, the furthest behind first, then the others."""
    order = list(Band)

    def place(line: Line) -> tuple[int, float]:
        band, ratio = line.progress.band, line.progress.ratio
        return (-order.index(band) if band else 1, math.inf if ratio is None else ratio)

    return sorted(lines, key=place)[:most]


def measure(catalogue: Catalogue, code: str, voice: Voice) -> str:
    """What a measure is called."""
    return name(catalogue.measure(code), catalogue.indicator_of(code), voice)


def name(part: Part, indicator: Indicator, voice: Voice) -> str:
    """What a part is called; one that only makes sense beside its indicator's name carries that too."""
    own, whole = voice.pick(part.names), voice.pick(indicator.names)
    leading = part in (summary.leading_part(indicator), indicator.parts[0])
    return own if leading or own == whole else f"{own} ({whole})"


def ratio(line: Line, voice: Voice) -> str:
    """The ratio of actual to expected, with a real minus; nothing where there is none.

    It is never rounded up: 0.946 is 0.94, which is still below where a measure is on track.
    """
    if line.progress.ratio is None:
        return ""
    found = math.floor(round(line.progress.ratio * 100, 6)) / 100
    written = voice.number(abs(found), 2)
    return written if found >= 0 else shown.signed(found, written)


def now(line: Line, voice: Voice) -> str:
    """The value of the quarter, or why there is none."""
    told = {"reporting": line.reporting, "above": True, "voice": voice, "step": line.step}
    return shown.value(line.now or 0, line.part, line.status, **told)


def is_silent(line: Line) -> bool:
    """Whether it says nothing of how many districts answered, because no number is shown."""
    return line.status in (Status.MISSING, Status.WITHHELD, Status.NOT_EXPECTED)


def amount(value: float | None, line: Line, voice: Voice, *, step: float = math.nan) -> str:
    """A number in the unit of the line's target: a share as a percentage."""
    if value is None:
        return voice.say("numbers.unknown")
    if line.is_share:
        return voice.say("figures.percent", share=voice.number(value * PERCENT, 1))
    return shown.amount(value, line.part, voice, step)


def actual(line: Line, voice: Voice) -> str:
    """What is compared; a released sum that is shown as 0 is fewer than the steps of all its quarters."""
    quarters = max(1, line.progress.counted) if line.progress.rule is Rule.TO_DATE else 1
    return amount(line.progress.actual, line, voice, step=line.step * quarters)
