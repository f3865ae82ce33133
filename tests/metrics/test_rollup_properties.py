import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from data.model import DISTRICT_VALUES, Direction, Kind, OverQuarters, Part
from metrics.rollup import add_up, complete, roll_up, totals

PROVINCE_OF = {f"{province}.{number}": str(province) for province in (11, 12, 13) for number in range(4)}
COUNTRY_OF = dict.fromkeys(PROVINCE_OF, "1")
QUARTERS = ("2026-Q2", "2026-Q3")
PARTS = {
    measure: Part(measure, {}, "persons", kind, Direction.UP, OverQuarters.SUM)
    for measure, kind in (("A", Kind.FLOW), ("B", Kind.RATIO))
}
numbers = st.floats(0, 1e6, allow_subnormal=False)
answers = st.one_of(
    st.tuples(numbers, numbers, st.just("reported")),
    st.just((0.0, 0.0, "nil")),
    st.just((None, None, "not_expected")),
)
keys = st.tuples(st.sampled_from("AB"), st.sampled_from(QUARTERS), st.sampled_from(sorted(PROVINCE_OF)))


@st.composite
def district_values(draw):
    rows = [(*key, *answer, 1) for key, answer in draw(st.dictionaries(keys, answers, max_size=30)).items()]
    return pd.DataFrame(rows, columns=list(DISTRICT_VALUES))


@settings(deadline=None, max_examples=40)
@given(district_values())
def test_the_sum_of_a_partition_is_the_sum_of_the_whole(values):
    by_province = add_up(roll_up(values, PROVINCE_OF), dict.fromkeys(("11", "12", "13"), "1"))
    pd.testing.assert_frame_equal(by_province, roll_up(values, COUNTRY_OF))


@settings(deadline=None, max_examples=40)
@given(district_values(), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(values, random):
    shuffled = values.iloc[random.sample(range(len(values)), len(values))]
    pd.testing.assert_frame_equal(roll_up(shuffled, COUNTRY_OF), roll_up(values, COUNTRY_OF), check_exact=True)


@settings(deadline=None, max_examples=40)
@given(district_values())
def test_totals_agree_with_the_districts_they_are_made_of(values):
    districts = complete(values, parts=PARTS, expected={quarter: PROVINCE_OF.keys() for quarter in QUARTERS})
    found = totals(
        roll_up(values, COUNTRY_OF), parts=PARTS, expected={quarter: {"1": len(PROVINCE_OF)} for quarter in QUARTERS}
    )
    for row in found.itertuples():
        below = districts[(districts["measure"] == row.measure) & (districts["quarter"] == row.quarter)]
        assert row.reporting == (below["reporting"]).sum()
        assert row.reporting <= row.expected <= len(PROVINCE_OF)
        assert (row.status == "missing") == (row.reporting == 0 and row.expected > 0)
        assert pd.isna(row.value) == (row.status in ("missing", "not_expected"))
