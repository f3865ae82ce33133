"""The page What if as each kind of visitor finds it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from data.words import text
from tests.pages.public.conftest import Open
from tests.pages.small_world import HERE, MISLEADING, STEADY, only_empty, only_small

NO_BREAK = "\N{NO-BREAK SPACE}"


def said(app: AppTest) -> str:
    every = (*app.markdown, *app.caption, *app.warning, *app.info)
    return "\n".join(each.value for each in every).replace(NO_BREAK, " ").replace("\\", "")


def rows(app: AppTest, number: int) -> list[list[str]]:
    return app.table[number].value.map(lambda cell: cell.replace("\\", "").replace(NO_BREAK, " ")).values.tolist()


@only_small
def test_at_first_it_tells_what_a_usual_amount_would_change(open_page: Open) -> None:
    app = open_page("what_if")
    assert "With USD 250,000, 2 of 2 centres would be open to the end of September 2027 instead of 1" in said(app)
    assert "USD 180,000 of it is enough for that." in said(app)
    assert rows(app, 1) == [
        [
            f"{MISLEADING}  \n:gray[Ainaro]",
            "USD 180,000",
            "January 2027  \n:gray[Money gone with it: August 2028]",
            "9  \n:gray[More bed-nights: 3,276]",
        ],
        ["Together", "USD 180,000", "", "9  \n:gray[More bed-nights: 3,276]"],
    ]
    assert "2 of 4 centres are reckoned with." in said(app)
    assert text("what_if.gap_none", "en", aim="bed-nights") in said(app)
    assert "Σ bed-nights(c, k) · x(c, k)" in app.code[0].value
    assert STEADY not in said(app)


@only_small
def test_a_link_opens_this_view_and_what_is_chosen_stands_in_the_address(open_page: Open) -> None:
    app = open_page("what_if", amount="90000", months="6", aim="centre_months", floor="1", own="TL02-C1:60000")
    assert app.number_input(key="amount_typed").value == 90_000
    assert (app.selectbox(key="months").value, app.radio(key="aim").value) == ("6", "centre_months")
    assert "With USD 90,000, 2 of 2 centres would be open to the end of March 2027 instead of 1" in said(app)
    _, amount, _, gains = rows(app, 1)[0]
    assert amount == "USD 90,000  \n:gray[Yours: amount: USD 0]"
    assert gains.endswith(
        ":gray[Yours: more months: 0]  \n:gray[More bed-nights: 1,080]  \n:gray[Yours: more bed-nights: 0]"
    )
    assert app.query_params["own"] == "TL02-C1:60000"
    app.session_state["what_if_box"] = True
    app.run()
    app.number_input(key="floor_typed").set_value(0).run()
    assert "floor" not in app.query_params
    app.number_input(key="most_typed").set_value(50_000).run()
    assert app.query_params["most"] == "50000"
    assert rows(app, 1)[0][1].startswith("USD 30,000  \n")


@only_small
def test_the_reader_s_own_choice_is_typed_beneath_each_other(open_page: Open) -> None:
    app = open_page("what_if")
    app.session_state["what_if_own_box"] = True
    app.run()
    app.multiselect(key="own_chosen").set_value(["TL01-C1"]).run()
    assert app.query_params["own"] == "TL01-C1:250000"
    app.number_input(key="own_of_TL01-C1").set_value(60_000).run()
    assert app.query_params["own"] == "TL01-C1:60000"
    _, amount, _, gains = rows(app, 1)[0]
    assert amount.endswith(":gray[Yours: amount: USD 60,000]")
    assert ":gray[Yours: more months: 2]" in gains
    assert gains.endswith(":gray[Yours: more bed-nights: 708]")


@only_small
def test_floors_that_cannot_hold_get_a_sentence_and_never_an_empty_page(open_page: Open) -> None:
    app = open_page("what_if", floor="2", amount="10", lang="id")
    assert "sedikitnya 2 fasilitas buka pada akhir: tidak dapat dipenuhi dengan jumlah berapa pun." in said(app)
    assert len(app.table) == 2


@only_small
def test_where_nothing_can_be_reckoned_with_it_says_so(open_page: Open) -> None:
    app = open_page("what_if", office="TL03")
    assert "No centre can be reckoned with at the end of" in said(app)
    assert "0 of 2 centres are reckoned with." in said(app)


@only_empty
def test_before_anybody_files_it_says_so(open_page: Open) -> None:
    assert [each.value for each in open_page("what_if").info] == [text("centres.none", "en", HERE)]
