"""The demo's ledger says of a centre what its sheet says; one centre is saved by a signature."""

from __future__ import annotations

import itertools

import pytest

from data.demo.agreements import demo_donor, keep_agreements
from data.demo.calendar import closes
from data.demo.filling import demo_returns
from data.demo.recipe import load_recipe
from data.funding.vocabulary import Stage
from data.model import Quarter, Role, Visitor
from data.store import engine, frames, intentions, ledger
from data.store.house import open_house
from data.store.returns import file_returns
from metrics.centre import Risk
from metrics.ledger import kept, unused
from pages.parts import released_centres
from pages.parts.released_centres import Centre
from tests.data.demo.conftest import settings
from tests.data.demo.test_centres import without_workbooks

MINISTRY = Visitor("ministry@example.org", Role.REVIEWER)


def test_sheet_and_ledger_say_the_same_and_one_centre_is_saved(tmp_path_factory: pytest.TempPathFactory) -> None:
    house = open_house(settings("MYS", tmp_path_factory.mktemp("var")))
    recipe = without_workbooks(load_recipe("MYS"))
    tales = [tale for tale in recipe.country.centres if recipe.plots[tale.plot].ledger]
    places = {tale.place for tale in tales}

    def told(quarter: Quarter) -> dict[str, Centre]:
        return {each.code: each for each in released_centres.centres(house, MINISTRY, quarter=quarter)}

    with engine.writing(house.engine) as connection:
        for batch in demo_returns(house, recipe, places):
            file_returns(connection, batch, country=house.country)
    sheets = {quarter: told(quarter) for quarter in recipe.quarters}
    with engine.writing(house.engine) as connection:
        keep_agreements(connection, house, recipe, at=closes(recipe))
    with house.reading() as connection:
        every = [each.agreement for each in ledger.readable(connection, by=MINISTRY)]
        known = {each.facility for each in every}
        assert ledger.exchange(connection)
        serves = {code: each.serves for code, each in ledger.facts(connection).items()}
        register = frames.facility_register(connection)
        secret = set(register.loc[register["kind"].isin(house.hidden.kinds), "code"])
    day, rate = recipe.newest.last_day, recipe.country.money.per_usd
    money_of = kept(every, as_of=day)
    never_used = {each.code: unused(each, as_of=day) for each in every}
    after = {quarter: told(quarter) for quarter in recipe.quarters}
    newest = after[recipe.newest]
    assert len(known - {None}) == len(tales) == 3
    kinds = dict(zip(register["code"], register["kind"], strict=True))
    assert serves == {code: tuple(recipe.world["serves"][kind]) for code, kind in kinds.items()}
    assert [money_of["PLAN-1"][Stage.COMMITTED], never_used["PLAN-1"]] == pytest.approx([50_000 * rate, 19_000 * rate])
    assert (money_of["PLAN-3"][Stage.COMMITTED], money_of["PLAN-3a"][Stage.COMMITTED]) == (180_000, 120_000)
    assert {code for code, each in newest.items() if each.from_ledger} == known - {None}
    for code, each in newest.items():
        assert each.ahead == sheets[recipe.newest][code].ahead, code
        assert each.from_ledger is bool(each.not_counted)
    donor = demo_donor(house)
    with house.reading() as connection:
        given = {each.agreement.code for each in ledger.of_donor(connection, by=donor)}
        [intended] = intentions.own(connection, by=donor)
    assert {"PLAN-3", "PLAN-3a"} <= given
    assert not any(centre in each.code for each in every for centre in secret)
    assert intended.answer is None
    saved = next(code for code in known if code is not None and code.startswith("MY-13"))
    path = [found[saved].ahead.risk for found in after.values() if saved in found]
    assert [risk for risk, _ in itertools.groupby(path)][-3:] == [Risk.AT_RISK, Risk.CRITICAL, Risk.SECURE]
    house.engine.dispose()
