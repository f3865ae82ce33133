"""A return that says there is nothing to report: our own form, marked so in every pillar, and handed in like any other.

It goes the way of every workbook, through the same checks and with the same receipt, and its bytes are kept. What is
known of centres and payments stands in it as in every form: a centre without numbers is asked about.
"""

from __future__ import annotations

from dataclasses import replace

from data.intake import receive
from data.intake.known import form_for
from data.intake.receive import Examination
from data.intake.template import template
from data.model import Language, Place, Quarter, Visitor
from data.store import receipts
from data.store.engine import reading
from data.store.house import House
from data.store.new_return import Receipt


def nil_workbook(house: House, *, place: Place, quarter: Quarter, language: Language) -> bytes:
    """The form of a district and quarter, saying in every pillar that there is nothing to report."""
    return template(replace(form_for(house, place=place, quarter=quarter, language=language), nil=True))


def nil_return(
    house: House, *, visitor: Visitor | None, place: Place, quarter: Quarter, language: Language
) -> Examination:
    """Examine the nil return of a district and quarter.

    Raises:
        NotAllowed: if the visitor may not file for the district.
    """
    content = nil_workbook(house, place=place, quarter=quarter, language=language)
    return receive.examine(content, house=house, visitor=visitor, place=place, quarter=quarter)


def filed_nil(house: House, *, place: Place, quarter: Quarter) -> Receipt | None:
    """The receipt of the return that counts, if it is a nil return: to say the same twice changes nothing."""
    with reading(house.engine) as connection:
        counts = receipts.counting(connection, [(place.code, str(quarter))]).get((place.code, str(quarter)))
        known = receipts.by_receipt(connection, counts.receipt) if counts else None
    return known.receipt if known and known.nil else None
