"""From what the tables of the page Gaps are made: needs and money of a year, told in the reader's currency. Pure."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from data.funding.vocabulary import SHARED, CostLine, SourceKind
from data.model import Country, Level, Pillar, Quarter
from metrics.centre import thresholds_of
from metrics.gaps import Gap, Need, gaps, is_counted, need, together, year_quarters
from metrics.money import Money, Rates, rates_to
from metrics.services import Lacks, lacks, shares
from pages.parts.laid_out import Cell
from pages.parts.released_gaps import Funds, Site
from pages.parts.shown import NO_BREAK, Voice

NOT_SAID = ""
"""In place of a pillar, a service or a place that nobody said."""
PILLARS = (*(pillar.value for pillar in Pillar), SHARED, NOT_SAID)
AHEAD = 2
"""So many years after the one of the day are to be chosen."""


@dataclass(frozen=True)
class GapSource:
    """What is known of a year, as a visitor may read it.

    Attributes:
        funds: everything that is known.
        country: whose places they are.
        year: the fiscal year, named after the calendar year in which it ends.
        rates: how amounts are told in the reader's currency.
        voice: in whose words.
    """

    funds: Funds
    country: Country
    year: int
    rates: Rates
    voice: Voice

    @functools.cached_property
    def needs(self) -> dict[str, Need]:
        """What each centre needs in the year."""
        return self.needs_of(self.year)

    @functools.cached_property
    def moneys(self) -> list[Money]:
        """All money of the year."""
        return [each for each in self.funds.moneys if each.year == self.year]

    @functools.cached_property
    def counted(self) -> list[Money]:
        """The money of the year that stands against a need that is known."""
        return [each for each in self.moneys if is_counted(each, self.needs)]

    @functools.cached_property
    def others(self) -> list[Money]:
        """All other money of the year."""
        return [each for each in self.moneys if not is_counted(each, self.needs)]

    @functools.cached_property
    def whole(self) -> Gap:
        """The need of all centres together."""
        return self.gap_of(self.year)

    @functools.cached_property
    def lacks(self) -> Lacks:
        """The need of all centres by kind of cost, as far as costs are told by kind, and what of it is missing."""
        of_centre: dict[str, list[CostLine]] = defaultdict(list)
        for line in self.funds.costs:
            of_centre[line.facility].append(line)
        last = year_quarters(self.year, fiscal_year_start=self.country.fiscal_year_start)[-1]
        until, old = min(last, self.funds.told[1]), int(thresholds_of(self.country).sheet_quarters)
        parts = {
            code: shares(lines, self.funds.sheets.get(code, ()), until=until, old=old, rates=self.rates)
            for code, lines in of_centre.items()
        }
        return lacks(self.needs, self.counted, parts=parts, rates=self.rates)

    def needs_of(self, year: int) -> dict[str, Need]:
        """What each centre needs in a year."""
        quarters = year_quarters(year, fiscal_year_start=self.country.fiscal_year_start)
        old, told = int(thresholds_of(self.country).sheet_quarters), self.funds.told
        return {
            code: need(self.funds.sheets.get(code, ()), quarters, told=told, old=old, rates=self.rates)
            for code in self.funds.sites
        }

    def gap_of(self, year: int) -> Gap:
        """The need of all centres in a year, and what there is for it."""
        needs = self.needs if year == self.year else self.needs_of(year)
        moneys = [each for each in self.funds.moneys if each.year == year]
        return together(gaps(needs, moneys, rates=self.rates, by=lambda _: 0).values())

    def gaps_by_place(self) -> dict[str, Gap]:
        """The same of the year by province, or by district in a country without provinces."""
        found = gaps(self.needs, self.counted, rates=self.rates, by=self.place_of_centre)
        return {str(place): gap for place, gap in found.items()}

    def place_of_centre(self, code: str) -> str:
        """In which province a centre lies; its district in a country without provinces, if that may be told."""
        place = self.province_of(self.funds.sites[code].place)
        return NOT_SAID if place == self.country.root.code else place

    def province_of(self, place: str) -> str:
        """The province of a place; the place itself where it lies in none."""
        above = self.country.places[place].parent or ""
        is_province = above in self.country.places and self.country.places[above].level is Level.PROVINCE
        return above if is_province else place

    def place_of(self, money: Money) -> str:
        """For which province money is: that of its centre, of its place; or nobody said."""
        if site := self.site(money):
            return self.place_of_centre(site.code)
        place = money.agreement.place
        return self.province_of(place) if place in self.country.places else NOT_SAID

    def pillar_of(self, money: Money) -> str:
        """For which pillar money is. What is for a centre is for protection, where nobody said otherwise."""
        return money.agreement.pillar or (Pillar.PROTECTION.value if money.agreement.facility else NOT_SAID)

    def site(self, money: Money) -> Site | None:
        """The centre that money is for, if it is for one of the register."""
        return self.funds.sites.get(money.agreement.facility or "")

    def source_of(self, money: Money) -> str:
        """Who pays; of a confidential centre the kind of source, with a number where there are several of the kind."""
        site, named = self.site(money), money.agreement.source
        if site is None or site.name:
            return named
        kind, _, number = named.partition(" ")
        known = kind in {each.value for each in SourceKind}
        return " ".join(filter(None, (self.kind(kind), number))) if known else named

    def payer(self, money: Money) -> str:
        """By what two sources are told apart: those of two confidential centres are never known to be the same."""
        site = self.site(money)
        return money.agreement.source if site is None or site.name else f"{money.agreement.facility} {money.agreement}"

    def kind(self, kind: str) -> str:
        """A kind of source in words."""
        return self.voice.say(f"ledger.options.{kind}")

    def pillar(self, pillar: str) -> str:
        """A pillar in words; shared and not said are told as such."""
        if pillar in (SHARED, NOT_SAID):
            return self.voice.say(f"gaps.{'shared' if pillar else 'not_said'}")
        return self.voice.say(f"workbook.pillars.{pillar}")

    def place(self, code: str) -> str:
        """A place in words."""
        if not code:
            return self.voice.say("gaps.no_place")
        if code == self.country.root.code:
            return self.voice.say("gaps.whole_country")
        return self.country.places[code].name

    def service(self, kind: str) -> str:
        """A kind of cost in words."""
        return self.voice.say(f"ledger.options.{kind}" if kind else "gaps.no_service")

    def money(self, amount: float) -> str:
        """An amount in the reader's currency."""
        return self.voice.money(amount, self.rates.currency).replace(" ", NO_BREAK)

    def amount_cell(self, amount: float) -> Cell:
        """The cell of an amount in the reader's currency."""
        return Cell(self.money(amount) if amount else "0", amount)


def source(funds: Funds, country: Country, *, year: int, currency: str, voice: Voice) -> GapSource:
    """What is known of a year, told in a currency."""
    rates = rates_to(currency, funds.currencies, on=funds.day, rates=funds.rates)
    return GapSource(funds, country, year, rates, voice)


def years(funds: Funds, country: Country) -> list[int]:
    """The fiscal years to choose from, the newest first: from the first of which anything is known to two ahead."""
    start, (first, _) = country.fiscal_year_start, funds.told
    now = Quarter.of(funds.day).fiscal_year(start)
    known = [first.fiscal_year(start), *funds.years]
    return list(range(max(now, min(max(known), now + AHEAD)), min([now, *known]) - 1, -1))


def currencies(funds: Funds, country: Country) -> list[str]:
    """The currencies to choose from: the country's own first, then those that something is told in, or a rate is of."""
    of_rates: Collection[str] = {code for rate in funds.rates for code in (rate.currency, rate.in_currency)}
    return [country.currency, *sorted({*funds.currencies, *of_rates} - {country.currency})]
