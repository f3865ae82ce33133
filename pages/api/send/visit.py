"""Who opens a page of `/send`, in which language, for which district and quarter: all of it stands in the address."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from starlette.requests import Request

from data import words
from data.model import Language, Level, Place, Quarter, Role, Visitor
from data.rights import filing_places, may_file, may_file_any
from data.store.house import House
from metrics import deadlines
from pages.parts import released, signed_in, visiting
from pages.parts.shown import Voice

CHOSEN = ("lang", "as", "office", "province", "place", "quarter")
"""What an address may say. The full pages use the same names."""

OF_DEMO = ("as", "office")
"""What only a demo asks: whom the visitor plays."""


@dataclass(frozen=True)
class Visit:
    """One request: whose it is, and what the address says, as far as it is known here.

    Attributes:
        chosen: the parts of the address by their name, without those that are unknown.
    """

    house: House
    visitor: Visitor
    voice: Voice
    chosen: dict[str, str]

    def address(self, path: str, **changes: str) -> str:
        """The address of a page for the same visitor, district and quarter; an empty change leaves a part out."""
        about = {"place": self.place.code, "quarter": str(self.quarter)} if self.place else {}
        said = {key: value for key, value in (self.chosen | about | changes).items() if value}
        return f"{path}?{urlencode(said)}"

    def moment(self, at: dt.datetime) -> str:
        """A day and a time in UTC, and what the country's clock shows then."""
        return words.moment(at, self.house.country.clock, self.voice.language)

    @property
    def played(self) -> list[Role]:
        """On a demo, the roles to choose from that hand in returns."""
        return [role for role in visiting.roles(self.house) if may_file_any(Visitor("", role))]

    @cached_property
    def offered(self) -> tuple[Place, ...]:
        """The districts to choose from, by name. On a demo, a task force chooses whose it is."""
        districts = (p for p in self.house.country.places.values() if p.level is Level.DISTRICT and p.valid_to is None)
        chooses_office = self.house.facts.demo and self.visitor.role is Role.TASKFORCE
        may = (p for p in districts if chooses_office or may_file(self.visitor, self.house.country, p.code))
        return tuple(sorted(may, key=lambda place: place.name))

    @cached_property
    def place(self) -> Place | None:
        """The district, if the visitor may file for it."""
        own = filing_places(self.visitor, self.house.country)
        code = next(iter(own)) if len(own) == 1 else self.chosen.get("place", "")
        place = self.house.country.places.get(code)
        known = place is not None and place.code in own
        return place if known else None

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters to choose from: those of two years that have ended, the newest first."""
        filed = released.quarters(self.house)
        return tuple(reversed(deadlines.open_quarters(dt.datetime.now(dt.UTC).date(), filed=filed)))

    @cached_property
    def quarter(self) -> Quarter:
        """The quarter of the address, or the newest."""
        asked = self.chosen.get("quarter")
        return next((each for each in self.quarters if str(each) == asked), self.quarters[0])

    @property
    def form_language(self) -> Language:
        """The language of the workbook: the visitor's, where the country has it."""
        return self.house.country.form_language(self.voice.language)


def visit_of(request: Request, house: House) -> Visit:
    """Read the address; on a real database, also who has signed in."""
    asked = request.query_params
    language = language_of(request)
    voice = Voice(language, house.country.currency, house.settings.content)
    chosen = {key: asked[key] for key in CHOSEN if asked.get(key)} | {"lang": language}
    known = {"as": visiting.roles(house), "office": house.country.places, "province": house.country.places}
    chosen = {key: value for key, value in chosen.items() if key not in known or value in known[key]}
    if not house.facts.demo:
        theirs = signed_in.visitor(house, request.cookies.get(signed_in.COOKIE, ""))
        return Visit(house, theirs, voice, {key: value for key, value in chosen.items() if key not in OF_DEMO})
    role = chosen.setdefault("as", visiting.FIRST)
    visitor = visiting.on_demo(house, role=role, office=chosen.get("office", ""), say=voice.say, known=known["as"])
    return Visit(house, visitor, voice, chosen)


def language_of(request: Request) -> Language:
    """What the address asks for, else what the browser accepts, if there are words in it."""
    known, accepted = words.languages(), request.headers.get("accept-language", "")
    by_browser = (code.lower() for code in re.findall(r"(?:^|,)\s*([A-Za-z]{2})\b", accepted))
    wanted = (request.query_params.get("lang", ""), *by_browser)
    return next((code for code in wanted if code in known), known[0])
