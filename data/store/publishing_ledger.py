"""What a release tells of the funding ledger: public agreements as they stand when it is published, frozen with it.

The ledger only grows, each revision with its moment: what stood at a publication can be told at any later time. An
agreement is told anew where anything of it is told otherwise; of one that is not public any more only who looks back
reads. Of whoever keeps the ledger nothing is told: no e-mail, no reason, no moment but that of the release.

An agreement for a confidential centre is told as the centre is: under a code of its own, with the kind of its source,
the province, and no text. Where money is passed on, the one agreement would name what the other hides: then the part
that is a secret is not told, and all of it is counted with the agreement above.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.store.confidential import Confidential, Row, Told, agreement_codes, told_otherwise
from data.store.ledger_tables import agreements, exchange_rates, facility_facts, tranches
from data.store.published_ledger import FROM_HISTORY, told_at
from data.store.published_tables import Tables
from data.store.tables import facilities

UNTOLD = ""
_OF_WHO_KEEPS = {"donor": UNTOLD, "by": UNTOLD, "reason": UNTOLD}
_OF_A_TELLING = ("revision", "at")

Telling = tuple[Row, list[Row]]
"""An agreement and its payments, without the number and the moment of their telling."""


def tell(connection: Connection, tables: Tables, moments: Sequence[dt.datetime], hidden: Confidential) -> None:
    """Write what is told of the ledger at some publications, each after all that are there.

    Args:
        connection: a transaction on the database and its published store.
        tables: the tables of the published store.
        moments: of the publications, in their order.
        hidden: which centres are confidential.
    """
    if not moments:
        return
    kept, written = _kept(connection, hidden), _Written.of(connection, tables)
    for moment in moments:
        standing = kept.standing(moment)
        told = kept.told(standing)
        written.write(connection, told, at=moment)
        written.whole(connection, kept.whole(standing, told), at=moment)
        _grown(connection, tables, kept, at=moment)
    for name, of in FROM_HISTORY.items():
        columns = [column.name for column in tables[name].c]
        chosen = sa.select(*(tables[of].c[column] for column in columns)).where(told_at(tables[of]))
        connection.execute(sa.delete(tables[name]))
        connection.execute(tables[name].insert().from_select(columns, chosen.order_by(tables[of].c[columns[0]])))


@dataclass(frozen=True)
class _Kept:
    """The ledger as it is kept, every revision of it.

    Attributes:
        revisions: of every agreement, by its code, the oldest first.
        payments: of each agreement's revision.
        codes: under which agreements for confidential centres are told, by their own code and their centre's.
        otherwise: the centres that are told under another code.
        named: whether the name or the code of a confidential centre stands in a text.
    """

    hidden: Confidential
    revisions: Mapping[str, list[Row]]
    payments: Mapping[tuple[str, int], list[Row]]
    codes: Mapping[tuple[str, str], str]
    otherwise: Mapping[str, Told]
    named: Callable[[str], bool]

    def standing(self, moment: dt.datetime) -> dict[str, Row]:
        """Each agreement as it stood at a moment."""
        found = {code: [row for row in rows if row["at"] <= moment] for code, rows in self.revisions.items()}
        return {code: rows[-1] for code, rows in found.items() if rows}

    def told(self, standing: Mapping[str, Row]) -> dict[str, Telling]:
        """What is told of the agreements that may be, by their own codes."""
        above = {row["parent"] for row in standing.values()}
        may = {code: row for code, row in standing.items() if self._may_be_told(row, is_above=code in above)}
        of_centre: dict[str, list[Row]] = defaultdict(list)
        for row in may.values():
            of_centre[row["facility"]].append(row)
        return {code: self._telling(row, may, of_centre[row["facility"]]) for code, row in may.items()}

    def whole(self, standing: Mapping[str, Row], told: Mapping[str, Telling]) -> set[str]:
        """The centres, by the code under which they are told, all of whose money is told."""
        untold = set(standing) - set(told)
        passed_on = {standing[code]["parent"] for code in untold} & set(standing)
        in_part = {standing[code]["facility"] for code in untold | passed_on}
        return {row["facility"] for code, (row, _) in told.items() if standing[code]["facility"] not in in_part} - {
            None
        }

    def _is_secret(self, row: Row) -> bool:
        told = self.otherwise.get(row["facility"])
        return told is not None and not told.named

    def _may_be_told(self, row: Row, *, is_above: bool) -> bool:
        if self._is_secret(row):
            return bool(row["public"]) and not is_above and row["parent"] is None
        return bool(row["public"]) and not self.named(f"{row['code']}\n{row['source']}")

    def _telling(self, row: Row, may: Mapping[str, Row], beside: Sequence[Row]) -> Telling:
        paid = [dict(each) for each in self.payments[row["code"], row["revision"]]]
        otherwise = self.otherwise.get(row["facility"])
        said = row | _OF_WHO_KEEPS | {"parent": row["parent"] if row["parent"] in may else None}
        if otherwise is not None:
            said["facility"] = otherwise.code
        if otherwise is not None and not otherwise.named:
            sources = self.hidden.sources(otherwise.code, beside)
            said |= {"code": self.codes[row["code"], row["facility"]]}
            said |= {"source": sources[row["source"]], "place": row["place"] and otherwise.place}
        for each, names in ((said, ("evidence", "link")), *((each, ("condition",)) for each in paid)):
            each |= {name: UNTOLD for name in names if self._is_secret(row) or self.named(each[name])}
        return _without(said), [_without(each | {"agreement": said["code"]}) for each in paid]


def _kept(connection: Connection, hidden: Confidential) -> _Kept:
    revisions: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(connection, sa.select(agreements).order_by(agreements.c.code, agreements.c.revision)):
        revisions[row["code"]].append(row)
    payments: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in _rows(connection, sa.select(tranches).order_by(*tranches.primary_key.columns)):
        payments[row["agreement"], row["revision"]].append(row)
    register = _rows(connection, sa.select(facilities))
    secret = [row for row in register if row["kind"] in hidden.kinds]
    return _Kept(
        hidden,
        revisions,
        payments,
        codes=agreement_codes(connection, hidden),
        otherwise=told_otherwise(connection, hidden),
        named=_finding({sign for row in secret for sign in (row["name"], row["code"]) if sign}),
    )


def _finding(signs: Collection[str]) -> Callable[[str], bool]:
    """Whether one of some signs stands in a text, as a word or words of its own."""
    one_of = "|".join(map(re.escape, sorted(signs)))
    pattern = re.compile(rf"(?<!\w)(?:{one_of})(?!\w)" if signs else r"(?!)", re.IGNORECASE)
    return functools.cache(lambda text: pattern.search(text) is not None)


@dataclass
class _Written:
    """What the published store tells already.

    Attributes:
        told: what it tells now, by the code under which it does.
        numbers: how often each agreement was told.
        centres: those of which it tells all.
    """

    tables: Tables
    told: dict[str, Telling]
    numbers: dict[str, int]
    centres: set[str]

    @classmethod
    def of(cls, connection: Connection, tables: Tables) -> _Written:
        """Read it."""
        history, centres = tables["told_agreements"], tables["told_whole_centres"]
        numbers: dict[str, int] = {}
        standing: dict[str, Row] = {}
        for row in _rows(connection, sa.select(history).order_by(history.c.code, history.c.revision)):
            numbers[row["code"]] = row["revision"]
            if row.pop("gone_at") is None:
                standing[row["code"]] = row
        paid: dict[str, list[Row]] = defaultdict(list)
        for row in _rows(connection, sa.select(tables["tranches"]).order_by(tables["tranches"].c.number)):
            if row["revision"] == numbers[row["agreement"]]:
                paid[row["agreement"]].append(_without(row))
        whole = connection.execute(sa.select(centres.c.facility).where(told_at(centres))).scalars()
        return cls(tables, {code: (_without(row), paid[code]) for code, row in standing.items()}, numbers, set(whole))

    def write(self, connection: Connection, told: Mapping[str, Telling], *, at: dt.datetime) -> None:
        """Write what is told otherwise than before, or no longer."""
        now = {telling[0]["code"]: telling for telling in told.values()}
        history = self.tables["told_agreements"]
        changed = sorted(code for code, telling in now.items() if self.told.get(code) != telling)
        gone = [code for code, telling in self.told.items() if now.get(code) != telling]
        _end(connection, history, history.c.code, gone, at=at)
        for code in changed:
            self.numbers[code] = self.numbers.get(code, 0) + 1
        _insert(connection, history, [now[code][0] | {"revision": self.numbers[code], "at": at} for code in changed])
        paid = [each | {"revision": self.numbers[code]} for code in changed for each in now[code][1]]
        _insert(connection, self.tables["tranches"], paid)
        self.told = now

    def whole(self, connection: Connection, now: set[str], *, at: dt.datetime) -> None:
        """Write of which centres all is told from now on, and of which no longer."""
        history = self.tables["told_whole_centres"]
        _end(connection, history, history.c.facility, self.centres - now, at=at)
        _insert(connection, history, [{"facility": each, "at": at} for each in sorted(now - self.centres)])
        self.centres = now


def _grown(connection: Connection, tables: Tables, kept: _Kept, *, at: dt.datetime) -> None:
    """Rates that are new since, and what is new of centres whose name is told; no text that names another."""
    for exact, into in ((exchange_rates, tables["exchange_rates"]), (facility_facts, tables["facility_facts"])):
        there = list(connection.execute(sa.select(into.c.at).distinct()).scalars())
        since = [exact.c.at > sa.literal(max(there), exact.c.at.type)] if there else []
        last = connection.scalar(sa.select(sa.func.count()).select_from(into)) or 0
        chosen = sa.select(exact).where(exact.c.at <= sa.literal(at, exact.c.at.type), *since).order_by(exact.c.id)
        found: list[Row] = []
        for row in _rows(connection, chosen):
            told = kept.otherwise.get(str(row.get("facility")))
            if told is None or told.named:
                said = {name: UNTOLD for name in ("source", "evidence") if name in row and kept.named(row[name])}
                code = {} if told is None else {"facility": told.code}
                found.append(row | code | said | {"id": last + len(found) + 1, "at": at, "by": UNTOLD})
        _insert(connection, into, found)


def _end(
    connection: Connection, history: sa.Table, column: sa.Column[Any], gone: Iterable[str], *, at: dt.datetime
) -> None:
    for each in sorted(gone):
        connection.execute(sa.update(history).where(column == each, told_at(history)).values(gone_at=at))


def _without(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in _OF_A_TELLING}


def _rows(connection: Connection, chosen: sa.Select[Any]) -> list[Row]:
    return [dict(row._mapping) for row in connection.execute(chosen)]


def _insert(connection: Connection, into: sa.Table, rows: list[Row]) -> None:
    if rows:
        connection.execute(into.insert(), rows)
