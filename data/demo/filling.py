"""Filling a database with the demo world, once.

Everything but the workbooks is filed and reviewed in one transaction, in the order of time; then some districts hand
in the newest quarter as real workbooks, each of which is examined and filed like anybody's. Interrupted before the
first is done, nothing is there; interrupted after it, the next call files the workbooks that are missing. Last of all,
the audit log says that the demo is all there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

import sqlalchemy as sa

from data.cycles import no_search_for_cycles
from data.demo.agreements import keep_agreements
from data.demo.author import DOMAIN, Author
from data.demo.calendar import FIRST_DAY, closes
from data.demo.recipe import Recipe, load_recipe
from data.demo.reviewing import review_earlier, review_newest
from data.demo.state import is_filled, mark_filled
from data.demo.traits import characters
from data.demo.typed import TypedForm
from data.demo.workbook import fill_workbook
from data.errors import WrongDatabase
from data.intake import receive
from data.intake.known import form_for
from data.intake.template import template
from data.model import Language, Quarter
from data.store.engine import reading, writing
from data.store.house import House
from data.store.new_return import NewReturn
from data.store.returns import file_returns
from data.store.tables import counting_returns, returns
from data.words import text

Progress = Callable[[Quarter, int], None]
"""Told after each step: the quarter at work, and how many returns are filed so far."""


def steps_left(house: House) -> int:
    """How many steps are left until the demo world is all there: a quarter, or a workbook."""
    if is_filled(house):
        return 0
    recipe = load_recipe(house.country.iso3)
    quarters = 0 if _is_begun(house) else len(recipe.quarters)
    return quarters + len(_missing_workbooks(house, recipe))


def fill(house: House, *, progress: Progress = lambda quarter, done: None) -> int:
    """Fill a demo database with the demo world, or with what is still missing of it.

    Returns:
        How many returns were filed.

    Raises:
        WrongDatabase: if the database is not marked as a demo.
        BadDemo: if what the demo is made of is wrong.
    """
    if not house.facts.demo:
        raise WrongDatabase("the demo goes only into a database that is marked as a demo")
    recipe = load_recipe(house.country.iso3)
    done = 0 if _is_begun(house) else _file_quarters(house, recipe, progress)
    for code in _missing_workbooks(house, recipe):
        _file_workbook(house, recipe, code)
        done += 1
        progress(recipe.newest, done)
    if not is_filled(house):
        mark_filled(house, at=closes(recipe), by=f"demo@{DOMAIN}")
    return done


def demo_returns(house: House, recipe: Recipe, places: Iterable[str] | None = None) -> Iterable[list[NewReturn]]:
    """Every return of the demo but its workbooks, in the order of time, in batches by the quarter they come in.

    Args:
        house: the country, its catalogue and its content.
        recipe: what the demo is made of.
        places: the districts wanted; all, if None.
    """
    language = house.country.languages[0]
    everybody = authors(house, recipe, places)
    by_workbook = recipe.workbook_places(house.country)
    waiting: list[NewReturn] = []
    for quarter in recipe.quarters:
        form = TypedForm(house, quarter, language)
        for code, author in everybody.items():
            handed = list(author.hand_in(quarter))
            if not (quarter == recipe.newest and code in by_workbook):
                waiting += [author.new_return(each, form, language) for each in handed]
        waiting.sort(key=lambda new: (new.at, new.place))
        next_begins = dt.datetime.combine((quarter + 1).last_day, dt.time(), dt.UTC) + dt.timedelta(days=FIRST_DAY)
        is_last = quarter == recipe.newest
        yield [new for new in waiting if is_last or new.at < next_begins]
        waiting = [new for new in waiting if not is_last and new.at >= next_begins]


def _file_quarters(house: House, recipe: Recipe, progress: Progress) -> int:
    done = 0
    with no_search_for_cycles(), writing(house.engine) as connection:
        for quarter, news in zip(recipe.quarters, demo_returns(house, recipe), strict=True):
            file_returns(connection, news, country=house.country)
            review_earlier(connection, house, recipe, quarter)
            done += len(news)
            progress(quarter, done)
        review_newest(connection, house, recipe)
        keep_agreements(connection, house, recipe, at=closes(recipe))
    return done


def _file_workbook(house: House, recipe: Recipe, code: str) -> None:
    """Hand in the newest quarter of a district as people do: form, filled workbook, examination, filing."""
    language = house.country.languages[0]
    author = authors(house, recipe, [code])[code]
    handed = [list(author.hand_in(quarter)) for quarter in recipe.quarters][-1]
    place = house.country.places[code]
    form = TypedForm(house, recipe.newest, language)
    for each in handed[-1:]:
        drawn = template(form_for(house, place=place, quarter=recipe.newest, language=language))
        content = fill_workbook(drawn, each.answers, form)
        found = receive.examine(content, house=house, visitor=author.visitor, place=place, quarter=recipe.newest)
        said = {question: _explanation(language, house) for question in found.questions}
        receive.file(found, house=house, by=author.visitor, answers=said, at=each.at)


def authors(house: House, recipe: Recipe, places: Iterable[str] | None = None) -> dict[str, Author]:
    """The districts wanted, or all, by code. Each is the same in whatever choice it is made."""
    wanted = None if places is None else set(places)
    districts = house.country.districts(recipe.newest)
    return {
        character.place.code: Author(character, house=house, recipe=recipe)
        for character in characters(house.country, recipe, districts)
        if wanted is None or character.place.code in wanted
    }


def _is_begun(house: House) -> bool:
    """Whether the demo's own returns are there; somebody else's may have come before them."""
    own = sa.select(returns.c.id).where(returns.c.filed_by.endswith(f"@{DOMAIN}")).limit(1)
    with reading(house.engine) as connection:
        return connection.execute(own).first() is not None


def _missing_workbooks(house: House, recipe: Recipe) -> list[str]:
    places = recipe.workbook_places(house.country)
    filed = sa.select(counting_returns.c.place).where(
        counting_returns.c.place.in_(places), counting_returns.c.quarter == str(recipe.newest)
    )
    with reading(house.engine) as connection:
        there = set(connection.execute(filed).scalars())
    return [code for code in places if code not in there]


def _explanation(language: Language, house: House) -> str:
    return text("demo.explanation", language, house.settings.content)
