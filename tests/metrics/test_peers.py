import pandas as pd

from data.countries import load_country
from data.model import Quarter
from metrics.peers import MANY, middle, peers_of

INDONESIA, QUARTER = load_country("IDN"), Quarter(2026, 3)


def test_peers_are_the_districts_nearest_in_population():
    place = next(iter(INDONESIA.districts(QUARTER)))
    found = peers_of(INDONESIA, place, QUARTER)
    assert len(found) == MANY
    assert place.code not in found
    own = place.population_in(2026)
    ratios = [max(own, other) / min(own, other) for other in (INDONESIA.places[c].population_in(2026) for c in found)]
    assert ratios == sorted(ratios)
    assert ratios[-1] < 1.2


def test_the_middle_of_too_few_numbers_is_not_told_and_gaps_count_as_gaps():
    rows = [("2026-Q1", 1.0), ("2026-Q1", 9.0), ("2026-Q1", 2.0), ("2026-Q2", 4.0), ("2026-Q2", None)]
    frame = pd.DataFrame(rows, columns=["quarter", "value"]).assign(expected=1)
    told = middle(frame).set_index("quarter")
    assert told.loc["2026-Q1", "value"] == 2.0
    assert pd.isna(told.loc["2026-Q2", "value"])
    assert told["reporting"].tolist() == [3, 1]


def test_the_middle_of_released_figures_is_one_that_is_shown():
    rows = [("2026-Q1", value) for value in (10.0, 15.0, 25.0, 40.0)]
    exact = pd.DataFrame(rows, columns=["quarter", "value"]).assign(expected=1)
    assert middle(exact)["value"].tolist() == [20.0]
    assert middle(exact.assign(step=5.0))["value"].tolist() == [15.0]
