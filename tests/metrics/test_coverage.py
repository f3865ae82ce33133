import datetime as dt
import zoneinfo

import pandas as pd

from metrics.coverage import Share, add_up, content_completeness, counts, reporting_rate, shares, timeliness

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


Q2, Q3 = "2026-Q2", "2026-Q3"


def three(*, first: dict[tuple[str, str], str], filed: list[tuple[str, str]], expected: dict[str, list[str]]):
    """The counts of two quarters in which three cells were asked; every return answers two of them."""
    return counts(
        expected,
        filed=pd.DataFrame(filed, columns=["place", "quarter"]),
        first_filed=pd.DataFrame(
            [(*key, dt.datetime.fromisoformat(f"{at}+00:00")) for key, at in first.items()],
            columns=["place", "quarter", "first_filed_at"],
        ),
        answers=pd.DataFrame([(*key, 2) for key in filed], columns=["place", "quarter", "answered"]),
        asked={Q2: 3, Q3: 3},
        due={Q2: dt.date(2026, 7, 20), Q3: dt.date(2026, 10, 20)},
    )


def test_the_three_numbers_add_up_from_places_and_are_never_merged():
    found = three(
        expected={Q2: ["11", "12"], Q3: ["11", "12", "21"]},
        filed=[("11", Q2), ("11", Q3), ("21", Q3), ("99", Q3)],
        first={
            ("11", Q2): "2026-07-20 23:59",
            ("11", Q3): "2026-10-21 00:00",  # late
            ("12", Q3): "2026-10-01 00:00",  # in time, and sent back since: it has the day, and no return that counts
            ("21", Q3): "2026-10-02 00:00",
            ("99", Q3): "2026-10-02 00:00",  # not expected
        },
    )
    assert len(found) == 5
    provinces = {(row["quarter"], row["place"]): shares(row) for row in add_up(found, PROVINCES).to_dict("records")}
    assert provinces == {
        (Q2, "1"): (Share(1, 2), Share(1, 2), Share(2, 3)),
        (Q3, "1"): (Share(1, 2), Share(1, 2), Share(2, 3)),
        (Q3, "2"): (Share(1, 1), Share(1, 1), Share(2, 3)),
    }
    [country] = [row for row in add_up(found, dict.fromkeys(PROVINCES, "X")).to_dict("records") if row["quarter"] == Q3]
    assert shares(country) == (Share(2, 3), Share(2, 3), Share(4, 6))


PROVINCES = {"11": "1", "12": "1", "21": "2"}


def test_where_nothing_came_nothing_is_complete_or_in_time():
    found = three(expected={Q3: ["11"]}, filed=[], first={})
    assert [shares(row) for row in found.to_dict("records")] == [(Share(0, 1), Share(0, 1), Share(0, 0))]
    assert add_up(three(expected={Q3: []}, filed=[], first={}), PROVINCES).empty
