"""The one door for reading: exact figures for those who may see them, and for nobody else.

Pages, files and the command line come through here. Who may read which is said in `data.rights`; what somebody may not
see comes back as *withheld*, never as zero, as nothing, or as an error. No Streamlit here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.model import Level, Part, Place, Quarter, Status, Visitor
from data.national import NationalFigure, national_figures
from data.rights import exact_places, may_see
from data.rules import Term
from data.store import engine, frames, review_lists
from data.store.house import House
from metrics import attention, coverage, rates, rollup, trend
from metrics.funding import Outlook, Position, Tranche, TrancheStatus, outlook


def version(house: House) -> int:
    """A number that grows with every change of the data."""
    with engine.reading(house.engine) as connection:
        return engine.data_version(connection)


def quarters(house: House) -> list[Quarter]:
    """Every quarter for which somebody has filed, oldest first."""
    with house.reading() as connection:
        return frames.filed_quarters(connection)


def level_values(
    house: House, visitor: Visitor, *, measures: Iterable[str], quarter: Quarter, level: Level
) -> pd.DataFrame:
    """Every place of a level in one quarter: columns `metrics.rollup.VALUES`, a row for each place expected."""
    parts = {measure: house.catalogue.measure(measure) for measure in measures}
    if level is Level.DISTRICT:
        return _districts(house, visitor, parts, [quarter])
    places = [
        place.code for place in house.country.places.values() if place.level is level and place.exists_in(quarter)
    ]
    return _totals(house, visitor, parts, places=places, chosen=[quarter])


def series(house: House, visitor: Visitor, *, measures: Iterable[str], places: Iterable[str]) -> pd.DataFrame:
    """Some places over every filed quarter: columns `metrics.trend.POINTS`."""
    parts = {measure: house.catalogue.measure(measure) for measure in measures}
    chosen = quarters(house)
    wanted = list(places)
    districts = [code for code in wanted if house.country.places[code].level is Level.DISTRICT]
    above = [code for code in wanted if code not in districts]
    found = [
        _districts(house, visitor, parts, chosen, only=districts) if districts else None,
        _totals(house, visitor, parts, places=above, chosen=chosen) if above else None,
    ]
    values = pd.concat([frame for frame in found if frame is not None], ignore_index=True)
    return trend.series(values, parts=parts, fiscal_year_start=house.country.fiscal_year_start)


def per_100k(house: House, values: pd.DataFrame) -> pd.DataFrame:
    """Rates of district values per 100,000 people: columns `metrics.rates.RATES`. The nearest year known is taken."""
    years = {int(text[:4]) for text in values["quarter"].unique()}
    population = {
        place.code: {year: people for year in years if (people := place.population_in(year)) is not None}
        for place in house.country.places.values()
        if place.level is Level.DISTRICT
    }
    return rates.per_100k(values, rates.reporting_population(values, population=population))


def returns(house: House, quarter: Quarter) -> pd.DataFrame:
    """The counting returns of a quarter, which are no secret: who has reported, and when.

    Columns: `place, return_id, revision, first_filed_at, filed_at, receipt`.
    """
    with house.reading() as connection:
        return frames.counting(connection, quarter=quarter)


@dataclass(frozen=True)
class Coverage:
    """Who has reported in a quarter: the reporting rate, the timeliness, and those from whom nothing was heard.

    Whose return was sent back does not count as having reported, but is not silent either.
    """

    reporting: coverage.Share
    on_time: coverage.Share
    due: dt.date
    silent: tuple[Place, ...]


def coverage_of(house: House, quarter: Quarter) -> Coverage:
    """Who has reported in a quarter."""
    filed, due = returns(house, quarter), house.country.due(quarter)
    with house.reading() as connection:
        came = review_lists.first_filed(connection, quarters=[quarter])
        excused = review_lists.excused(connection, quarters=[quarter])[str(quarter)]
    expected = {place.code: place for place in house.country.districts(quarter) if place.code not in excused}
    heard = frozenset(filed["place"]).union(came["place"])
    silent = tuple(place for code, place in expected.items() if code not in heard)
    return Coverage(
        reporting=coverage.reporting_rate(expected, filed),
        on_time=coverage.timeliness(expected, came, due=due),
        due=due,
        silent=silent,
    )


def silence(house: House, quarter: Quarter, *, look_back: int = 12) -> pd.DataFrame:
    """Who has filed nothing for a quarter, and for how many quarters on end: columns `metrics.attention.SILENCE`.

    Args:
        house: the house opened for work.
        quarter: the quarter looked at.
        look_back: over how many quarters at most, out of those for which somebody has filed.
    """
    looked_at = [each for each in quarters(house) if each <= quarter][-look_back:] or [quarter]
    if looked_at[-1] != quarter:
        looked_at.append(quarter)
    with house.reading() as connection:
        filed = review_lists.first_filed(connection, quarters=looked_at)
        excused = review_lists.excused(connection, quarters=looked_at)
    expected = {
        str(each): [place.code for place in house.country.districts(each) if place.code not in excused[str(each)]]
        for each in looked_at
    }
    return attention.silence(expected, filed)


@dataclass(frozen=True)
class Apart:
    """A sum over the districts that is not about what a national body published.

    Attributes:
        found: the sum.
        told: how many returns told the number.
        published: the figure, and its source.
    """

    term: Term
    found: float
    told: int
    published: NationalFigure


def apart_from_national(house: House, visitor: Visitor, *, quarter: Quarter) -> list[Apart]:
    """The sums of a quarter that differ too far from published figures; none for those who may not see the country."""
    if not may_see(visitor, house.country, house.country.root.code):
        return []
    figures = national_figures(house.country.iso3, house.settings.content)
    published = {each.figure: each for each in figures if each.quarter == quarter}
    asked = [each for rule in house.catalogue.rules.values() for each in rule.national if each.figure in published]
    found = []
    with house.reading() as connection:
        for each in asked:
            dimension, item = each.sum.dimension or "total", each.sum.item
            total, told = frames.part_over_country(
                connection, measure=each.sum.measure, dimension=dimension, item=item, quarter=quarter
            )
            if told and attention.out_of_balance(total, published[each.figure].value, within=each.within):
                found.append(Apart(each.sum, total, told, published[each.figure]))
    return found


@dataclass(frozen=True)
class Origin:
    """Where a row stands: in which return, filed for which office and when, on which sheet."""

    receipt: str
    office: str
    filed_on: dt.date
    sheet: str
    row: int


@dataclass(frozen=True)
class Centre:
    """A centre at the end of a quarter: what it is, what its newest sheet says, and what lies ahead."""

    code: str
    name: str
    kind: str
    operator: str
    place: Place
    position: Position
    payments: tuple[Tranche, ...]
    ahead: Outlook
    origin: Origin


def centres(house: House, visitor: Visitor, *, quarter: Quarter) -> list[Centre]:
    """Every centre that the visitor may see, the one whose money ends first at the head."""
    visible = exact_places(visitor, house.country)
    with house.reading() as connection:
        register = frames.facility_register(connection)
        sheets = {row["facility"]: row for row in _rows(frames.facility_sheets(connection, until=quarter))}
        payments = _rows(frames.funding(connection, until=quarter))
    found = []
    for row in _rows(register):
        if row["place"] not in visible or row["code"] not in sheets:
            continue
        sheet = sheets[row["code"]]
        position = _position(sheet)
        lines = _tranches([line for line in payments if line["facility"] == row["code"]], position.currency)
        found.append(
            Centre(
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                operator=row["operator"],
                place=house.country.places[row["place"]],
                position=position,
                payments=lines,
                ahead=outlook(position, lines, as_of=quarter.last_day),
                origin=Origin(
                    sheet["receipt"], sheet["office"], sheet["filed_at"].date(), sheet["sheet"], sheet["row"]
                ),
            )
        )
    return sorted(found, key=_soonest)


def _origin(sheet: Mapping[str, Any]) -> Origin:
    return Origin(sheet["receipt"], sheet["office"], sheet["filed_at"].date(), sheet["sheet"], sheet["row"])


def _soonest(centre: Centre) -> tuple[bool, float, str]:
    months = centre.ahead.cash_out_months
    return months is None, months or 0.0, centre.code


def _position(sheet: Mapping[str, object]) -> Position:
    quarter = Quarter.parse(str(sheet["quarter"]))
    monthly, income = _amount(sheet["monthly_cost"]), _amount(sheet["income"])
    closed = _day(sheet["closed_on"])
    if sheet["state"] == "closed" and closed is None:
        closed = quarter.last_day
    return Position(
        currency=str(sheet["currency"]),
        cash=_amount(sheet["cash"]),
        quarter_cost=None if monthly is None else monthly * 3,
        own_income=None if income is None else income * 3,
        residents=_amount(sheet["residents"]),
        bed_nights=_amount(sheet["bed_nights"]),
        beds=_amount(sheet["beds"]),
        sheet_quarter=quarter,
        closed_on=closed,
        suspended=sheet["state"] == "suspended",
        closure_notice_on=_day(sheet["notice_on"]),
    )


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _tranches(lines: Iterable[Mapping[str, Any]], currency: str) -> tuple[Tranche, ...]:
    """The payments in the centre's own currency; others are not added without a dated rate."""
    return tuple(
        Tranche(
            amount=float(row["amount"]),
            currency=row["currency"],
            source=row["source"],
            status=TrancheStatus(row["status"]),
            due=_day(row["due_on"]),
            until=_day(row["until"]),
            received_on=_day(row["received_on"]),
        )
        for row in lines
        if row["currency"] == currency
    )


