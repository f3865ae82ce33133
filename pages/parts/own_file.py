"""What a donor takes away: their agreements, those of others that are public, and the centres; as far as released.

No Streamlit here.
"""

from __future__ import annotations

import datetime as dt

from data.errors import NothingToTake
from data.model import Language, Quarter, Visitor
from data.store.house import House
from data.store.published_told import Told
from data.words import pick
from pages.parts import donor_desk, iati, own_money, released_centres, sight
from pages.parts.own_money import Known
from pages.parts.shown import Voice
from pages.parts.spreadsheets import Table

TABLES = {"paid": own_money.paid, "ends": own_money.ends, "others": own_money.others, "centres": own_money.centres}


def known(house: House, visitor: Visitor, *, language: Language, today: dt.date) -> Known:
    """What a donor's tables are made of.

    Args:
        house: the house opened for work.
        visitor: the donor.
        language: in which it is told.
        today: the day of the amounts; of centres the newest release tells.

    Raises:
        NotAllowed: if the visitor is no donor.
    """
    own, newest = donor_desk.own(house, visitor), release(house, visitor)
    found = released_centres.centres(house, visitor, quarter=newest.quarter) if newest else []
    return Known(
        own=own.agreements,
        others=own.others,
        rates=own.rates,
        centres={each.code: each for each in found},
        places=house.country.places,
        as_of=today,
        fiscal_year_start=house.country.fiscal_year_start,
        voice=Voice(language, house.country.currency, house.settings.content),
    )


def release(house: House, visitor: Visitor) -> Told | None:
    """The newest release that the visitor reads; None where there is none for them."""
    found = sight.of(house, visitor).released
    told = sight.told(found) if found else {}
    return told[max(told, key=Quarter.parse)] if told else None


def citation(house: House, newest: Told | None, voice: Voice, *, today: dt.date) -> str:
    """The line with which a file is cited: the country, the release it belongs to, and the day it was made."""
    country = pick(house.country.names, voice.language)
    if newest is None:
        return voice.say("donor.cite_unreleased", country=country, day=voice.date(today))
    return voice.say(
        "donor.cite",
        country=country,
        quarter=voice.quarter(newest.quarter),
        number=newest.number,
        published=voice.date(newest.published_at.date()),
        day=voice.date(today),
    )


def tables(
    house: House, visitor: Visitor, language: Language, *, today: dt.date, only: str | None = None
) -> list[Table]:
    """Every table, or one of them by its key; each with its citation.

    Raises:
        NotAllowed: if the visitor is no donor.
    """
    found = known(house, visitor, language=language, today=today)
    head = [citation(house, release(house, visitor), found.voice, today=today)]
    head += [found.voice.say("shell.demo")] if house.facts.demo else []
    wanted = [TABLES[only]] if only else list(TABLES.values())
    return [make(found).as_table(head) for make in wanted]


def activity_file(house: House, visitor: Visitor, language: Language, *, at: dt.datetime) -> bytes:
    """The agreements as an IATI activity file.

    Raises:
        NotAllowed: if the visitor is no donor.
        NothingToTake: if there is no agreement: the standard knows no file without an activity.
    """
    found = known(house, visitor, language=language, today=at.date())
    if not (found.own or found.others):
        raise NothingToTake
    cited = citation(house, release(house, visitor), found.voice, today=at.date())
    return iati.activities(found, house.country, citation=cited, made_at=at)
