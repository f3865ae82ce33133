"""The numbers of a map as a table to take away: every district with its value, or the word for why there is none."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import pandas as pd

from data.model import Kind, Language, Level, Part, Quarter, Status, Visitor
from data.rights import exact_places
from data.store.house import House
from data.words import date, number, pick, quarter, text
from metrics.shown import is_released, steps
from pages.parts import origins, released, sight
from pages.parts.map_asked import adds_to_target, can_be_rated
from pages.parts.map_data import PERCENT
from pages.parts.shown import Voice, written
from pages.parts.spreadsheets import Cell, Table

_DECIMALS = 2

_FRACTIONS = ("rate_per_100k", "percent", "share_of_target")

ORIGIN = ("receipt", "sheet", "cell", "filed", "accepted", "origin")
"""Where a number comes from; for those districts alone whose figures the visitor may see."""


def value_table(
    house: House,
    visitor: Visitor,
    *,
    measure: str,
    asked: Quarter,
    rate: bool,
    language: Language,
    today: dt.date,
    base: str = "",
    level: Level = Level.DISTRICT,
    then: bool = True,
    expected: float | None = None,
) -> Table:
    """Every place of a level expected in the quarter, in the order of codes, as far as the visitor may see its figures.

    Args:
        house: the house opened for work.
        visitor: whose right decides which figures there are; those of others are *withheld*, in words.
        measure: the measure.
        asked: the quarter.
        rate: whether a column per 100,000 people is wanted, with the population; only where that makes sense.
        language: of headings and status words.
        today: stands in the head.
        base: the address of this Lima, for links to where a number comes from; without it they are left out.
        level: districts, with the cells their numbers stand in, or provinces.
        then: as for `released.level_values`.
        expected: what the plan expects by then, where a column with the share of it is wanted.

    Raises:
        UnknownIndicator: if there is no such measure.
    """
    part, indicator = house.catalogue.measure(measure), house.catalogue.indicator_of(measure)
    read = functools.partial(released.level_values, house, visitor, measures=[measure], quarter=asked, then=then)
    values, of_districts = read(level=level), level is Level.DISTRICT
    rated = rate and can_be_rated(indicator, part)
    if rated:
        values = released.per_100k(house, values, districts=None if of_districts else read(level=Level.DISTRICT))
    if expected:
        values["share_of_target"] = _share_said(values, part) / expected * PERCENT
        if adds_to_target(part) and expected < sight.least(house, [part], shares=False).get(measure, 0):
            values["share_of_target"] = values["share_of_target"].mask(steps(values) > 0)
    parts = origins.parts_of(house, visitor, values, measure=measure, quarter=asked) if of_districts else []
    part_of = {each.place.code: each for each in parts}
    address = {"indicator": measure, "quarter": str(asked), "lang": language}
    address |= {"as_of": house.as_of.date().isoformat()} if house.as_of else {}
    say = functools.partial(_say, house, language)
    exact = of_districts and bool(exact_places(visitor, house.country))
    columns = _columns(part, rated=rated, aimed=bool(expected), exact=exact)
    words = {status: say(f"map.{status.value}") for status in Status}
    voice = Voice(language, house.country.currency, house.settings.content)
    return Table(
        name=f"{measure} {asked}",
        head=[
            f"{measure} · {pick(part.names or indicator.names, language)}",
            quarter(asked, language),
            *_facts(house, values, part=part, language=language),
            say("downloads.made", day=date(today, language)),
            *([say("as_of.notice", day=date(house.as_of.date(), language))] if house.as_of else []),
        ],
        columns=[say(f"downloads.columns.{column}") for column in columns],
        rows=[
            _row(
                house,
                row
                | (_origin(part_of[row["place"]], {**address, "place": row["place"]}, base) if of_districts else {})
                | {"shown": written(row, part, above=not of_districts, voice=voice) or ""},
                columns,
                words,
            )
            for row in values.to_dict("records")
        ],
        digits={say(f"downloads.columns.{column}"): _DECIMALS for column in _FRACTIONS},
    )


def _say(house: House, language: Language, key: str, **gaps: object) -> str:
    return text(key, language, house.settings.content, **gaps)


def _facts(house: House, values: pd.DataFrame, *, part: Part, language: Language) -> Iterator[str]:
    """What a reader must know of the numbers: their unit, how many districts they come from, and how exact they are."""
    say = functools.partial(_say, house, language)
    unit = say(f"units.{part.unit}")
    yield say("downloads.unit", unit=f"{unit} ({house.country.currency})" if part.unit == "money" else unit)
    counts = {column: number(values[column].sum(), language) for column in ("reporting", "expected")}
    yield say("downloads.reporting", **counts)
    yield say("downloads.source", country=pick(house.country.names, language))
    if (values["status"].isin([Status.REPORTED, Status.NIL]) & ~is_released(values)).any():
        yield say("downloads.not_for_publication")
    if house.facts.demo:
        yield say("shell.demo")


def _share_said(values: pd.DataFrame, part: Part) -> pd.Series[float]:
    """A share as it is; of a yes-no the share of the districts reporting that said yes."""
    return values["value"] / (values["reporting"] if part.kind is Kind.YES_NO else 1)


def _columns(part: Part, *, rated: bool, aimed: bool, exact: bool) -> list[str]:
    ratio = ["percent", "numerator", "denominator"]
    numbers = ratio if part.kind is Kind.RATIO else ["value", *(["rate_per_100k", "population"] if rated else [])]
    numbers += ["share_of_target"] if aimed else []
    origin = ORIGIN if exact else ()
    return ["code", "district", "province", *numbers, "shown", "status", "reporting", "expected", *origin]


def _origin(part: origins.Part, address: Mapping[str, str], base: str) -> dict[str, object]:
    """The columns `ORIGIN`: in which return and cells the number stands, and the page that tells more."""
    return {
        "receipt": part.receipt,
        "sheet": "; ".join(dict.fromkeys(each.sheet for each in part.cells)),
        "cell": "; ".join(each.cell for each in part.cells),
        "filed": part.filed.at.date().isoformat() if part.filed else "",
        "accepted": part.accepted.at.date().isoformat() if part.accepted else "",
        "origin": f"{base}/origin?{urlencode(address)}" if base and part.receipt else "",
    }


def _row(house: House, row: dict[str, object], columns: list[str], words: dict[Status, str]) -> list[Cell]:
    place = house.country.places[str(row["place"])]
    above = house.country.places.get(place.parent or "")
    told: dict[str, object] = {
        **row,
        "code": place.code,
        "district": place.name,
        "province": above.name if above and above.level is Level.PROVINCE else "",
        "percent": _times(row["value"], PERCENT),
        "status": words[Status(str(row["status"]))],
    }
    return [_cell(told[column]) for column in columns]


def _times(value: object, factor: int) -> float | None:
    return value * factor if isinstance(value, int | float) else None


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value
    return float(value) if isinstance(value, int | float) and not pd.isna(value) else None
