"""What is known of a district before its form is drawn: last quarter's numbers, its centres, payments still to come."""

from __future__ import annotations

import pandas as pd

from data.intake.form import Form, LastQuarter
from data.model import Language, Place, Quarter
from data.store import frames
from data.store.engine import reading
from data.store.house import House

STILL_TO_COME = ("pledged", "signed")


def form_for(house: House, *, place: Place, quarter: Quarter, language: Language) -> Form:
    """The form of a district and quarter, with everything filled in that is known."""
    return Form(
        catalogue=house.catalogue,
        country=house.country,
        place=place,
        quarter=quarter,
        language=language,
        world=house.facts.world,
        last=last_quarter(house, place=place, quarter=quarter),
        content=house.settings.content,
    )


def last_quarter(house: House, *, place: Place, quarter: Quarter) -> LastQuarter:
    """What the quarter before says of a district. A ratio is left out: it is computed, not compared with."""
    before = quarter - 1
    measures = [part.measure for indicator in house.catalogue.indicators.values() for part in indicator.parts]
    with reading(house.engine) as connection:
        values = frames.values_of_places(connection, measures=measures, places=[place.code])
        register = frames.facility_register(connection, places=[place.code])
        sheets = frames.facility_sheets(connection, until=before)
        payments = frames.funding(connection, until=before)
    then = values[(values["quarter"] == str(before)) & values["denominator"].isna() & values["numerator"].notna()]
    return LastQuarter(
        values=dict(zip(then["measure"], then["numerator"], strict=True)),
        facilities=_centres(register, sheets),
        funding=_to_come(payments[payments["place"] == place.code], register),
    )


def _centres(register: pd.DataFrame, sheets: pd.DataFrame) -> list[dict[str, object]]:
    """The district's centres that are not closed, as far as they change seldom."""
    newest = register.merge(sheets[["facility", "currency", "state"]], left_on="code", right_on="facility", how="left")
    still = newest[newest["state"] != "closed"]
    columns = ["code", "name", "kind", "operator", "currency", "state"]
    return [{str(key): _known(value) for key, value in row.items()} for row in still[columns].to_dict("records")]


def _to_come(payments: pd.DataFrame, register: pd.DataFrame) -> list[dict[str, object]]:
    names = dict(zip(register["code"], register["name"], strict=True))
    rows = payments[payments["status"].isin(STILL_TO_COME)].to_dict("records")
    return [
        {str(key): _known(value) for key, value in row.items()} | {"facility": names.get(row["facility"])}
        for row in rows
    ]


def _known(value: object) -> object:
    return None if pd.isna(value) else value  # type: ignore[call-overload]
