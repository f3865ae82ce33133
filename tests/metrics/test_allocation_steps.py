from metrics.allocation_steps import step_by_step

ONE = ((0.0, 0.0), (10.0, 30.0), (20.0, 35.0))
OTHER = ((0.0, 0.0), (5.0, 5.0), (12.0, 24.0))


def test_the_step_that_gains_most_for_its_price_comes_first_as_long_as_there_is_money():
    assert step_by_step([ONE, OTHER], 10, [0, 0]) == [1, 0]
    assert step_by_step([ONE, OTHER], 22, [0, 0]) == [1, 2]
    assert step_by_step([ONE, OTHER], 100, [0, 0]) == [2, 2]


def test_what_is_too_dear_gives_way_to_a_smaller_step():
    assert step_by_step([ONE, OTHER], 16, [0, 0]) == [1, 1]


def test_it_does_not_go_below_where_it_begins_nor_pays_for_nothing():
    assert step_by_step([ONE, OTHER], 20, [2, 0]) == [2, 0]
    assert step_by_step([((0.0, 0.0), (5.0, 0.0))], 100, [0]) == [0]
