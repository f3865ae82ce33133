import pandas as pd

from data.catalogue import load_catalogue
from data.countries import load_country
from metrics.trend import series
from pages.parts import trend_words
from pages.parts.shown import Voice

CATALOGUE, TIMOR, ENGLISH = load_catalogue(), load_country("TLS"), Voice("en", "USD")
NAMES = {"TLS": "Timor-Leste"}


def said(measure, values, reporting=14, newest=14):
    part = CATALOGUE.measure(measure)
    rows = [
        (measure, f"{2025 + n // 4}-Q{n % 4 + 1}", "TLS", value, value, None, "reported", reporting, 14, None)
        for n, value in enumerate(values)
    ]
    columns = [
        "measure", "quarter", "place", "value", "numerator", "denominator", "status", "reporting", "expected", "step",
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns).astype({"value": float, "step": float})
    frame.loc[frame.index[-1], "reporting"] = newest
    points = series(frame, parts={measure: part})
    return list(trend_words.sentences(points, part=part, names=NAMES, country=TIMOR, voice=ENGLISH))


def test_a_word_is_said_only_where_chance_hardly_explains_it():
    [sentence] = said("PRO-07", [10, 11, 12, 12, 40])
    assert sentence == "Timor-Leste, Q1 2026: 40; a rise on the quarter before (12); a rise on Q1 2025 (10)."
    [sentence] = said("PRO-07", [10, 11, 12, 12, 14])
    assert sentence.count("no clear change") == 2


def test_a_provisional_quarter_is_not_compared():
    [sentence] = said("PRO-07", [10, 11, 12, 12, 40], newest=9)
    assert sentence.startswith("Timor-Leste, Q4 2025: 12;")
    assert sentence.endswith("nothing known of the year before.")


def test_of_stocks_and_shares_no_word_is_said():
    assert said("POL-05", [10, 11, 12, 12, 40]) == []
