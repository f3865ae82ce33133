import math

import numpy as np

from metrics.allocation import Impossible, proposed
from metrics.amounts import Aim, Candidate, Question, by_group, by_province, evaluated, within_payable

DAYS = (31, 30, 31)


def centre(code, costs, *, beds=10, province="A", serves=("women",)):
    return Candidate(code, province, serves, beds, tuple(float(cost) for cost in costs))


NEAR = centre("near", (0, 100, 200))
LARGE = centre("large", (300, 300, 600), beds=40, province="B", serves=("women", "boys"))
PAID = centre("paid", (0, 0, 0), beds=4)
CENTRES = [NEAR, LARGE, PAID]


def question(amount, **conditions):
    return Question(amount=amount, days=DAYS, **conditions)


def test_the_larger_house_comes_first_by_bed_nights_and_the_cheaper_one_by_months():
    nights = proposed(CENTRES, question(300))
    assert {share.code: share.amount for share in nights.outcome.shares} == {"near": 0, "large": 300, "paid": 0}
    assert nights.outcome.bed_nights == 40 * (31 + 30) == nights.at_best
    months = proposed(CENTRES, question(200, aim=Aim.CENTRE_MONTHS))
    assert (months.outcome.centre_months, months.outcome.to_the_end) == (2, {"near", "paid"})


def test_a_month_that_costs_no_more_is_taken_along():
    assert question(300).prices(LARGE) == {2: 300, 3: 600}


def test_a_centre_of_unknown_beds_counts_for_months_alone():
    unknown = centre("unknown", (10, 20, 30), beds=None)
    assert proposed([unknown], question(30)).outcome.spent == 0
    assert proposed([unknown], question(30, aim=Aim.CENTRE_MONTHS)).outcome.centre_months == 3


def test_no_centre_gets_more_or_less_than_is_asked_nor_one_to_which_the_money_is_not_bound():
    assert {s.amount for s in proposed(CENTRES, question(1000, at_least=250)).outcome.shares} == {0, 250, 600}
    assert proposed(CENTRES, question(1000, at_most=350)).outcome.spent == 200 + 300
    assert proposed(CENTRES, question(1000, bound_to=frozenset({"near"}))).outcome.spent == 200


def test_floors_are_kept_before_most_is():
    free, bound = (proposed(CENTRES, question(500, floors=floors)) for floors in ((), (*by_province(CENTRES, 1),)))
    assert free.outcome.to_the_end == {"near", "paid"}
    assert isinstance(bound, Impossible)
    assert [(short.floor.name, short.possible, short.alone) for short in bound.short] == [("B", 1, 600)]
    assert bound.suffices == 600
    assert proposed(CENTRES, question(600, floors=(*by_province(CENTRES, 1),))).outcome.unheld == ()


def test_a_floor_that_no_amount_holds_says_how_many_could():
    found = proposed(CENTRES, question(10_000, floors=(*by_group(CENTRES, {"boys": 2, "women": 3, "men": 1}),)))
    assert [(short.floor.name, short.possible) for short in found.short] == [("boys", 1), ("men", 0)]


def test_floors_that_only_together_cost_too_much_are_all_named():
    other = centre("other", (500, 500, 500), province="C")
    found = proposed([LARGE, other], question(700, floors=(*by_province([LARGE, other], 1),)))
    assert ([short.floor.name for short in found.short], found.suffices) == (["B", "C"], 1100)


def test_one_centre_holds_two_floors_and_is_paid_once():
    floors = (*by_province(CENTRES, 1, only=["B"]), *by_group(CENTRES, {"boys": 1}))
    assert proposed(CENTRES, question(600, floors=floors)).outcome.spent == 600


def test_a_province_without_any_centre_is_a_floor_that_cannot_hold():
    (floor,) = by_province(CENTRES, 1, only=["D"])
    assert proposed(CENTRES, question(10, floors=(floor,))).short[0].possible == 0


def test_an_own_choice_is_told_as_it_is_with_the_floors_it_breaks():
    floors = (*by_province(CENTRES, 2),)
    own = evaluated(CENTRES, question(500, floors=floors), {"near": 150, "large": 50})
    assert [(s.code, s.months_without, s.months) for s in own.shares] == [
        ("near", 1, 2),
        ("large", 0, 0),
        ("paid", 3, 3),
    ]
    assert (own.spent, own.bed_nights, own.centre_months) == (200, 10 * 30, 1)
    assert [floor.name for floor in own.unheld] == ["A", "B"]


def test_money_for_one_kind_of_cost_pays_no_more_than_that():
    assert within_payable((0, 100, 200), (30, 60, 250)) == (0, math.inf, math.inf)
    assert within_payable((0, 50, 200), (30, 60, 250)) == (0, 50, 200)


def test_where_everything_is_paid_for_nothing_is_proposed():
    found = proposed([PAID], question(100))
    assert (found.outcome.spent, found.gap) == (0, 0)


def test_with_large_amounts_never_more_is_spent_than_there_is():
    chance = np.random.default_rng(7)
    centres = [
        centre(str(n), np.cumsum(chance.integers(10**7, 10**9, 3)), beds=int(chance.integers(1, 60))) for n in range(40)
    ]
    found = proposed(centres, question(4_000_000_000))
    assert found.outcome.spent <= 4_000_000_000
    assert found.gap <= 0.01


def test_it_tells_what_it_does_and_searches_only_where_steps_are_not_near_enough():
    heard = []
    proposed([], question(300), progress=heard.append)
    assert heard == ["floors", "steps"]
    small, large = centre("small", (10, 10, 10), beds=2), centre("large", (100, 100, 100), beds=10)
    assert proposed([small, large], question(100), progress=heard.append).outcome.spent == 100
    assert heard == ["floors", "steps", "floors", "steps", "search"]
