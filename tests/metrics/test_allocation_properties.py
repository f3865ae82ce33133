"""The programme against every allocation there is, in worlds of a few centres and months."""

import itertools
import math
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.allocation import Impossible, proposed
from metrics.amounts import Aim, Candidate, Question, by_group, by_province, evaluated

MONTHS = 3
DAYS = (31, 30, 31)
GROUPS = ("women", "boys")
costs = st.lists(st.sampled_from([0, 10, 20, 35, 50, math.inf]), min_size=MONTHS, max_size=MONTHS).map(sorted)
few = settings(max_examples=40, deadline=None)


@st.composite
def worlds(draw):
    return [
        Candidate(
            code=f"C{number}",
            province=draw(st.sampled_from("AB")),
            serves=tuple(draw(st.sets(st.sampled_from(GROUPS)))),
            beds=draw(st.sampled_from([None, 1, 4, 10])),
            costs=tuple(float(cost) for cost in draw(costs)),
        )
        for number in range(draw(st.integers(1, 4)))
    ]


@st.composite
def questions(draw, candidates):
    floors = [*by_province(candidates, draw(st.integers(0, 2)))]
    floors += by_group(candidates, {group: draw(st.integers(0, 2)) for group in GROUPS})
    return Question(
        amount=draw(st.integers(1, 120)),
        days=DAYS,
        aim=draw(st.sampled_from(Aim)),
        floors=tuple(floors),
        bound_to=draw(st.none() | st.just(frozenset({"C0", "C1"}))),
        at_most=draw(st.just(math.inf) | st.integers(20, 60)),
        at_least=draw(st.sampled_from([0, 0, 15])),
    )


asked = worlds().flatmap(lambda candidates: st.tuples(st.just(candidates), questions(candidates)))


def every_allocation(candidates, question):
    """What each centre can get, in every combination, whatever it costs."""
    ways = [[(0, 0.0), *question.prices(each).items()] for each in candidates]
    for chosen in itertools.product(*ways):
        yield evaluated(candidates, question, {c.code: way[1] for c, way in zip(candidates, chosen, strict=True)})


@few
@given(asked)
def test_no_allocation_under_the_conditions_keeps_more_open(asked):
    candidates, question = asked
    found = proposed(candidates, question, gap=0)
    best = [each for each in every_allocation(candidates, question) if not each.unheld]
    within = [each for each in best if each.spent <= question.amount]
    if isinstance(found, Impossible):
        assert not within
        return
    most = max(each.gained(question.aim) for each in within)
    assert found.outcome.gained(question.aim) == most == found.at_best
    assert found.gap == 0
    given_to = [share for share in found.outcome.shares if share.amount]
    assert found.outcome.unheld == ()
    assert all(question.at_least <= share.amount <= question.at_most for share in given_to)
    assert question.bound_to is None or {share.code for share in given_to} <= question.bound_to


@few
@given(asked)
def test_what_would_suffice_suffices_and_nothing_less_does(asked):
    candidates, question = asked
    found = proposed(candidates, question)
    if not isinstance(found, Impossible):
        return
    assert all(short.possible < short.floor.centres or found.suffices > question.amount for short in found.short)
    possible = {short.floor: short.possible for short in found.short}
    floors = [replace(each, centres=min(each.centres, possible.get(each, each.centres))) for each in question.floors]
    eased = replace(question, amount=found.suffices, floors=tuple(floors))
    assert min(each.spent for each in every_allocation(candidates, eased) if not each.unheld) == found.suffices


@few
@given(asked, st.integers(1, 60))
def test_more_money_never_keeps_less_open(asked, more):
    candidates, question = asked
    richer = replace(question, amount=question.amount + more)
    before, after = proposed(candidates, question, gap=0), proposed(candidates, richer, gap=0)
    if not isinstance(before, Impossible):
        assert after.outcome.gained(question.aim) >= before.outcome.gained(question.aim)


@few
@given(
    worlds().flatmap(lambda c: st.tuples(st.just(c), st.lists(st.integers(0, 60), min_size=len(c), max_size=len(c))))
)
def test_a_reader_s_own_choice_never_beats_what_is_proposed_for_the_same_money(asked):
    candidates, amounts = asked
    question = Question(amount=max(1, sum(amounts)), days=DAYS)
    own = evaluated(candidates, question, dict(zip((c.code for c in candidates), amounts, strict=True)))
    assert own.bed_nights <= proposed(candidates, question, gap=0).at_best
