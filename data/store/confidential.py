"""Confidential centres as a release tells of them: by kind, province, and a code that says nothing else.

Their code in the register holds the district, their name often too, and a sum of the district would be theirs where
they are the only ones. What is stored of a release stays as it is and can be read by nobody who reads released figures
alone; this is what is written of it where they can.
"""

from __future__ import annotations

import functools
import hmac
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.disclosure import Disclosure
from data.model import Country, Level
from data.store.deriving import FACILITY, UNTOLD
from data.store.facilities import register_code
from data.store.ledger_tables import agreements
from data.store.published_tables import Tables
from data.store.release_tables import release_cells, release_centres, release_funding
from data.store.tables import facilities

CODES = 10**8

Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What a release tells of a centre instead of its code in the register, and of its district.

    Attributes:
        named: whether its name and who runs it may be told.
    """

    code: str
    place: str
    named: bool


@dataclass(frozen=True)
class Confidential:
    """Which centres are confidential, and what stands for them.

    Attributes:
        disclosure: says of which kinds they are, and which sums are told of no district.
        country: whose districts they lie in.
        secret: of the database; with it the codes are made, so that a centre keeps its own from release to release.
    """

    disclosure: Disclosure
    country: Country
    secret: str

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of centres that are confidential."""
        return self.disclosure.confidential

    @property
    def above(self) -> list[str]:
        """The places that are told of what is released for provinces and the country alone."""
        return [place.code for place in self.country.places.values() if place.level is not Level.DISTRICT]

    def code_of(self, code: str, district: str) -> str:
        """The code under which a centre is released: of its province, and a number that only the secret can make."""
        return f"{self.place_of(district)}-{self._number(code):08}"

    def agreement_code(self, code: str, district: str, again: int = 0) -> str:
        """The code under which an agreement for a centre is released: its own may name the centre, or who pays.

        Args:
            code: its own.
            district: where the centre lies.
            again: how many of these codes were another agreement's.
        """
        said = f"agreement {code}" + (f" {again}" if again else "")
        return f"{self.place_of(district)}-A{self._number(said):08}"

    def place_of(self, district: str) -> str:
        """Where a centre is said to be: in the province, or in the country where there are none."""
        return self.country.places[district].parent or self.country.root.code

    def sources(self, code: str, lines: Iterable[Mapping[str, Any]]) -> dict[str, str]:
        """What stands for each source of a centre's money: its kind, and a number where there are more of the kind."""
        kinds = {str(line["source"]): str(line["source_kind"]) for line in lines}
        found: dict[str, str] = {}
        for source in sorted(kinds, key=lambda source: self._digest(f"{code} {source}")):
            number = 1 + sum(kinds[other] == kinds[source] for other in found)
            found[source] = f"{kinds[source]} {number}" if number > 1 else kinds[source]
        return found

    def _number(self, said: str) -> int:
        return int.from_bytes(self._digest(said), "big") % CODES

    def _digest(self, said: str) -> bytes:
        return hmac.digest(_key(self.secret), said.encode(), "sha256")


@functools.lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"codes of confidential centres", "sha256")


def copy(connection: Connection, tables: Tables, releases: list[int], hidden: Confidential) -> None:
    """Copy cells, centres and money of releases to the published store: of confidential centres what may be told.

    Rows are written in the order of what is told, so that their order tells nothing either.

    Args:
        connection: a transaction on the database and its published store.
        tables: the tables of the published store.
        releases: of which nothing is there yet.
        hidden: which centres are confidential.
    """
    otherwise = told_otherwise(connection, hidden)
    _cells(connection, tables[release_cells.name], releases, hidden, otherwise)
    _centres(connection, tables[release_centres.name], releases, otherwise)
    _money(connection, tables[release_funding.name], releases, hidden, otherwise)


def told_otherwise(connection: Connection, hidden: Confidential) -> dict[str, Told]:
    """The centres of the register that are told under another code: confidential ones, and some beside them.

    Codes of a district are numbered, and a gap would tell that a confidential centre is there: others close up.
    """
    chosen = sa.select(facilities.c.code, facilities.c.place, facilities.c.kind)
    named: Counter[str] = Counter()
    found: dict[str, Told] = {}
    for row in sorted(connection.execute(chosen), key=lambda row: (len(row.code), row.code)):
        if row.kind in hidden.kinds:
            found[row.code] = Told(hidden.code_of(row.code, row.place), hidden.place_of(row.place), named=False)
            continue
        named[row.place] += 1
        code = register_code(row.place, named[row.place])
        if code != row.code:
            found[row.code] = Told(code, row.place, named=True)
    return found


