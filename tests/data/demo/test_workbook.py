"""The demo's answers, typed into the form that people download, come back as the same return."""

from __future__ import annotations

from data.demo.filling import authors, demo_returns
from data.demo.recipe import load_recipe
from data.demo.typed import TypedForm
from data.demo.workbook import fill_workbook
from data.intake import receive
from data.intake.known import form_for
from data.intake.template import template
from data.store.engine import writing
from data.store.house import House
from data.store.returns import file_returns


def test_a_filled_workbook_says_what_the_bulk_would_file(house: House) -> None:
    recipe = load_recipe("TLS")
    # A municipality with a centre and with victims.
    code, quarter = "TL06", recipe.quarters[4]
    earlier = [new for batch in demo_returns(house, recipe, [code]) for new in batch if new.quarter < quarter]
    with writing(house.engine) as connection:
        file_returns(connection, earlier, country=house.country)
    author = authors(house, recipe, [code])[code]
    handed = [list(author.hand_in(each)) for each in recipe.quarters if each <= quarter][-1][-1]
    form, language = TypedForm(house, quarter, "en"), "en"
    expected = author.new_return(handed, form, language)
    drawn = template(form_for(house, place=house.country.places[code], quarter=quarter, language=language))

    found = receive.examine(fill_workbook(drawn, handed.answers, form), house=house, visitor=author.visitor)

    assert found.verdict in ("clean", "ask"), found.findings
    assert {"total", "sex_age", "nationality"} <= {each.dimension for each in found.observations}
    assert sorted(found.observations, key=str) == sorted(expected.observations, key=str)
    assert [{**row, "code": None} for row in found.facility_rows] == list(expected.facility_rows)
    names = {row["code"]: row["name"] for row in found.facility_rows}
    told = [{**row, "facility": names[row["facility"]]} for row in found.funding_rows]
    assert told == list(expected.funding_rows)
