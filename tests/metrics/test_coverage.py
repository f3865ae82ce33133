import datetime as dt
import zoneinfo

import pandas as pd

from metrics.coverage import Share, content_completeness, reporting_rate, timeliness

EXPECTED = ["11", "12", "13", "14"]


def returns(**first_filed: str) -> pd.DataFrame:
    """Returns by place (`p11="2026-10-20 08:00"`), the moment in UTC."""
    return pd.DataFrame(
        {
            "place": [place.removeprefix("p") for place in first_filed],
            "first_filed_at": [dt.datetime.fromisoformat(f"{at}+00:00") for at in first_filed.values()],
        }
    )


def test_a_share_of_nothing_is_no_number():
    assert Share(0, 0).share is None
    assert Share(1, 4).share == 0.25


def test_the_reporting_rate_counts_expected_places_once():
    filed = returns(p11="2026-10-01 00:00", p12="2026-11-01 00:00", p99="2026-10-01 00:00")
    assert reporting_rate(EXPECTED, pd.concat([filed, filed])) == Share(2, 4)


def test_the_due_day_is_in_time_to_its_end():
    filed = returns(p11="2026-10-20 23:59", p12="2026-10-21 00:00", p13="2026-10-01 12:00")
    assert timeliness(EXPECTED, filed, due=dt.date(2026, 10, 20)) == Share(2, 4)


def test_the_due_day_ends_where_the_country_is():
    filed = returns(p11="2026-10-20 16:59", p12="2026-10-20 17:00")
    jakarta = zoneinfo.ZoneInfo("Asia/Jakarta")
    assert timeliness(EXPECTED, filed, due=dt.date(2026, 10, 20), zone=jakarta) == Share(1, 4)


def test_where_nobody_filed_nobody_was_in_time():
    nothing = pd.DataFrame({"place": [], "first_filed_at": []})
    assert timeliness(EXPECTED, nothing, due=dt.date(2026, 10, 20)) == Share(0, 4)


def test_completeness_counts_zero_nil_and_not_applicable_as_answers_and_blank_not():
    answers = pd.DataFrame(
        [
            ("11", "A", "reported"),
            ("11", "B", "nil"),
            ("11", "C", "not_expected"),
            ("12", "A", "missing"),
            ("12", "X", "reported"),
            ("13", "A", "reported"),
        ],
        columns=["place", "measure", "status"],
    )
    assert content_completeness(answers, places=["11", "12"], required=["A", "B", "C"]) == Share(3, 6)
    assert content_completeness(answers, places=["11"], required=["A", "B", "C"]) == Share(3, 3)
