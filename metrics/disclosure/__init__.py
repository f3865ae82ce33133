"""The release of figures of people: rounded so that all adds up, and attacked before anybody may read it.

Modules, and what is used of them from outside:

    cube      shapes_of(parts, *, units, country_only) -> {measure: Shape}
              bounds_of(comparisons of error rules, shapes) -> (Bound, ...)
              frames TRUTH, FIGURES (= TRUTH and `shown`), EARLIER; Ref.when names the figure of another quarter:
              `before` and `so_far` from the rules, any other name in a Bound of one's own.
    rounding  rounded(truth, *, shapes, above, bounds, base, secret, draw=0,
                      remembered=None, earlier=None, carried=None, progress=...) -> FIGURES
              truth: TRUTH, one quarter, numbers and parts of accepted returns (a nil return's numbers are 0).
              above: for every district the places above it, nearest first: (province, country) or (country,).
              remembered: FIGURES of the quarter's last release (what was told then, what is shown), or None.
              earlier: EARLIER; a bound does not speak of a place for which it lacks a figure (`so_far`: 0 where none).
              carried: FIGURES of the fiscal year's earlier quarters together, or None.
              progress: called with families done and families in all.
              as_released(truth of the last release, its RELEASE_CELLS, shapes) -> FIGURES, to remember and to carry.
    adding    added_up(figures, *, quarter, shapes, above, answered, expected) -> RELEASE_CELLS of every level
              figures: FIGURES as rounded. answered: frame measure, place, status of accepted returns, one row for every
              measure that a return was asked for (nil counts as reported). expected: codes of districts of the quarter.
    audit     audited(cells, truth, *, shapes, above, bounds, base, earlier=None, before=(), progress=...) -> Verdict
              cells: RELEASE_CELLS, exactly what will be readable. before: for each earlier published release of the
              quarter its FIGURES (as_released). Verdict.passed; Verdict.as_json() for the store.
    laying, blocks, watching, solving, program serve rounding; attack, knowing, overlaying, moving serve audit.

Only what makes a release imports rounding, attack and audit: SciPy takes a while to load, and no page needs it.
"""
