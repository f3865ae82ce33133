"""One district of the demo and the returns that it files, quarter after quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from data.demo.answers import Answers, Respondent
from data.demo.calendar import filings
from data.demo.centres import Sheets, sheets_of
from data.demo.chance import Chance
from data.demo.numbers import District, Numbers
from data.demo.recipe import Recipe
from data.demo.traits import Character
from data.demo.typed import TypedForm
from data.intake.layout import FORM_VERSION
from data.intake.new_return import facility_rows, funding_rows
from data.model import Language, Quarter, Role, Visitor
from data.store.house import House
from data.store.new_return import NewReturn

DOMAIN = "demo.invalid"
"""Where the demo's offices have their addresses: a domain that can never exist."""

NOTHING = Sheets((), ())


@dataclass(frozen=True)
class Handed:
    """One return as a district hands it in: when, and what it says."""

    quarter: Quarter
    at: dt.datetime
    answers: Answers


class Author:
    """A district of the demo. It must be asked for every quarter in turn: each follows from the one before."""

    def __init__(self, character: Character, *, house: House, recipe: Recipe) -> None:
        """Begin before the first quarter."""
        self._house = house
        self._recipe = recipe
        self._character = character
        country, code = house.country, character.place.code
        self._chance = Chance("numbers", code)
        self._district = District(
            character.traits,
            recipe=recipe,
            catalogue=house.catalogue,
            fiscal_year_start=country.fiscal_year_start,
            chance=self._chance,
        )
        self._respondent = Respondent(character, recipe=recipe, catalogue=house.catalogue, country=country)
        self._filings = filings(character, country=country, recipe=recipe)
        self._sheets = sheets_of(code, country=country, recipe=recipe)
        self._ratios = house.catalogue.ratios

    @property
    def visitor(self) -> Visitor:
        """Who files for the district: its office, and no person."""
        place = self._character.place
        office = self._recipe.country.office.format(place=place.name)
        return Visitor(f"taskforce.{place.code}@{DOMAIN}", Role.TASKFORCE, frozenset({place.code}), office)

    def hand_in(self, quarter: Quarter) -> Iterator[Handed]:
        """What the district hands in for the next quarter: nothing, one return, or one and its correction."""
        numbers = self._next_quarter()
        filing = self._filings.get(quarter)
        if filing is None:
            return
        versions = [(filing.at, numbers)]
        if filing.corrected_at is not None:
            versions = [(filing.at, self._district.as_first_known()), (filing.corrected_at, numbers)]
        for at, known in versions:
            yield Handed(quarter, at, self._answers(known, quarter))

    def would_say(self, quarter: Quarter) -> Answers:
        """What a return of the next quarter would say, whether the district hands one in or not."""
        return self._answers(self._next_quarter(), quarter)

    def _next_quarter(self) -> Numbers:
        idle = self._character.small and self._chance.happens(self._recipe.world["idle"])
        return self._district.next_quarter(idle=idle)

    def _answers(self, known: Numbers, quarter: Quarter) -> Answers:
        sheets = self._sheets.get(quarter, NOTHING)
        return self._respondent.answers(known, quarter, centres=sheets.centres, payments=sheets.payments)

    def new_return(self, handed: Handed, form: TypedForm, language: Language) -> NewReturn:
        """What is handed in as the store takes it, as if it had been typed into the form."""
        tables = form.tables(handed.answers)
        currency = self._house.country.currency
        visitor = self.visitor
        return NewReturn(
            place=self._character.place.code,
            quarter=handed.quarter,
            by=visitor.email,
            office=visitor.office,
            at=handed.at,
            template_version=f"{FORM_VERSION}/{self._house.catalogue.version}",
            catalogue_version=self._house.catalogue.version,
            language=language,
            observations=form.observations(handed.answers),
            ratios=self._ratios,
            facility_rows=facility_rows(tables, currency),
            funding_rows=funding_rows(tables, currency, {}),
        )
