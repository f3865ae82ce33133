"""The review of the demo: earlier quarters are accepted, the oldest closed; of the newest some, and a few came back.

It goes the way of every review, through the same functions and into the same log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy.engine import Connection

from data.demo.author import DOMAIN
from data.demo.calendar import FIRST_DAY, closes
from data.demo.chance import Chance
from data.demo.recipe import Recipe
from data.model import Event, Level, Quarter, Role, Visitor
from data.store import closing, review, review_lists
from data.store.house import House
from data.store.receipts import CellNote
from data.store.said import observations_of
from data.words import text

REVIEWER = Visitor(f"reviewer@{DOMAIN}", Role.REVIEWER)


def review_earlier(connection: Connection, house: House, recipe: Recipe, quarter: Quarter) -> None:
    """Look at what came for the quarter before one, after all of it that will come is there; and close what is old.

    Args:
        connection: the transaction that fills the demo.
        house: whose returns they are.
        recipe: what the demo is made of.
        quarter: the one whose returns have just been filed.
    """
    next_begins = dt.datetime.combine((quarter + 1).last_day, dt.time(12), dt.UTC) + dt.timedelta(days=FIRST_DAY - 1)
    at = min(next_begins, closes(recipe))
    ripe = at - dt.timedelta(days=recipe.world["review"]["days"])
    _forward(connection, house, quarter - 1, at=at, ripe=ripe)
    codes = _waiting(connection, house, quarter - 1, Level.COUNTRY, ripe=ripe)
    review.accept(connection, codes, by=REVIEWER, at=at, country=house.country)
    old = quarter - recipe.world["review"]["closes_after"]
    if old in recipe.quarters:
        closing.close(connection, old, by=REVIEWER, at=at)


def review_newest(connection: Connection, house: House, recipe: Recipe) -> None:
    """What has been done about the newest quarter: much of what was early is accepted, a few returns came back."""
    at = closes(recipe)
    ripe = at - dt.timedelta(days=recipe.world["review"]["days"])
    prompt = partial(_is_prompt, share=recipe.world["review"]["provinces"])
    _forward(connection, house, recipe.newest, at=at, ripe=ripe, by=prompt)
    of_newest = review_lists.waiting(connection, steps=[Event.FILED, Event.FORWARDED], quarter=recipe.newest)
    language, content = house.country.languages[0], house.settings.content
    for place, measure in recipe.country.sent_back.items():
        for row in of_newest[of_newest["place"] == place].to_dict("records"):
            said = observations_of(connection, row["return_id"])
            cells = [
                CellNote(o.sheet, o.cell, text("demo.cell_note", language, content))
                for o in said
                if o.measure == measure and not o.item
            ]
            review.send_back(
                connection,
                row["receipt"],
                by=REVIEWER,
                at=at,
                note=text("demo.sent_back", language, content),
                cells=cells[:1],
                country=house.country,
                ratios=house.catalogue.ratios,
            )
    share = recipe.world["review"]["accepted"]
    codes = [
        code
        for code in _waiting(connection, house, recipe.newest, Level.COUNTRY, ripe=ripe)
        if Chance("accepted", _comes_by(house, code, recipe.newest)).happens(share)
    ]
    review.accept(connection, codes, by=REVIEWER, at=at, country=house.country)


def _comes_by(house: House, code: str, quarter: Quarter) -> str:
    """The province that a return came by, or the place itself where the country asks no provinces."""
    place = house.country.places[code.partition(f"-{quarter}-")[0]]
    return str(place.parent) if Level.PROVINCE in house.country.review else place.code


def _forward(
    connection: Connection,
    house: House,
    quarter: Quarter,
    *,
    at: dt.datetime,
    ripe: dt.datetime,
    by: Callable[[str], bool] = lambda province: True,
) -> None:
    """Let each province pass on what has been there long enough, where the country asks its provinces."""
    waiting = _waiting(connection, house, quarter, Level.PROVINCE, ripe=ripe)
    by_province: dict[str, list[str]] = {}
    for code in waiting:
        place = house.country.places[code.partition(f"-{quarter}-")[0]]
        by_province.setdefault(str(place.parent), []).append(code)
    for province, codes in by_province.items():
        if by(province):
            coordinator = Visitor(f"province.{province}@{DOMAIN}", Role.PROVINCE, frozenset({province}))
            review.forward(connection, codes, by=coordinator, at=at, country=house.country)


def _waiting(
    connection: Connection, house: House, quarter: Quarter, turn: Level, *, ripe: dt.datetime
) -> Sequence[str]:
    """The receipts of a quarter that wait for a level, asked no question, and have been there long enough."""
    two = Level.PROVINCE in house.country.review
    step = Event.FORWARDED if two and turn is Level.COUNTRY else Event.FILED
    if turn is Level.PROVINCE and not two:
        return []
    found = review_lists.waiting(connection, steps=[step], quarter=quarter)
    chosen = ~found["asked"] & (found["filed_at"] <= ripe)
    return list(found.loc[chosen, "receipt"])


def _is_prompt(province: str, *, share: float) -> bool:
    return Chance("review", province).happens(share)
