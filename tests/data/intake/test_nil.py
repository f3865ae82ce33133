"""A nil return: our own form, marked in every pillar, and handed in like any other."""

from __future__ import annotations

import sqlalchemy as sa

from data.intake import receive
from data.intake.nil import filed_nil, nil_return
from data.model import Kind, Status
from data.store import receipts, tables
from data.store.engine import reading
from data.store.house import House
from tests.data.intake import forms
from tests.data.intake.test_receive import OFFICER


def test_a_nil_return_makes_flows_zero_and_leaves_stocks_missing(own_house: House) -> None:
    place = own_house.country.places[forms.PLACE]
    examined = nil_return(own_house, visitor=OFFICER, place=place, quarter=forms.QUARTER, language="id")
    assert (examined.verdict, examined.findings) == ("clean", ())
    assert {(o.status, o.value) for o in examined.observations} == {(Status.NIL, 0.0)}
    kinds = {own_house.catalogue.measure(measure).kind for measure in examined.totals}
    assert kinds == {Kind.FLOW}
    typed = [p for i in own_house.catalogue.indicators.values() for p in i.parts if p.typed and p.kind is Kind.FLOW]
    assert set(examined.totals) == {part.measure for part in typed}


def test_it_is_filed_with_its_bytes_and_known_as_one(own_house: House) -> None:
    place = own_house.country.places[forms.PLACE]
    assert filed_nil(own_house, place=place, quarter=forms.QUARTER) is None
    examined = nil_return(own_house, visitor=OFFICER, place=place, quarter=forms.QUARTER, language="en")
    receipt = receive.file(examined, house=own_house, by=OFFICER)
    assert filed_nil(own_house, place=place, quarter=forms.QUARTER) == receipt
    with reading(own_house.engine) as connection:
        known = receipts.by_receipt(connection, receipt.receipt)
        assert receipts.content_of(connection, receipt.receipt) == examined.content
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.files)).scalar() == 1
    assert known is not None
    assert known.nil


def test_a_return_of_zeros_that_were_counted_is_no_nil_return(own_house: House) -> None:
    content = forms.filled(forms.empty(own_house), forms.answered(own_house) | {"nil|prosecution": "Yes"})
    receive.file(receive.examine(content, house=own_house), house=own_house, by=OFFICER)
    assert filed_nil(own_house, place=own_house.country.places[forms.PLACE], quarter=forms.QUARTER) is None
