"""What of the page Reporting is drawn once and replayed; apart from `drawn`, as public pages never reach the intake."""

from __future__ import annotations

from pages.parts.drawing import reporting
from pages.parts.drawn import replayed

head = replayed(reporting.head)
by_province = replayed(reporting.by_province)
over_time = replayed(reporting.over_time)
