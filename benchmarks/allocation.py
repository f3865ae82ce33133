"""`python -m benchmarks.allocation`: how long an amount's best allocation takes among hundreds of centres, and its gap.

The centres are made up by a seed: cash, cost, payments on dates and beds as they are on sheets. Everything is reckoned
as on the page *What if*, from sheets to proposal, under floors for every province and every group.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import time
from collections.abc import Sequence

import numpy as np

from data.countries import load_country
from data.funding.vocabulary import SERVES
from data.model import Country, Level, Quarter
from metrics.allocation import Impossible
from metrics.amounts import Aim
from metrics.centre import Position, Tranche, TrancheStatus, thresholds_of
from metrics.funding import outlook
from pages.parts import what_if
from pages.parts.released_centres import Centre
from pages.parts.what_if_asked import Asked
from pages.parts.what_if_source import Beside

QUARTER = Quarter(2026, 3)
MOST_SECONDS, WIDEST_GAP = 5.0, 0.01
SHARES = (0.02, 0.1, 0.3, 0.6)
"""The amounts, as shares of what all centres lack together."""


def made_up(count: int, country: Country, chance: np.random.Generator) -> tuple[list[Centre], Beside]:
    """So many centres in districts of a country, and whom they take."""
    districts = [place for place in country.places.values() if place.level is Level.DISTRICT]
    centres, serves = [], {}
    for number in range(count):
        monthly = float(np.exp(chance.normal(9, 0.8)))
        due = QUARTER.last_day + dt.timedelta(days=int(chance.integers(10, 400)))
        paid = Tranche(monthly * float(chance.uniform(0, 9)), "USD", "A source", TrancheStatus.SIGNED, due)
        payments = (paid,) if chance.random() < 0.6 else ()
        position = Position(
            currency="USD",
            cash=monthly * float(chance.uniform(0, 8)),
            quarter_cost=3 * monthly,
            beds=float(chance.integers(4, 61)),
            sheet_quarter=QUARTER,
        )
        ahead = outlook(position, payments, as_of=QUARTER.last_day)
        place, code = districts[int(chance.integers(len(districts)))], f"C{number:03}"
        centres.append(Centre(code, f"Centre {code}", "recovery_centre", "ngo", place, position, payments, ahead))
        serves[code] = tuple(group for group in SERVES if chance.random() < 0.5)
    return centres, Beside(serves=serves)


def lacking(centres: Sequence[Centre]) -> float:
    """What all centres lack together for twelve months."""
    return math.fsum(centre.ahead.gap_12m or 0 for centre in centres)


def main() -> None:
    """Measure and print; say so where it takes too long or lies too far from the best."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--centres", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    country = load_country("IDN")
    centres, beside = made_up(given.centres, country, np.random.default_rng(given.seed))
    told, worst = {"country": country, "thresholds": thresholds_of(country), "beside": beside}, []
    for aim in Aim:
        for share in SHARES:
            amount, floors = int(lacking(centres) * share), share > SHARES[1]
            groups = tuple((group, 10) for group in SERVES) if floors else ()
            asked = Asked(QUARTER, amount, "USD", aim=aim, floor=int(floors), groups=groups)
            begun = time.perf_counter()

            def progress(what: str, begun: float = begun) -> None:
                print(f"    {time.perf_counter() - begun:5.2f} s  {what}", flush=True)

            print(f"{aim}, USD {amount:,}, {len(centres)} centres{', with floors' if floors else ''}")
            answer = what_if.answer(asked, centres=centres, progress=progress, **told)
            seconds = time.perf_counter() - begun
            worst.append((seconds, answer.proposal.gap))
            outcome = answer.proposal.outcome
            print(
                f"    {seconds:5.2f} s  {outcome.gained(aim):,.0f} of at most {answer.proposal.at_best:,.0f}, "
                f"gap {answer.proposal.gap:.3%}, given {outcome.spent:,.0f}"
                f"{', floors cannot hold' if isinstance(answer.found, Impossible) else ''}"
            )
    slowest, widest = max(each[0] for each in worst), max(each[1] for each in worst)
    held = slowest < MOST_SECONDS and widest <= WIDEST_GAP
    print(f"slowest {slowest:.2f} s (under {MOST_SECONDS:.0f}), widest gap {widest:.3%} (at most {WIDEST_GAP:.0%})")
    raise SystemExit(0 if held else 1)


if __name__ == "__main__":
    main()
