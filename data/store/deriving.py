"""What a release makes of the tables that pages read: the shown figures under the names of the exact ones.

All of it is copied by the database itself, from the tables of releases to those of the same published store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import TOTAL, Country, Event, Level, Status
from data.store.decisions import Decision
from data.store.published_tables import ROOM, Chosen, Tables

FACILITY = "facility"
UNTOLD = ""
"""The name and the operator of a confidential centre."""
OF_CENTRES = ROOM // 2
"""Returns of a quarter that are of a centre and of no district have numbers from here on."""
OF_FACILITIES = {"facilities.residents": "residents", "facilities.bed_nights": "bed_nights"}
"""What counts people in a centre: the source of a number of the catalogue, and the column of `facility_quarters`."""


@dataclass(frozen=True)
class Meaning:
    """What the catalogue says of the measures.

    Attributes:
        ratios: for each ratio measure its numerator's and denominator's measures.
        in_centres: the measure that stands in each column of `OF_FACILITIES`.
    """

    ratios: Mapping[str, tuple[str, str]]
    in_centres: Mapping[str, str]


def derive(connection: Connection, chosen: Chosen, meaning: Meaning, *, source: Tables, into: Tables) -> None:
    """Write what pages read of one quarter. Sums are written by `data.store.rollups`, over all that is derived.

    Args:
        connection: a transaction.
        chosen: the quarter, of which nothing is there yet, and its release.
        meaning: what the catalogue says.
        source: where the tables of releases are.
        into: where the tables for reading are.
    """
    _returns(connection, chosen, source, into)
    _values(connection, chosen, source, into)
    _ratios(connection, chosen, meaning.ratios, into)
    _excused(connection, chosen, source, into)
    _centres(connection, chosen, meaning.in_centres, source, into)
    _funding(connection, chosen, source, into)


def forget(connection: Connection, quarter: str, *, tables: Tables) -> None:
    """Take away what pages read of one quarter: its releases stay."""
    first = Chosen(0, quarter).first_number
    for name in ("facility_quarters", "funding_lines", "events"):
        column = tables[name].c.return_id
        connection.execute(sa.delete(tables[name]).where(column.between(first, first + ROOM - 1)))
    for name in ("counting_returns", "returns", "district_values", "rollups", "decisions"):
        connection.execute(sa.delete(tables[name]).where(tables[name].c.quarter == quarter))


def reported(connection: Connection, chosen: Chosen, counting: sa.Table) -> list[str]:
    """The districts of a quarter that reported."""
    of_districts = counting.c.return_id.between(chosen.first_number, chosen.first_number + OF_CENTRES)
    return list(
        connection.execute(
            sa.select(counting.c.place).where(counting.c.quarter == chosen.quarter, of_districts)
        ).scalars()
    )


def sums_alone(connection: Connection, chosen: Chosen, country: Country, *, source: Tables, into: sa.Table) -> None:
    """Add the sums that are released for provinces or for the country alone, of which no district tells a part."""
    cells = source["release_cells"].c
    above = {place.code for place in country.places.values() if place.level is not Level.DISTRICT}
    known = sa.exists().where(
        into.c.measure == cells.measure, into.c.quarter == chosen.quarter, into.c.place == cells.place
    )
    found = sa.select(cells.measure, cells.place, cells.value, cells.reporting, cells.expected).where(
        cells.release_id == chosen.id,
        cells.place.in_(sorted(above)),
        cells.dimension == TOTAL,
        cells.status == Status.REPORTED.value,
        ~known,
    )
    rows = [
        {
            "measure": row.measure,
            "quarter": chosen.quarter,
            "place": row.place,
            "numerator": row.value,
            "denominator": None,
            "reporting": row.reporting,
            "nil": 0,
            "not_applicable": max(0, len(country.within(row.place)) - row.expected),
        }
        for row in connection.execute(found)
    ]
    if rows:
        connection.execute(into.insert(), rows)


def register(connection: Connection, chosen: Iterable[Chosen], *, source: Tables, into: Tables) -> None:
    """Write the register of centres anew, each as the newest quarter has it that tells of it."""
    made, centres = source["releases"].c, source["release_centres"].c
    newest = (
        sa.select(
            *(centres[column] for column in ("code", "place", "name", "kind", "operator")),
            sa.func.row_number().over(partition_by=centres.code, order_by=made.quarter.desc()).label("age"),
        )
        .join(source["releases"], made.id == centres.release_id)
        .where(centres.release_id.in_([each.id for each in chosen]))
        .subquery()
    )
    columns = [column for column in newest.c if column.name != "age"]
    connection.execute(sa.delete(into["facilities"]))
    found = sa.select(*columns).where(newest.c.age == 1).order_by(newest.c.code)
    connection.execute(into["facilities"].insert().from_select([c.name for c in columns], found))


def _returns(connection: Connection, chosen: Chosen, source: Tables, into: Tables) -> None:
    """One return for each district, which says nothing but when the first one came; and one for each centre apart."""
    came = source["release_returns"].c
    number = sa.literal(chosen.first_number) + sa.func.row_number().over(order_by=came.place)
    found = sa.select(came.place, sa.literal(chosen.quarter), number, came.first_filed_at).where(
        came.release_id == chosen.id
    )
    counting, returns, events = into["counting_returns"], into["returns"], into["events"]
    connection.execute(counting.insert().from_select(["place", "quarter", "return_id", "first_filed_at"], found))
    _returns_of_centres(connection, chosen, source, counting)
    empty = ("template_version", "catalogue_version", "language", "filed_by", "office", "receipt")
    here = counting.c.quarter == chosen.quarter
    told = sa.select(
        counting.c.return_id,
        counting.c.place,
        counting.c.quarter,
        sa.literal(1),
        counting.c.first_filed_at,
        *(sa.literal("") for _ in empty),
    ).where(here)
    connection.execute(returns.insert().from_select(["id", "place", "quarter", "revision", "filed_at", *empty], told))
    accepted = (
        sa.select(
            counting.c.return_id,
            counting.c.return_id,
            sa.literal(Event.ACCEPTED.value),
            source["releases"].c.published_at,
            sa.literal(""),
            sa.literal(""),
        )
        .join(source["releases"], source["releases"].c.id == chosen.id)
        .where(here)
    )
    connection.execute(events.insert().from_select(["id", "return_id", "kind", "at", "by", "note"], accepted))


def _returns_of_centres(connection: Connection, chosen: Chosen, source: Tables, counting: sa.Table) -> None:
    """A return for each centre whose district is not told, so that its row stands in none of a district."""
    told, made = source["release_centres"].c, source["releases"].c
    number = sa.literal(chosen.first_number + OF_CENTRES) + sa.func.row_number().over(order_by=told.code)
    found = (
        sa.select(told.code, sa.literal(chosen.quarter), number, made.published_at)
        .join(source["releases"], made.id == told.release_id)
        .where(told.release_id == chosen.id, told.name == UNTOLD)
    )
    connection.execute(counting.insert().from_select(["place", "quarter", "return_id", "first_filed_at"], found))


def _values(connection: Connection, chosen: Chosen, source: Tables, into: Tables) -> None:
    cells, counting, values = source["release_cells"].c, into["counting_returns"], into["district_values"]
    found = (
        sa.select(cells.measure, counting.c.quarter, cells.place, cells.value, cells.status, counting.c.return_id)
        .join(counting, sa.and_(counting.c.place == cells.place, counting.c.quarter == chosen.quarter))
        .where(cells.release_id == chosen.id, cells.dimension == TOTAL, cells.status != Status.MISSING.value)
    )
    columns = ["measure", "quarter", "place", "numerator", "status", "return_id"]
    connection.execute(values.insert().from_select(columns, found))


def _ratios(connection: Connection, chosen: Chosen, ratios: Mapping[str, tuple[str, str]], into: Tables) -> None:
    """Ratios of shown figures; never of exact ones."""
    values = into["district_values"]
    above, below = values.alias("above"), values.alias("below")
    known = sa.and_(above.c.numerator.is_not(None), below.c.numerator.is_not(None))
    status = sa.case((known, Status.REPORTED.value), else_=Status.NOT_EXPECTED.value)
    columns = ["measure", "quarter", "place", "numerator", "denominator", "status", "return_id"]
    for measure, (numerator, denominator) in ratios.items():
        found = sa.select(
            sa.literal(measure),
            above.c.quarter,
            above.c.place,
            sa.case((known, above.c.numerator)),
            sa.case((known, below.c.numerator)),
            status,
            above.c.return_id,
        ).where(
            above.c.quarter == chosen.quarter,
            below.c.quarter == chosen.quarter,
            below.c.place == above.c.place,
            above.c.measure == numerator,
            below.c.measure == denominator,
        )
        connection.execute(values.insert().from_select(columns, found))


def _excused(connection: Connection, chosen: Chosen, source: Tables, into: Tables) -> None:
    excused, made = source["release_excused"].c, source["releases"].c
    number = sa.literal(chosen.first_number) + sa.func.row_number().over(order_by=excused.place)
    empty = [sa.literal(""), sa.literal("")]
    found = (
        sa.select(number, made.quarter, excused.place, sa.literal(Decision.EXEMPTED.value), made.published_at, *empty)
        .join(source["releases"], made.id == excused.release_id)
        .where(excused.release_id == chosen.id)
    )
    columns = ["id", "quarter", "place", "kind", "at", "by", "note"]
    connection.execute(into["decisions"].insert().from_select(columns, found))


def _centres(
    connection: Connection, chosen: Chosen, in_centres: Mapping[str, str], source: Tables, into: Tables
) -> None:
    told, cells = source["release_centres"], source["release_cells"]
    counting, sheets = into["counting_returns"], into["facility_quarters"]
    as_they_are = ("beds", "cash", "monthly_cost", "income", "currency", "state", "closed_on", "notice_on")

    def people(measure: str) -> sa.ScalarSelect[float]:
        return (
            sa.select(cells.c.value)
            .where(
                cells.c.release_id == chosen.id,
                cells.c.measure == measure,
                cells.c.dimension == FACILITY,
                cells.c.item == told.c.code,
                cells.c.place == told.c.place,
            )
            .scalar_subquery()
        )

    found = (
        sa.select(
            counting.c.return_id,
            told.c.code,
            *(told.c[column] for column in as_they_are),
            *(people(measure) for measure in in_centres.values()),
            sa.literal(""),
            sa.literal(0),
        )
        .join(counting, sa.and_(_return_of(told, counting), counting.c.quarter == chosen.quarter))
        .where(told.c.release_id == chosen.id)
        .order_by(told.c.code)
    )
    columns = ["return_id", "facility", *as_they_are, *in_centres, "sheet", "row"]
    connection.execute(sheets.insert().from_select(columns, found))


def _return_of(centres: sa.Table, counting: sa.Table) -> sa.ColumnElement[bool]:
    """In which return a centre's row stands: in its district's, or in its own where its district is not told."""
    return counting.c.place.in_([centres.c.place, centres.c.code])


def _funding(connection: Connection, chosen: Chosen, source: Tables, into: Tables) -> None:
    told, counting, lines = source["release_funding"], into["counting_returns"], into["funding_lines"]
    columns = [column.name for column in told.c if column.name not in ("release_id", "place")]
    found = (
        sa.select(counting.c.return_id, *(told.c[column] for column in columns), sa.literal(""))
        .join(counting, sa.and_(counting.c.place == told.c.place, counting.c.quarter == chosen.quarter))
        .where(told.c.release_id == chosen.id)
    )
    connection.execute(lines.insert().from_select(["return_id", *columns, "sheet"], found))