def agreement_codes(connection: Connection, hidden: Confidential) -> dict[tuple[str, str], str]:
    """The codes under which agreements for confidential centres are released, by their own code and their centre's.

    Where two would be the same, the agreement keeps it that was in the ledger first: what was released stays.
    """
    chosen = (
        sa.select(agreements.c.code, agreements.c.facility, facilities.c.place)
        .join(facilities, facilities.c.code == agreements.c.facility)
        .where(facilities.c.kind.in_(sorted(hidden.kinds)))
        .order_by(agreements.c.at, agreements.c.code, agreements.c.revision)
    )
    whose: dict[str, str] = {}
    found: dict[tuple[str, str], str] = {}
    for row in connection.execute(chosen):
        tried = (hidden.agreement_code(row.code, row.place, again) for again in itertools.count())
        free = next(each for each in tried if whose.get(each, row.code) == row.code)
        whose[free] = row.code
        found[row.code, row.facility] = free
    return found


def _cells(
    connection: Connection, into: sa.Table, releases: list[int], hidden: Confidential, otherwise: Mapping[str, Told]
) -> None:
    told = release_cells.c
    of_these = sa.and_(told.dimension == FACILITY, told.item.in_(sorted(otherwise)))
    of_district = sa.and_(
        told.measure.in_(sorted(hidden.disclosure.province_only)),
        told.place.not_in(hidden.above),
        told.dimension != FACILITY,
    )
    there = told.release_id.in_(releases)
    copy_rows(connection, release_cells, into, sa.and_(there, ~of_these, ~of_district))
    found = _rows(connection, sa.select(release_cells).where(there, of_these))
    now = [(row, otherwise[row["item"]]) for row in found]
    _insert(connection, into, [row | {"item": told.code, "place": told.place} for row, told in now])


def _centres(connection: Connection, into: sa.Table, releases: list[int], otherwise: Mapping[str, Told]) -> None:
    columns = release_centres.c
    there, of_these = columns.release_id.in_(releases), columns.code.in_(sorted(otherwise))
    copy_rows(connection, release_centres, into, sa.and_(there, ~of_these))
    found = []
    for row in _rows(connection, sa.select(release_centres).where(there, of_these)):
        told = otherwise[row["code"]]
        untold = {} if told.named else {"name": UNTOLD, "operator": UNTOLD}
        found.append(row | {"code": told.code, "place": told.place} | untold)
    _insert(connection, into, found)


def _money(
    connection: Connection, into: sa.Table, releases: list[int], hidden: Confidential, otherwise: Mapping[str, Told]
) -> None:
    """Payments of a confidential centre stand under its code as their place; those left are numbered without a gap."""
    columns = release_funding
    chosen = sa.select(columns).where(columns.c.release_id.in_(releases)).order_by(*columns.primary_key.columns)
    grouped: dict[tuple[int, str], list[Row]] = {}
    for row in _rows(connection, chosen):
        told = otherwise.get(row["facility"])
        now = row | {"facility": told.code} if told else row
        apart = told is not None and not told.named
        place = now["facility"] if apart else row["place"]
        grouped.setdefault((row["release_id"], place), []).append(now | {"place": place})
    confidential = {told.code for told in otherwise.values() if not told.named}
    found: list[Row] = []
    for (_, place), lines in grouped.items():
        sources = hidden.sources(place, lines) if place in confidential else {}
        found += [
            line | {"row": number, "source": sources.get(line["source"], line["source"])}
            for number, line in enumerate(lines, start=1)
        ]
    _insert(connection, into, found)


def copy_rows(connection: Connection, exact: sa.Table, into: sa.Table, which: sa.ColumnElement[bool]) -> None:
    """Copy some rows as they are, as far as the published store has their columns."""
    names = [column.name for column in into.c]
    connection.execute(into.insert().from_select(names, sa.select(*(exact.c[name] for name in names)).where(which)))


def _rows(connection: Connection, chosen: sa.Select[Any]) -> list[Row]:
    return [dict(row._mapping) for row in connection.execute(chosen)]


def _insert(connection: Connection, into: sa.Table, rows: Iterable[Row]) -> None:
    """Write rows in the order of their keys."""
    keys = [column.name for column in into.primary_key]
    found = sorted(rows, key=lambda row: [row[key] for key in keys])
    if found:
        connection.execute(into.insert(), found)
