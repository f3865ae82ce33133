"""The money of the demo's centres adds up, and each centre ends where its plot wants it."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

import pytest

from data.demo.centres import Row, sheets_of
from data.demo.filling import demo_returns
from data.demo.recipe import Recipe, load_recipe
from data.intake.layout import FACILITY_ROWS, FUNDING_ROWS
from data.model import Quarter, Role, Visitor
from data.store import engine
from data.store.house import House, open_house
from data.store.returns import file_returns
from metrics.centre import Reason, Risk
from pages.parts import released_centres
from tests.data.demo.conftest import settings

MINISTRY = Visitor("ministry@example.org", Role.REVIEWER)

ENDS = {
    "steady": Risk.SECURE,
    "crowded": Risk.SECURE,
    "earning": Risk.SECURE,
    "watch": Risk.WATCH,
    "lapsed": Risk.WATCH,
    "appropriation": Risk.WATCH,
    "at_risk": Risk.AT_RISK,
    "misleading": Risk.AT_RISK,
    "pledge": Risk.CRITICAL,
    "notice": Risk.CRITICAL,
    "saved": Risk.SECURE,
    "closing": Risk.CLOSED,
    "suspended": Risk.SUSPENDED,
    "old_sheet": Risk.UNKNOWN,
    "no_cost": Risk.UNKNOWN,
}


def without_workbooks(recipe: Recipe) -> Recipe:
    return dataclasses.replace(recipe, country=dataclasses.replace(recipe.country, workbooks=None))


@pytest.fixture(scope="module", params=["IDN", "TLS", "MYS"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Recipe]]:
    """A database with every return of the districts that have a centre."""
    house = open_house(settings(request.param, tmp_path_factory.mktemp("var")))
    recipe = without_workbooks(load_recipe(request.param))
    places = {centre.place for centre in recipe.country.centres}
    with engine.writing(house.engine) as connection:
        for batch in demo_returns(house, recipe, places):
            file_returns(connection, batch, country=house.country)
    yield house, recipe
    house.engine.dispose()


def plots(recipe: Recipe, centres: list[released_centres.Centre]) -> Iterator[tuple[str, released_centres.Centre]]:
    """Each centre with its plot; the register numbers a district's centres in the order of their tales."""
    for place, tales in itertools.groupby(sorted(recipe.country.centres, key=lambda c: c.place), lambda c: c.place):
        for number, tale in enumerate(tales, start=1):
            yield from ((tale.plot, centre) for centre in centres if centre.code == f"{place}-C{number}")


def test_each_centre_ends_where_its_plot_wants_it(told: tuple[House, Recipe]) -> None:
    house, recipe = told
    centres = released_centres.centres(house, MINISTRY, quarter=recipe.newest)
    assert len(centres) == len(recipe.country.centres)
    for plot, centre in plots(recipe, centres):
        if centre.place.code in recipe.country.waiting:
            assert Reason.CARRIED_FORWARD in centre.ahead.reasons
        else:
            assert centre.ahead.risk is ENDS[plot], centre.name


def test_the_tales_of_money_are_what_they_claim(told: tuple[House, Recipe]) -> None:
    house, recipe = told
    for plot, centre in plots(recipe, released_centres.centres(house, MINISTRY, quarter=recipe.newest)):
        ahead = centre.ahead
        if plot == "misleading":
            assert ahead.cash_out_months == 3
            assert ahead.runway_months == pytest.approx(16.3, abs=0.05)
        if plot == "pledge":
            assert not [payment for payment in centre.payments if payment.status == "signed"]
            assert [payment for payment in centre.payments if payment.status == "pledged"]
        if plot == "appropriation":
            assert Reason.MONEY_LAPSES in ahead.reasons
        if plot == "lapsed":
            assert [payment for payment in centre.payments if payment.status == "lapsed"]
        if plot == "crowded":
            assert (centre.position.residents or 0) > (centre.position.beds or 0)


def test_one_centre_closes_step_by_step(told: tuple[House, Recipe]) -> None:
    house, recipe = told
    path = [
        next(centre.ahead.risk for plot, centre in plots(recipe, centres) if plot == "closing")
        for quarter in recipe.quarters
        for centres in [released_centres.centres(house, MINISTRY, quarter=quarter)]
    ]
    assert [risk for risk, _ in itertools.groupby(path)] == [
        Risk.SECURE,
        Risk.WATCH,
        Risk.AT_RISK,
        Risk.CRITICAL,
        Risk.CLOSED,
    ]


def amount(row: Row, key: str) -> float:
    value = row[key]
    return float(value) if isinstance(value, int | float) else 0.0


@pytest.mark.parametrize("iso3", ["IDN", "TLS", "MYS"])
def test_cash_is_the_cash_before_and_what_came_less_what_was_spent(iso3: str, request: pytest.FixtureRequest) -> None:
    house: House = request.getfixturevalue({"IDN": "indonesia", "TLS": "timor", "MYS": "malaysia"}[iso3])
    recipe = load_recipe(iso3)
    compared = 0
    for place in {centre.place for centre in recipe.country.centres}:
        sheets = sheets_of(place, country=house.country, recipe=recipe)
        before: dict[object, Row] = {}
        for quarter in recipe.quarters:
            now = {row["name"]: row for row in sheets[quarter].centres}
            for name in now.keys() & before.keys():
                row = now[name]
                if row["state"] != "closed" and row["monthly_cost"] is not None:
                    received = came(sheets[quarter].payments, name, quarter)
                    spent = 3 * (amount(row, "monthly_cost") - amount(row, "income"))
                    assert amount(row, "cash") == pytest.approx(amount(before[name], "cash") + received - spent)
                    compared += 1
            before = now
    assert compared > 40


def came(payments: tuple[Row, ...], centre: object, quarter: Quarter) -> float:
    return sum(
        amount(row, "amount")
        for row in payments
        if row["facility"] == centre
        and row["received_on"]
        and quarter.first_day <= row["received_on"] <= quarter.last_day  # type: ignore[operator]
    )


@pytest.mark.parametrize("iso3", ["IDN", "TLS", "MYS"])
def test_sheets_fit_into_the_form_and_cash_is_never_below_nothing(iso3: str, request: pytest.FixtureRequest) -> None:
    house: House = request.getfixturevalue({"IDN": "indonesia", "TLS": "timor", "MYS": "malaysia"}[iso3])
    recipe = load_recipe(iso3)
    for place in {centre.place for centre in recipe.country.centres}:
        for sheets in sheets_of(place, country=house.country, recipe=recipe).values():
            assert len(sheets.centres) <= FACILITY_ROWS
            assert len(sheets.payments) <= FUNDING_ROWS
            assert len({row["name"] for row in sheets.centres}) == len(sheets.centres)
            assert all(amount(row, "cash") >= 0 for row in sheets.centres)


def test_a_place_without_a_centre_has_no_sheets(timor: House) -> None:
    recipe = load_recipe("TLS")
    assert sheets_of("TL01", country=timor.country, recipe=recipe) == {}
