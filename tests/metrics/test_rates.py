from typing import Any

import pandas as pd

from metrics.rates import RATES, per_100k, reporting_population
from metrics.rollup import complete, roll_up, totals

Q = "2026-Q3"
PEOPLE = {"11.01": {2026: 2_000_000}, "11.02": {2026: 3_000_000}, "12.01": {2025: 500_000}}
PROVINCES = {"11.01": "11", "11.02": "11", "12.01": "12"}


def answers(**numbers: Any) -> pd.DataFrame:
    """District values by place (`d11_01=40`); None is not applicable."""
    return pd.DataFrame(
        {
            "measure": "M",
            "quarter": Q,
            "place": [place.removeprefix("d").replace("_", ".") for place in numbers],
            "numerator": list(numbers.values()),
            "denominator": None,
            "status": ["not_expected" if number is None else "reported" for number in numbers.values()],
            "return_id": 1,
        }
    )


def rates_of_provinces(parts, districts):
    people = reporting_population(districts, population=PEOPLE, parents=PROVINCES)
    sums = roll_up(districts, PROVINCES)
    return per_100k(totals(sums, parts=parts("M"), expected={Q: {"11": 2, "12": 1}}), people).set_index("place")


def test_a_rate_uses_the_population_of_the_same_year(parts):
    districts = answers(d11_01=40, d12_01=40)
    values = complete(districts, parts=parts("M"), expected={Q: list(PROVINCES)})
    rates = per_100k(values, reporting_population(values, population=PEOPLE)).set_index("place")
    assert list(rates.reset_index()[list(RATES)].columns) == list(RATES)
    assert rates.loc["11.01", "rate_per_100k"] == 2
    assert rates.loc[["11.02", "12.01"], "rate_per_100k"].isna().all()


def test_only_the_people_of_reporting_districts_are_counted(parts):
    rates = rates_of_provinces(parts, answers(d11_01=40))
    assert rates.loc["11", ["population", "rate_per_100k"]].tolist() == [2_000_000, 2]
    rates = rates_of_provinces(parts, answers(d11_01=40, d11_02=None))
    assert rates.loc["11", "population"] == 2_000_000
    rates = rates_of_provinces(parts, answers(d11_01=40, d11_02=60))
    assert rates.loc["11", ["population", "rate_per_100k"]].tolist() == [5_000_000, 2]


def test_one_unknown_population_makes_the_rate_unknown(parts):
    districts = answers(d11_01=40, d12_01=60)
    people = reporting_population(districts, population=PEOPLE, parents=dict.fromkeys(PROVINCES, "1"))
    assert people["population"].isna().tolist() == [True]


def test_a_population_of_zero_makes_no_rate(parts):
    values = complete(answers(d11_01=40), parts=parts("M"), expected={Q: ["11.01"]})
    rates = per_100k(values, reporting_population(values, population={"11.01": {2026: 0}}))
    assert rates["rate_per_100k"].isna().all()


def test_where_nobody_reported_there_is_no_rate(parts):
    assert rates_of_provinces(parts, answers())["rate_per_100k"].isna().all()


def test_a_rate_of_fewer_than_five_people_is_not_told_and_of_nobody_is_nought(parts):
    numbers = {"d11_01": 4, "d11_02": 5, "d12_01": 0}
    values = complete(answers(**numbers), parts=parts("M"), expected={Q: list(PROVINCES)})
    people = reporting_population(values, population={place: {2026: 1_000_000} for place in PROVINCES})
    rates = per_100k(values, people).set_index("place")
    assert pd.isna(rates.loc["11.01", "rate_per_100k"])
    assert rates.loc[["11.02", "12.01"], "rate_per_100k"].tolist() == [0.5, 0]
    assert rates["value"].tolist() == [4, 5, 0]
