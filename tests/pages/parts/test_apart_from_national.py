"""Rule C-42: the people helped home from abroad, summed over the districts, beside what the consulates publish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data.model import Quarter, Role, Status, Visitor
from data.settings import read_settings
from data.store import engine, returns
from data.store.house import House, open_house
from data.store.new_return import NewReturn, Observation
from pages.parts import released_reporting
from tests.pages import frame

QUARTER = Quarter(2026, 3)
REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)


def figures(folder: Path, consular: float) -> Path:
    country = folder / "content" / "countries" / "tls"
    country.mkdir(parents=True)
    source = "List of the consulates (made up)"
    says = f"figures:\n- {{figure: consular_returns, quarter: {QUARTER}, value: {consular}, source: {source}}}\n"
    (country / "national.yaml").write_text(says, "utf-8")
    return folder / "content"


def news(house: House, counts: list[float | None]) -> Iterator[NewReturn]:
    """A return of each of the first districts; None: it does not tell the part."""
    for place, count in zip(house.country.districts(QUARTER), counts, strict=False):
        told = [("PRT-09", "total", "", 9.0), ("PRT-09", "return_route", "to_abroad", 2.0)]
        told += [] if count is None else [("PRT-09", "return_route", "from_abroad", count)]
        yield NewReturn(
            place=place.code,
            quarter=QUARTER,
            by="officer@example.org",
            office="Task force",
            at=dt.datetime(2026, 10, 9, 8, tzinfo=dt.UTC),
            template_version="2",
            catalogue_version="abc",
            language="en",
            observations=[Observation(m, d, i, v, Status.REPORTED, "Sheet", "C9") for m, d, i, v in told],
        )


def environment(folder: Path, consular: float) -> dict[str, str]:
    return {"LIMA_VAR": str(folder), "COUNTRY": "TLS", "LIMA_CONTENT": str(figures(folder, consular))}


def filed(settings: dict[str, str], counts: list[float | None]) -> House:
    house = open_house(read_settings(settings))
    with engine.writing(house.engine) as connection:
        returns.file_returns(connection, list(news(house, counts)), country=house.country)
    return house


@pytest.mark.parametrize(
    ("counts", "consular", "apart"),
    [
        ([20.0, 17.0, None], 41, []),
        ([20.0, 16.0, None], 41, [(36.0, 2)]),
        ([20.0, 26.0], 41, [(46.0, 2)]),
        ([None, None], 41, []),
        ([0.0], 41, [(0.0, 1)]),
    ],
)
def test_a_sum_that_is_more_than_a_tenth_apart_is_named_with_how_many_told_it(
    tmp_path: Path, counts: list[float | None], consular: float, apart: list[tuple[float, int]]
) -> None:
    house = filed(environment(tmp_path, consular), counts)
    found = released_reporting.apart_from_national(house, REVIEWER, quarter=QUARTER)
    assert [(each.found, each.told) for each in found] == apart
    assert released_reporting.apart_from_national(house, REVIEWER, quarter=QUARTER + 1) == []
    house.engine.dispose()


@pytest.mark.parametrize("role", [Role.TASKFORCE, Role.DONOR, Role.PUBLIC, Role.ADMINISTRATOR])
def test_who_may_not_see_the_country_is_told_nothing(tmp_path: Path, role: Role) -> None:
    house = filed(environment(tmp_path, 41), [3.0])
    visitor = replace(REVIEWER, role=role, places=frozenset({house.country.districts(QUARTER)[0].code}))
    assert released_reporting.apart_from_national(house, visitor, quarter=QUARTER) == []
    house.engine.dispose()


@pytest.mark.parametrize(
    ("language", "said"), [("en", "2 municipalities report 5"), ("id", "2 munisipalitas melaporkan 5")]
)
def test_overview_shows_both_numbers_and_the_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    settings = environment(tmp_path, 41)
    filed(settings, [3.0, 2.0]).engine.dispose()
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    app = frame.opened("public/overview", lang=language)
    [line] = [each.value for each in app.markdown if said in each.value]
    assert "41" in line
    assert "List of the consulates" in line
