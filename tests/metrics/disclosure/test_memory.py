"""What is told as before keeps its figure, and the one case in which it cannot."""

from __future__ import annotations

import pandas as pd

from metrics.disclosure.cube import FIGURES, TOTAL, TRUTH, Bound, Ref, Shape
from metrics.disclosure.rounding import rounded

HELD, SEEN = "held", "seen"
SHAPES = {name: Shape(name, 1) for name in (HELD, SEEN)}
NOT_MORE_HELD_THAN_SEEN = Bound((Ref(HELD),), (Ref(SEEN),))
ABOVE = dict.fromkeys(("near", "far", "own"), ("PROVINCE", "LAND"))


def told(**numbers: tuple[int, int]) -> pd.DataFrame:
    """How many were held and seen in each district."""
    rows = [
        (measure, TOTAL, "", "2026-Q2", place, float(number))
        for place, both in numbers.items()
        for measure, number in zip((HELD, SEEN), both, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(TRUTH))


def shown_anew(now: pd.DataFrame, before: pd.DataFrame, shown: dict[tuple[str, str], float]) -> dict[object, float]:
    """What is shown after a correction, by measure and district, where so much was shown before."""
    figures = [shown.get((row.measure, row.place), 0.0) for row in before.itertuples()]
    found = rounded(
        now,
        shapes=SHAPES,
        above=ABOVE,
        bounds=[NOT_MORE_HELD_THAN_SEEN],
        base=5,
        secret=b"any",
        remembered=before.assign(shown=figures)[list(FIGURES)],
    )
    return dict(found.set_index(["measure", "place"])["shown"])


def test_a_return_that_says_nothing_anew_keeps_every_figure() -> None:
    before, after = told(near=(3, 3), far=(0, 0), own=(0, 1)), told(near=(3, 3), far=(0, 0), own=(0, 4))
    shown = {(SEEN, "near"): 5.0}
    found = shown_anew(after, before, shown)
    assert {key: found[key] for key in found if key[1] != "own"} == {
        (measure, place): shown.get((measure, place), 0.0) for measure in (HELD, SEEN) for place in ("near", "far")
    }
    assert found[HELD, "own"] == 0.0


def test_a_leaf_gives_up_its_figure_only_where_others_would_learn_of_somebody_and_a_rule_leaves_no_other_way() -> None:
    """One person more is held in a district that saw one, and is shown to have seen none.

    In the province four are held now. Were none shown, all its districts but `far` would know that `far` has none:
    they hold four themselves, and no figure is four too low. So one must be shown to be held in the district that says
    so anew; and since none can be held who was not seen, to have been seen there too. All others keep their figures.
    """
    before, after = told(near=(3, 3), far=(0, 0), own=(0, 1)), told(near=(3, 3), far=(0, 0), own=(1, 1))
    found = shown_anew(after, before, {(SEEN, "near"): 5.0})
    assert found == {
        (HELD, "near"): 0.0,
        (SEEN, "near"): 5.0,
        (HELD, "far"): 0.0,
        (SEEN, "far"): 0.0,
        (HELD, "own"): 5.0,
        (SEEN, "own"): 5.0,
    }
