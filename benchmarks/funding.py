"""`python -m benchmarks.funding VAR`: put 300 centres, 40 quarters and 3,000 agreements into a demo, and time them.

VAR is a folder with a filled and released demo of Indonesia (`LIMA_VAR=VAR COUNTRY=IDN python manage.py demo`), which
is changed: take a copy. The pages are timed on it afterwards by `python -m benchmarks.pages --var VAR --only gaps`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.funding.vocabulary import CostKind, Earmark, Instrument, SourceKind
from data.model import Pillar, Quarter, Role, Visitor
from data.settings import read_settings
from data.store import ledger_tables, publishing, release_tables, tables
from data.store.engine import writing
from data.store.house import House, open_house
from pages.parts import gap_files, gap_source, released_gaps
from pages.parts.shown import Voice

CENTRES, QUARTERS, AGREEMENTS, ROUNDS = 300, 40, 3000, 5
NEWEST = Quarter(2026, 3)
AT = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
SIGN = "bench"
MINISTRY = Visitor("bench@example.org", Role.REVIEWER)
DONOR = Visitor("", Role.DONOR, previews=True)


def main() -> None:
    """Fill, time, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("var", type=Path, help="a copy of a filled and released demo of Indonesia")
    asked = parser.parse_args()
    house = open_house(read_settings({"LIMA_VAR": str(asked.var), "COUNTRY": "IDN"}))
    started = time.perf_counter()
    fill(house)
    print(f"filled: {CENTRES} centres, {QUARTERS} quarters, {AGREEMENTS} agreements")
    publishing.make_anew(house.store)
    print(f"published: after {time.perf_counter() - started:.1f} s")
    for name, seconds in timed(house):
        print(f"{name:<40} {seconds * 1e3:8.0f} ms")
    house.engine.dispose()


def fill(house: House) -> None:
    """Put centres, their sheets, agreements and rates into a database, once."""
    with writing(house.engine) as connection:
        there = sa.select(tables.facilities.c.code).where(tables.facilities.c.code.like(f"%{SIGN}"))
        if connection.execute(there.limit(1)).first() is None:
            chance = random.Random(7)  # noqa: S311 - nothing secret
            codes = _centres(connection, house, chance)
            _agreements(connection, codes, chance, root=house.country.root.code)


def timed(house: House) -> Iterator[tuple[str, float]]:
    """The median time of reading, of reckoning a year, and of every table, for the ministry and for a donor."""
    day = dt.datetime.now(dt.UTC).date()
    voice = Voice("en", house.country.currency)
    for who in (MINISTRY, DONOR):
        yield f"{who.role.value}: read", _median(lambda who=who: released_gaps.funds(house, who, day=day))
        funds = released_gaps.funds(house, who, day=day)
        if funds is None:
            continue
        asked = {"year": NEWEST.year, "currency": "IDR", "voice": voice}

        def fresh(known=funds, told=asked) -> gap_source.GapSource:
            return gap_source.source(known, house.country, **told)

        yield f"{who.role.value}: the need of a year", _median(lambda make=fresh: make().whole)
        for name, table in gap_files.TABLES.items():
            for by in ("place", "year") if name == "gap_needs" else ("place",):
                yield (
                    f"{who.role.value}: {name} by {by}",
                    _median(lambda table=table, by=by, make=fresh: table(make(), by)),
                )


def _median(act: Callable[[], object]) -> float:
    found = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        act()
        found.append(time.perf_counter() - started)
    return statistics.median(found)


def _centres(connection: Connection, house: House, chance: random.Random) -> list[str]:
    places = [place.code for place in house.country.districts(NEWEST)][:CENTRES]
    kinds = itertools.cycle(("recovery_centre", "shelter", "hospital"))
    codes = {place: f"{place}-{SIGN}" for place in places}
    connection.execute(
        tables.facilities.insert(),
        [
            {"code": code, "place": place, "name": f"Centre {place} ({SIGN})", "kind": next(kinds), "operator": "ngo"}
            for place, code in codes.items()
        ],
    )
    sheets = [_sheet(code, chance) for code in codes.values()]
    for number in range(QUARTERS):
        returns = _returns(connection, places, NEWEST - number)
        rows = [
            sheet | {"return_id": returns[place], "row": 900, "sheet": "Bench"}
            for place, sheet in zip(places, sheets, strict=True)
            if place in returns
        ]
        connection.execute(tables.facility_quarters.insert(), rows)
    _release(connection, house, dict(zip(places, sheets, strict=True)))
    return list(codes.values())


def _sheet(code: str, chance: random.Random) -> dict[str, object]:
    return {
        "facility": code,
        "beds": 20.0,
        "residents": float(chance.randint(0, 20)),
        "bed_nights": 900.0,
        "cash": chance.randint(1, 9) * 1e8,
        "monthly_cost": chance.randint(5, 20) * 1e7,
        "income": None,
        "currency": "IDR",
        "state": "open",
        "closed_on": None,
        "notice_on": None,
    }


