"""Looking through a sentence that an officer writes beside a workbook: an answer, a reason."""

from __future__ import annotations

import datetime as dt

from data.intake.personal.look import FULL_DATE, RECENT_YEARS, YEAR, kinds_of_text
from data.intake.personal.plain import plain


def kinds_in_sentence(said: str, *, today: dt.date) -> tuple[str, ...]:
    """The kinds of what must not come in that a sentence holds.

    Args:
        said: the sentence.
        today: the day by which a date is recent. A recent date tells when something was done, and no birth.
    """
    recent = all(int(year) >= today.year - RECENT_YEARS for year in YEAR.findall(plain(said)))
    return tuple(kind for kind in kinds_of_text(said) if not (kind == FULL_DATE and recent))