def _amount(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not np.isnan(value) else None


def _day(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) and not pd.isna(value) else None


def _districts(
    house: House,
    visitor: Visitor,
    parts: Mapping[str, Part],
    chosen: Collection[Quarter],
    only: Collection[str] | None = None,
) -> pd.DataFrame:
    with house.reading() as connection:
        if only is None:
            values = frames.values(connection, measures=parts, quarters=chosen)
        else:
            values = frames.values_of_places(connection, measures=parts, places=only)
        excused = review_lists.excused(connection, quarters=chosen)
    expected = {
        str(quarter): [
            p.code
            for p in house.country.districts(quarter)
            if (only is None or p.code in only) and p.code not in excused[str(quarter)]
        ]
        for quarter in chosen
    }
    completed = _asked(rollup.complete(values, parts=parts, expected=expected), house, parts, chosen)
    return _withhold(completed, exact_places(visitor, house.country))


def _totals(
    house: House, visitor: Visitor, parts: Mapping[str, Part], *, places: Collection[str], chosen: Collection[Quarter]
) -> pd.DataFrame:
    with house.reading() as connection:
        sums = frames.sums(connection, measures=parts, places=places, quarters=chosen)
        excused = review_lists.excused(connection, quarters=chosen)
    counts = rollup.expected_districts(house.country, chosen, excused=excused)
    expected = {quarter: {code: found.get(code, 0) for code in places} for quarter, found in counts.items()}
    totals = _asked(rollup.totals(sums, parts=parts, expected=expected), house, parts, chosen)
    return _withhold(totals, exact_places(visitor, house.country))


def _asked(values: pd.DataFrame, house: House, measures: Iterable[str], chosen: Collection[Quarter]) -> pd.DataFrame:
    """Nobody is silent about what the catalogue does not ask for in a quarter: there it is not expected."""
    for measure in measures:
        indicator = house.catalogue.indicator_of(measure)
        unasked = [str(quarter) for quarter in chosen if not indicator.valid_in(quarter)]
        if unasked:
            there = (values["measure"] == measure) & values["quarter"].isin(unasked)
            values.loc[there & (values["status"] == Status.MISSING), ["status", "expected"]] = [
                Status.NOT_EXPECTED.value,
                0,
            ]
    return values


def _withhold(values: pd.DataFrame, visible: frozenset[str]) -> pd.DataFrame:
    """Take the figures of places that may not be seen out of the frame: what is not in it cannot leak from it."""
    hidden = ~values["place"].isin(visible) & values["status"].isin([Status.REPORTED, Status.NIL, Status.NOT_EXPECTED])
    if hidden.any():
        values.loc[hidden, ["value", "numerator", "denominator"]] = np.nan
        values.loc[hidden, "status"] = Status.WITHHELD.value
    return values