def _returns(connection: Connection, places: list[str], quarter: Quarter) -> dict[str, int]:
    """The return that counts for each place, made where there is none."""
    counting = tables.counting_returns
    chosen = sa.select(counting.c.place, counting.c.return_id).where(counting.c.quarter == str(quarter))
    found = {row.place: row.return_id for row in connection.execute(chosen)}
    if found:
        return {place: found[place] for place in places if place in found}
    last = connection.scalar(sa.select(sa.func.max(tables.returns.c.id))) or 0
    made = {place: last + number for number, place in enumerate(places, start=1)}
    said = {"template_version": "1", "catalogue_version": SIGN, "language": "en", "office": "Bench"}
    connection.execute(
        tables.returns.insert(),
        [
            said
            | {"id": number, "place": place, "quarter": str(quarter), "revision": 1, "filed_at": AT}
            | {"filed_by": MINISTRY.email, "receipt": f"{SIGN}-{number}"}
            for place, number in made.items()
        ],
    )
    rows = [
        {"place": place, "quarter": str(quarter), "return_id": number, "first_filed_at": AT}
        for place, number in made.items()
    ]
    connection.execute(counting.insert(), rows)
    return made


def _release(connection: Connection, house: House, sheets: dict[str, dict[str, object]]) -> None:
    """Let the centres be in every release."""
    registered = {
        row.code: row
        for row in connection.execute(sa.select(tables.facilities).where(tables.facilities.c.code.like(f"%{SIGN}")))
    }
    columns = [column.name for column in release_tables.release_centres.c]
    for release in connection.execute(sa.select(release_tables.releases.c.id)).scalars().all():
        rows = []
        for place, sheet in sheets.items():
            centre = registered[str(sheet["facility"])]
            told = sheet | {"code": centre.code, "place": place, "name": centre.name, "kind": centre.kind}
            rows.append({name: (told | {"operator": "ngo", "release_id": release})[name] for name in columns})
        connection.execute(release_tables.release_centres.insert(), rows)


def _agreements(connection: Connection, centres: list[str], chance: random.Random, *, root: str) -> None:
    rows, paid = [], []
    for number in range(AGREEMENTS):
        row, parts = _agreement(number, centres, chance, root=root)
        rows.append(row)
        paid += parts
    connection.execute(ledger_tables.agreements.insert(), rows)
    connection.execute(ledger_tables.tranches.insert(), paid)
    rate = {"currency": "USD", "in_currency": "IDR", "dated": dt.date(2025, 1, 1), "rate": 16000.0}
    connection.execute(ledger_tables.exchange_rates.insert(), [rate | {"source": SIGN, "at": AT, "by": MINISTRY.email}])


def _agreement(
    number: int, centres: list[str], chance: random.Random, *, root: str
) -> tuple[dict[str, object], list[dict[str, object]]]:
    signed = dt.date(2017 + number % 10, chance.randint(1, 12), 10)
    whole = chance.randint(2, 40) * 1e7
    code, kind = f"{SIGN}-{number}", chance.choice(list(SourceKind))
    of_centre = number % 4 != 0
    row: dict[str, object] = {
        "code": code,
        "revision": 1,
        "source": f"{kind.value} {chance.randint(1, 12)}",
        "source_kind": kind.value,
        "instrument": (Instrument.APPROPRIATION if kind is SourceKind.NATIONAL else Instrument.GRANT).value,
        "currency": "IDR",
        "facility": chance.choice(centres) if of_centre else None,
        "place": None if of_centre else root,
        "pillar": Pillar.PROTECTION.value if of_centre else chance.choice([*Pillar]).value,
        "earmark": Earmark.NONE.value,
        "cost_kind": chance.choice([*CostKind]).value if number % 10 == 1 else None,
        "parent": f"{SIGN}-{number - 1}" if number % 50 == 49 else None,
        "committed": whole,
        "signed_on": signed,
        "public": True,
        "donor": "",
        "evidence": f"Letter {number}",
        "evidence_on": signed,
        "link": "",
        "at": AT,
        "by": MINISTRY.email,
        "reason": "",
    }
    promised = number % 7 == 0
    row |= {"pledged": whole * 1.2 if promised else None, "pledged_on": signed if promised else None}
    due = [signed + dt.timedelta(days=200 * part) for part in range(3)]
    came = [day if day < dt.date(2026, 9, 1) else None for day in due]
    parts = [
        {"agreement": code, "revision": 1, "number": part, "amount": whole / 3, "due_on": day, "condition": ""}
        | {"received": whole / 3 if got else None, "received_on": got}
        for part, (day, got) in enumerate(zip(due, came, strict=True), start=1)
    ]
    return row, parts


if __name__ == "__main__":
    main()
